"""The key of points and fans: a symbol and a name for everything that is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from gradviz.charts.chart import Fan, Points
from gradviz.charts.plane import Shape
from gradviz.charts.terms import Role
from gradviz.screen.painter.ink import Ink

if TYPE_CHECKING:
    from gradviz.screen.painter.panel import PanelPainter

_SYMBOL, _GAP, _BETWEEN = 9, 6, 14


class Key:
    """The names of a panel's points and fans side by side, each beside its symbol."""

    def __init__(self, panel: PanelPainter) -> None:
        self._panel = panel
        self._face = panel.ink.type.face(11.5)
        things: tuple[Points | Fan, ...] = (*panel.panel.points, *panel.panel.fans)
        named = [thing for thing in things if thing.label]
        self._names = [(thing, self._face.words(thing.label)) for thing in named]

    @property
    def width(self) -> float:
        """The room it takes."""
        px = self._panel.ink.type.px
        return sum(px(_SYMBOL + _GAP + _BETWEEN) + words.width for _, words in self._names)

    def draw(self, painter: QPainter) -> None:
        """Draw it between a plane's title and its plot; what has no room is left out."""
        place = self._panel.place
        self._draw(painter, float(place.plot.left()), place.header + self._panel.ink.type.px(34), place.right)

    def draw_right(self, painter: QPainter) -> None:
        """Draw it on the header's line, right-aligned with the plot."""
        place, px = self._panel.place, self._panel.ink.type.px
        left = max(float(place.plot.left()), place.plot.right() - self.width + px(_BETWEEN))
        self._draw(painter, left, place.plot.top() - px(14 if place.main else 7), place.right)

    def _draw(self, painter: QPainter, x: float, baseline: float, end: float) -> None:
        ink, px = self._panel.ink, self._panel.ink.type.px
        for thing, words in self._names:
            if x + px(_SYMBOL + _GAP) + words.width > end:
                return
            centre = QPointF(x + px(_SYMBOL) / 2, baseline - self._face.metrics.capHeight() / 2)
            if isinstance(thing, Points):
                draw_symbol(painter, ink, thing.shape, thing.role, centre, px(3.5), thing.tone)
            else:
                painter.setPen(QPen(ink.role(thing.role, 1.0, thing.tone), px(2)))
                painter.drawLine(QPointF(x, centre.y()), QPointF(x + px(_SYMBOL), centre.y()))
            words.draw(painter, x + px(_SYMBOL + _GAP), baseline, ink.text)
            x += px(_SYMBOL + _GAP + _BETWEEN) + words.width


def draw_symbol(
    painter: QPainter, ink: Ink, shape: Shape, role: Role, centre: QPointF, radius: float, tone: float = 0.0
) -> None:
    """Draw one mark of a scatter."""
    colour = ink.role(role, 1.0, tone)
    pen = QPen(colour, 1.4 * max(1.0, ink.type.scale))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape == "cross":
        painter.setPen(pen)
        for sign in (1, -1):
            painter.drawLine(centre + QPointF(-radius, -sign * radius), centre + QPointF(radius, sign * radius))
        return
    filled = QColor(colour)
    filled.setAlphaF(0.72)
    painter.setPen(pen if shape == "ring" else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(Qt.BrushStyle.NoBrush if shape == "ring" else filled)
    painter.drawEllipse(QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius))
