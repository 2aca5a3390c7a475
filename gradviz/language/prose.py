"""A page of dialogue from a small grammar of our own, hard-wrapped: a corpus whose every regularity is known.

Nothing but the quote marks tells inside from outside: both are runs of sentences from the same grammar, with the
same subjects (I, we and you among them) and the same law of lengths. What remembers the mark is then no style
detector. Sentences are short and most runs hold one or two: a network gains by its memory soon and often, and then
learns to keep it through the long ones. The lines are wrapped, so that it can know its column and gain by that, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

_PRONOUNS = ("I", "we", "you", "they", "she", "he")
_SUBJECTS = (
    "the miller", "the captain", "my sister", "your friend", "the teacher", "a stranger", "our cousin", "the baker",
)  # fmt: skip
_VERBS = (
    "saw", "found", "carried", "remembered", "left", "wanted", "painted", "lost", "sold", "opened", "followed",
)  # fmt: skip
_SHORT = ("it", "them", "her", "both", "nothing", "something", "him", "us")
_OBJECTS = (
    "the boat", "a letter", "the wooden bridge", "the lantern", "an apple tree", "the broken wheel", "the garden",
    "two horses", "the market", "some bread",
)  # fmt: skip
_PLACES = (
    "near the river", "in the morning", "behind the mill", "after the storm", "at home", "on the hill",
    "without a word", "for the children",
)  # fmt: skip

_PAGE = 3000
_LONG = 0.12  # of all runs
_ENDS = 0.75  # of the sentences of the others, where one must know whether a mark is open
_LONGEST = 300


def dialogue(seed: int, characters: int, width: int = 40) -> str:
    """Return about ``characters`` of dialogue, pages of some 3000 characters with an empty line between them.

    Parameters
    ----------
    seed
        The same seed gives the same text on every machine.
    width
        No line is longer; a line ends where the next word would not fit.
    """
    random, pages, written = Random(seed), list[str](), 0
    while written < characters:
        pages.append(wrapped(_page(random), width))
        written += len(pages[-1]) + 1
    return "\n".join(pages)


def sentence(random: Random) -> str:
    """Return one sentence of the grammar: who did what, and perhaps where or when; most of them are very short."""
    kind = random.random()
    subject, what = _one(_PRONOUNS if random.random() < 0.6 else _SUBJECTS, random), _SHORT if kind < 0.7 else _OBJECTS
    words = f"{subject} {_one(_VERBS, random)} {_one(what, random)}"
    if kind > 0.9:
        words = f"{words} {_one(_PLACES, random)}"
    return f"{words[0].upper()}{words[1:]}."


def wrapped(text: str, width: int) -> str:
    """Return a text with every line as full as ``width`` allows, and a newline after the last."""
    lines, line = list[str](), ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line, ""])


def _page(random: Random) -> str:
    """Return runs of sentences, every other one in quotes; either kind may begin."""
    runs, quoted, length = list[str](), random.random() < 0.5, 0
    while length < _PAGE:
        run = " ".join(_run(random))
        runs.append(f'"{run}"' if quoted else run)
        length += len(run)
        quoted = not quoted
    return " ".join(runs)


def _run(random: Random) -> Iterator[str]:
    """Yield the sentences of a run: one or two, now and then as many as fit into 100 to 300 characters."""
    budget = 100 + random.random() * (_LONGEST - 100) if random.random() < _LONG else 0.0
    length = 0
    while True:
        words = sentence(random)
        length += len(words) + 1
        if length - 1 > (budget or _LONGEST):
            return
        yield words
        if not budget and random.random() < _ENDS:
            return


def _one(choices: Sequence[str], random: Random) -> str:
    # Random.choice may change between versions of Python, Random.random may not
    return choices[int(random.random() * len(choices))]
