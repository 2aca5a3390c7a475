"""A place for every label beside its curve: off the other curves, the other labels and the edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PyQt6.QtCore import QRectF

from gradviz.charts.chart import Array

_CENTRES = np.array([0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.12, 0.88])
_DISTANCES = np.array([0.0, 0.5, 1.0, 1.7, 2.5])
"""How far a label may stand off its curve, in its own heights."""

_AT_END = 2.0
"""A place beside an end of a curve is as good as one that is so many heights off it."""
_STOREYS = np.arange(-3.0, 4.0) * 1.3
"""How high it stands there, in its own heights."""

_GAP = 5.0
_AIR = 2.0
_CELL = 2
"""The map of what is taken has cells of this many pixels."""
_OUTSIDE, _OVER_LABEL, _OVER_CURVE = 2e6, 1e6, 40.0
"""Words may hide some of a curve where there is no other way, never other words, and they never leave the plot."""
_ON_IT, _ALL_OTHERS, _ALL_OWN = 2.0, 0.1, 0.9
"""Curves so many pixels apart lie on each other; shares of a curve between which the rest of it is named."""
_CROWDED = 400.0
"""What a name may hide before it stands beside the plot, where its curve ends there."""
_LOYALTY = 30.0
"""How much worse a label's old place may be before it moves: labels don't jump during a drag."""


class Ground:
    """What is taken already, in pixels: a map of the curves, and the rectangles of labels.

    Parameters
    ----------
    inside : QRectF
        Where labels may stand.
    curves : sequence of (N, 2)
        The curves, sampled about once a pixel.
    """

    def __init__(self, inside: QRectF, curves: Sequence[Array]) -> None:
        self.inside = inside
        self.boxes: list[QRectF] = []
        wide, tall = int(inside.width()) // _CELL + 1, int(inside.height()) // _CELL + 1
        taken = np.zeros((tall + 1, wide + 1), dtype=np.int32)
        for curve in curves:
            x, y = (np.floor((curve - (inside.left(), inside.top())) / _CELL).astype(int)).T
            within = (x >= 0) & (x < wide) & (y >= 0) & (y < tall)
            taken[y[within] + 1, x[within] + 1] = 1
        # Sums over everything above and to the left: any rectangle is counted in four look-ups.
        self._sums = taken.cumsum(axis=0).cumsum(axis=1)

    def cost(self, left: Array, top: Array, width: float, height: float) -> Array:
        """Return how much labels at these corners would cover, shape of ``left``."""
        inside = self.inside
        out = (left < inside.left()) | (left + width > inside.right())
        out |= (top < inside.top()) | (top + height > inside.bottom())
        cost = _OUTSIDE * out + _OVER_CURVE * self._covered(left, top, width, height)
        for box in self.boxes:
            beside = (left > box.right() + _AIR) | (left + width < box.left() - _AIR)
            beside |= (top > box.bottom() + _AIR) | (top + height < box.top() - _AIR)
            cost = cost + _OVER_LABEL * ~beside
        return np.asarray(cost)

    def _covered(self, left: Array, top: Array, width: float, height: float) -> Array:
        tall, wide = self._sums.shape
        x, y = left - self.inside.left() - _AIR, top - self.inside.top() - _AIR
        x0, x1 = (np.clip(np.rint(edge / _CELL).astype(int), 0, wide - 1) for edge in (x, x + width + 2 * _AIR))
        y0, y1 = (np.clip(np.rint(edge / _CELL).astype(int), 0, tall - 1) for edge in (y, y + height + 2 * _AIR))
        sums = self._sums
        return np.asarray(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0])


def place(ground: Ground, curve: Array, width: float, height: float, before: int = -1) -> tuple[QRectF, int, float]:
    """Return where a label stands, which choice that was, and how far off its curve it is.

    Parameters
    ----------
    curve : (N, 2)
        The labelled curve in pixels, N ≥ 1.
    before : int
        The choice of the last time; it is kept while it is about as good as the best.
    """
    left, top, far = _choices(curve, ground.inside, width, height)
    cost = ground.cost(left, top, width, height) + far
    if before >= 0:
        cost[before] -= _LOYALTY
    best = int(cost.argmin())
    return QRectF(float(left[best]), float(top[best]), width, height), best, float(far[best])


def alone(curve: Array, others: Sequence[Array]) -> Array:
    """Return the part of a curve that is its own; all of it where others lie on hardly any of it, or on nearly all."""
    own = np.ones(len(curve), dtype=bool)
    for other in others:
        if len(other):
            height = np.interp(curve[:, 0], other[:, 0], other[:, 1], left=np.inf, right=np.inf)
            own &= np.abs(curve[:, 1] - height) > _ON_IT
    share = own.mean() if len(own) else 1.0
    return curve[own] if _ALL_OTHERS < share < _ALL_OWN else curve


def clear(ground: Ground, box: QRectF) -> bool:
    """Return whether words stand inside, and on no others."""
    return ground.inside.contains(box) and not any(box.intersects(other) for other in ground.boxes)


def anywhere(ground: Ground, curve: Array, width: float, height: float) -> QRectF | None:
    """Return the place in the plot that hides least, of those clear of other words; of equal ones the nearest."""
    inside = ground.inside
    if width > inside.width() or height > inside.height():
        return None
    left, top = (
        part.ravel()
        for part in np.meshgrid(
            np.arange(inside.left(), inside.right() - width, _GAP),
            np.arange(inside.top(), inside.bottom() - height, 2.0),
        )
    )
    if not left.size:
        return None
    nearest = np.interp(left + width / 2, curve[:, 0], curve[:, 1])
    cost = ground.cost(left, top, width, height) + np.abs(top + height / 2 - nearest)
    best = int(cost.argmin())
    box = QRectF(float(left[best]), float(top[best]), width, height)
    return box if clear(ground, box) else None


def crowded(ground: Ground, box: QRectF) -> bool:
    """Return whether words would hide much of the curves, or other words, or stand outside."""
    corner = np.array([box.left()]), np.array([box.top()])
    return float(ground.cost(*corner, box.width(), box.height())[0]) > _CROWDED


def beside(ground: Ground, room: QRectF, level: float, width: float, height: float) -> QRectF | None:
    """Return the free place in a margin that is nearest to a level; None where there is none."""
    if width > room.width():
        return None
    tops = np.arange(room.top(), max(room.top(), room.bottom() - height) + 0.5, 0.5)
    for top in tops[np.argsort(np.abs(tops + height / 2 - level), kind="stable")].tolist():
        box = QRectF(room.left(), top, width, height)
        if not any(box.intersects(other) for other in ground.boxes):
            return box
    return None


def _choices(curve: Array, inside: QRectF, width: float, height: float) -> tuple[Array, Array, Array]:
    """Return left edges, top edges, and how far each choice is from its curve and from the middle."""
    x, y = curve[:, 0], curve[:, 1]
    span, margin = float(x[-1] - x[0]), width / 2 + _GAP
    centre = np.minimum(x[0] + _CENTRES * span, inside.right() - margin)
    centre = np.maximum(centre, inside.left() + margin)
    first = np.minimum(np.searchsorted(x, centre - width / 2 - _AIR), len(y) - 1)
    last = np.maximum(np.searchsorted(x, centre + width / 2 + _AIR), first + 1)
    near = [y[begin:end] for begin, end in zip(first, last, strict=True)]
    high, low, middle = (np.array([pick(part) for part in near]) for pick in (np.min, np.max, _middle))
    above = high[:, None] - _GAP - height * (1 + _DISTANCES)
    below = low[:, None] + _GAP + height * _DISTANCES
    top = np.concatenate([above, below], axis=1)
    far = np.abs(top + height / 2 - middle[:, None]) + 0.05 * np.abs(_CENTRES - 0.5)[:, None] * span
    left = np.broadcast_to((centre - width / 2)[:, None], top.shape)
    ends = np.array([x[0] - _GAP - _AIR - width, x[-1] + _GAP + _AIR])
    level = y[[0, -1]] - height / 2 + height * _STOREYS[:, None]
    level = np.clip(level, inside.top(), inside.bottom() - height)
    away = _AT_END * height + np.abs(level + height / 2 - y[[0, -1]])
    parts = ((left, np.broadcast_to(ends, level.shape)), (top, level), (far, away))
    left, top, far = (np.append(within, beside) for within, beside in parts)
    return left, top, far


def _middle(part: Array) -> float:
    return float(part[len(part) // 2])


def sampled(x: Array, y: Array) -> Array:
    """Return a line in pixels as points that are one pixel apart, holes left out, shape (N, 2)."""
    there = np.isfinite(y)
    if not there.any():
        return np.empty((0, 2))
    at = np.arange(np.floor(x[there][0]), np.ceil(x[there][-1]) + 1.0)
    between = np.stack([at, np.interp(at, x, y)], axis=1)
    points = np.concatenate([between, np.stack([x, y], axis=1)])
    points = points[np.isfinite(points[:, 1])]
    ordered: Array = points[np.argsort(points[:, 0], kind="stable")]
    return ordered
