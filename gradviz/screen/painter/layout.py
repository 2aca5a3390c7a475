"""Where everything stands: one time scale for all panels, their headers and their heights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QRect

from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.screen.painter.heights import heights, least
from gradviz.screen.painter.key import fits_beside_title, key_width
from gradviz.screen.painter.rows import EDGE, MAIN, PLANE_LEFT, Place, beside_each_other
from gradviz.screen.painter.typeset import Type

LEFT, RIGHT = 76, 100
_TOP, _GAP, _FOOT = 14, 8, 8
_AXIS, _KEY = 38, 18
_MAIN_HEADER, _HEADER = 36, 24
_STRIP = 22
_LEAST = 24
_SLIM = 240
"""Two panels that would each have less width than this stand below each other."""


@dataclass(frozen=True)
class TimeScale:
    """The one scale of all panels and of the scrubber: steps ↔ pixels.

    ``left`` and ``right`` are the pixels where ``low`` and ``high`` stand.
    """

    left: int
    right: int
    low: float
    high: float

    def px(self, step: float) -> float:
        """Return where a step stands."""
        return self.left + (step - self.low) * (self.right - self.left) / (self.high - self.low)

    def step(self, px: float) -> float:
        """Return the step under a pixel."""
        return self.low + (px - self.left) * (self.high - self.low) / (self.right - self.left)

    def zoomed(self, factor: float, around: float, whole: Axis) -> TimeScale:
        """Return the scale with ``factor`` times the span, inside the whole axis; ``around`` stays in place."""
        span = min(max((self.high - self.low) * factor, min(4.0, whole.high - whole.low)), whole.high - whole.low)
        share = (around - self.low) / (self.high - self.low)
        low = min(max(around - share * span, whole.low), whole.high - span)
        return TimeScale(self.left, self.right, low, low + span)


def time_scale(axis: Axis, width: int, type_: Type) -> TimeScale:
    """Return the whole time axis between the margins of a picture ``width`` pixels wide."""
    left = type_.px(LEFT)
    return TimeScale(left, max(width - type_.px(RIGHT), left + 40), axis.low, axis.high)


def own_scale(place: Place) -> TimeScale:
    """Return the scale of a panel whose x axis is not time."""
    return TimeScale(place.plot.left(), place.plot.right() + 1, place.panel.x.low, place.panel.x.high)


def arrange(chart: Chart, scale: TimeScale, height: int, type_: Type) -> Iterator[Place]:
    """Yield the place of each panel: ``height`` pixels are shared by the rows' own shares.

    Below a last panel with numbers at its side there is room for half of the lowest one.
    """
    rows = stood(chart, scale, type_)
    free = height - fixed_height(rows, scale, type_)
    shared = heights([type_.px(least(row)) for row in rows], list(map(_share, rows)), free)
    top = type_.frame(_TOP)
    for row, given in zip(rows, shared, strict=True):
        plot = top + _header(row, scale, type_)
        tall = type_.px(_STRIP) if row[0].characters else max(_LEAST, given)
        end = scale.right + type_.px(RIGHT - EDGE)
        if row[0].over_time:
            yield Place(row[0], QRect(scale.left, plot, scale.right - scale.left, tall), top, end)
        else:
            yield from beside_each_other(row, end, top, plot, tall, type_)
        top = plot + tall + _foot(row, type_) + type_.frame(_GAP)


def stood(chart: Chart, scale: TimeScale, type_: Type) -> list[list[Panel]]:
    """Return the rows of panels as there is room for them."""
    rows = chart.rows()
    slim = len(rows) == 1 and len(rows[0]) == 2 and (scale.right + type_.px(RIGHT)) / 2 < type_.px(_SLIM)
    return [[panel] for panel in rows[0]] if slim else rows


def _share(row: list[Panel]) -> float:
    return 0.0 if row[0].characters else max(panel.height for panel in row)


def fixed_height(rows: list[list[Panel]], scale: TimeScale, type_: Type) -> int:
    """Return what headers, feet and strips take of the height."""
    last = rows[-1][0]
    foot = type_.frame(_FOOT) if last.over_time and (last.curves or last.bars or last.levels) else 0
    strips = sum(type_.px(_STRIP) for row in rows if row[0].characters)
    words = sum(_header(row, scale, type_) + _foot(row, type_) for row in rows)
    return type_.frame(_TOP) + strips + words + type_.frame(_GAP) * (len(rows) - 1) + foot


def _header(row: list[Panel], scale: TimeScale, type_: Type) -> int:
    if not any(panel.title for panel in row):
        return 0  # its words are beside it, and above the panels before it
    if not row[0].over_time:
        wide = (scale.right + type_.px(RIGHT - 2 * EDGE)) / len(row) - type_.px(PLANE_LEFT + EDGE)
        below = any(panel.plane and not fits_beside_title(panel, wide, type_) for panel in row)
        return type_.px(_HEADER + (_KEY if below and any(key_width(panel, type_) for panel in row) else 0))
    return type_.px(_MAIN_HEADER if row[0].height >= MAIN else _HEADER)


def _foot(row: list[Panel], type_: Type) -> int:
    """Return the room below a row for the numbers and the words of its own axes."""
    if any(panel.plane for panel in row):
        return type_.px(_AXIS)
    return 0 if row[0].over_time else type_.frame(_FOOT)
