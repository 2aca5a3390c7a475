"""Where a card stands beside what it points at: in the room, never over that, and over as little else as it can."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from PyQt6.QtCore import QPoint, QRect, QSize

GAP = 10
"""Pixels between the card and what it points at, and to the edges of the room."""
SPARED = 40
"""So much of the area that it leaves free, in pixels, is worth a card one pixel farther away."""


def beside(room: QSize, target: QRect, clear: Sequence[QRect], sizes: Sequence[QSize]) -> QRect:
    """Return the place of a card.

    Parameters
    ----------
    room
        What the card stands in.
    target
        What it points at; empty: nothing is seen of it, and the card stands in the middle.
    clear
        What it leaves free as far as there is room.
    sizes
        That the card can have, the best one first.
    """
    places = [place for size in sizes for place in _places(room, target, size)]
    return min(
        places, key=lambda place: (_common(place, target), _far(place, target) + _covered(place, clear) / SPARED)
    )


def _places(room: QSize, target: QRect, size: QSize) -> list[QRect]:
    if target.isEmpty():
        target = QRect(room.width() // 2, room.height() // 2, 0, 0)
        across, down = [target.x() - size.width() // 2], [target.y() - size.height() // 2]
    else:
        across = _along(target.left(), target.width(), size.width(), room.width())
        down = _along(target.top(), target.height(), size.height(), room.height())
    return [
        QRect(QPoint(_within(x, size.width(), room.width()), _within(y, size.height(), room.height())), size)
        for x, y in product(across, down)
    ]


def _along(begin: int, length: int, own: int, room: int) -> list[int]:
    """Return where to begin on one axis: behind, before, in line with an end or the middle, or at an edge."""
    end = begin + length
    return [end + GAP, begin - GAP - own, begin, end - own, begin + (length - own) // 2, GAP, room - GAP - own]


def _within(place: int, own: int, room: int) -> int:
    return max(GAP, min(place, room - GAP - own))


def _common(one: QRect, other: QRect) -> int:
    common = one.intersected(other)
    return 0 if common.isEmpty() else common.width() * common.height()


def _covered(place: QRect, clear: Sequence[QRect]) -> int:
    return sum(_common(place, each) for each in clear)


def _far(one: QRect, other: QRect) -> float:
    """Return how far two rectangles are apart, edge to edge; of two places the one below, and in line, is better."""
    apart = max(0, one.left() - other.right(), other.left() - one.right())
    apart += max(0, one.top() - other.bottom(), other.top() - one.bottom())
    between = one.center() - other.center()
    return max(GAP, apart) + (between.y() < 0) + (abs(between.x()) + abs(between.y())) / 50
