"""A text on paper, a colour behind every character: as many lines as a page has, and how much of it that is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.font_manager import FontProperties, findfont

from gradviz.charts.chart import Array, Panel
from gradviz.charts.coloured import Coloured
from gradviz.charts.style import Theme
from gradviz.paper.around import draw_key, frame, key_height, mattering, rgb
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import MONO, font_with

_SIZE, _ADVANCE, _LINE = 7.2, 0.60205, 1.42
"""The type's size in points; how wide a character of it is and how far lines are apart, in units of the size."""
_ABOVE, _GAP, _UNDER = 0.1, 0.12, 0.26
"""How thick the line above and the one below are, and what is free beside them, in units of the size."""
_LINES = 56
"""How many lines a page has."""
_DARK, _LIGHT = "#16181C", "#FFFFFF"
_LUMA, _GAMMA, _MIDDLE = np.array([0.2126, 0.7152, 0.0722]), 2.2, 0.179
"""Relative luminance, and the one at which black and white stand out equally (WCAG 2.1)."""
_UNKNOWN = "▯"
_LEAST = 4.0
"""How many rows of pixels a point has at least, so that thin lines are seen."""


def height(panel: Panel, room: float) -> float:
    """Return how high the text is when its lines are ``room`` wide."""
    found = panel.coloured
    return len(_shown(found, room)) * _SIZE * sum(_parts(found)) + key_height(found, room) if found else 0.0


def told(panel: Panel, room: float) -> str:
    """Return how much of the text is shown, where that is not all of it."""
    if panel.coloured is None or panel.empty:
        return ""
    end = _shown(panel.coloured, room)[-1][1]
    whole = panel.coloured.whole or len(panel.coloured.text)
    return f"the first {_spaced(end)} of {_spaced(whole)} characters" if end < whole else ""


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def draw(page: Page, place: Place) -> None:
    """Draw a page's worth of lines below the key, their characters dark or light by what is behind them."""
    found, box = place.panel.coloured, place.box
    assert found is not None
    draw_key(page, found, box.left, box.top, box.width)
    shown, top = _shown(found, box.width), box.top - key_height(found, box.width)
    wide = max(1, *(end - begin for begin, end in shown))
    parts = _parts(found)
    across, down = _SIZE * _ADVANCE, _SIZE * sum(parts)
    colours = _colours(found, shown, wide, page.theme)
    ground = Box(box.left, top - len(shown) * down, box.left + wide * across, top)
    picture = _picture(found, shown, colours, parts, page)
    page.axes(ground, 0, 1).imshow(picture, extent=(0, 1, 0, 1), aspect="auto", interpolation="none", origin="upper")
    light = (colours / 255) ** _GAMMA @ _LUMA < _MIDDLE
    for row, (begin, end) in enumerate(shown):
        upper = top - row * down - sum(parts[:2]) * _SIZE
        for column, sign, file in _glyphs(found.visible[begin:end]):
            x = box.left + (column + 0.5) * across
            page.glyph(x, upper - 0.74 * _SIZE * _LINE, sign, _SIZE, file, _LIGHT if light[row, column] else _DARK)
        if found.focus is not None and begin <= found.focus < end:
            left = box.left + (found.focus - begin) * across
            frame(page, Box(left, upper - _SIZE * _LINE, left + across, upper))


def _parts(found: Coloured) -> tuple[float, ...]:
    """Return how high the parts of a line are: the line above, a gap, the characters, what is under them, a gap."""
    above, under = found.marks is not None, found.under is not None
    return _ABOVE * above, _GAP * above, _LINE, _UNDER * under, _GAP * (above or under)


def _picture(
    found: Coloured, shown: list[tuple[int, int]], colours: Array, parts: tuple[float, ...], page: Page
) -> Array:
    """Return what is behind, under and above the characters as RGB, about a pixel of the page each."""
    edges = np.rint(np.cumsum([0.0, *parts]) * _SIZE * max(page.pixels, _LEAST)).astype(int)
    lines = np.full((len(shown), edges[-1], colours.shape[1], 3), rgb(page.theme.panel), np.uint8)
    lines[:, edges[2] : edges[3]] = colours[:, None]
    for row, (begin, end) in enumerate(shown):
        if found.marks is not None:
            lines[row, : edges[1], np.flatnonzero(found.marks[begin:end])] = rgb(page.theme.text)
        if found.under is not None:
            lines[row, edges[3] : edges[4], : end - begin] = mattering(found.under[begin:end], page.theme)
    sharp = max(1, round(_ADVANCE * _SIZE * page.pixels))  # a viewer that smooths pictures leaves every colour sharp
    return np.repeat(lines.reshape(-1, *colours.shape[1:]), sharp, axis=1)


def _shown(coloured: Coloured | None, room: float) -> list[tuple[int, int]]:
    wide = max(8, int(room / (_SIZE * _ADVANCE)))
    return coloured.lines(wide)[:_LINES] if coloured else []


def _colours(found: Coloured, shown: list[tuple[int, int]], wide: int, theme: Theme) -> Array:
    """Return what is behind each character as RGB, (lines, wide, 3); the ground where there is none."""
    colours = np.empty((len(shown), wide, 3), np.uint8)
    colours[:] = rgb(theme.panel)
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
