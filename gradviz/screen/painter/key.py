"""The key of points and fans: a symbol and a name for everything that is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gradviz.charts.chart import Fan, Panel, Points
from gradviz.charts.plane import Shape
from gradviz.charts.terms import Role
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.typeset import Type

if TYPE_CHECKING:
    from gradviz.screen.painter.panel import PanelPainter

_SYMBOL, _GAP, _BETWEEN = 9, 6, 14


def key_width(panel: Panel, type_: Type) -> float:
    """Return the room that the key of a panel takes; 0 where there is nothing to tell apart."""
    face, each = type_.face(11.5), type_.px(_SYMBOL + _GAP + _BETWEEN)
    return sum(each + face.words(thing.label).width for thing in _named(panel))


def fits_beside_title(panel: Panel, wide: float, type_: Type) -> bool:
    """Return whether the key of a plane has room on the line of its title."""
    title = type_.strong(13).words(panel.title).width
    return title + type_.px(2 * _BETWEEN) + key_width(panel, type_) <= wide


def _named(panel: Panel) -> list[Points | Fan]:
    things: tuple[Points | Fan, ...] = (*panel.points, *panel.fans)
    return [thing for thing in things if thing.label]


class Key:
    """The names of a panel's points and fans side by side, each beside its symbol."""

    def __init__(self, panel: PanelPainter) -> None:
        self._panel = panel
        self._face = panel.ink.type.face(11.5)
        self._names = [(thing, self._face.words(thing.label)) for thing in _named(panel.panel)]

    @property
    def width(self) -> float:
        """The room it takes."""
        return key_width(self._panel.panel, self._panel.ink.type)

    def draw(self, painter: QPainter) -> None:
        """Draw it on the line of a plane's title where both have room, else below it; what has none is left out."""
        place, type_ = self._panel.place, self._panel.ink.type
        left = float(place.plot.left())
        if fits_beside_title(place.panel, place.right - left, type_):
            self._draw(painter, place.right - self.width + type_.px(_BETWEEN), place.header + type_.px(16), place.right)
        else:
            self._draw(painter, left, place.header + type_.px(34), place.right)

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
                draw_symbols(painter, ink, thing.shape, thing.role, [centre], px(3.5), thing.tone)
            else:
                painter.setPen(QPen(ink.role(thing.role, 1.0, thing.tone), px(2)))
                painter.drawLine(QPointF(x, centre.y()), QPointF(x + px(_SYMBOL), centre.y()))
            words.draw(painter, x + px(_SYMBOL + _GAP), baseline, ink.text)
            x += px(_SYMBOL + _GAP + _BETWEEN) + words.width


def draw_symbols(
    painter: QPainter, ink: Ink, shape: Shape, role: Role, places: list[QPointF], radius: float, tone: float = 0.0
) -> None:
    """Draw the marks of a scatter, all at once."""
    colour = ink.role(role, 1.0, tone)
    pen = QPen(colour, 1.4 * max(1.0, ink.type.scale))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape == "dot":
        filled = QColor(colour)
        filled.setAlphaF(0.72)
        pen = QPen(filled, 2 * radius)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(QPolygonF(places))
        return
    painter.setPen(pen)
    path = QPainterPath()
    for place in places:
        if shape == "ring":
            path.addEllipse(place, radius, radius)
        else:
            for sign in (1, -1):
                path.moveTo(place + QPointF(-radius, -sign * radius))
                path.lineTo(place + QPointF(radius, sign * radius))
    painter.drawPath(path)
