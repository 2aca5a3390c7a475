"""Source code with long stretches of it put into quotes: only the marks tell inside from outside.

A network that has seen code outside of strings and words inside learns to know strings by their words, and most strings
of real code are short. Here both sides are code, both with and without line ends. How long a stretch lasts says nothing
of when it ends (its law has no memory), and every text has a mean of its own, from a word to a paragraph: where marks
are frequent a network gains at once by remembering them, and where they are rare it learns to remember for long.
"""

from __future__ import annotations

import io
import math
import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

_FLAT = str.maketrans({'"': "'", "\n": " "})
_AFTER = ("\n", "\n    ", ", ", ")\n", "]\n", " ")
_MEANS = (6.0, 400.0)  # of a text's stretches, log-uniform between these


def quoted(sources: Sequence[str], seed: int, characters: int) -> list[str]:
    """Return about ``characters`` of Python sources, every other stretch of them in double quotes.

    Parameters
    ----------
    sources
        Taken in a random order, as many as are needed.
    seed
        The same seed and sources give the same texts.
    """
    random, texts, written = Random(seed), list[str](), 0
    for source in sorted(sources, key=lambda _: random.random()):
        if written >= characters:
            break
        texts.append("".join(_stretches(source, random)))
        written += len(texts[-1])
    return texts


def _stretches(source: str, random: Random) -> Iterator[str]:
    """Yield what is outside and what is inside in turns; both begin and end between two words of the program."""
    mean = _MEANS[0] * (_MEANS[1] / _MEANS[0]) ** random.random()
    starts, at, inside = _words(source), 0, False
    while at < len(source):
        place = bisect_left(starts, at + 1 + int(-mean * math.log(1 - random.random())))
        end = starts[place] if place < len(starts) else len(source)
        piece, at = source[at:end], end
        if inside:
            yield f'"{piece.translate(_FLAT).rstrip()}"{_AFTER[int(random.random() * len(_AFTER))]}'
        else:
            yield piece.translate(_FLAT) if random.random() < 0.5 else piece
        inside = not inside


def _words(source: str) -> list[int]:
    """Return where the names and keywords of a program begin: none is in a string or comment."""
    lines = [0, *accumulate(map(len, source.splitlines(keepends=True)))]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    try:
        return [lines[token.start[0] - 1] + token.start[1] for token in tokens if token.type == tokenize.NAME]
    except (tokenize.TokenError, SyntaxError):
        return []
