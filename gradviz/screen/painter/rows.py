"""Panels beside each other: what each needs for its numbers and its colour bar, and what is left for its plot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtCore import QPoint, QRect

from gradviz.charts.chart import Panel
from gradviz.screen.painter.typeset import Type

EDGE = 12
PLANE_LEFT = 62
"""What a plane needs at its left for the numbers of its y axis."""
_BAR_ROOM, _NARROWEST = 68, 24
MAIN = 2.0
"""A panel with at least this share of the height is the one that the eye goes to first."""


@dataclass(frozen=True)
class Place:
    """Where one panel stands: its plot in whole pixels, the top of its header, how far its words may reach, its bar."""

    panel: Panel
    plot: QRect
    header: int
    right: int
    bar: bool = False

    @property
    def room(self) -> QRect:
        """The plot with its header and the numbers beside it."""
        left = 0 if self.panel.over_time else self.plot.left() - EDGE
        return QRect(QPoint(left, self.header), QPoint(max(self.right, self.plot.right()), self.plot.bottom()))

    @property
    def main(self) -> bool:
        """Whether the eye goes here first."""
        return self.panel.over_time and self.panel.height >= MAIN


def beside_each_other(row: list[Panel], end: int, top: int, plot: int, tall: int, type_: Type) -> Iterator[Place]:
    """Yield the places of panels that share a row up to ``end``: header at ``top``, plots ``tall`` from ``plot`` on."""
    left = type_.px(EDGE)
    shares = sum(panel.width for panel in row)
    margins = [_margins(panel, following, type_) for panel, following in zip(row, [*row[1:], None], strict=True)]
    room = end - left - sum(map(sum, margins))
    for panel, following, (before, after) in zip(row, [*row[1:], None], margins, strict=True):
        across = max(int(room * panel.width / shares), type_.px(_NARROWEST))
        box = QRect(left + before, plot, across, tall)
        left += before + across + after
        yield Place(panel, _fitted(panel, box), top, left - type_.px(EDGE), _has_bar(panel, following))


def _margins(panel: Panel, following: Panel | None, type_: Type) -> tuple[int, int]:
    """Return the room that a panel needs before and after its plot.

    The colour bar of a map stands beside the last one of a row that has it.
    """
    before = EDGE if not panel.plane else PLANE_LEFT if panel.y.visible else 2 * EDGE
    return type_.px(before), type_.px(_BAR_ROOM if _has_bar(panel, following) else 2 * EDGE)


def _has_bar(panel: Panel, following: Panel | None) -> bool:
    """Return whether a colour bar stands at the right of a panel."""
    if not panel.maps:
        return False
    if following is None or not following.maps:
        return True
    return _scale(following) != _scale(panel)


def _scale(panel: Panel) -> tuple[object, ...]:
    heat = panel.maps[0]
    return heat.low, heat.high, heat.palette, heat.log10


def _fitted(panel: Panel, box: QRect) -> QRect:
    """Return the plot in its box; one with equal units is as large as fits."""
    if not panel.equal:
        return box
    wide, high = panel.x.high - panel.x.low, panel.y.high - panel.y.low
    unit = min(box.width() / wide, box.height() / high)
    return QRect(box.left(), box.top(), round(unit * wide), round(unit * high))
