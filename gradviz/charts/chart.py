"""A Chart is data: what to draw, with axes, units and words; no painter is known here.

Text that a reader sees may hold subscripts and superscripts as ``h_t``, ``W_{hh}``, ``10^{−5}``;
`gradviz.charts.markup` turns them into what a painter needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from gradviz.charts.coloured import Coloured
from gradviz.charts.marks import Band, Bars, Characters, Curve, Fan, HeatMap, Level, Mark, Shaded
from gradviz.charts.plane import Circle, Formula, Handle, Hold, Points, Slices
from gradviz.charts.terms import Array, Dash, Palette, Role, Shade
from gradviz.experiment import Experiment

__all__ = [
    "Array", "Axis", "Band", "Bars", "Characters", "Chart", "Circle", "Coloured", "Curve", "Dash", "Fan", "Formula",
    "Handle", "HeatMap", "Hold", "Level", "Mark", "Palette", "Panel", "Points", "Role", "Shade", "Shaded", "Slices",
    "finite_range", "padded", "role_of",
]  # fmt: skip


@dataclass(frozen=True)
class Axis:
    """One axis: its words, its unit and its range.

    With ``log10`` the values are base-10 logarithms and the tick at −5 reads 10⁻⁵. With ``counts`` they are numbers of
    things: between two of them there is nothing to name.
    """

    label: str
    low: float
    high: float
    unit: str = ""
    log10: bool = False
    visible: bool = True
    counts: bool = False


@dataclass(frozen=True, eq=False)
class Panel:
    """One pair of axes with what is drawn in it; the panels of a Chart stand below each other.

    ``height`` is its share of the whole; ``empty`` says in words why there is nothing to draw.
    A panel without a title stands close below the one before it; its ``side`` names it. ``short`` says what the title
    says where that is too wide.

    A ``plane`` has two axes of its own instead of time along x; with ``equal`` one unit is as long on both.
    ``cursor`` names those of its axes that are time: the cursor is drawn there and taken there. A panel that is
    ``beside`` stands at the right of the one before it, in the height of the first of its row; ``width`` is its
    share of the row. ``slices``, ``lines`` and ``coloured`` fill a panel alone and need no axes.
    """

    name: str
    title: str
    x: Axis
    y: Axis
    subtitle: str = ""
    badge: Role | None = None
    side: str = ""
    short: str = ""
    height: float = 1.0
    curves: tuple[Curve, ...] = ()
    bands: tuple[Band, ...] = ()
    shaded: tuple[Shaded, ...] = ()
    fans: tuple[Fan, ...] = ()
    maps: tuple[HeatMap, ...] = ()
    bars: tuple[Bars, ...] = ()
    characters: Characters | None = None
    levels: tuple[Level, ...] = ()
    marks: tuple[Mark, ...] = ()
    points: tuple[Points, ...] = ()
    circles: tuple[Circle, ...] = ()
    handles: tuple[Handle, ...] = ()
    slices: tuple[Slices, ...] = ()
    lines: tuple[Formula, ...] = ()
    coloured: Coloured | None = None
    plane: bool = False
    equal: bool = False
    cursor: Literal["", "x", "y", "xy"] = ""
    beside: bool = False
    width: float = 1.0
    empty: str = ""

    @property
    def over_time(self) -> bool:
        """Whether x is the time axis that panels share."""
        return not (self.plane or self.slices or self.lines or self.coloured is not None)

    @property
    def filled(self) -> tuple[Band, ...]:
        """What is filled behind the curves: the bands, and what is shaded."""
        return (*self.bands, *(each.band(self.y.low, self.y.high) for each in self.shaded))


@dataclass(frozen=True, eq=False)
class Chart:
    """A picture: panels, the sentences beside it, and the questions asked.

    All panels over time share one x axis. ``question`` is what was asked, in one line for a reader.
    """

    name: str
    title: str
    panels: tuple[Panel, ...]
    sentences: tuple[tuple[Role, str], ...]
    experiments: tuple[Experiment, ...]
    question: str = ""

    @property
    def time(self) -> Axis:
        """The time axis: t = 0 … T with half a step around it."""
        shared = next((panel.x for panel in self.panels if panel.over_time), None)
        steps = max((experiment.steps for experiment in self.experiments), default=0)
        return shared or Axis("step t", -0.5, steps + 0.5)

    def rows(self) -> list[list[Panel]]:
        """Return the panels that stand beside each other, row by row."""
        rows: list[list[Panel]] = []
        for panel in self.panels:
            if panel.beside and rows:
                rows[-1].append(panel)
            else:
                rows.append([panel])
        return rows


def role_of(index: int) -> Role:
    """Return the role of the first (A) or second (B) network."""
    return "a" if index == 0 else "b"


def padded(low: float, high: float, share: float = 0.06, least: float = 1.0) -> tuple[float, float]:
    """Return a range a little wider than ``low … high``, at least ``least`` wide."""
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    margin = share * (high - low)
    return low - margin, high + margin


def finite_range(*arrays: Array) -> tuple[float, float] | None:
    """Return the smallest and largest finite value, or None when there is none."""
    finite = [array[np.isfinite(array)] for array in arrays]
    finite = [array for array in finite if array.size]
    if not finite:
        return None
    return float(min(array.min() for array in finite)), float(max(array.max() for array in finite))
