"""A place for every label beside its curve: off the other curves, the other labels and the edges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from PyQt6.QtCore import QRectF

from gradviz.charts.chart import Array

_CENTRES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.12, 0.88)
_GAP = 5.0
_AIR = 2.0
_HIT = 1000.0
_LOYALTY = 30.0
"""How much worse a label's old place may be before it moves: labels don't jump during a drag."""


@dataclass
class Ground:
    """What is taken already, in pixels: points of curves, and rectangles of labels.

    Parameters
    ----------
    inside : QRectF
        Where labels may stand.
    curves : list of (N, 2)
        The curves, sampled about once a pixel.
    """

    inside: QRectF
    curves: list[Array] = field(default_factory=list)
    boxes: list[QRectF] = field(default_factory=list)

    def hits(self, box: QRectF) -> int:
        """Return how much a label in ``box`` would cover."""
        wide = box.adjusted(-_AIR, -_AIR, _AIR, _AIR)
        covered = sum(5 for other in self.boxes if other.intersects(wide))
        if not self.inside.contains(box):
            covered += 20
        for curve in self.curves:
            x, y = curve[:, 0], curve[:, 1]
            covered += int(
                np.count_nonzero((x > wide.left()) & (x < wide.right()) & (y > wide.top()) & (y < wide.bottom()))
            )
        return covered


def place(ground: Ground, curve: Array, width: float, height: float, before: int = -1) -> tuple[QRectF, int]:
    """Return where a label stands, and which choice that was; the place is taken from then on.

    Parameters
    ----------
    curve : (N, 2)
        The labelled curve in pixels.
    before : int
        The choice of the last time; it is kept while it is about as good as the best.
    """
    choices = list(_choices(curve, width, height))
    costs = [
        _HIT * ground.hits(box) + far - (_LOYALTY if index == before else 0.0)
        for index, (box, far) in enumerate(choices)
    ]
    best = int(np.argmin(costs))
    ground.boxes.append(choices[best][0])
    return choices[best][0], best


def _choices(curve: Array, width: float, height: float) -> Iterator[tuple[QRectF, float]]:
    x, y = curve[:, 0], curve[:, 1]
    span = float(x[-1] - x[0])
    for share in _CENTRES:
        centre = float(x[0]) + share * span
        near = y[np.abs(x - centre) <= width / 2 + _AIR]
        near = near if near.size else y[[int(np.abs(x - centre).argmin())]]
        middle = float(np.median(near))
        for top in (float(near.min()) - _GAP - height, float(near.max()) + _GAP):
            far = abs(top + height / 2 - middle) + 0.05 * abs(share - 0.5) * span
            yield QRectF(centre - width / 2, top, width, height), far


def sampled(x: Array, y: Array) -> Array:
    """Return a line in pixels as points that are one pixel apart, holes left out, shape (N, 2)."""
    there = np.isfinite(y)
    if not there.any():
        return np.empty((0, 2))
    at = np.arange(np.floor(x[there][0]), np.ceil(x[there][-1]) + 1.0)
    between = np.stack([at, np.interp(at, x, np.where(there, y, np.nan))], axis=1)
    points = np.concatenate([between, np.stack([x, y], axis=1)])
    points = points[np.isfinite(points[:, 1])]
    ordered: Array = points[np.argsort(points[:, 0], kind="stable")]
    return ordered
