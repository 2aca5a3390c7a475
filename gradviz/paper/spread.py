"""Several pictures on one page: below each other on one time axis, or beside each other in one height.

Pictures that begin, or end, at the same place from left to right have their axes there, too, wherever they stand: one
cursor line crosses those that do both. Lengths are points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from gradviz.charts.arranged import Arranged
from gradviz.charts.chart import Chart
from gradviz.paper.caption import caption
from gradviz.paper.heads import NO_HEAD
from gradviz.paper.labels import Box
from gradviz.paper.layout import (
    Heading,
    Layout,
    Sides,
    begins_on_time,
    ends_on_time,
    layout,
    sides_of,
    unit_for,
)
from gradviz.paper.margins import EDGE
from gradviz.paper.place import Place

_BETWEEN, _NEAR = 18.0, 12.0
"""How far pictures are apart, and those that share the numbers of a time axis."""
_ABOVE, _AROUND = EDGE - 1, 2 * EDGE - 3
"""How much of a page of its own is above a picture, and above and below it together."""
_HIGHEST, _HALVINGS = 6.0, 9
"""How many times as high panels become at most, to be as high as what is beside them."""


@dataclass(frozen=True)
class _Picture:
    """One picture: it stands from ``begin`` on, ``across`` wide."""

    chart: Chart
    begin: float
    across: float
    pixels: float
    goes_on: bool = False
    sides: Sides | None = None

    def laid(self, unit: float) -> Layout:
        return layout(self.chart, self.across, self.pixels, unit, self.sides, self.goes_on)

    def height(self, unit: float) -> float:
        found = self.laid(unit)
        return found.height - found.caption.height - _AROUND


@dataclass(frozen=True)
class _Group:
    """Pictures or groups, below or ``beside`` each other; ``gaps`` are between those below each other."""

    parts: tuple[_Picture | _Group, ...]
    beside: bool

    @property
    def gaps(self) -> list[float]:
        return [_NEAR if _last(above).goes_on else _BETWEEN for above, _ in pairwise(self.parts)]

    def height(self, unit: float) -> float:
        each = [part.height(unit) for part in self.parts]
        return max(each) if self.beside else sum(each) + sum(self.gaps)


_Node = _Picture | _Group


def spread(chart: Chart, across: float, pixels: float, unit: float | None = None) -> Layout:
    """Return the places of everything on a page ``across`` points wide, also of pictures that stand together.

    ``pixels`` and ``unit`` as in `gradviz.paper.layout.layout`.
    """
    if not isinstance(chart, Arranged):
        return layout(chart, across, pixels, unit)
    whole = _agreed(_node(chart, 0.0, across, pixels))
    unit = unit or unit_for(across / chart.columns)
    left = min(_left(picture) for picture in _pictures(whole))
    words = caption(chart, across - EDGE - left)
    below = words.height + EDGE - 2 if chart.sentences or chart.question else EDGE
    height = _ABOVE + whole.height(unit) + _NEAR + below
    placed = list(_placed(whole, unit, height - _ABOVE))
    places = tuple(place for _, some in placed for place in some)
    headings = tuple(heading for heading, _ in placed)
    return Layout(across, height, left, NO_HEAD, places, words, below, headings)


def _node(chart: Chart, begin: float, across: float, pixels: float, goes_on: bool = False) -> _Node:
    """Return pictures with their room; ``goes_on`` is of the last one below another."""
    if not isinstance(chart, Arranged):
        return _Picture(chart, begin, across, pixels, goes_on)
    if not chart.beside:
        on = [_follows(above, below) for above, below in pairwise(chart.parts)]
        pairs = zip(chart.parts, [*on, goes_on], strict=True)
        return _Group(tuple(_node(part, begin, across, pixels, more) for part, more in pairs), False)
    shares = chart.shares or (1.0,) * len(chart.parts)
    parts = []
    for part, share in zip(chart.parts, shares, strict=True):
        wide = across * share / sum(shares)
        parts.append(_node(part, begin, wide, pixels))
        begin += wide
    return _Group(tuple(parts), True)


def _follows(above: Chart, below: Chart) -> bool:
    """Whether two pictures are on one time axis, whose numbers stand below the lower one."""
    single = not isinstance(above, Arranged) and not isinstance(below, Arranged)
    return single and ends_on_time(above) and begins_on_time(below) and above.time == below.time


def _agreed(whole: _Node) -> _Node:
    """Return the pictures with the sides that all of those need which begin, or end, at the same place."""
    left, right = defaultdict[float, float](float), defaultdict[float, float](float)
    for picture in _pictures(whole):
        own, (begin, end) = sides_of(picture.chart, picture.across), _room(picture)
        left[begin], right[end] = max(left[begin], own.left), max(right[end], own.right)
    return _with(whole, left, right)


def _with(node: _Node, left: Mapping[float, float], right: Mapping[float, float]) -> _Node:
    if isinstance(node, _Picture):
        begin, end = _room(node)
        return replace(node, sides=Sides(left[begin], right[end]))
    return replace(node, parts=tuple(_with(part, left, right) for part in node.parts))


def _placed(node: _Node, unit: float, top: float) -> Iterator[tuple[Heading, list[Place]]]:
    """Yield the words above every picture and the places of its panels; the uppermost begins at ``top``."""
    if isinstance(node, _Picture):
        yield _moved(node, node.laid(unit), top)
    elif node.beside:
        room = node.height(unit)
        for part in node.parts:
            yield from _placed(part, _stretched(part, unit, room), top)
    else:
        for part, gap in zip(node.parts, [*node.gaps, 0.0], strict=True):
            yield from _placed(part, unit, top)
            top -= part.height(unit) + gap


def _stretched(node: _Node, unit: float, room: float) -> float:
    """Return how many points a panel of height 1 is high where a part is as high as ``room``."""
    low, high = unit, unit * _HIGHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if node.height(middle) <= room else (low, middle)
    return low


def _moved(picture: _Picture, found: Layout, top: float) -> tuple[Heading, list[Place]]:
    begin, up = picture.begin, top - (found.height - _ABOVE)
    room = begin, begin + picture.across
    places = []
    for place in found.places:
        box = place.box
        moved = Box(box.left + begin, box.bottom + up, box.right + begin, box.top + up)
        places.append(replace(place, top=place.top + up, begin=place.begin + begin, box=moved, room=room))
    return Heading(found.head, found.left + begin, top), places


def _pictures(node: _Node) -> Iterator[_Picture]:
    if isinstance(node, _Picture):
        yield node
        return
    for part in node.parts:
        yield from _pictures(part)


def _last(node: _Node) -> _Picture:
    return list(_pictures(node))[-1]


def _room(picture: _Picture) -> tuple[float, float]:
    return round(picture.begin, 3), round(picture.begin + picture.across, 3)


def _left(picture: _Picture) -> float:
    """Return where the words of a picture begin."""
    sides = picture.sides or sides_of(picture.chart, picture.across)
    return picture.begin + sides.left
