"""Where a label stands: beside its curve, clear of the other curves and labels, inside the page.

Lengths are points, y runs upwards. Every label proposes places; the one that hides least wins,
and of equal ones the one nearest to the curve's far end, where the curves have parted.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from gradviz.charts.chart import Array

GAP = 3.0
_STEP = 2.5
_PLACES = 60
IMPOSSIBLE = 1e4
"""What it costs to hide another label or to leave the room."""
TOO_MUCH = 20.0
"""How much a label may hide, in points of a line (one about every 2.5 points of its length)."""

Size = tuple[float, float]
Proposal = tuple[float, float, float, float, float]


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

    def widened(self, right: float) -> Labels:
        """Return the same labels with room up to ``right``; what is taken there is not taken here."""
        return Labels(replace(self.room, right=right), list(self._lines), list(self._weights), list(self._taken))

    def beside(self, line: Array, sizes: list[Size], broken: float) -> tuple[int, Box] | None:
        """Take the best place near ``line`` for a label of one of the sizes; each later one costs ``broken``.

        Returns
        -------
        int, Box
            Which size, and where; None if every place hides a label or much of a line.
        """
        proposals = [
            (left, bottom, *size, cost + broken * index)
            for index, size in enumerate(sizes)
            for left, bottom, cost in self._places(line, *size)
        ]
        chosen = self.best(proposals)
        return None if chosen is None else (sizes.index(proposals[chosen][2:4]), self._take(proposals[chosen]))

    def best(self, proposals: list[Proposal], most: float = TOO_MUCH) -> int | None:
        """Return which of the ``(left, bottom, width, height, cost)`` is cheapest; None if all cost ``most``."""
        if not proposals:
            return None
        at = np.array(proposals)
        boxes = np.stack([at[:, 0], at[:, 1], at[:, 0] + at[:, 2], at[:, 1] + at[:, 3]], axis=1)
        cost = at[:, 4] + self._hidden(boxes) + self._outside(boxes)
        first = int(cost.argmin())
        return None if cost[first] >= most else first

    def take_best(self, proposals: list[Proposal], most: float = TOO_MUCH) -> Box | None:
        """Take the cheapest place; None if all cost ``most``."""
        chosen = self.best(proposals, most)
        return None if chosen is None else self._take(proposals[chosen])

    def _take(self, proposal: Proposal) -> Box:
        left, bottom, width, height, _ = proposal
        box = Box(left, bottom, left + width, bottom + height)
        self.avoid_box(box)
        return box

    def _places(self, line: Array, width: float, height: float) -> list[tuple[float, float, float]]:
        """Return places above and below the line from its far end on, and beside both of its ends."""
        last = max(self.room.left + GAP, self.room.right - width - GAP)
        lefts = [float(left) for left in np.linspace(self.room.left + GAP, last, _PLACES)]
        spans = [_span(line, left, left + width) for left in lefts]
        places = [
            (left, bottom, 0.01 * (high - low) + 1.5 * i / _PLACES + extra)
            for i, (left, (low, high)) in enumerate(zip(lefts, spans, strict=True))
            if np.isfinite(low)
            for bottom, extra in ((high + GAP, 0.0), (low - GAP - height, 0.3), (low - 3 * GAP - height, 0.9))
        ]
        known = line[np.isfinite(line).all(axis=1)]
        if len(known):
            (first, level), (end, other) = known[0], known[-1]
            places += [(first - width - 2 * GAP, level - height / 2, 1.0), (end + 2 * GAP, other - height / 2, 1.2)]
        return places

    def _hidden(self, boxes: Array) -> Array:
        cost = np.zeros(len(boxes))
        left, bottom, right, top = (boxes[:, i, None] for i in range(4))
        for line, weight in zip(self._lines, self._weights, strict=True):
            x, y = line[:, 0], line[:, 1]
            cost += ((x > left - 1) & (x < right + 1) & (y > bottom - 1) & (y < top + 1)) @ weight
        for box in self._taken:
            apart = (boxes[:, 0] > box.right + GAP) | (boxes[:, 2] < box.left - GAP)
            apart |= (boxes[:, 1] > box.top) | (boxes[:, 3] < box.bottom)
            cost += np.where(apart, 0.0, IMPOSSIBLE)
        return cost

    def _outside(self, boxes: Array) -> Array:
        room = self.room
        out = (boxes[:, 0] < room.left) | (boxes[:, 2] > room.right)
        out |= (boxes[:, 1] < room.bottom) | (boxes[:, 3] > room.top)
        return np.where(out, IMPOSSIBLE, 0.0)


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
