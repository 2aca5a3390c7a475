"""What dims the window but for some holes: one sees, and reaches, what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRect, QRectF, QSize
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.messages.floating import Floating

RING = 3
"""Pixels around what is pointed at, up to the outer edge of the ring."""
_DIM = 0.5


class Veil(Floating):
    """Lies over all of the window; it is not there in the holes, so that the mouse goes through them.

    Attributes
    ----------
    target
        The hole with a ring around it; empty: there is none.
    """

    def __init__(self, over: QWidget, look: Look) -> None:
        super().__init__(over, "veil", "")
        self._look = look
        self.target, self._clear = QRect(), tuple[QRect, ...]()

    def aim(self, target: QRect, clear: Sequence[QRect]) -> None:
        """Point at one place, and leave others clear."""
        room = self.rect()
        aimed = target.intersected(room.adjusted(RING, RING, -RING, -RING)), tuple(clear)
        if aimed != (self.target, self._clear):
            self.target, self._clear = aimed
            self._cut()

    def place(self, room: QSize) -> QRect:
        """Cover everything."""
        return QRect(0, 0, room.width(), room.height())

    def settle(self) -> None:
        """Cover everything but the holes; the card stays above."""
        over = self.parentWidget()
        if over is not None:
            self.setGeometry(self.place(over.size()))
            self._cut()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Dim what is around the holes, and draw the ring."""
        painter, theme = QPainter(self), self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.window)
        ground.setAlphaF(_DIM)
        painter.fillRect(self.rect(), ground)
        if not self.target.isEmpty():
            ring = QPainterPath()
            half = RING / 2
            ring.addRoundedRect(QRectF(self.target).adjusted(-half, -half, half, half), RING, RING)
            painter.setPen(QPen(QColor(theme.text), RING - 1))
            painter.drawPath(ring)
        painter.end()

    def _cut(self) -> None:
        whole = QRegion(self.rect())
        for hole in (self.target, *self._clear):
            whole = whole.subtracted(QRegion(hole))
        if not self.target.isEmpty():  # the ring is drawn in what is clear, too
            ring = QRegion(self.target.adjusted(-RING, -RING, RING, RING)).subtracted(QRegion(self.target))
            whole = whole.united(ring.intersected(QRegion(self.rect())))
        self.setMask(whole)
        self.update()
