"""Curves, thresholds and marks of one panel, each named in place."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from gradviz.charts.chart import Array, Band, Curve, Dash, Fan, Level, Mark, Role
from gradviz.charts.strokes import LONG_DASH, is_rough
from gradviz.paper import fans
from gradviz.paper.labels import Box, Labels, Proposal
from gradviz.paper.margins import EDGE
from gradviz.paper.page import Page, point_style
from gradviz.paper.place import Place
from gradviz.paper.thin import curve as thinned
from gradviz.paper.thin import lonely
from gradviz.paper.type import LABEL, LEADING, SMALL, breaks, width

_ORDER: dict[Role, float] = {"theory": 2, "neutral": 2, "a": 3, "b": 4}
_STYLE: dict[Role, dict[str, Any]] = {
    "b": {"lw": 1.7, "dashes": LONG_DASH},
    "theory": {"lw": 0.8, "dashes": (4.0, 3.0)},
    "neutral": {"lw": 1.0},
}
_DASHES: dict[Dash, tuple[float, ...]] = {"short": (3.4, 1.6), "dots": (1.0, 1.5), "mixed": (5.0, 1.5, 1.0, 1.5)}
_SOLID: dict[str, Any] = {"lw": 1.7}
_ROUGH: dict[str, Any] = {"lw": 0.9}
"""For a curve that goes up and down so much that its dashes would be dots."""


def draw(page: Page, place: Place) -> None:
    """Draw the panel's grid, curves, marks and levels, each named where there is room."""
    panel, box = place.panel, place.box
    axes = page.axes(box, panel.x.low, panel.x.high)
    axes.set_ylim(panel.y.low, panel.y.high)
    labels = Labels(Box(box.left, box.bottom + 1, box.right, box.top + 4))
    _grid(page, place, axes, labels)
    levels = [level for level in panel.levels if panel.y.low <= level.y <= panel.y.high]
    for level in levels:
        labels.avoid_line(_across(place, level.y), 0.4)
    with page.data():
        for band in panel.filled:
            band_between(page, place, axes, band)
        spread = fans.draw(page, place, axes, labels)
        lines = [_curve(page, place, axes, labels, curve) for curve in panel.curves]
    for mark in panel.marks:
        _mark(page, place, axes, labels, mark)
    for curve, line in zip(panel.curves, lines, strict=True):
        if curve.label:
            _name(page, labels, curve, line)
    with page.data():
        for points in panel.points:
            axes.plot(points.x, points.y, **point_style(page.theme, points), zorder=5, clip_on=False)
    for fan, edges in zip(panel.fans, spread, strict=True):
        any(_name(page, labels, fan, edge) for edge in edges if fan.label)  # above it, else below
    for level in levels:
        if _name(page, labels, level, _across(place, level.y)):  # a threshold without its name says nothing
            axes.axhline(level.y, color=page.theme.role_colour(level.role), lw=0.8, dashes=(1.2, 2.4), zorder=1)


def _grid(page: Page, place: Place, axes: Axes, labels: Labels) -> None:
    for tick in place.y_ticks:
        page.rule(axes, tick.at)
        labels.avoid_line(_across(place, tick.at), 0.01)


def _curve(page: Page, place: Place, axes: Axes, labels: Labels, curve: Curve) -> Array:
    x, y = thinned(curve.x, curve.y)
    line = place.at(x, np.where((y < place.panel.y.low) | (y > place.panel.y.high), np.nan, y))
    labels.avoid_line(line, 0.6 if curve.role == "theory" else 1.0)
    stroke(page, axes, curve, x, y, is_rough(line[:, 1], place.box.width + place.box.height))
    return line


def stroke(page: Page, axes: Axes, curve: Curve, x: Array, y: Array, rough: bool) -> None:
    """Draw the line of a curve, and a dot where a point has no neighbour."""
    colour = page.theme.role_colour(curve.role, curve.tone)
    style = _STYLE.get(curve.role, _SOLID)
    if curve.dash == "solid":
        style = _ROUGH if rough else _SOLID
    elif curve.dash:
        style = {"lw": 1.1, "dashes": _DASHES[curve.dash]}
    elif rough:
        style = _ROUGH
    axes.plot(x, y, color=colour, zorder=_ORDER.get(curve.role, 3), solid_joinstyle="round", **style)
    alone = lonely(curve.y)
    if alone.any():
        axes.plot(curve.x[alone], curve.y[alone], "o", color=colour, ms=4.5, mew=0, zorder=5, clip_on=False)


def band_between(page: Page, place: Place, axes: Axes, band: Band) -> None:
    """Fill what lies between the edges of a band."""
    low = np.where(np.isneginf(band.low), place.panel.y.low, band.low)
    (x, low), (_, high) = thinned(band.x, low), thinned(band.x, band.high)
    alpha = 0.14 if band.role == "neutral" else 0.2
    axes.fill_between(x, low, high, color=page.theme.role_colour(band.role), alpha=alpha, lw=0, zorder=1.5)


def _mark(page: Page, place: Place, axes: Axes, labels: Labels, mark: Mark) -> None:
    colour = page.theme.role_colour(mark.role)
    axes.axvline(mark.x, color=colour, lw=1.4 if mark.role == "loss" else 0.7, zorder=2.5, clip_on=False)
    line = place.at(np.full(2, mark.x), np.array([place.panel.y.low, place.panel.y.high]))
    wide = max(width(mark.label, LABEL), width(mark.detail, SMALL))
    high = LABEL.size * LEADING + (SMALL.size * LEADING if mark.detail else 0)
    edge = page.figure.get_figwidth() * 72 - EDGE + 8
    box = labels.widened(edge).take_best(_mark_places(float(line[0, 0]), wide, high, place.box))
    labels.avoid_line(line, 3.0 if mark.role == "loss" else 0.3)
    if box is not None:
        labels.avoid_box(box)
        below = page.paragraph(box.left, box.top, [mark.label], LABEL, colour)
        page.paragraph(box.left, below, [mark.detail], SMALL, page.theme.secondary)


def _mark_places(x: float, wide: float, high: float, box: Box) -> list[Proposal]:
    """Return places at both sides of a vertical line, the upper right one first."""
    lefts, heights = (x + 5, x - 5 - wide), (1.0, 0.0, 0.25, 0.5, 0.75)
    return [
        (left, box.bottom + share * (box.height - high), wide, high, 2 * (1 - share) + 0.5 * (left < x))
        for left in lefts
        for share in heights
    ]


def _name(page: Page, labels: Labels, thing: Curve | Fan | Level, line: Array) -> bool:
    """Write a label near its line, in one line or two; return whether there was room."""
    font = LABEL if isinstance(thing, (Curve, Fan)) and thing.role in ("a", "b", "loss") else SMALL
    ways = breaks(thing.label, font, labels.room.width - 8)
    sizes = [(max(width(words, font) for words in lines), len(lines) * font.size * LEADING) for lines in ways]
    place = labels.beside(line, sizes, 0.8 if font is LABEL else 4.0)
    if place is None:
        return False
    which, box = place
    tone = 0.0 if isinstance(thing, Level) else thing.tone
    page.paragraph(box.left, box.top, ways[which], font, page.theme.role_colour(thing.role, tone))
    return True


def _across(place: Place, y: float) -> Array:
    return place.at(np.array([place.panel.x.low, place.panel.x.high]), np.full(2, y))
