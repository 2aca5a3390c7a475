"""A small matrix for every step: square tiles in reading order, as large as fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gradviz.charts.chart import Array, Panel, Slices
from gradviz.charts.style import Theme
from gradviz.charts.words import count
from gradviz.paper.labels import Box
from gradviz.paper.maps import scale
from gradviz.paper.margins import TICK, full_words, last_step
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import LABEL, LEADING, NUMBER, SMALL

_ENTRIES = 32
"""How many rows and columns of a matrix are shown at most."""
_SMALLEST = 5.0
"""How large a tile is at least, with the gap after it."""
_NAME = SMALL.size * LEADING + 2
_BETWEEN = 8.0
_WIDEST = 1.0
"""The widest gap between two tiles."""
_LINE = 9.0
"""How far apart the numbers of two rows are at least."""


@dataclass(frozen=True)
class Grid:
    """The tiles of one series: which steps, how many of them a row, how far apart (points)."""

    picked: Array
    columns: int
    pitch: float

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-len(self.picked) // self.columns)


def grid(steps: int, wide: float, high: float) -> Grid:
    """Return the largest square tiles for so many steps; evenly picked ones where not all fit.

    Of several numbers of columns that are as good, the roundest is taken.
    """
    fitting = max(1, int(wide / _SMALLEST)) * max(1, int(high / _SMALLEST))
    picked = np.unique(np.linspace(0, steps - 1, min(steps, fitting)).round().astype(int))
    columns = np.arange(1, len(picked) + 1)
    pitch = np.minimum(wide / columns, high / -(-len(picked) // columns))
    best = columns[pitch >= pitch.max() * (1 - 1e-9)].tolist()
    chosen = max(best, key=lambda number: (number % 10 == 0, number % 8 == 0, number % 5 == 0, -number))
    return Grid(picked, chosen, float(pitch[chosen - 1]))


def height(panel: Panel, wide: float, most: float) -> float:
    """Return how high a panel is: the tiles of one series need not fill what is there."""
    parts = _parts(panel, Box(0.0, 0.0, wide, most))
    if len(parts) > 1:
        return most
    ((one, room),) = parts
    tiles = grid(len(one.left), wide, room.height)
    return most - room.height + tiles.rows * tiles.pitch


def told(panel: Panel, wide: float, high: float) -> str:
    """Return what a reader must know where not every step has its tile."""
    steps = max((len(slices.left) for slices in panel.slices), default=0)
    box = Box(0.0, 0.0, wide, high)
    shown = min((len(grid(len(s.left), wide, part.height).picked) for s, part in _parts(panel, box)), default=0)
    return f"{count(shown, 'step', 'steps')} of {steps}" if shown < steps else ""


def tiles_of(panel: Panel, box: Box) -> list[tuple[int, Grid, Box]]:
    """Return the step of the first matrix, the tiles and their room for every series of a panel."""
    parts = _parts(panel, box)
    return [(slices.first, grid(len(slices.left), room.width, room.height), room) for slices, room in parts]


def draw(page: Page, place: Place) -> None:
    """Draw the tiles of every series of a panel, below each other, with one colour bar each."""
    for slices, part in _parts(place.panel, place.box):
        if _named(place.panel, slices):
            page.text(part.left + 3, part.top + 3.5, slices.label, LABEL, page.theme.role_colour(slices.role))
        _series(page, place.panel, slices, part)


def _parts(panel: Panel, box: Box) -> list[tuple[Slices, Box]]:
    """Return every series with its share of the box, below its name."""
    each = (box.height + _BETWEEN) / max(len(panel.slices), 1)
    tops = [box.top - index * each for index in range(len(panel.slices))]
    return [
        (s, Box(box.left, top - each + _BETWEEN, box.right, top - (_NAME if _named(panel, s) else 0.0)))
        for s, top in zip(panel.slices, tops, strict=True)
    ]


def _named(panel: Panel, slices: Slices) -> bool:
    return bool(slices.label) and slices.label not in f"{panel.title} {panel.subtitle}"


def _series(page: Page, panel: Panel, slices: Slices, room: Box) -> None:
    tiles = grid(len(slices.left), room.width, room.height)
    picture = _picture(slices, tiles, max(1, round(tiles.pitch * page.pixels)), page.theme)
    box = Box(room.left, room.top - tiles.rows * tiles.pitch, room.left + tiles.columns * tiles.pitch, room.top)
    axes = page.axes(box, 0, 1)
    with page.data():
        axes.imshow(picture, extent=(0, 1, 0, 1), aspect="auto", interpolation="none", origin="upper")
    _steps(page, slices, tiles, box)
    if full_words(panel)[0]:
        beside = Box(box.left, box.bottom, max(box.right, _end(panel, tiles, box)), box.top)
        scale(page, beside, "signed", full_words(panel))


def _end(panel: Panel, tiles: Grid, box: Box) -> float:
    """Return where the step of the last tile ends, which stands beside it."""
    column = (len(tiles.picked) - 1) % tiles.columns
    wide = last_step(panel) if len(tiles.picked) > 1 else 0.0
    return box.left + (column + 1) * box.width / tiles.columns + wide


def _picture(slices: Slices, tiles: Grid, pixels: int, theme: Theme) -> Array:
    """Return all tiles as RGB, ``pixels`` of the page each, a thin line between them."""
    gap = max(1, round(pixels * min(1 / 14, _WIDEST / tiles.pitch)))
    own = max(1, pixels - gap)
    rows, columns = (_evenly(factor.shape[2], own) for factor in (slices.left, slices.right))
    picked = replace(
        slices, left=slices.left[tiles.picked], right=slices.right[tiles.picked],
        log10_largest=slices.log10_largest[tiles.picked], log10_full=slices.log10_full[tiles.picked],
    )  # fmt: skip
    values = np.nan_to_num(picked.tiles(rows, columns)).clip(-1, 1)
    colours = theme.lut("signed")[np.rint((values + 1) / 2 * 255).astype(int)]
    down, across = (np.arange(own) * len(cut) // own for cut in (rows, columns))
    line = [int(theme.hairline[i : i + 2], 16) for i in (1, 3, 5)]
    ground = [int(theme.panel[i : i + 2], 16) for i in (1, 3, 5)]
    picture = np.full((tiles.rows * pixels, tiles.columns * pixels, 3), ground, np.uint8)
    for index, tile in enumerate(colours):
        top, left = (place * pixels for place in divmod(index, tiles.columns))
        picture[top : top + pixels, left : left + pixels] = line
        picture[top : top + own, left : left + own] = tile[down][:, across]
    return picture


def _evenly(size: int, pixels: int) -> Array:
    """Return evenly picked rows of a matrix: each has two pixels at least."""
    return np.unique(np.linspace(0, size - 1, min(size, _ENTRIES, max(1, pixels // 2))).round().astype(int))


def _steps(page: Page, slices: Slices, tiles: Grid, box: Box) -> None:
    """Write the step of the first tile of a row at its left, and of the very last one at its right."""
    pitch = box.height / tiles.rows
    quiet = {"va": "center_baseline"}
    every = max(1, int(np.ceil(_LINE / pitch)))
    for row in range(0, tiles.rows, every):
        step = slices.first + int(tiles.picked[row * tiles.columns])
        words = f"t = {step}" if row == 0 else str(step)
        at = box.top - (row + 0.5) * pitch
        page.text(box.left - TICK, at, words, NUMBER, page.theme.secondary, ha="right", **quiet)
    if len(tiles.picked) > 1:
        row, column = divmod(len(tiles.picked) - 1, tiles.columns)
        x, at = box.left + (column + 1) * box.width / tiles.columns + 4, box.top - (row + 0.5) * pitch
        words = f"t = {slices.first + int(tiles.picked[-1])}"
        page.text(x, at, words, NUMBER, page.theme.secondary, **quiet)
