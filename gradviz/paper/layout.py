"""How the panels of a Chart share a page: those over time one axis, others beside each other.

Lengths are points, y runs upwards from the lower left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

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


@dataclass(frozen=True)
class Layout:
    """The page: its size, the places of its panels, and the caption below them; words begin at ``left``."""

    width: float
    height: float
    left: float
    head: Head
    places: tuple[Place, ...]
    caption: Caption
    caption_top: float


def layout(chart: Chart, across: float, pixels: float, unit: float | None = None) -> Layout:
    """Return the places of everything on a page ``across`` points wide; its height follows.

    ``unit`` is how many points a panel of height 1 is high; None: as many as suit the width.
    """
    left = EDGE + _left(chart)
    first = chart.rows()[0]
    same = first[0].title == chart.title and len(first) == 1 and not first[0].equal
    head = NO_HEAD if same else words_above(chart.title, "", TITLE, across - EDGE - left)
    unit = unit or min(max(0.1 * across, 40.0), 88.0)
    rows = _rows(chart, left, across, pixels, unit, TITLE if same else QUIET)
    words = caption(chart, across - EDGE - left)
    gaps = [_BETWEEN if above.shared and below.shared else _APART for above, below in pairwise(rows)]
    last = 0.0 if rows[-1].shared else _BETWEEN
    height = 2 * EDGE - 3 + head.height + sum(row.height for row in rows) + sum(gaps) + last + words.height
    top, places = height - EDGE + 1 - head.height, []
    for row, gap in zip(rows, [*gaps, last], strict=True):
        places += row.places(top)
        top -= row.height + gap
    return Layout(across, height, left, head, tuple(places), words, top)


def _rows(chart: Chart, left: float, across: float, pixels: float, unit: float, first: Font) -> list[Row]:
    """Return the rows from the top; the numbers of the time axis stand below the last of adjacent rows."""
    right = across - EDGE - right_of_time(_over_time(chart), across) if _over_time(chart) else across - EDGE
    found: list[Row] = []
    rows = chart.rows()
    for index, panels in enumerate(rows):
        font = first if index == 0 else QUIET
        if not _on_time(panels):
            found += rows_beside(panels, left, across, unit, font, chart.title if index == 0 else "")
            continue
        (panel,) = panels
        last = index + 1 == len(rows) or not _on_time(rows[index + 1])
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
