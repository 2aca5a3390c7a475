"""What lies over all panels: the cursor, the veil over an old picture, a message, the read-out at the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRect, QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPen

from gradviz.charts.moment import Moment
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.layout import TimeScale

_GLOW = ((9.0, 0.10), (5.0, 0.18))
_LINE = ((1.6, 1.0),)
_DIMMED = 0.45
_AIR = 3.0
"""Pixels beside words that the cursor's line leaves out, too."""


def draw_cursor(
    painter: QPainter, ink: Ink, scale: TimeScale, moment: Moment, span: tuple[float, float], words: Sequence[QRectF]
) -> None:
    """Draw the one line through all panels, down a ``span``; it glows while the gradient runs back.

    It leaves out ``words``. While the loss is injected its own mark stands there.
    """
    if moment.phase == "loss" or not scale.low <= moment.step <= scale.high:
        return
    x = scale.px(moment.step)
    holes = sorted((box.top(), box.bottom()) for box in words if box.left() - _AIR < x < box.right() + _AIR)
    begins, ends = [span[0], *(bottom for _, bottom in holes)], [*(top for top, _ in holes), span[1]]
    for width, alpha in (*_GLOW, *_LINE) if moment.phase == "backward" else _LINE:
        wide = width * max(1.0, ink.type.scale)
        for top, bottom in zip(begins, ends, strict=True):
            painter.fillRect(QRectF(x - wide / 2, top, wide, max(0.0, bottom - top)), ink.loss(alpha))


def draw_veil(painter: QPainter, ink: Ink, rect: QRectF) -> None:
    """Dim what was drawn."""
    veil = QColor(ink.window)
    veil.setAlphaF(_DIMMED)
    painter.fillRect(rect, veil)


def draw_horizon(painter: QPainter, ink: Ink, x: float, plots: Sequence[QRect]) -> None:
    """Veil the right part of some plots."""
    for plot in plots:
        left = min(max(x, plot.left()), plot.right())
        draw_veil(painter, ink, QRectF(left, plot.top(), plot.right() + 1 - left, plot.height() + 1))


def draw_message(painter: QPainter, ink: Ink, message: str, size: QSize) -> None:
    """Draw calm words in the middle of an empty picture."""
    ink.type.face(14).words(message).draw_centred(painter, size.width() / 2, size.height() / 2, ink.secondary)


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
