"""Source code on one line with stretches of it put into quotes: only the marks tell inside from outside.

A network that has seen code outside of strings and words inside learns to know strings by their words, and most strings
of real code are short. Here both sides are code, and no line end tells them apart. Most stretches are a few words long,
so that at any word one must know whether a mark is open; but a stretch may go on for 600 characters, and to know it
there, as well, is to have remembered the mark.
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
_AFTER = (" ", "     ", ", ", ") ", "] ", ": ")
_MEAN = 25.0  # of most stretches; how long one has lasted says nothing of when it ends
_LONG, _SHORTEST, _LONGEST = 0.15, 100, 600  # the share of the others, and their lengths


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
    words, comments = _places(source)
    at, inside = 0, False
    while at < len(source):
        place = bisect_left(words, at + _length(random))
        end = words[place] if place < len(words) else len(source)
        if inside:
            piece = source[at:end].translate(_FLAT).rstrip()
            yield f'"{piece}"{_AFTER[int(random.random() * len(_AFTER))]}'
        else:
            yield _without(source, comments, at, end).translate(_FLAT)
        at, inside = end, not inside


def _length(random: Random) -> int:
    if random.random() < _LONG:
        return _SHORTEST + int(random.random() * (_LONGEST - _SHORTEST))
    return 1 + int(-_MEAN * math.log(1 - random.random()))


def _without(source: str, comments: list[tuple[int, int]], first: int, last: int) -> str:
    """Return a part of a program without its comments: on one line they would have no end."""
    parts = []
    for begin, end in comments[bisect_left(comments, (first, 0)) : bisect_left(comments, (last, 0))]:
        parts.append(source[first:begin])
        first = end
    return "".join([*parts, source[first:last]])


def _places(source: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return where the names and keywords of a program begin, none in a string or comment, and where comments are."""
    lines = [0, *accumulate(map(len, source.splitlines(keepends=True)))]
    words, comments = list[int](), list[tuple[int, int]]()
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            begin = lines[token.start[0] - 1] + token.start[1]
            if token.type == tokenize.NAME:
                words.append(begin)
            elif token.type == tokenize.COMMENT:
                comments.append((begin, begin + len(token.string)))
    except (tokenize.TokenError, SyntaxError):
        return [], []
    return words, comments
