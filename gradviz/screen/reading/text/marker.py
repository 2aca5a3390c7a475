"""The frames around the next character and the one in focus, the caret, and what an input method has not finished."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gradviz.charts.style import Theme

_PEN, _OUTSET, _ROUND = 2.0, 2.0, 3.0
_CARET, _OVER = 2.0, 4.0
_THIN = 1.0


def draw_frame(painter: QPainter, cell: QRectF, theme: Theme, scale: float) -> None:
    """Draw the frame around a cell, outside its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.loss), _PEN * scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    out = (_OUTSET - _PEN / 2) * scale
    painter.drawRoundedRect(cell.adjusted(-out, -out, out, out), _ROUND * scale, _ROUND * scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_focus(painter: QPainter, cell: QRectF, theme: Theme, scale: float) -> None:
    """Draw a thin frame within a cell's edge, which keeps its colour."""
    painter.setPen(QPen(QColor(theme.loss), _THIN * scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    within = _THIN * scale / 2
    painter.drawRect(cell.adjusted(within, within, -within, -within))


def draw_caret(painter: QPainter, cell: QRectF, theme: Theme, scale: float) -> None:
    """Draw the caret before a cell: on the frame's own edge, and longer than it."""
    over = _OVER * scale
    left = cell.left() - (_OUTSET + _CARET) / 2 * scale
    painter.fillRect(QRectF(left, cell.top() - over, _CARET * scale, cell.height() + 2 * over), QColor(theme.text))


def draw_unfinished(painter: QPainter, cell: QRectF, words: str, font: QFont, theme: Theme) -> None:
    """Draw what an input method shows before it is part of the text."""
    line = QFont(font)
    line.setUnderline(True)
    metrics = QFontMetricsF(line)
    box = QRectF(cell.left(), cell.top() - 1, metrics.horizontalAdvance(words) + 4, cell.height() + 2)
    painter.fillRect(box, QColor(theme.raised))
    painter.setPen(QColor(theme.text))
    painter.setFont(line)
    baseline = box.center().y() + metrics.capHeight() / 2
    painter.drawText(QPointF(box.left() + 2, baseline), words)


def reach(cell: QRectF, scale: float) -> QRectF:
    """Return what the frame and the caret cover."""
    out = (_OVER + _PEN) * scale
    return cell.adjusted(-out, -out, out, out)
