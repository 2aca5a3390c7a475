"""Curves, thresholds and marks of one panel, each named in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gradviz.charts.chart import Array, Curve, Level, Mark, Role
from gradviz.paper.labels import Box, Labels
from gradviz.paper.layout import EDGE, Row
from gradviz.paper.page import Page
from gradviz.paper.thin import curve as thinned
from gradviz.paper.thin import lonely
from gradviz.paper.type import LABEL, LEADING, SMALL, Font, width, wrapped

_ORDER: dict[Role, float] = {"theory": 2, "neutral": 2, "a": 3, "b": 4}
_STYLE: dict[Role, dict[str, Any]] = {
    "b": {"lw": 1.7, "dashes": (7.5, 2.2)},
    "theory": {"lw": 0.8, "dashes": (4.0, 3.0)},
    "neutral": {"lw": 1.0},
}
_SOLID: dict[str, Any] = {"lw": 1.7}


def draw(page: Page, row: Row) -> None:
    """Draw the panel's grid, levels, curves and marks, and then their labels where there is room."""
    panel, box = row.panel, row.box
    axes = page.axes(box, panel.x.low, panel.x.high)
    axes.set_ylim(panel.y.low, panel.y.high)
    room = Box(box.left, box.bottom + 1, page.figure.get_figwidth() * 72 - EDGE + 6, box.top + 4)
    labels = Labels(room)
    _grid(page, row, axes, labels)
    levels = [level for level in panel.levels if panel.y.low <= level.y <= panel.y.high]
    level_lines = [_level(page, row, axes, labels, level) for level in levels]
    lines = [_curve(page, row, axes, labels, curve) for curve in panel.curves]
    for mark in panel.marks:
        _mark(page, row, axes, labels, mark)
    for curve, line in zip(panel.curves, lines, strict=True):
        _name(page, labels, curve, line, box)
    for level, line in zip(levels, level_lines, strict=True):
        _name(page, labels, level, line, box)


def _grid(page: Page, row: Row, axes: Axes, labels: Labels) -> None:
    for tick in row.y_ticks:
        axes.axhline(tick.at, color=page.theme.hairline, lw=0.6, zorder=0)
        labels.avoid_line(_points(row, np.array([row.panel.x.low, row.panel.x.high]), np.full(2, tick.at)), 0.01)


def _level(page: Page, row: Row, axes: Axes, labels: Labels, level: Level) -> Array:
    axes.axhline(level.y, color=page.theme.role_colour(level.role), lw=0.8, dashes=(1.2, 2.4), zorder=1)
    line = _points(row, np.array([row.panel.x.low, row.panel.x.high]), np.full(2, level.y))
    labels.avoid_line(line, 0.4)
    return line


def _curve(page: Page, row: Row, axes: Axes, labels: Labels, curve: Curve) -> Array:
    x, y = thinned(curve.x, curve.y)
    colour = page.theme.role_colour(curve.role)
    style = _STYLE.get(curve.role, _SOLID) if len(x) == len(curve.x) else {"lw": 1.0}
    axes.plot(x, y, color=colour, zorder=_ORDER.get(curve.role, 3), solid_joinstyle="round", **style)
    alone = lonely(curve.y)
    if alone.any():
        axes.plot(curve.x[alone], curve.y[alone], "o", color=colour, ms=4.5, mew=0, zorder=5, clip_on=False)
    line = _points(row, x, y)
    labels.avoid_line(line)
    return line


def _mark(page: Page, row: Row, axes: Axes, labels: Labels, mark: Mark) -> None:
    colour = page.theme.role_colour(mark.role)
    axes.axvline(mark.x, color=colour, lw=1.4, zorder=2.5)
    line = _points(row, np.full(2, mark.x), np.array([row.panel.y.low, row.panel.y.high]))
    labels.avoid_line(line)
    wide = max(width(mark.label, LABEL), width(mark.detail, SMALL))
    high = LABEL.size * LEADING + (SMALL.size * LEADING if mark.detail else 0)
    x, top = float(line[0, 0]), row.box.top
    places = [(x + 5, top - high, 0.0), (x - 5 - wide, top - high, 0.5)]
    places += [(left, row.box.bottom + share * (row.box.height - high), 2.0 - share) for left in (x + 5, x - 5 - wide)
               for share in (0.0, 0.25, 0.5, 0.75)]  # fmt: skip
    box = labels.best(places, wide, high)
    if box is not None:
        below = page.paragraph(box.left, box.top, [mark.label], LABEL, colour)
        page.paragraph(box.left, below, [mark.detail], SMALL, page.theme.secondary)


def _name(page: Page, labels: Labels, thing: Curve | Level, line: Array, box: Box) -> None:
    font = LABEL if isinstance(thing, Curve) and thing.role in ("a", "b") else SMALL
    for lines in _breaks(thing.label, font, box.width - 8):
        wide, high = max(width(words, font) for words in lines), len(lines) * font.size * LEADING
        place = labels.beside(line, wide, high)
        if place is not None:
            page.paragraph(place.left, place.top, lines, font, page.theme.role_colour(thing.role))
            return


def _breaks(label: str, font: Font, room: float) -> Sequence[list[str]]:
    """Return the label in one line, and broken into two where that takes less width."""
    one = wrapped(label, font, room)
    return [one, wrapped(label, font, 0.55 * width(label, font))] if len(one) == 1 else [one]


def _points(row: Row, x: Array, y: Array) -> Array:
    box, panel = row.box, row.panel
    across = box.left + (x - panel.x.low) / (panel.x.high - panel.x.low) * box.width
    up = box.bottom + (y - panel.y.low) / (panel.y.high - panel.y.low) * box.height
    return np.stack([across, up], axis=1)
