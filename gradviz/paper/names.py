"""The names of what a plane shows: near their things, clear of each other, legible over a map.

A curve in a plane may turn back, so a name may stand at every side of every place of it.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array
from gradviz.paper.labels import GAP, IMPOSSIBLE, Box, Labels, Proposal
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import LEADING, Font, breaks, width

_SAMPLES = 48
_SIDES = ((1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (1, -1), (0, -1), (-1, -1))
"""Where a name stands seen from a place, the best first: right, above it, left, below."""
_FAR = 14.0
"""From this distance on a thin line leads from a name to its thing."""


class Names:
    """The names of one plane, written one after the other."""

    def __init__(self, page: Page, place: Place) -> None:
        self._page = page
        box = place.box
        self.labels = Labels(Box(box.left + 1, box.bottom + 1, box.right - 1, box.top - 1))

    def keep_off(self, at: Array, radius: float) -> None:
        """Keep names off a disc."""
        self.labels.avoid_box(Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def write(self, label: str, line: Array, font: Font, colour: str, away: float = 0.0) -> None:
        """Write a name near a line, given as points of the page; ``away`` is how far from it at least."""
        known = line[np.isfinite(line).all(axis=1)]
        if not label or not len(known):
            return
        room = self.labels.room
        ways = breaks(label, font, room.width - 4)
        sizes = [(max(width(words, font) for words in lines), len(lines) * font.size * LEADING) for lines in ways]
        found = [
            (*place[:4], place[4] + 2.0 * index)
            for index, size in enumerate(sizes)
            for place in (*_around(known, size, away), *_anywhere(room, known, size))
        ]
        box = self.labels.take_best(found, IMPOSSIBLE)
        if box is not None:
            self._put(box, ways[_which(box, sizes)], known, font, colour)

    def _put(self, box: Box, lines: list[str], known: Array, font: Font, colour: str) -> None:
        nearest, distance = _nearest(box, known)
        if distance > _FAR:
            x, y = np.clip(nearest[0], box.left, box.right), np.clip(nearest[1], box.bottom, box.top)
            self._page.line(float(x), float(y), float(nearest[0]), float(nearest[1]), colour, 0.6)
        self._page.ground(box)
        self._page.paragraph(box.left, box.top, lines, font, colour)


def _which(box: Box, sizes: list[tuple[float, float]]) -> int:
    return int(np.argmin([abs(box.width - wide) + abs(box.height - high) for wide, high in sizes]))


def _around(known: Array, size: tuple[float, float], away: float) -> list[Proposal]:
    """Return places at every side of places of the line, those near its end first."""
    wide, high = size
    gap = GAP + away
    found = []
    for index in np.unique(np.linspace(0, len(known) - 1, _SAMPLES).round().astype(int)).tolist():
        x, y = known[index]
        early = 3 * (1 - index / max(len(known) - 1, 1))
        for order, (right, up) in enumerate(_SIDES):
            slant = 0.7 if right and up else 1.0
            left = x + right * slant * gap + (right - 1) / 2 * wide
            bottom = y + up * slant * gap + (up - 1) / 2 * high
            found.append((float(left), float(bottom), wide, high, early + 0.15 * order))
    return found


def _anywhere(room: Box, known: Array, size: tuple[float, float]) -> list[Proposal]:
    """Return places all over the room, the nearest first."""
    wide, high = size
    lefts = np.linspace(room.left, max(room.left, room.right - wide), 24).tolist()
    bottoms = np.linspace(room.bottom, max(room.bottom, room.top - high), 24).tolist()
    places = [Box(left, bottom, left + wide, bottom + high) for left in lefts for bottom in bottoms]
    return [(box.left, box.bottom, wide, high, 4 + _nearest(box, known)[1] / 8) for box in places]


def _nearest(box: Box, known: Array) -> tuple[Array, float]:
    """Return the point that is nearest to a box, and how far it is away."""
    away = known - np.clip(known, [box.left, box.bottom], [box.right, box.top])
    distance = np.hypot(away[:, 0], away[:, 1])
    return known[distance.argmin()], float(distance.min())
