"""The panel with stacked bars: what each step did, between its two places on the time axis."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen

from gradviz.charts.chart import Array, Axis, Bars
from gradviz.charts.stacks import Stack, stacked, together
from gradviz.charts.words import from_log10, number
from gradviz.screen.painter.bar_key import BarKey
from gradviz.screen.painter.hatches import filled
from gradviz.screen.painter.layout import RIGHT
from gradviz.screen.painter.panel import PanelPainter, Story

_AIR = 20
_NARROWEST = 2.6
"""Pixels: narrower bars, and the line over them, could not be told apart."""

_EVERYTHING = Axis("", -math.inf, math.inf)


class BarPanel(PanelPainter):
    """Stacked bars, painted once into the background; only a veil over what is still to come moves."""

    def prepare(self) -> None:
        """Cut the bars to what is visible, as many as have room."""
        shown = tuple(self._visible(bars) for bars in self.panel.bars)
        most = round(self.place.plot.width() / (_NARROWEST * self.ink.type.scale))
        self.each = max((together(len(bars.y), most) for bars in shown), default=1)
        self.stacks = stacked(shown, self.panel.y, most)
        self.key = BarKey(self)

    def background(self, painter: QPainter) -> None:
        """Draw the header with its key, the grid, the bars, the line of their sum, and the levels."""
        self.header(painter, self.key.width)
        self.key.draw(painter)
        self.grid(painter)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setClipRect(self.place.plot)
        for stack in self.stacks:
            self._draw(painter, stack)
        painter.restore()
        self._levels(painter)
        if self.panel.badge is not None:
            plot = self.place.plot
            painter.fillRect(QRect(plot.left() - 3, plot.top(), 3, plot.height()), self.ink.role(self.panel.badge))

    def tell(self, story: Story) -> None:
        """There is no scene item."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Veil the steps that the gradient has not flowed through yet."""
        self.veil(painter, story)
        self.tint(painter, story)

    def step_at(self, place: float) -> int:
        """Return the step whose bar stands there: it leads from that step to the one before."""
        return max(1, math.ceil(place))

    def words(self, step: int, y: float) -> str:
        """Return the bar under the mouse and its height; beside the bars, the line's."""
        one = tuple(dataclasses.replace(bars, first=step, y=_value(bars, step)) for bars in self.panel.bars)
        for stack in stacked(one, _EVERYTHING, 1):
            if self.px(float(stack.high[0])) <= y <= self.px(float(stack.low[0])):
                return _said(stack.bars, step)
        return _said(one[-1], step)

    def _visible(self, bars: Bars) -> Bars:
        first = max(0, math.floor(self.scale.low) - bars.first)
        last = max(first, math.ceil(self.scale.high) - bars.first + 2)
        return dataclasses.replace(bars, first=bars.first + first, y=bars.y[first:last])

    def _draw(self, painter: QPainter, stack: Stack) -> None:
        axis, plot = self.panel.y, self.place.plot
        x = [self.scale.px(edge) for edge in stack.edges.tolist()]
        unit = plot.height() / (axis.high - axis.low)
        top, bottom = (plot.top() + (axis.high - ends) * unit for ends in (stack.high, stack.low))
        if stack.bars.shade == "line":
            self._line(painter, x, top.tolist())
            return
        there = np.flatnonzero(bottom > top).tolist()
        brush = filled(self.ink, stack.bars)
        for j in there:
            painter.fillRect(QRectF(x[j], top[j], x[j + 1] - x[j], bottom[j] - top[j]), brush)

    def _line(self, painter: QPainter, x: list[float], y: list[float]) -> None:
        path, joined = QPainterPath(), False
        for j, at in enumerate(y):
            if at == at:
                (path.lineTo if joined else path.moveTo)(x[j], at)
                path.lineTo(x[j + 1], at)
            joined = at == at
        painter.setPen(QPen(self.ink.text, max(1.0, self.ink.type.scale)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _levels(self, painter: QPainter) -> None:
        plot, free = self.place.plot, math.inf
        for level in self.panel.levels:
            y, colour = round(self.px(level.y)), self.ink.role(level.role)
            painter.setPen(QPen(colour, 1))
            painter.drawLine(QPointF(plot.left(), y + 0.5), QPointF(plot.right(), y + 0.5))
            free = min(free, plot.bottom() - self._beside(painter, level.label, y, colour))
        if self.each > 1:
            mean = f"a bar is the mean of {self.each} steps"
            self._beside(painter, mean, plot.bottom(), self.ink.secondary, free)

    def _beside(self, painter: QPainter, words: str, y: float, colour: QColor, room: float = math.inf) -> float:
        """Write words in short lines right of the plot, around a pixel row but not beyond the plot.

        They are left out where they are higher than the ``room``; returned is where they end.
        """
        plot, face = self.place.plot, self.ink.type.face(11)
        lines = face.wrapped(words, min(0.6 * face.words(words).width, self.ink.type.px(RIGHT - _AIR)))
        first, line = face.metrics.capHeight(), face.metrics.height()
        last = plot.bottom() - (len(lines) - 1) * line
        if first + (len(lines) - 1) * line > room:
            return plot.top()
        baseline = min(max(y + first / 2 - (len(lines) - 1) * line / 2, plot.top() + first), last)
        for index, made in enumerate(lines):
            made.draw(painter, plot.right() + self.ink.type.px(_AIR / 2), baseline + index * line, colour)
        return baseline + (len(lines) - 1) * line + face.metrics.descent()


def _value(bars: Bars, step: int) -> Array:
    index = step - bars.first
    return bars.y[index : index + 1] if 0 <= index < len(bars.y) else np.full(1, np.nan)


def _said(bars: Bars, step: int) -> str:
    value, where = float(bars.y[0]), f"t = {step} → {step - 1} · {bars.label}"
    if math.isnan(value):
        return f"t = {step} → {step - 1} · no gradient"
    if math.isinf(value):
        return f"{where}: {'leaves exactly zero' if value < 0 else 'begins here'}"
    sign = "+" if value > 0 else ""
    return f"{where} {sign}{number(value)} {bars.unit} (×{from_log10(value)})"
