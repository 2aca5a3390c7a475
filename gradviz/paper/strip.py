"""The characters of a text, each under its step."""

from __future__ import annotations

import unicodedata

from gradviz.charts.chart import Axis, Characters
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.type import QUIET, font_with, wrapped

_LARGEST, _SMALLEST = 10.0, 4.4
_ADVANCE = 0.62
_UNKNOWN = "▯"


def draw(page: Page, box: Box, axis: Axis, characters: Characters) -> None:
    """Write every character centred at its step; where they would be illegible, say so instead."""
    pitch = box.width / (axis.high - axis.low)
    size = min(_LARGEST, pitch / _ADVANCE)
    base = (box.bottom + box.top) / 2 - 0.36 * min(size, _LARGEST)
    if size < _SMALLEST:
        most = int(box.width / (_SMALLEST * _ADVANCE)) - 1
        words = f"{len(characters.text)} characters are too many to print in this width: about {most} fit."
        page.paragraph(box.left, box.top - 1, wrapped(words, QUIET, box.width), QUIET, page.theme.secondary)
        return
    for number, character in enumerate(characters.text):
        if character != " ":
            file = font_with(character)
            x = box.left + (characters.first + number - axis.low) * pitch
            shown = character if file else _UNKNOWN
            wide = unicodedata.east_asian_width(shown) in "WF"
            file = file or font_with(_UNKNOWN) or ""
            page.glyph(x, base, shown, 0.6 * size if wide else size, file, page.theme.text)
