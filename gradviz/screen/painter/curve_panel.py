"""The panel with curves: bright where the gradient has been, faint where it has not come yet."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsScene

from gradviz.charts.chart import Array, Curve
from gradviz.charts.strokes import LONG_DASH, is_rough
from gradviz.charts.words import from_log10, number
from gradviz.screen.painter.bands import BandItem
from gradviz.screen.painter.curves import draw_polyline, visible
from gradviz.screen.painter.dashes import broken
from gradviz.screen.painter.key import Key
from gradviz.screen.painter.line import WIDTH, Line
from gradviz.screen.painter.named import MAIN, Names
from gradviz.screen.painter.panel import PanelPainter, Story

_CORNERS = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))
"""Of the diamond that B has at the cursor where A has a disc."""
_BEHIND = 1.0
"""A line of B hides one of A that is nowhere further from it, in pixels."""
_PALE = 0.5
"""How much of its colour a line of a fan has."""


class CurvePanel(PanelPainter):
    """Curves on one pair of axes, in a pyqtgraph view box that fills the plot exactly."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__(scene)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self.add(self.box)
        self._window = QGraphicsRectItem(self.box.childGroup)
        self._window.setPen(QPen(Qt.PenStyle.NoPen))
        self._window.setZValue(1)
        self._window.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self.lines: list[Line] = []
        self._bands: list[BandItem] = []
        self.names = Names()

    def prepare(self) -> None:
        """Give the view box its place and its ranges, and the curves their points."""
        axis, scale = self.panel.y, self.scale
        self.box.setGeometry(QRectF(self.place.plot))
        self.box.setRange(xRange=(scale.low, scale.high), yRange=(axis.low, axis.high), padding=0, update=True)
        while len(self.lines) < len(self.panel.curves):
            self.lines.append(Line(self._window, self.box))
        while len(self.lines) > len(self.panel.curves):
            self.lines.pop().close(self.box)
        pixels = round(self.place.plot.width() * self.ink.ratio)
        filled = self.panel.filled
        while len(self._bands) < len(filled):
            self._bands.append(BandItem(self._window))
        while len(self._bands) > len(filled):
            self._bands.pop().close()
        for item, band in zip(self._bands, filled, strict=True):
            item.show(band, axis, pixels, self.ink)
        for line, curve in zip(self.lines, self.panel.curves, strict=True):
            line.show(curve, *self._styled(curve, *visible(curve.x, curve.y, scale.low, scale.high, pixels)), self.ink)
        self.names.arrange(self)
        self.key = Key(self)

    def background(self, painter: QPainter) -> None:
        """Draw the header, the grid, the ticks and the thresholds."""
        self.header(painter, self.key.width)
        self.key.draw_right(painter)
        self.grid(painter)
        self._fans(painter)
        self._levels(painter)

    def tell(self, story: Story) -> None:
        """Move the window through which the curves are bright."""
        low, high = self.panel.y.low, self.panel.y.high
        self._window.setVisible(story.moment.phase in ("backward", "whole"))
        left, right = self.scale.low, self.scale.high
        if story.moment.phase == "backward":
            left = story.moment.step
        self._window.setRect(QRectF(left, low, max(0.0, right - left), high - low))

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Draw the tint, the marks, the labels and the dots at the cursor; veil fans where no gradient has come."""
        if self.panel.fans:
            self.veil(painter, story)
        self.tint(painter, story)
        self.names.draw(painter, self, story)
        if story.moment.phase in ("backward", "whole"):
            self._dots(painter, story.moment.step)

    def words(self, step: int, y: float) -> str:
        """Return the value of the curve that is nearest to the mouse, or the name that is short there."""
        if whole := self.names.whole(self.scale.px(step), y, abs(self.scale.px(1) - self.scale.px(0)) / 2):
            return whole
        nearest, distance = None, math.inf
        for curve in self.panel.curves:
            value = value_at(curve, step)
            away = abs(self.px(value) - y) if math.isfinite(value) else 1e9
            if away < distance:
                nearest, distance = (curve, value), away
        if nearest is None:
            return f"t = {step}"
        curve, value = nearest
        said = from_log10(value) if self.panel.y.log10 else number(value) + ("\u00a0%" if curve.unit == "%" else "")
        return f"{self._called(curve, step)} = {said}"

    def _styled(self, curve: Curve, x: Array, y: Array) -> tuple[Array, Array]:
        """Return a line of B in long dashes where A and B differ by more than their colour, or where it lies on A's.

        A rough line stays whole.
        """
        if curve.role != "b" or curve.dash or not (self.ink.theme.line_styles or self._lies_on_a(curve)):
            return x, y
        across, down = self.pixels(x, y)
        if is_rough(down, self.place.plot.width() + self.place.plot.height()):
            return x, y
        wide = WIDTH * max(1.0, self.ink.type.scale)
        drawn, left_out = (length * wide for length in LONG_DASH)
        return broken(x, y, (across, down), drawn - wide, left_out + wide)  # round ends reach into the holes

    def _lies_on_a(self, curve: Curve) -> bool:
        """Return whether a line of A would not be seen behind this one."""
        least = _BEHIND * (self.panel.y.high - self.panel.y.low) / max(1, self.place.plot.height())
        lines = [other for other in self.panel.curves if other.role == "a" and not other.dash]
        lines = [other for other in lines if np.array_equal(other.x, curve.x)]
        return any(np.allclose(other.y, curve.y, rtol=0, atol=least, equal_nan=True) for other in lines)

    def _called(self, curve: Curve, step: int) -> str:
        if curve.role not in MAIN:
            return f"{curve.symbol or curve.label.split(':')[0]} at t = {step}"
        letter = f"{curve.role.upper()} " if curve.label.startswith(f"{curve.role.upper()} ") else ""
        return letter + (curve.symbol or self.panel.y.label).replace("_t", f"_{{{step}}}")

    def _fans(self, painter: QPainter) -> None:
        plot = self.place.plot
        painter.save()
        painter.setClipRect(plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for fan in self.panel.fans:
            painter.setPen(QPen(self.ink.role(fan.role, _PALE, fan.tone), max(0.9, 0.9 * self.ink.type.scale)))
            for line in fan.y:
                seen = visible(fan.x, line, self.scale.low, self.scale.high, plot.width())
                draw_polyline(painter, *self.pixels(*seen))
        painter.restore()

    def _levels(self, painter: QPainter) -> None:
        plot = self.place.plot
        for level in self.panel.levels:
            y = round(self.px(level.y)) + 0.5
            if plot.top() <= y <= plot.bottom():
                pen = QPen(self.ink.role(level.role), max(1.0, self.ink.type.scale))
                pen.setDashPattern([1.5, 3])
                painter.setPen(pen)
                painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _dots(self, painter: QPainter, step: float) -> None:
        radius = self.ink.type.px(4.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for curve in self.panel.curves:
            y = value_between(curve, step) if curve.role in MAIN else math.nan
            if math.isfinite(y) and self.scale.low <= step <= self.scale.high:
                painter.setPen(QPen(QColor(self.ink.window), 1.5))
                painter.setBrush(self.ink.role(curve.role, 1.0, curve.tone))
                place = QPointF(self.scale.px(step), self.px(y))
                if self.ink.theme.line_styles and curve.role == "b":
                    painter.drawPolygon(QPolygonF([place + QPointF(*corner) * 1.2 * radius for corner in _CORNERS]))
                else:
                    painter.drawEllipse(place, radius, radius)


def value_at(curve: Curve, step: int) -> float:
    """Return a curve's value at a step; NaN where it has none."""
    index = int(np.searchsorted(curve.x, step))
    return float(curve.y[index]) if index < len(curve.x) and curve.x[index] == step else math.nan


def value_between(curve: Curve, step: float) -> float:
    """Return the height of the drawn line at a place between two steps; NaN beside a hole."""
    if step == math.floor(step):
        return value_at(curve, int(step))
    before, after = value_at(curve, math.floor(step)), value_at(curve, math.ceil(step))
    return before + (step - math.floor(step)) * (after - before) if math.isfinite(after) else math.nan
