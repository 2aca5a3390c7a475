"""The panel with a heat map: units from top to bottom, time from left to right."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QImage, QPainter, QPolygonF, QTransform
from PyQt6.QtWidgets import QGraphicsScene

from gradviz.charts.chart import HeatMap, Level
from gradviz.charts.words import number
from gradviz.screen.painter.colour_bar import draw_bar
from gradviz.screen.painter.maps import codes, colours, columns, left_out, rows
from gradviz.screen.painter.panel import PanelPainter, Story

_BAR_LEFT = 38


class _Image(pg.ImageItem):  # type: ignore[misc] # pyqtgraph has no types
    """An image that is looked up in its colour table once, not in every frame."""

    qimage: QImage | None

    def render(self) -> None:
        """Make the image as pyqtgraph does, then as the screen has it."""
        super().render()
        made: QImage | None = self.qimage
        self.qimage = made and made.convertToFormat(QImage.Format.Format_RGB32)


class MapPanel(PanelPainter):
    """One heat map, its frame edge in the network's colour, its colour bar beside it."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.image = _Image(axisOrder="row-major")
        self.add(self.image)

    @property
    def heat(self) -> HeatMap:
        """The map that is drawn."""
        return self.panel.maps[0]

    def prepare(self) -> None:
        """Colour exactly as many pixels as the screen has here."""
        plot, ratio = self.place.plot, self.ink.ratio
        wide, tall = round(plot.width() * ratio), round(plot.height() * ratio)
        across = columns(self.heat, self.scale.low, self.scale.high, wide)
        pixels = codes(self.heat, across, rows(self.heat, tall))
        self.image.setImage(pixels, levels=(0, 255), lut=colours(self.heat, self.ink.theme))
        self.image.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
        self.image.setPos(plot.left(), plot.top())

    def background(self, painter: QPainter) -> None:
        """Draw the header, the badge, the coloured edge and the colour bar."""
        self.header(painter)
        plot, ink = self.place.plot, self.ink
        painter.setPen(ink.hairline)
        painter.drawRect(plot.adjusted(-1, -1, 0, 0))
        badge = self.panel.badge
        if badge is not None:
            painter.fillRect(QRect(plot.left() - 3, plot.top(), 3, plot.height()), ink.role(badge))
        middle, right = plot.center().y(), plot.left() - ink.type.px(10)
        if badge in ("a", "b"):
            ink.type.strong(13).words(badge.upper()).draw_right(painter, right, middle, ink.role(badge))
        side = ink.type.face(12).words(self.panel.side)
        side.draw_right(painter, right, middle + ink.type.px(15 if badge else 5), ink.secondary)
        draw_bar(painter, ink, self.heat, plot, ink.type.px(_BAR_LEFT))
        for level in self.panel.levels:
            self._point_at(painter, level)

    def _point_at(self, painter: QPainter, level: Level) -> None:
        """Point at a row from both sides, and name it at the left."""
        plot, px, colour, y = self.place.plot, self.ink.type.px, self.ink.role(level.role), self.px(level.y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for x, back in ((plot.left() - px(2), -px(6)), (plot.right() + px(3), px(6))):
            corners = (QPointF(x, y), QPointF(x + back, y - px(4)), QPointF(x + back, y + px(4)))
            painter.drawPolygon(QPolygonF(corners))
        face = self.ink.type.strong(12)
        name = face.fitted(level.label, plot.left() - px(14))
        name.draw_right(painter, plot.left() - px(12), y + face.metrics.capHeight() / 2, colour)

    def note(self) -> str:
        """Return how many units and steps have no pixel of their own."""
        plot, ratio = self.place.plot, self.ink.ratio
        wide, tall = round(plot.width() * ratio), round(plot.height() * ratio)
        return left_out(self.heat, wide, tall, self.scale.low, self.scale.high)

    def tell(self, story: Story) -> None:
        """Nothing in the map itself changes."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Cover what has not been computed yet."""
        if story.moment.phase == "forward":
            plot = self.place.plot
            left = self.covered_from(story.moment.step)
            painter.fillRect(QRectF(left, plot.top(), plot.right() + 1 - left, plot.height()), self.ink.window)
            painter.setPen(self.ink.grid)
            painter.drawRect(QRectF(left, plot.top() + 0.5, plot.right() + 0.5 - left, plot.height() - 1))

    def covered_from(self, step: float) -> float:
        """Return where the cover begins: right of the cell of the step that was computed last."""
        edge = self.scale.px(math.floor(step) + 0.5)
        return float(min(max(edge, self.scale.left), self.scale.right))

    def words(self, step: int, y: float) -> str:
        """Return the unit under the mouse and its value."""
        plot, heat = self.place.plot, self.heat
        row = min(max(int((y - plot.top()) / plot.height() * heat.values.shape[0]), 0), heat.values.shape[0] - 1)
        column = step - round(heat.first)
        unit = f"{heat.called(row, f'{self.panel.y.label} ')} · t = {step}"
        if not 0 <= column < heat.values.shape[1]:
            return unit
        value = float(heat.values[row, column])
        shown = "no value" if np.isnan(value) else number(value)
        return f"{unit} · {heat.label.replace('_t', '')} = {shown}"
