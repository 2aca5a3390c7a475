"""How far a line is indented (Karpathy, Johnson & Fei-Fei 2015, figure 2: the depth of an expression)."""

from __future__ import annotations

import re

import numpy as np

from gradviz.language.labels.label import Array, Label

_LINE = re.compile(r"([ \t]*)([^\r\n]*)")
_TAB = 8


def of(text: str) -> Array:
    """Return the columns of white space before a line's first word; a tab reaches the next multiple of 8.

    Within that white space it is what has been read of it. Empty lines and line ends have none: NaN.
    """
    indent = np.full(len(text), np.nan)
    for line in _LINE.finditer(text):
        begin, first, end = line.start(), line.end(1), line.end()
        if end > first:
            columns = _columns(line[1])
            indent[begin:first] = columns
            indent[first:end] = columns[-1] if columns else 0
    return indent


def _columns(white: str) -> list[int]:
    """Return the column after each character."""
    if "\t" not in white:
        return [*range(1, len(white) + 1)]
    columns, at = [], 0
    for sign in white:
        at += _TAB - at % _TAB if sign == "\t" else 1
        columns.append(at)
    return columns


LABEL = Label("indent", "columns of white space before the line", "the indent", "quantity", 50, of)
