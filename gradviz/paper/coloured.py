"""A text on paper, a colour behind every character: as many lines as a page has, and how much of it that is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.font_manager import FontProperties, findfont

from gradviz.charts.chart import Array, Panel
from gradviz.charts.coloured import Coloured
from gradviz.charts.style import Theme
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import MONO, font_with

_SIZE, _ADVANCE, _LINE = 7.2, 0.60205, 1.42
"""The type's size in points; how wide a character of it is and how far lines are apart, in units of the size."""
_LINES = 56
"""How many lines a page has."""
_DARK, _LIGHT = "#16181C", "#FFFFFF"
_LUMA, _GAMMA, _MIDDLE = np.array([0.2126, 0.7152, 0.0722]), 2.2, 0.179
"""Relative luminance, and the one at which black and white stand out equally (WCAG 2.1)."""
_UNKNOWN = "▯"


def height(panel: Panel, room: float) -> float:
    """Return how high the text is when its lines are ``room`` wide."""
    return len(_shown(panel.coloured, room)) * _SIZE * _LINE if panel.coloured else 0.0


def told(panel: Panel, room: float) -> str:
    """Return how much of the text is shown, and what the colours mean."""
    if panel.coloured is None or panel.empty:
        return ""
    end = _shown(panel.coloured, room)[-1][1]
    whole = panel.coloured.whole or len(panel.coloured.text)
    part = f"the first {_spaced(end)} of {_spaced(whole)} characters, " if end < whole else ""
    return f"{part}warm is on, cold is off"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def draw(page: Page, place: Place) -> None:
    """Draw the colours of a page's worth of lines, and the characters over them, dark or light by what is behind."""
    found = place.panel.coloured
    assert found is not None
    shown, box = _shown(found, place.box.width), place.box
    wide = max(1, *(end - begin for begin, end in shown))
    colours = _colours(found, shown, wide, page.theme)
    ground = Box(box.left, box.top - len(shown) * _SIZE * _LINE, box.left + wide * _SIZE * _ADVANCE, box.top)
    axes = page.axes(ground, 0, 1)
    axes.imshow(colours, extent=(0, 1, 0, 1), aspect="auto", interpolation="none", origin="upper")
    light = (colours / 255) ** _GAMMA @ _LUMA < _MIDDLE
    for row, (begin, end) in enumerate(shown):
        base = box.top - (row + 0.74) * _SIZE * _LINE
        for column, sign, file in _glyphs(found.visible[begin:end]):
            x = box.left + (column + 0.5) * _SIZE * _ADVANCE
            page.glyph(x, base, sign, _SIZE, file, _LIGHT if light[row, column] else _DARK)


def _shown(coloured: Coloured | None, room: float) -> list[tuple[int, int]]:
    wide = max(8, int(room / (_SIZE * _ADVANCE)))
    return coloured.lines(wide)[:_LINES] if coloured else []


def _colours(found: Coloured, shown: list[tuple[int, int]], wide: int, theme: Theme) -> Array:
    """Return what is behind each character as RGB, (lines, wide, 3); the ground where there is none."""
    colours = np.empty((len(shown), wide, 3), np.uint8)
    colours[:] = [int(theme.panel[i : i + 2], 16) for i in (1, 3, 5)]
    table = theme.lut("signed")
    for row, (begin, end) in enumerate(shown):
        shade = found.shade[begin:end]
        seen = np.isfinite(shade)
        colours[row, : end - begin][seen] = table[np.rint((shade[seen] + 1) / 2 * 255).astype(int)]
    return colours


def _glyphs(line: str) -> Iterator[tuple[int, str, str]]:
    """Yield each character that leaves a mark: its column, itself or a stand-in, and the file of its font."""
    mono = findfont(FontProperties(family=MONO))
    for column, sign in enumerate(line):
        if not sign.isspace():
            file = font_with(sign)
            yield column, sign if file else _UNKNOWN, file or mono
