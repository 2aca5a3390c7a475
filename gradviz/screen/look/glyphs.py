"""The drawings of the icons: lines on a grid of 24 × 24."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter, QPainterPath

GRID = 24
Draw = Callable[[QPainter], None]
DRAWN: dict[str, Draw] = {}
"""Every drawing by its name."""


def _icon(draw: Draw) -> Draw:
    DRAWN[draw.__name__.strip("_")] = draw
    return draw


def _line(painter: QPainter, *points: tuple[float, float], closed: bool = False) -> None:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if closed:
        path.closeSubpath()
    painter.drawPath(path)


def _fill(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())


def _arc(painter: QPainter, place: QRectF, begin: float, sweep: float) -> None:
    path = QPainterPath()
    path.arcMoveTo(place, begin)
    path.arcTo(place, begin, sweep)
    painter.drawPath(path)


@_icon
def _reset(painter: QPainter) -> None:
    _arc(painter, QRectF(5, 5, 14, 14), 140, 290)
    _line(painter, (5.2, 3.6), (6.1, 8.0), (10.4, 7.4))


@_icon
def _play(painter: QPainter) -> None:
    _fill(painter)
    _line(painter, (8.5, 5.5), (18.5, 12), (8.5, 18.5), closed=True)


@_icon
def _pause(painter: QPainter) -> None:
    _fill(painter)
    painter.drawRect(QRectF(7, 6, 2.6, 12))
    painter.drawRect(QRectF(14.4, 6, 2.6, 12))


@_icon
def _step(painter: QPainter) -> None:
    _fill(painter)
    _line(painter, (7, 6.5), (14, 12), (7, 17.5), closed=True)
    _line(painter, (17.5, 6.5), (17.5, 17.5))


@_icon
def _step_back(painter: QPainter) -> None:
    painter.translate(GRID, 0)
    painter.scale(-1, 1)
    _step(painter)


@_icon
def _back(painter: QPainter) -> None:
    _line(painter, (19, 12), (5, 12))
    _line(painter, (11, 6), (5, 12), (11, 18))


@_icon
def _ahead(painter: QPainter) -> None:
    painter.translate(GRID, 0)
    painter.scale(-1, 1)
    _back(painter)


@_icon
def _full_screen(painter: QPainter) -> None:
    for x, y, dx, dy in ((4.5, 4.5, 1, 1), (19.5, 4.5, -1, 1), (4.5, 19.5, 1, -1), (19.5, 19.5, -1, -1)):
        _line(painter, (x + 5 * dx, y), (x, y), (x, y + 5 * dy))


@_icon
def _theme(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(4.5, 4.5, 15, 15))
    _fill(painter)
    path = QPainterPath(QPointF(12, 4.5))
    path.arcTo(QRectF(4.5, 4.5, 15, 15), 90, -180)
    path.closeSubpath()
    painter.drawPath(path)


@_icon
def _fold_left(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4, 5, 16, 14), 2, 2)
    _line(painter, (9.5, 5), (9.5, 19))
    _line(painter, (16, 9.5), (13.5, 12), (16, 14.5))


@_icon
def _fold_right(painter: QPainter) -> None:
    painter.translate(GRID, 0)
    painter.scale(-1, 1)
    _fold_left(painter)


@_icon
def _unfold_left(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4, 5, 16, 14), 2, 2)
    _line(painter, (9.5, 5), (9.5, 19))
    _line(painter, (13.5, 9.5), (16, 12), (13.5, 14.5))


@_icon
def _unfold_right(painter: QPainter) -> None:
    painter.translate(GRID, 0)
    painter.scale(-1, 1)
    _unfold_left(painter)


@_icon
def _help(painter: QPainter) -> None:
    painter.drawEllipse(QRectF(3.5, 3.5, 17, 17))
    path = QPainterPath()
    path.arcMoveTo(QRectF(9.2, 7, 5.6, 5.6), 170)
    path.arcTo(QRectF(9.2, 7, 5.6, 5.6), 170, -230)
    path.quadTo(QPointF(12, 12.9), QPointF(12, 14.2))
    painter.drawPath(path)
    _line(painter, (12, 16.9), (12, 17))


@_icon
def _more(painter: QPainter) -> None:
    for y in (7, 12, 17):
        _line(painter, (5, y), (19, y))


@_icon
def _export(painter: QPainter) -> None:
    _line(painter, (12, 14.5), (12, 4.5))
    _line(painter, (8, 8.2), (12, 4.2), (16, 8.2))
    _line(painter, (5, 14), (5, 19), (19, 19), (19, 14))


@_icon
def _float(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(9.5, 4.5, 10, 10), 1.5, 1.5)
    _line(painter, (6.5, 9.5), (4.5, 9.5), (4.5, 19.5), (14.5, 19.5), (14.5, 17.5))


@_icon
def _dock(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(4.5, 5, 15, 14), 1.5, 1.5)
    _line(painter, (4.5, 12.5), (19.5, 12.5))


@_icon
def _close(painter: QPainter) -> None:
    _line(painter, (6.5, 6.5), (17.5, 17.5))
    _line(painter, (17.5, 6.5), (6.5, 17.5))
