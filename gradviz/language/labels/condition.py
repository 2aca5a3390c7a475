"""Inside the condition of an if, elif or while (Karpathy, Johnson & Fei-Fei 2015, figure 2: if statements)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gradviz.language.labels.brackets import brackets
from gradviz.language.labels.label import Array, Label, code_points, line_ends
from gradviz.language.labels.parts import covered, parts

_PYTHON = re.compile(r"^[ \t]*(?:if|elif|while)\b", re.MULTILINE)
_JOINED = re.compile(r"\\(?:\r\n|[\r\n])")
_OTHER = re.compile(r"(?:^|[;{}]|\belse\b)[ \t]*(?:if|elif|elsif|while)\b(?=\s*(\())", re.MULTILINE)


def of(text: str) -> Array:
    """Return where a reader is between the keyword and the colon that ends the header.

    The first character after the keyword is inside, the colon is outside. In languages other than Python it
    reaches to the bracket that closes the condition.
    """
    found = _of_python(text) if parts(text).python else _of_others(text)
    return covered(found, len(text))


def _of_python(text: str) -> Iterator[tuple[int, int]]:
    code, depth, joined = parts(text).code(), brackets(text).depth, _joined(text)
    stops = _stops(text, joined)
    for header in _PYTHON.finditer(text):
        begin, last = header.start(), header.end() - 1
        if code[last] and depth[last] == 0 and not (begin and joined[begin - 1]):
            later = np.searchsorted(stops, last)
            yield last + 1, int(stops[later]) if later < len(stops) else len(text)


def _stops(text: str, joined: Array) -> Array:
    """Return where a header may end: at colons outside brackets; a broken one at a line end or the next statement."""
    codes = code_points(text)
    colon = (codes == ord(":")) & (np.append(codes[1:], 0) != ord("="))
    ends = line_ends(text) & ~joined
    here = np.flatnonzero(parts(text).code() & (brackets(text).depth == 0) & (colon | ends))
    return np.asarray(np.union1d(here, brackets(text).statements))


def _joined(text: str) -> Array:
    """Return which line ends a backslash takes away."""
    return covered((found.span() for found in _JOINED.finditer(text)), len(text))


def _of_others(text: str) -> Iterator[tuple[int, int]]:
    code, closing = parts(text).code(), brackets(text).closing
    for header in _OTHER.finditer(text):
        if code[header.end() - 1]:
            yield header.end(), closing.get(header.start(1), header.start(1) + 1)


LABEL = Label("condition", "between if, elif or while and its colon", "the condition", "yes/no", 40, of)
