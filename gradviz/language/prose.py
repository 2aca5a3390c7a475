"""A page of dialogue from a small grammar of our own, hard-wrapped: a corpus whose every regularity is known.

Nothing but the quote marks tells inside from outside: both are runs of sentences from the same grammar, with the
same subjects (I, we and you among them) and the same law of lengths. What remembers the mark is then no style
detector. The lines are wrapped, so that a network can know its column and gain by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

_SUBJECTS = (
    "I", "we", "you", "they", "the miller", "the old captain", "my sister", "your neighbour", "the teacher",
    "a stranger", "our cousin", "the young baker",
)  # fmt: skip
_VERBS = (
    "saw", "found", "carried", "remembered", "left", "wanted", "painted", "lost", "sold", "opened", "followed",
    "mended", "forgot", "watched",
)  # fmt: skip
_OBJECTS = (
    "the boat", "a letter", "the wooden bridge", "the lantern", "an apple tree", "the broken wheel", "the garden",
    "two horses", "the blue door", "a long story", "the market", "some bread", "the map", "a silver coin",
)  # fmt: skip
_PLACES = (
    "near the river", "in the morning", "behind the mill", "after the storm", "at home", "on the hill",
    "without a word", "for the children",
)  # fmt: skip

_PAGE = 3000
_LONG = 0.05  # of all runs
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
    """Return one sentence of the grammar: who did what, and perhaps where or when."""
    words = f"{_one(_SUBJECTS, random)} {_one(_VERBS, random)} {_one(_OBJECTS, random)}"
    if random.random() < 0.3:
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
    """Yield the sentences of a run: one to three, now and then as many as fit into 100 to 300 characters."""
    budget = 100 + random.random() * (_LONGEST - 100) if random.random() < _LONG else 0.0
    short = 1 + (random.random() < 0.3) + (random.random() < 0.1)
    length, count = 0, 0
    while True:
        words = sentence(random)
        length, count = length + len(words) + 1, count + 1
        if count > 1 and (length - 1 > budget if budget else count > short):
            return
        yield words


def _one(choices: Sequence[str], random: Random) -> str:
    # Random.choice may change between versions of Python, Random.random may not
    return choices[int(random.random() * len(choices))]
