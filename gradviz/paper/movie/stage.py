"""What a movie is made of: the whole picture, the ground it is drawn on, and where its panels stand; drawn once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gradviz.charts.chart import Array, Chart, Panel
from gradviz.charts.style import Theme
from gradviz.charts.terms import Palette
from gradviz.paper.around import rgb
from gradviz.paper.figure import drawn
from gradviz.paper.ink import ours
from gradviz.paper.layout import Layout
from gradviz.paper.movie.film import Film
from gradviz.paper.movie.fit import fitted
from gradviz.paper.movie.reveal import is_read, last_step, loss_step_of, moves
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.slices import tiles_of

Edges = tuple[int, int, int, int]
"""The left, upper, right and lower edge of a rectangle, in pixels."""


@dataclass(frozen=True)
class Tiles:
    """Where the small matrices of a series stand: squares of ``pitch`` pixels in reading order."""

    steps: tuple[int, ...]
    columns: int
    left: float
    top: float
    pitch: float

    def box(self, index: int) -> Edges:
        """Return where a tile stands."""
        row, column = divmod(index, self.columns)
        return self._edges(column, row, column + 1, row + 1)

    def before(self, index: int) -> list[Edges]:
        """Return what covers the tiles before one: the rows above it, and the part of its row at its left."""
        row, column = divmod(index, self.columns)
        return [self._edges(0, 0, self.columns, row), self._edges(0, row, column, row + 1)]

    def _edges(self, left: int, top: int, right: int, bottom: int) -> Edges:
        x, y, pitch = self.left, self.top, self.pitch
        return round(x + left * pitch), round(y + top * pitch), round(x + right * pitch), round(y + bottom * pitch)


@dataclass(frozen=True)
class Part:
    """One panel that moves: its axes in pixels from the upper left corner.

    ``shared`` is on the common time axis. ``room`` are the columns of its picture, beside which there may be others.
    """

    panel: Panel
    left: float
    top: float
    right: float
    bottom: float
    shared: bool
    room: tuple[int, int]
    tiles: tuple[Tiles, ...] = ()

    def px(self, step: float) -> float:
        """Return the column of a step."""
        axis = self.panel.x
        return self.left + (step - axis.low) / (axis.high - axis.low) * (self.right - self.left)

    def py(self, y: float) -> float:
        """Return the row of a value."""
        axis = self.panel.y
        return self.top + (axis.high - y) / (axis.high - axis.low) * (self.bottom - self.top)


@dataclass(frozen=True, eq=False)
class Stage:
    """The picture as RGB of shape (height, width, 3): ``whole``, and the ``ground`` without data.

    ``ramps`` are the colour maps in it, ``scale`` is how many pixels a point has; the story has ``steps`` steps, its
    loss is at ``loss_step``. What is only read (``reads``) has no loss.
    """

    whole: Array
    ground: Array
    parts: tuple[Part, ...]
    ramps: frozenset[Palette]
    scale: float
    theme: Theme
    steps: int
    loss_step: int
    reads: bool = False


def staged(chart: Chart, film: Film) -> Stage:
    """Draw a picture for a movie."""
    with ours():
        found, scale = fitted(chart, film.size)
        page = drawn(found, film.colours, scale)
        page.figure.set_dpi(72 * scale)
        canvas: Any = FigureCanvasAgg(page.figure)  # its methods have no types
        whole, parts = _framed(canvas, page, film), _parts(found, film.size, scale)
        for artist in page.shown:
            artist.set_visible(False)
        ground = _framed(canvas, page, film) if parts else whole
    for part in parts:
        _edge(ground, part, film.colours)
    return Stage(
        whole, ground, parts, _ramps(chart), scale, film.colours, last_step(chart), loss_step_of(chart), is_read(chart)
    )


def _ramps(chart: Chart) -> frozenset[Palette]:
    maps = [heat.palette for panel in chart.panels for heat in panel.maps]
    signed: list[Palette] = ["signed" for panel in chart.panels if panel.slices or panel.coloured]
    return frozenset([*maps, *signed])


def _framed(canvas: Any, page: Page, film: Film) -> Array:
    """Return the page as it is now in the middle of a frame."""
    canvas.draw()
    drawing = np.asarray(canvas.buffer_rgba())[..., :3]
    wide, high = film.size
    frame = np.empty((high, wide, 3), np.uint8)
    frame[:] = rgb(page.theme.panel)
    drawing = drawing[:high, :wide]
    down, across = (high - drawing.shape[0]) // 2, (wide - drawing.shape[1]) // 2
    frame[down : down + drawing.shape[0], across : across + drawing.shape[1]] = drawing
    return frame


def _parts(found: Layout, size: tuple[int, int], scale: float) -> tuple[Part, ...]:
    across = (size[0] - min(int(found.width * scale + 1e-6), size[0])) // 2
    down = (size[1] - min(int(found.height * scale + 1e-6), size[1])) // 2
    return tuple(_part(place, found, across, down, scale) for place in found.places if moves(place.panel))


def _part(place: Place, found: Layout, across: int, down: int, scale: float) -> Part:
    box, high = place.box, found.height
    tiles = tuple(
        Tiles(
            tuple((first + grid.picked).tolist()), grid.columns, across + room.left * scale,
            down + (high - room.top) * scale, grid.pitch * scale,
        )
        for first, grid, room in (tiles_of(place.panel, box) if place.panel.slices else [])
    )  # fmt: skip
    left, right = across + box.left * scale, across + box.right * scale
    top, bottom = down + (high - box.top) * scale, down + (high - box.bottom) * scale
    begin, end = place.room or (0.0, found.width)
    room = round(across + begin * scale), round(across + end * scale)
    return Part(place.panel, left, top, right, bottom, place.shared, room, tiles)


def _edge(ground: Array, part: Part, theme: Theme) -> None:
    """Frame the room of a map that is still to come."""
    if part.panel.maps and part.panel.over_time:
        left, top, right, bottom = (round(edge) for edge in (part.left, part.top, part.right, part.bottom))
        colour = rgb(theme.hairline)
        ground[[top, bottom - 1], left:right] = colour
        ground[top:bottom, [left, right - 1]] = colour
