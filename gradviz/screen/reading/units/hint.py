"""Words that stand at the foot of the list for a moment: the number that is being typed."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QRectF, Qt, QTimer
from PyQt6.QtGui import QColor, QPainter
from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.reading.units.typed import PAUSE

_TALL = 26


class Hint:
    """Says something on a pane, until a pause has passed."""

    def __init__(self, pane: QWidget) -> None:
        self.words, self._pane = "", pane
        self._hiding = QTimer(pane)
        self._hiding.setSingleShot(True)
        self._hiding.timeout.connect(self._hide)

    def say(self, words: str) -> None:
        """Show words."""
        self.words = words
        self._hiding.start(round(1000 * PAUSE))
        self._pane.update()

    def draw(self, painter: QPainter, look: Look, room: QRect) -> None:
        """Draw the words, if there are any now."""
        if not self.words:
            return
        theme, face = look.theme, type_of(look.font).face(12)
        wide, tall = face.metrics.horizontalAdvance(self.words) + look.px(20), look.px(_TALL)
        place = QRectF((room.width() - wide) / 2, room.height() - tall - 2, wide, tall)
        painter.setBrush(QColor(theme.raised))
        painter.setPen(QColor(theme.secondary))
        painter.drawRoundedRect(place, tall / 2, tall / 2)
        painter.setFont(face.font)
        painter.setPen(QColor(theme.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.words)

    def _hide(self) -> None:
        self.words = ""
        self._pane.update()
