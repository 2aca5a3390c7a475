"""Where a label stands: beside its curve, clear of the other curves and labels, inside the page.

Lengths are points, y runs upwards. Every label proposes places; the one that hides least wins,
and of equal ones the one nearest to the curve's far end, where the curves have parted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gradviz.charts.chart import Array

GAP = 3.0
_STEP = 2.5
_PLACES = 60
_IMPOSSIBLE = 1e4


@dataclass(frozen=True)
class Box:
    """A rectangle, in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom


@dataclass
class Labels:
    """The labels of one panel, placed one after the other.

    Parameters
    ----------
    room
        Where labels may stand.
    """

    room: Box
    _lines: list[Array] = field(default_factory=list)
    _weights: list[Array] = field(default_factory=list)
    _taken: list[Box] = field(default_factory=list)

    def avoid_line(self, line: Array, weight: float = 1.0) -> None:
        """Keep labels off a line given as points, shape (N, 2), with NaN for holes."""
        dense = _dense(line)
        self._lines.append(dense)
        self._weights.append(np.full(len(dense), weight))

    def avoid_box(self, box: Box) -> None:
        """Keep labels off a rectangle."""
        self._taken.append(box)

    def beside(self, line: Array, width: float, height: float) -> Box | None:
        """Take the best place above or below ``line`` for a label of this size; None if all are taken."""
        lefts = np.linspace(self.room.left + GAP, max(self.room.left + GAP, self.room.right - width - GAP), _PLACES)
        spans = [_span(line, left, left + width) for left in lefts]
        proposals = [
            (left, bottom, 0.01 * (high - low) + 1.5 * i / _PLACES + extra)
            for i, (left, (low, high)) in enumerate(zip(lefts, spans, strict=True))
            if np.isfinite(low)
            for bottom, extra in ((high + GAP, 0.0), (low - GAP - height, 0.3))
        ]
        return self.best(proposals, width, height)

    def best(self, proposals: list[tuple[float, float, float]], width: float, height: float) -> Box | None:
        """Take the cheapest of the ``(left, bottom, cost)``; None if every one hides a label or leaves the room."""
        if not proposals:
            return None
        at = np.array(proposals)
        boxes = np.stack([at[:, 0], at[:, 1], at[:, 0] + width, at[:, 1] + height], axis=1)
        cost = at[:, 2] + self._hidden(boxes) + self._outside(boxes)
        first = int(cost.argmin())
        if cost[first] >= _IMPOSSIBLE:
            return None
        box = Box(*(float(edge) for edge in boxes[first]))
        self.avoid_box(box)
        return box

    def _hidden(self, boxes: Array) -> Array:
        cost = np.zeros(len(boxes))
        left, bottom, right, top = (boxes[:, i, None] for i in range(4))
        for line, weight in zip(self._lines, self._weights, strict=True):
            x, y = line[:, 0], line[:, 1]
            cost += ((x > left - 1) & (x < right + 1) & (y > bottom - 1) & (y < top + 1)) @ weight
        for box in self._taken:
            apart = (boxes[:, 0] > box.right + GAP) | (boxes[:, 2] < box.left - GAP)
            apart |= (boxes[:, 1] > box.top) | (boxes[:, 3] < box.bottom)
            cost += np.where(apart, 0.0, _IMPOSSIBLE)
        return cost

    def _outside(self, boxes: Array) -> Array:
        room = self.room
        out = (boxes[:, 0] < room.left) | (boxes[:, 2] > room.right)
        out |= (boxes[:, 1] < room.bottom) | (boxes[:, 3] > room.top)
        return np.where(out, _IMPOSSIBLE, 0.0)


def _span(line: Array, left: float, right: float) -> tuple[float, float]:
    """Return how low and how high the line runs between two places; NaN where it does not run."""
    inside = line[(line[:, 0] >= left) & (line[:, 0] <= right) & np.isfinite(line[:, 1])]
    ends = np.interp([left, right], line[:, 0], line[:, 1], left=np.nan, right=np.nan)
    y = np.concatenate([inside[:, 1], ends[np.isfinite(ends)]])
    return (float(y.min()), float(y.max())) if y.size else (np.nan, np.nan)


def _dense(line: Array) -> Array:
    """Return points along the line, at most a few points (1/72 inch) apart."""
    if len(line) < 2:
        return line[np.isfinite(line).all(axis=1)]
    length = np.hypot(*np.diff(line, axis=0).T)
    parts = np.where(np.isfinite(length), np.ceil(np.nan_to_num(length) / _STEP), 0).astype(int).clip(0, 400)
    start = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(len(start)) - np.repeat(np.cumsum(parts) - parts, parts)) / np.repeat(parts.clip(1), parts)
    points: Array = line[start] + share[:, None] * (line[start + 1] - line[start])
    return np.concatenate([points, line[np.isfinite(line).all(axis=1)]])
