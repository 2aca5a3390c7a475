"""Source code with long stretches of it put into quotes: only the marks tell inside from outside.

A network that has seen code outside of strings and words inside learns to know strings by their words, and most strings
of real code are short. Here both sides are code, both with and without line ends, and a string may go on for
600 characters: what is on throughout has remembered the mark.
"""

from __future__ import annotations

import io
import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

_FLAT = str.maketrans({'"': "'", "\n": " "})
_AFTER = ("\n", "\n    ", ", ", ")\n", "]\n", " ")
_LENGTHS = ((0.5, 20, 100), (0.85, 100, 300), (1.0, 300, 600))  # up to this share: from, to


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
    starts, at, inside = _words(source), 0, False
    while at < len(source):
        place = bisect_left(starts, at + _length(random))
        end = starts[place] if place < len(starts) else len(source)
        piece, at = source[at:end], end
        if inside:
            yield f'"{piece.translate(_FLAT).rstrip()}"{_AFTER[int(random.random() * len(_AFTER))]}'
        else:
            yield piece.translate(_FLAT) if random.random() < 0.5 else piece
        inside = not inside


def _length(random: Random) -> int:
    share = random.random()
    _, shortest, longest = next(row for row in _LENGTHS if share < row[0])
    return shortest + int(random.random() * (longest - shortest))


def _words(source: str) -> list[int]:
    """Return where the names and keywords of a program begin: none is in a string or comment."""
    lines = [0, *accumulate(map(len, source.splitlines(keepends=True)))]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    try:
        return [lines[token.start[0] - 1] + token.start[1] for token in tokens if token.type == tokenize.NAME]
    except (tokenize.TokenError, SyntaxError):
        return []
