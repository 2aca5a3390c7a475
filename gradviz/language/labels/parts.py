"""The strings and comments of a text, and so what is code: what several labels are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from gradviz.language.labels.prose import scan as scan_prose
from gradviz.language.labels.python import looks_like as looks_like_python
from gradviz.language.labels.python import scan as scan_python

Sort = Literal["quote", "apostrophe", "triple", "comment"]
"""Between double quotation marks; between single ones; between three of either; a comment."""


@dataclass(frozen=True)
class Part:
    """A string or a comment; ``first … last − 1`` is inside, ``begin … end − 1`` is all of it with its marks.

    ``closed`` is False where the closing mark is missing: then ``last == end``.
    """

    sort: Sort
    begin: int
    first: int
    last: int
    end: int


@dataclass(frozen=True, eq=False)
class Parts:
    """What a text is made of; `python` says by whose rules it was read."""

    size: int
    python: bool
    found: tuple[Part, ...]

    def inside(self, *sorts: Sort) -> npt.NDArray[np.bool_]:
        """Return where a reader is within a part of one of the sorts, shape (T,)."""
        return covered(((part.first, part.last) for part in self.found if part.sort in sorts), self.size)

    def code(self) -> npt.NDArray[np.bool_]:
        """Return which characters belong to no string and no comment, shape (T,)."""
        return ~covered(((part.begin, part.end) for part in self.found), self.size)


def covered(ranges: Iterable[tuple[int, int]], size: int) -> npt.NDArray[np.bool_]:
    """Return which of ``size`` characters lie in one of the ranges (first, beyond the last), shape (size,)."""
    edges = np.array([*ranges], np.int64).reshape(-1, 2)
    steps = np.zeros(size + 1, np.int64)
    np.add.at(steps, edges[:, 0], 1)
    np.add.at(steps, edges[:, 1], -1)
    return np.cumsum(steps)[:size] > 0


@lru_cache(maxsize=2)
def parts(text: str) -> Parts:
    """Return the parts of a text: by Python's rules where it looks like Python, else by those of prose and C."""
    is_python = looks_like_python(text)
    scan: Iterator[tuple[Sort, int, int, int, int]] = scan_python(text) if is_python else scan_prose(text)
    return Parts(len(text), is_python, tuple(Part(*found) for found in scan))
