"""Where everything stands: one time scale for all panels, their headers and their heights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QRect

from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.screen.painter.typeset import Type

LEFT, RIGHT = 76, 100
_TOP, _GAP, _FOOT = 14, 8, 8
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
    """Where one panel stands: its plot in whole pixels, and the top of its header."""

    panel: Panel
    plot: QRect
    header: int

    @property
    def main(self) -> bool:
        """Whether the eye goes here first."""
        return self.panel.height >= _MAIN


def time_scale(axis: Axis, width: int, type_: Type) -> TimeScale:
    """Return the whole time axis between the margins of a picture ``width`` pixels wide."""
    left = type_.px(LEFT)
    return TimeScale(left, max(width - type_.px(RIGHT), left + 40), axis.low, axis.high)


def arrange(chart: Chart, scale: TimeScale, height: int, type_: Type) -> Iterator[Place]:
    """Yield the place of each panel: ``height`` pixels are shared by the panels' own shares.

    Below a last panel with numbers at its side there is room for half of the lowest one.
    """
    strips = sum(type_.px(_STRIP) for panel in chart.panels if panel.characters)
    headers = sum(type_.px(_header(panel)) for panel in chart.panels)
    gaps = type_.px(_GAP) * (len(chart.panels) - 1)
    foot = type_.px(_FOOT) if chart.panels[-1].curves or chart.panels[-1].bars else 0
    free = height - type_.px(_TOP) - headers - gaps - strips - foot
    shares = sum(panel.height for panel in chart.panels if not panel.characters) or 1.0
    top = type_.px(_TOP)
    for panel in chart.panels:
        plot = top + type_.px(_header(panel))
        tall = type_.px(_STRIP) if panel.characters else max(_LEAST, int(free * panel.height / shares))
        yield Place(panel, QRect(scale.left, plot, scale.right - scale.left, tall), top)
        top = plot + tall + type_.px(_GAP)


def _header(panel: Panel) -> int:
    if not panel.title:
        return 0  # its words are beside it, and above the panels before it
    return _MAIN_HEADER if panel.height >= _MAIN else _HEADER
