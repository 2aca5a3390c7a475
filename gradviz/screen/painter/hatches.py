"""Brushes for bars: full, or pale under lines, so that terms are told apart in black and white too."""

from __future__ import annotations

from PyQt6.QtCore import QLineF
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from gradviz.charts.chart import Bars
from gradviz.screen.painter.ink import Ink

_TILE = 6
"""Pixels from line to line."""


def filled(ink: Ink, bars: Bars) -> QBrush:
    """Return what fills a series of bars."""
    colour = QColor(ink.theme.bar_colour(bars.role, bars.shade, ink.theme.window))
    if bars.shade == "solid":
        return QBrush(colour)
    size = max(2, round(_TILE * ink.ratio * ink.type.scale))
    tile = QPixmap(size, size)
    tile.fill(colour)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.role(bars.role), 1.3 * ink.ratio))
    for line in _lines(size, bars.shade == "crossed"):
        painter.drawLine(line)
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(1 / ink.ratio, 1 / ink.ratio))
    return brush


def _lines(size: int, crossed: bool) -> list[QLineF]:
    """Return diagonals that go on without a seam from tile to tile."""
    rising = [QLineF(shift - size, size, shift + size, -size) for shift in (0, size, 2 * size)]
    falling = [QLineF(shift - size, 0, shift + size, 2 * size) for shift in (-size, 0, size)]
    return rising + falling if crossed else rising
