"""Panels beside each other, each with its own axes: how wide they are, and how high.

What remains of a line after the words between the panels is shared out by their ``width``. Where too little
remains, the row goes on in another line. Axes with one unit on both are as high as that asks for, at most
as high as the row: then they are narrower, and stand in the middle of their room.
"""

from __future__ import annotations

from itertools import pairwise

from gradviz.charts.chart import Axis, Panel
from gradviz.charts.ticks import Tick, ticks
from gradviz.paper import coloured, formulas, slices
from gradviz.paper.heads import beside
from gradviz.paper.margins import EDGE, has_words, left_of_plane, right_of_plane, words_of
from gradviz.paper.place import Cell, Row
from gradviz.paper.type import LEADING, NUMBER, QUIET, SMALL, Font, width, wrapped

_BETWEEN = 16.0
_LEAST, _LEAST_EQUAL = 64.0, 110.0
"""How wide the axes of a panel are at least, and those with one unit on both, which are as high."""
_NUMBERS = 17.0
"""The room of the numbers below an axis."""
_MOST = 9
"""How many numbers an axis has at most."""


def rows_beside(panels: list[Panel], left: float, across: float, unit: float, font: Font, told: str) -> list[Row]:
    """Return the panels in as many lines as they need; ``told`` is the title that stands above the page already.

    Lengths are points: the axes of the first panel begin at ``left``, a panel of height 1 is ``unit`` high.
    """
    for lines in range(1, len(panels) + 1):
        parts = _parts(panels, lines)
        if all(_fits(part, _widths(part, left, across, unit)) for part in parts):
            break
    return [_row(part, left, across, unit, font, told) for part in parts]


def _fits(panels: list[Panel], widths: list[float]) -> bool:
    """Whether every panel is wide enough, or is alone anyway."""
    least = [_LEAST_EQUAL if panel.equal else _LEAST for panel in panels]
    return len(panels) == 1 or all(wide >= own for wide, own in zip(widths, least, strict=True))


def _parts(panels: list[Panel], lines: int) -> list[list[Panel]]:
    """Return the panels in so many lines, the first ones longer by one where they are not equal."""
    edges = [-(-index * len(panels) // lines) for index in range(lines + 1)]
    return [panels[begin:end] for begin, end in pairwise(edges)]


def leftmost(panel: Panel) -> float:
    """Return the room that a panel needs at its left."""
    return left_of_plane(panel, *_upright(panel, 60.0))


def _row(panels: list[Panel], left: float, across: float, unit: float, font: Font, told: str) -> Row:
    widths = _widths(panels, left, across, unit)
    high = _tallest(panels, widths, unit)
    cells = []
    begin = 0.0
    for index, wide in enumerate(widths):
        margin, beyond = _margins(panels, index, left, _high(panels, unit))
        begin += margin
        cells.append(_cell(panels, index, begin, wide, beyond, high, font, told))
        begin += wide + beyond + _BETWEEN
    return Row(tuple(cells), False)


def _cell(
    panels: list[Panel], index: int, left: float, wide: float, beyond: float, most: float, font: Font, told: str
) -> Cell:
    panel = panels[index]
    high, own = _size(panel, wide, most)
    begin, left = left, left + (wide - own) / 2
    said = slices.told(panel, own, high) or coloured.told(panel, own)
    heads = [beside(panel, font, room, said, told) for room in ((wide + own) / 2 + beyond, wide + beyond)]
    head = heads[heads[1].height < heads[0].height]  # it begins further left where that saves a line
    begin = left if head is heads[0] else begin
    if panel.empty or not (panel.plane or panel.over_time):
        return Cell(panel, head, begin, left, left + own, high)
    x_ticks = _fitting(panel.x, own) if panel.x.visible else ()
    y_ticks, y_words = _upright(panel, high, panels[index - 1] if index else None)
    x_words = wrapped(words_of(panel.x), SMALL, own) if x_ticks and has_words(panel, panel.x) else []
    below = (_NUMBERS if x_ticks else 0.0) + len(x_words) * SMALL.size * LEADING
    return Cell(panel, head, begin, left, left + own, high, below, x_ticks, y_ticks, tuple(x_words), tuple(y_words))


def _size(panel: Panel, wide: float, most: float) -> tuple[float, float]:
    """Return how high and how wide the axes are in a row ``most`` high."""
    if panel.equal:
        ratio = (panel.y.high - panel.y.low) / (panel.x.high - panel.x.low)
        high = min(most, wide * ratio)
        return high, high / ratio
    if panel.empty:
        return max(most, (len(wrapped(panel.empty, QUIET, wide - 16)) + 1) * QUIET.size * LEADING), wide
    if panel.lines:
        return formulas.height(panel.lines, wide), wide
    if panel.coloured:
        return coloured.height(panel, wide), wide
    return (slices.height(panel, wide, most) if panel.slices else most), wide


def _tallest(panels: list[Panel], widths: list[float], unit: float) -> float:
    """Return how high the row is: where one unit is as long on both axes, only as high as its width allows."""
    most = _high(panels, unit)
    sizes = zip(panels, widths, strict=True)
    own = [_size(panel, wide, most)[0] if panel.equal else panel.height * unit for panel, wide in sizes]
    return max(own)


def _high(panels: list[Panel], unit: float) -> float:
    return max(max(panel.height for panel in panels) * unit, 16.0)


def _widths(panels: list[Panel], left: float, across: float, unit: float) -> list[float]:
    high = _high(panels, unit)
    margins = sum(sum(_margins(panels, index, left, high)) for index in range(len(panels)))
    room = across - EDGE - margins - _BETWEEN * (len(panels) - 1)
    whole = sum(panel.width for panel in panels)
    return [room * panel.width / whole for panel in panels]


def _margins(panels: list[Panel], index: int, left: float, high: float) -> tuple[float, float]:
    """Return the room at the left and at the right of the axes; that of the first begins at the page's edge."""
    panel = panels[index]
    before = panels[index - 1] if index else None
    own = left_of_plane(panel, *_upright(panel, high, before))
    return (own if before else max(own + EDGE, left)), right_of_plane(panel)


def _upright(panel: Panel, high: float, before: Panel | None = None) -> tuple[tuple[Tick, ...], list[str]]:
    """Return the numbers and the words of the y axis; words that the panel before has are not said again."""
    if panel.empty or not panel.y.visible or not (panel.plane or panel.over_time):
        return (), []
    numbers = ticks(panel.y, max(2, min(_MOST, int(high / 19))), ends=panel.over_time)
    told = before is not None and before.y == panel.y and not before.empty
    return numbers, wrapped(words_of(panel.y), SMALL, high) if has_words(panel, panel.y) and not told else []


def _fitting(axis: Axis, room: float) -> tuple[Tick, ...]:
    """Return as many numbers as stand apart from each other, 2 at least where the axis is long enough."""
    for most in range(_MOST, 1, -1):
        found = ticks(axis, most, ends=False)
        if _apart(found, axis, room):
            return found
    ends = (found[0], found[-1])
    return ends if len(found) > 1 and _apart(ends, axis, room) else found[:1]


def _apart(found: tuple[Tick, ...], axis: Axis, room: float) -> bool:
    pitch = room / (axis.high - axis.low)
    ends = [(tick.at * pitch, width(tick.label, NUMBER) / 2) for tick in found]
    return all(b - a >= half + other + 7 for (a, half), (b, other) in pairwise(ends))
