"""The panel of the lecture's video: a small picture of ∂L/∂W_hh's share for every step, and the one at the cursor."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRect, QRectF
from PyQt6.QtGui import QColor, QImage, QPainter, QPen
from PyQt6.QtWidgets import QGraphicsScene

from gradviz.charts.chart import Array, Slices
from gradviz.charts.words import from_log10
from gradviz.screen.painter.panel import PanelPainter, Story

_GAP = 2
_ROUND = (1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 160, 200, 256)
"""How many tiles a row may have, so that the step at its beginning is easy to say."""
_NUMBERS = 30
_ASIDE = 40
"""What is said of the large matrix is so much broader than it."""
_FRAMED = 8
"""Larger tiles have a frame: what was computed is told from what is still to come, even where it is all zero."""
_LARGE = 220
"""The most pixels that the slice at the cursor is wide, at 100 %."""
_FINEST = 160


@dataclass(frozen=True)
class Grid:
    """Square tiles in reading order: the first one at ``left, top``, ``pitch`` pixels apart."""

    left: int
    top: int
    across: int
    pitch: int
    count: int

    def box(self, index: int) -> QRect:
        """Return where a tile stands."""
        row, column = divmod(index, self.across)
        side = self.pitch - (_GAP if self.pitch > 3 * _GAP else 0)
        return QRect(self.left + column * self.pitch, self.top + row * self.pitch, side, side)

    def before(self, index: int) -> list[QRect]:
        """Return what covers the tiles before one: the rows above it, and the part of its row at its left."""
        row, column = divmod(index, self.across)
        above = QRect(self.left, self.top, self.across * self.pitch, row * self.pitch)
        return [above, QRect(self.left, above.bottom() + 1, column * self.pitch, self.pitch)]

    def index_at(self, x: float, y: float) -> int | None:
        """Return the tile under a pixel."""
        column, row = int((x - self.left) // self.pitch), int((y - self.top) // self.pitch)
        index = row * self.across + column
        return index if 0 <= column < self.across and 0 <= index < self.count else None


def tiling(room: QRect, count: int) -> Grid:
    """Return the largest tiles of which ``count`` fit into a rectangle, a round number of them in a row."""
    best = Grid(room.left(), room.top(), _ROUND[-1], 2, count)
    for across in _ROUND:
        down = -(-count // across)
        pitch = min(room.width() // across, room.height() // down)
        if pitch >= best.pitch:
            best = Grid(room.left(), room.top(), across, pitch, count)
    return best


class SlicesPanel(PanelPainter):
    """All slices painted once; while the story runs only a cover over those still to come moves."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self._picture: QImage | None = None

    @property
    def slices(self) -> Slices:
        """The matrices that are drawn."""
        return self.panel.slices[0]

    def prepare(self) -> None:
        """Give every slice its tile, in as many pixels as the screen has there."""
        plot, px, count = self.place.plot, self.ink.type.px, len(self.slices.left)
        side = min(plot.height(), px(_LARGE), plot.width() // 3)
        self._large = QRect(plot.right() + 1 - side, plot.top(), side, side)
        left = plot.left() + px(_NUMBERS)
        self._grid = tiling(QRect(left, plot.top(), plot.width() - px(_NUMBERS + 20) - side, plot.height()), count)
        self._picture = self._drawn(count)

    def background(self, painter: QPainter) -> None:
        """Draw the header, every tile, and the step at which each row begins."""
        self.header(painter, self._large.width() + self.ink.type.px(_ASIDE + 20))
        if self._picture is not None:
            painter.drawImage(QPointF(self._grid.left, self._grid.top), self._picture)
        grid, face = self._grid, self.ink.type.face(11)
        for row in range(0, -(-grid.count // grid.across), max(1, round(face.metrics.height() / grid.pitch))):
            box = grid.box(row * grid.across)
            words = face.words(str(row * grid.across + self.slices.first))
            baseline = box.center().y() + face.metrics.capHeight() / 2
            words.draw_right(painter, grid.left - self.ink.type.px(6), baseline, self.ink.secondary)
        if self.panel.badge is not None:
            plot = self.place.plot
            painter.fillRect(QRect(plot.left() - 5, plot.top(), 3, plot.height()), self.ink.role(self.panel.badge))

    def tell(self, story: Story) -> None:
        """There is no scene item."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Cover the slices that the gradient has not reached, frame the one at the cursor and draw it large."""
        phase, step = story.moment.phase, story.moment.step
        last = len(self.slices.left)
        reached = {"whole": 0, "backward": math.ceil(step) - self.slices.first}.get(phase, last)
        for rect in self._grid.before(min(max(reached, 0), last)):
            painter.fillRect(rect, self.ink.window)
        index = min(max(round(step) - self.slices.first, reached, 0), last - 1)
        if index >= reached:
            painter.setPen(QPen(self.ink.loss(), 1.6))
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRect(QRectF(self._grid.box(index)).adjusted(-1, -1, 1, 1))
            self._draw_large(painter, index)

    def hover(self, place: QPointF) -> str:
        """Return the slice under the mouse and its largest entry."""
        index = self._grid.index_at(place.x(), place.y())
        if index is None:
            return ""
        return f"t = {index + self.slices.first} · largest entry {from_log10(float(self.slices.log10_largest[index]))}"

    def words(self, step: int, y: float) -> str:  # noqa: ARG002
        """Return the step."""
        return f"t = {step}"

    def step_under(self, place: QPointF) -> float | None:
        """Return the step of the slice under the hand."""
        index = self._grid.index_at(place.x(), place.y())
        return None if index is None else float(index + self.slices.first)

    def _drawn(self, count: int) -> QImage:
        """Return all tiles at once, in a table of rows and columns of pixels."""
        grid, down = self._grid, -(-count // self._grid.across)
        side = grid.box(0).width()
        edge = 1 if side > _FRAMED else 0
        inner = side - 2 * edge
        pixels = np.full((down * grid.across, grid.pitch, grid.pitch), self.ink.window.rgb(), dtype=np.uint32)
        if edge:
            pixels[:count, :side, :side] = self.ink.hairline.rgb()
        tiles = _spread(_codes(self.slices.tiles(*self._picked(inner))), inner)
        pixels[:count, edge : edge + inner, edge : edge + inner] = self._colours()[tiles]
        table = pixels.reshape(down, grid.across, grid.pitch, grid.pitch).swapaxes(1, 2)
        return _image(table.reshape(down * grid.pitch, grid.across * grid.pitch))

    def _draw_large(self, painter: QPainter, index: int) -> None:
        large, slices, face = self._large, self.slices, self.ink.type.face(12)
        side = min(large.width(), _FINEST)
        values = slices.at(index + slices.first, *self._picked(side))
        painter.drawImage(large, _image(self._colours()[_spread(_codes(values), large.width())]))
        painter.setPen(QPen(self.ink.loss(), 1.6))
        painter.drawRect(large.adjusted(-1, -1, 0, 0))
        step, room = f"t = {index + slices.first}", large.width() + self.ink.type.px(_ASIDE)
        words = face.words(f"{step} · largest {from_log10(float(slices.log10_largest[index]))}")
        words = words if words.width <= room else face.words(step)
        words.draw_right(painter, large.right() + 1, large.top() - self.ink.type.px(7), self.ink.text)

    def _picked(self, side: int) -> tuple[Array, Array]:
        """Return which rows and columns have a pixel among ``side``; each shows the one under its centre."""
        rows, columns = self.slices.left.shape[2], self.slices.right.shape[2]
        down, across = min(side, rows), min(side, columns)
        return (
            ((np.arange(down) + 0.5) * rows / down).astype(int),
            ((np.arange(across) + 0.5) * columns / across).astype(int),
        )

    def _colours(self) -> Array:
        """Return the colours as the screen has them, 0xffRRGGBB."""
        red, green, blue = np.asarray(self.ink.theme.lut("signed"), dtype=np.uint32).T
        return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, dtype=np.uint32)


def _codes(values: Array) -> Array:
    return np.rint(np.clip(values, -1, 1) * 127.5 + 127.5).astype(np.uint8)


def _spread(picture: Array, side: int) -> Array:
    """Return pictures (…, rows, columns) on ``side × side`` pixels, each showing the cell under its centre."""
    rows = ((np.arange(side) + 0.5) * picture.shape[-2] / side).astype(int)
    columns = ((np.arange(side) + 0.5) * picture.shape[-1] / side).astype(int)
    return np.asarray(picture[..., rows[:, None], columns])


def _image(pixels: Array) -> QImage:
    tall, wide = pixels.shape
    return QImage(np.ascontiguousarray(pixels).tobytes(), wide, tall, 4 * wide, QImage.Format.Format_RGB32).copy()
