"""How a picture fills a frame of fixed size: with type as large as possible, and panels as high as there is room."""

from __future__ import annotations

import math

from gradviz.charts.arranged import columns_of
from gradviz.charts.chart import Chart
from gradviz.errors import ExperimentError
from gradviz.paper.layout import Layout
from gradviz.paper.spread import spread
from gradviz.paper.type import SMALL

_WIDTHS = tuple(float(across) for across in range(560, 1481, 80))
"""The widths of a page, in points, that are tried."""
_COLUMN = 400.0
"""How wide a picture beside others is at least, in points."""
_LOWEST, _LOWEST_BESIDE, _TALLEST = 44.0, 24.0, 200.0
"""How many points a panel of height 1 has at least, also in pictures beside each other, and at most."""
_READABLE, _FULL = 9.0, 1280
"""How many pixels high the smallest words of pictures beside each other are at least, in a frame so wide or wider."""
_HALVINGS = 7
_AS_GOOD = 0.96
"""With type so much as large a wider page, which fills more of the frame, is as good."""


def fitted(chart: Chart, size: tuple[int, int]) -> tuple[Layout, float]:
    """Return the layout of a page that fills ``size`` pixels, and how many pixels a point has."""
    across, scale = _page(chart, size)
    low, high = _lowest(chart), _TALLEST
    found = spread(chart, across, scale, low)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        taller = spread(chart, across, scale, middle)
        if taller.height * scale <= size[1]:
            low, found = middle, taller
        else:
            high = middle
    return found, scale


def check_readable(chart: Chart, size: tuple[int, int]) -> None:
    """Check that the words of pictures beside each other can be read in ``size`` pixels.

    Raises
    ------
    ExperimentError
        When they cannot; it says which size is enough.
    """
    pixels = SMALL.size * _page(chart, size)[1] if columns_of(chart) > 1 else _READABLE
    if pixels < _READABLE * min(1.0, size[0] / _FULL):
        wide, high = (20 * math.ceil(side * _READABLE / pixels / 20) for side in size)
        raise ExperimentError(
            f"so many pictures have words too small to be read in {size[0]}x{size[1]}: choose at least {wide}x{high}, "
            "or fewer pictures.",
            "size",
        )


def _page(chart: Chart, size: tuple[int, int]) -> tuple[float, float]:
    """Return how many points wide the page is, and how many pixels a point has."""
    reached = {across: _scale(chart, size, across) for across in _widths(size, columns_of(chart))}
    across = max(wide for wide, scale in reached.items() if scale >= _AS_GOOD * max(reached.values()))
    return across, reached[across]


def _scale(chart: Chart, size: tuple[int, int], across: float) -> float:
    """Return how many pixels a point has when the lowest page of a width fits."""
    return min(size[0] / across, size[1] / spread(chart, across, size[0] / across, _lowest(chart)).height)


def _lowest(chart: Chart) -> float:
    return _LOWEST if columns_of(chart) == 1 else _LOWEST_BESIDE


def _widths(size: tuple[int, int], columns: int) -> tuple[float, ...]:
    """Return the widths that suit a frame: an upright one may have a narrow page, several columns need a wide one."""
    if columns > 1:
        return tuple(_COLUMN * columns * share / 10 for share in range(10, 26, 2))
    return _WIDTHS if size[0] >= size[1] else (320.0, 400.0, 480.0, *_WIDTHS)
