"""Where one panel stands on the page, with the numbers and words of its axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.charts.chart import Array, Panel
from gradviz.charts.ticks import Tick
from gradviz.paper.heads import Head
from gradviz.paper.labels import Box

_DOT = 4.0
"""How far the dot where a network stands may reach over the edge."""


@dataclass(frozen=True)
class Place:
    """One panel's place: its head begins at ``top`` and ``begin``, its axes fill ``box``.

    ``x_words`` stand below the numbers of the x axis, ``y_words`` turned beside those of the y axis. A panel
    that is ``shared`` stands on the common time axis. ``room`` is where its picture begins and ends from left to right,
    beside which there are others; None: it has the page.
    """

    panel: Panel
    head: Head
    top: float
    begin: float
    box: Box
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    x_words: tuple[str, ...] = ()
    y_words: tuple[str, ...] = ()
    shared: bool = True
    room: tuple[float, float] | None = None

    def at(self, x: Array, y: Array) -> Array:
        """Return where on the page points of the panel are, shape (N, 2)."""
        box, panel = self.box, self.panel
        across = box.left + (x - panel.x.low) / (panel.x.high - panel.x.low) * box.width
        up = box.bottom + (y - panel.y.low) / (panel.y.high - panel.y.low) * box.height
        return np.stack([across, up], axis=1)


@dataclass(frozen=True)
class Cell:
    """A panel of a row before the height of the page is known: its axes are ``high``, the words below ``below``.

    Its head begins at ``begin``, its axes go from ``left`` to ``right``.
    """

    panel: Panel
    head: Head
    begin: float
    left: float
    right: float
    high: float
    below: float = 0.0
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    x_words: tuple[str, ...] = ()
    y_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """Panels beside each other, or one on the common time axis; the upper edges of their axes are level."""

    cells: tuple[Cell, ...]
    shared: bool

    @property
    def head(self) -> float:
        """The room of the words above, and of a dot that reaches over the edge of its axes."""
        return max(cell.head.height + (_DOT if cell.panel.handles else 0.0) for cell in self.cells)

    @property
    def height(self) -> float:
        """The room it takes, with the words above and below."""
        return self.head + max(cell.high + cell.below for cell in self.cells)

    def places(self, top: float) -> list[Place]:
        """Return where the panels stand when the row begins at ``top``."""
        upper = top - self.head
        return [
            Place(
                cell.panel, cell.head, top, cell.begin, Box(cell.left, upper - cell.high, cell.right, upper),
                cell.x_ticks, cell.y_ticks, cell.x_words, cell.y_words, self.shared,
            )
            for cell in self.cells
        ]  # fmt: skip
