"""What lies on a plane: circles, lines, fans and points, named in place; and handles, which a hand moves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from gradviz.charts.chart import Curve, Handle, Level, Mark
from gradviz.charts.words import number
from gradviz.screen.painter.curves import draw_polyline
from gradviz.screen.painter.key import draw_symbols

if TYPE_CHECKING:
    from gradviz.screen.painter.plane_panel import PlanePanel
    from gradviz.screen.painter.typeset import Words

_NEAR = 10
_SHARES = (0.5, 0.1, 0.7)
"""Where on its curve a name may begin, the best share first."""
_LINES = 3
"""How many lines a name may stand away from its curve."""
_DOT, _CROWD = 3.2, 300
"""The radius of a point in pixels; of more than so many points it is smaller."""


def draw_circles(painter: QPainter, panel: PlanePanel) -> None:
    """Draw circles, each named outside its upper right edge, or inside where the plane ends there."""
    ink, plot = panel.ink, panel.place.plot
    for circle in panel.panel.circles:
        centre = panel.at(circle.x, circle.y)
        across = abs(panel.at(circle.x + circle.radius, circle.y).x() - centre.x())
        down = abs(panel.at(circle.x, circle.y + circle.radius).y() - centre.y())
        pen = QPen(ink.role(circle.role), max(1.2, ink.type.scale))
        if circle.role == "threshold":
            pen.setDashPattern([1.5, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, across, down)
        words, slant = ink.type.face(12).words(circle.label), math.sqrt(0.5)
        x, y = centre.x() + slant * across + ink.type.px(5), centre.y() - slant * down
        if x + words.width > plot.right() - 2:
            x = max(plot.left() + 4.0, plot.right() - words.width - 4)
        painter.fillRect(words.box(x, y).adjusted(-3, -1, 3, 1), ink.veil)
        words.draw(painter, x, max(y, plot.top() + words.ascent + 2), ink.role(circle.role))


def draw_lines(painter: QPainter, panel: PlanePanel) -> None:
    """Draw fans, then curves, each curve named at its last point that is seen."""
    ink = panel.ink
    for fan in panel.panel.fans:
        painter.setPen(QPen(ink.role(fan.role, 0.45, fan.tone), 1.0))
        for line in fan.y:
            draw_polyline(painter, *panel.pixels(fan.x, line))
    for curve in panel.panel.curves:
        wide = 2.0 if curve.role in ("a", "b") else 1.2
        painter.setPen(ink.painted_pen(curve.role, wide, curve.dash, curve.tone))
        draw_polyline(painter, *panel.pixels(curve.x, curve.y))


def draw_named(painter: QPainter, panel: PlanePanel) -> None:
    """Draw levels and marks with their names, and the names of curves beside their middle."""
    plot, ink = panel.place.plot, panel.ink
    face = ink.type.face(12)
    levels = sorted(panel.panel.levels, key=lambda level: level.role == "threshold")  # a network's own come first
    named: tuple[Level | Mark, ...] = (*levels, *panel.panel.marks)
    taken: list[QRectF] = []
    for line in named:
        painter.setPen(ink.painted_pen(line.role, 1.0, "dots"))
        if isinstance(line, Level):
            y = panel.px(line.y)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            words = face.words(line.label)
            above = y - 4 if y - 4 - words.ascent > plot.top() else y + words.ascent + 4
            box = words.box(plot.right() - words.width - 6, above)
            if not any(box.intersects(other) for other in taken):
                _name(painter, panel, line.label, box.left(), above, line)
                taken.append(box)
        else:
            x = panel.scale.px(line.x)
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            _name(painter, panel, line.label, x + 4, plot.top() + ink.type.px(14), line)
    for curve in panel.panel.curves:
        words = face.words(curve.label)
        places = _beside(curve, panel, words) if curve.label else ()
        free = (at for at in places if not any(words.box(at.x(), at.y()).intersects(other) for other in taken))
        if (place := next(free, None)) is not None:
            words.draw(painter, place.x(), place.y(), ink.role(curve.role, 1.0, curve.tone))
            taken.append(words.box(place.x(), place.y()))


def _beside(curve: Curve, panel: PlanePanel, words: Words) -> Iterator[QPointF]:
    """Yield where a curve's name can stand, the best place first: above or below it, from its middle on or elsewhere.

    Where it is above in a plane that ends there, it goes below; what is left are the lines above and below those.
    """
    plot = panel.place.plot
    x, y = panel.pixels(curve.x, curve.y)
    seen = np.isfinite(x) & np.isfinite(y)
    if not seen.any() or words.width > plot.width() - 12:
        return
    first, last, height = float(x[seen][0]), float(x[seen][-1]), words.ascent + words.descent
    lowest, highest = plot.bottom() - 4.0, plot.top() + words.ascent + 1.0
    for farther in range(_LINES):
        for share in _SHARES:
            begin = min(first + share * (last - first) + 8, plot.right() - words.width - 6)
            over = y[seen & (x >= begin - 4) & (x <= begin + words.width + 4)]
            high, low = (float(over.min()), float(over.max())) if over.size else (float(y[seen].mean()),) * 2
            above = high - 6 - words.descent - farther * height
            below = low + words.ascent + 6 + farther * height
            if above >= highest:
                yield QPointF(begin, min(above, lowest))
            if below <= lowest or (farther == 0 and above < highest):
                yield QPointF(begin, min(below, lowest))


def draw_points(painter: QPainter, panel: PlanePanel) -> None:
    """Draw every scatter, the first one lowest."""
    for points in panel.panel.points:
        radius = _DOT * (0.6 if len(points.x) > _CROWD else 1.0) * panel.ink.type.scale
        places = np.stack(panel.pixels(points.x, points.y), axis=1)
        seen = [QPointF(x, y) for x, y in places[np.isfinite(places).all(axis=1)].tolist()]
        draw_symbols(painter, panel.ink, points.shape, points.role, seen, radius, points.tone)


def draw_handle(painter: QPainter, panel: PlanePanel, handle: Handle, at: QPointF) -> None:
    """Draw a handle: a ring in its network's colour around a dot, its label beside it."""
    ink, plot = panel.ink, panel.place.plot
    colour, radius = ink.role(handle.slot), ink.type.px(6)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink.window), 5.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(colour, 2.4))
    painter.setBrush(QColor(ink.window))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(Qt.PenStyle.NoPen))
    painter.setBrush(colour)
    painter.drawEllipse(at, radius * 0.4, radius * 0.4)
    if not handle.label:
        return
    words = ink.type.strong(12).words(handle.label)
    x = at.x() + radius + ink.type.px(6)
    if x + words.width > plot.right():
        x = at.x() - radius - ink.type.px(6) - words.width
    y = min(max(at.y() + words.ascent / 2, plot.top() + words.ascent + 4), float(plot.bottom()) - 4)
    painter.fillRect(words.box(x, y).adjusted(-4, -2, 4, 2), ink.veil)
    words.draw(painter, x, y, colour)


def nearest(panel: PlanePanel, mouse: QPointF) -> str:
    """Return the point under the mouse in words, or nothing."""
    found, least = "", float(panel.ink.type.px(_NEAR) ** 2)
    for points in panel.panel.points:
        x, y = panel.pixels(points.x, points.y)
        away = np.nan_to_num((x - mouse.x()) ** 2 + (y - mouse.y()) ** 2, nan=np.inf)
        if away.size and away.min() < least:
            index, least = int(away.argmin()), float(away.min())
            place = f"{number(float(points.x[index]))}, {number(float(points.y[index]))}"
            found = points.names[index] if points.names else f"{points.label}: {place}"
    return found


def _name(painter: QPainter, panel: PlanePanel, label: str, x: float, y: float, line: Level | Mark) -> None:
    if not label:
        return
    words = panel.ink.type.face(12).words(label)
    painter.fillRect(words.box(x, y).adjusted(-2, -1, 2, 1), panel.ink.veil)
    words.draw(painter, x, y, panel.ink.role(line.role))
