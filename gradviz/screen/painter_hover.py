"""The small read-out beside the mouse."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPen

from gradviz.screen.painter_ink import Ink


def hover_box(ink: Ink, words: str, mouse: QPointF, size: QSize) -> QRectF:
    """Return where the read-out stands: right above the mouse, inside the picture."""
    made = ink.type.face(12).words(words)
    width, height = made.width + ink.type.px(16), made.height + ink.type.px(10)
    x, y = mouse.x() + ink.type.px(14), mouse.y() - height - ink.type.px(8)
    if x + width > size.width() - 4:
        x = mouse.x() - width - ink.type.px(14)
    return QRectF(max(4.0, x), max(4.0, y), width, height)


def draw_hover(painter: QPainter, ink: Ink, words: str, mouse: QPointF, size: QSize) -> None:
    """Draw the read-out."""
    box, made = hover_box(ink, words, mouse, size), ink.type.face(12).words(words)
    painter.setPen(QPen(ink.hairline, 1))
    painter.setBrush(QColor(ink.theme.raised))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    made.draw(painter, box.left() + ink.type.px(8), box.bottom() - ink.type.px(5) - made.descent, ink.text)
