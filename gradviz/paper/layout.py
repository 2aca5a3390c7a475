"""How the panels of a Chart share a page: those over time one axis, others beside each other.

Lengths are points, y runs upwards from the lower left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.charts.ticks import Tick, ticks
from gradviz.paper.beside import leftmost, rows_beside
from gradviz.paper.caption import Caption, caption
from gradviz.paper.heads import NO_HEAD, Head, over_time, words_above
from gradviz.paper.margins import EDGE, left_of_time, right_of_time
from gradviz.paper.place import Cell, Place, Row
from gradviz.paper.type import NUMBER, QUIET, TITLE, Font, width

_AXIS = 22.0
_BETWEEN = 9.0
_APART = 16.0
"""What is between a row with its own axes and its neighbours."""


class Sides(NamedTuple):
    """How far from the edges of the page the axes begin at the left, and end at the right."""

    left: float
    right: float


@dataclass(frozen=True)
class Heading:
    """The words above one of several pictures on a page, with their upper left corner."""

    head: Head
    left: float
    top: float


@dataclass(frozen=True)
class Layout:
    """The page: its size, the places of its panels, and the caption below them; words begin at ``left``.

    Where several pictures share it, each has one of the ``headings``.
    """

    width: float
    height: float
    left: float
    head: Head
    places: tuple[Place, ...]
    caption: Caption
    caption_top: float
    headings: tuple[Heading, ...] = ()


def layout(
    chart: Chart, across: float, pixels: float, unit: float | None = None, sides: Sides | None = None,
    goes_on: bool = False,
) -> Layout:  # fmt: skip
    """Return the places of everything on a page ``across`` points wide; its height follows.

    ``unit`` is how many points a panel of height 1 is high; None: as many as suit the width. ``sides`` are those of
    all pictures above and below; None: its own. One that ``goes_on`` has the numbers of its time axis below another.
    """
    sides = sides or sides_of(chart, across)
    left = sides.left
    first = chart.rows()[0]
    same = first[0].title == chart.title and len(first) == 1 and not first[0].equal
    head = NO_HEAD if same else words_above(chart.title, "", TITLE, across - EDGE - left)
    unit = unit or unit_for(across)
    rows = _rows(chart, sides, across, pixels, unit, TITLE if same else QUIET, goes_on)
    words = caption(chart, across - EDGE - left)
    gaps = [_BETWEEN if above.shared and below.shared else _APART for above, below in pairwise(rows)]
    last = 0.0 if rows[-1].shared else _BETWEEN
    height = 2 * EDGE - 3 + head.height + sum(row.height for row in rows) + sum(gaps) + last + words.height
    top, places = height - EDGE + 1 - head.height, []
    for row, gap in zip(rows, [*gaps, last], strict=True):
        places += row.places(top)
        top -= row.height + gap
    return Layout(across, height, left, head, tuple(places), words, top)


def unit_for(across: float) -> float:
    """Return how many points a panel of height 1 is high on a page so wide."""
    return min(max(0.1 * across, 40.0), 88.0)


def sides_of(chart: Chart, across: float) -> Sides:
    """Return the sides that a picture needs."""
    timed = _over_time(chart)
    return Sides(EDGE + _left(chart), EDGE + right_of_time(timed, across) if timed else EDGE)


def begins_on_time(chart: Chart) -> bool:
    """Whether the first row is on the common time axis."""
    return _on_time(chart.rows()[0])


def ends_on_time(chart: Chart) -> bool:
    """Whether the last row is on the common time axis."""
    return _on_time(chart.rows()[-1])


def _rows(
    chart: Chart, sides: Sides, across: float, pixels: float, unit: float, first: Font, goes_on: bool
) -> list[Row]:
    """Return the rows from the top; the numbers of the time axis stand below the last of adjacent rows."""
    left, right = sides.left, across - sides.right
    found: list[Row] = []
    rows = chart.rows()
    for index, panels in enumerate(rows):
        font = first if index == 0 else QUIET
        if not _on_time(panels):
            found += rows_beside(panels, left, across, unit, font, chart.title if index == 0 else "")
            continue
        (panel,) = panels
        last = not goes_on if index + 1 == len(rows) else not _on_time(rows[index + 1])
        head = over_time(panel, font, across - EDGE - left, right - left, pixels)
        high = max(panel.height * unit, 16.0)
        x_ticks = _x_ticks(panel.x, right - left) if last else ()
        y_ticks = ticks(panel.y, max(2, int(high / 19))) if panel.y.visible and not panel.empty else ()
        found.append(Row((Cell(panel, head, left, left, right, high, _AXIS if last else 0.0, x_ticks, y_ticks),), True))
    return found


def _left(chart: Chart) -> float:
    """Return how far from the edge of the page the axes at the left begin, and all words above and below."""
    needed = [leftmost(panels[0]) for panels in chart.rows() if not _on_time(panels)]
    return max([left_of_time(_over_time(chart)), *needed] if _over_time(chart) else needed)


def _over_time(chart: Chart) -> list[Panel]:
    return [panels[0] for panels in chart.rows() if _on_time(panels)]


def _on_time(panels: list[Panel]) -> bool:
    """Whether a row is on the common time axis: what stands beside another panel has its own."""
    return len(panels) == 1 and panels[0].over_time


def _x_ticks(axis: Axis, room: float) -> tuple[Tick, ...]:
    widest = max(width(f"{axis.high:.0f}", NUMBER), 8.0)
    return ticks(axis, max(2, min(9, int(room / (2.4 * widest)))))
