"""Where everything stands: one time scale for all panels, their headers and their heights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QRect

from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.screen.painter.typeset import Type

LEFT, RIGHT = 76, 100
_EDGE = 12
_PLANE_LEFT, _BAR_ROOM = 62, 68
"""What a plane needs beside itself for the numbers of its y axis, and for a colour bar."""
_TOP, _GAP, _FOOT = 14, 8, 8
_AXIS, _KEY = 38, 18
_MAIN_HEADER, _HEADER = 36, 24
_STRIP = 22
_LEAST = 24
_MAIN = 2.0
"""A panel with at least this share of the height is the one that the eye goes to first."""


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


@dataclass(frozen=True)
class Place:
    """Where one panel stands: its plot in whole pixels, the top of its header, and how far its words may reach."""

    panel: Panel
    plot: QRect
    header: int
    right: int

    @property
    def main(self) -> bool:
        """Whether the eye goes here first."""
        return self.panel.over_time and self.panel.height >= _MAIN


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
    rows = chart.rows()
    fixed = [_header(row, type_) + _foot(row, type_) + (type_.px(_STRIP) if row[0].characters else 0) for row in rows]
    last = rows[-1][0]
    foot = type_.px(_FOOT) if last.over_time and (last.curves or last.bars) else 0
    free = height - type_.px(_TOP) - sum(fixed) - type_.px(_GAP) * (len(rows) - 1) - foot
    shares = sum(_share(row) for row in rows) or 1.0
    top = type_.px(_TOP)
    for row in rows:
        plot = top + _header(row, type_)
        tall = type_.px(_STRIP) if row[0].characters else max(_LEAST, int(free * _share(row) / shares))
        yield from _row(row, scale, top, plot, tall, type_)
        top = plot + tall + _foot(row, type_) + type_.px(_GAP)


def _row(row: list[Panel], scale: TimeScale, top: int, plot: int, tall: int, type_: Type) -> Iterator[Place]:
    """Yield the places of a row: a panel over time stands alone, others share the width."""
    if row[0].over_time:
        room = scale.right + type_.px(RIGHT - _EDGE)
        yield Place(row[0], QRect(scale.left, plot, scale.right - scale.left, tall), top, room)
        return
    left, end = type_.px(_EDGE), scale.right + type_.px(RIGHT - _EDGE)
    shares = sum(panel.width for panel in row)
    for panel in row:
        wide = int((end - type_.px(_EDGE)) * panel.width / shares)
        yield Place(panel, _plot(panel, left, wide, plot, tall, type_), top, left + wide)
        left += wide


def _plot(panel: Panel, left: int, wide: int, top: int, tall: int, type_: Type) -> QRect:
    """Return the plot of a panel in its part of a row; one with equal units is as large as fits."""
    before = type_.px(_PLANE_LEFT) if panel.plane else type_.px(_EDGE)
    after = type_.px(_BAR_ROOM if panel.maps else 2 * _EDGE)
    across = max(wide - before - after, 40)
    if not panel.equal:
        return QRect(left + before, top, across, tall)
    unit = min(across / (panel.x.high - panel.x.low), tall / (panel.y.high - panel.y.low))
    fits, high = round(unit * (panel.x.high - panel.x.low)), round(unit * (panel.y.high - panel.y.low))
    return QRect(left + before, top, fits, high)


def _share(row: list[Panel]) -> float:
    return 0.0 if row[0].characters else max(panel.height for panel in row)


def _header(row: list[Panel], type_: Type) -> int:
    if not any(panel.title for panel in row):
        return 0  # its words are beside it, and above the panels before it
    keyed = any(panel.points or panel.fans for panel in row if panel.plane)
    if not row[0].over_time:
        return type_.px(_HEADER + (_KEY if keyed else 0))
    return type_.px(_MAIN_HEADER if row[0].height >= _MAIN else _HEADER)


def _foot(row: list[Panel], type_: Type) -> int:
    """Return the room below a row for the numbers and the words of its own axes."""
    if any(panel.plane for panel in row):
        return type_.px(_AXIS)
    return 0 if row[0].over_time else type_.px(_FOOT)
