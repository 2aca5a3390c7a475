"""The one big button: round, in the colour of the backward pass."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QWidget

from gradviz.charts.style import Theme
from gradviz.screen.look.icons import paint
from gradviz.screen.painter.typeset import type_of

_SIZE = 44


class PlayButton(QAbstractButton):
    """Plays and pauses; the sign on it says what a click would do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playing = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_playing(playing=False)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.update()

    def show_playing(self, playing: bool) -> None:
        """Offer to pause while it plays, and to play while it does not."""
        self._playing = playing
        self.setAccessibleName("Pause" if playing else "Play")
        self.setToolTip("Pause (Space)" if playing else "Play (Space)")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a square that grows with the type."""
        side = type_of(self.font()).frame(_SIZE)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the disc, its sign, and a ring when it has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        disc = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side).adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill())
        painter.drawEllipse(disc)
        inner = disc.width() * 0.22
        sign = disc.adjusted(inner, inner, -inner, -inner)
        paint(painter, "pause" if self._playing else "play", QColor(self._theme.panel), sign)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(-3, -3, 3, 3))
        painter.end()

    def _fill(self) -> QColor:
        colour = QColor(self._theme.loss)
        if self.isDown():
            return colour.darker(118)
        return colour.lighter(108) if self.underMouse() else colour
