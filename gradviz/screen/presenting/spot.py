"""A ring of light that follows the mouse: the pointer of a lecture."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPen, QRadialGradient
from PyQt6.QtWidgets import QApplication, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.messages.floating import Floating

_RADIUS = 34
_MOVES = (QEvent.Type.MouseMove, QEvent.Type.HoverMove)


_NOWHERE = QPointF(-1e4, -1e4)


class Spot(Floating):
    """Lies over a whole widget and lets everything through; shown, it follows the mouse once that moves."""

    def __init__(self, over: QWidget, look: Look) -> None:
        super().__init__(over, "spot", "Pointer")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self.at, self._rested = _NOWHERE, QCursor.pos()

    def place(self, room: QSize) -> QRect:
        """Cover everything."""
        return QRect(0, 0, room.width(), room.height())

    def follow(self, on: bool) -> None:
        """Begin to follow the mouse, or cease to."""
        app = QApplication.instance()
        assert app is not None
        if on and not self.isVisible():
            app.installEventFilter(self)
            self.rest()
            self.show()
            self.settle()
        elif not on and self.isVisible():
            app.removeEventFilter(self)
            self.hide()

    def rest(self) -> None:
        """Be nowhere until the mouse moves; Qt also sends moves when something else moves under it."""
        self._rested = QCursor.pos()
        self._move(_NOWHERE)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Go where the mouse goes, whatever is under it."""
        if event is not None and event.type() in _MOVES and self.isVisible() and not self._rests():
            self._move(QPointF(self.mapFromGlobal(QCursor.pos())))
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, colour = self._radius(), QColor(self._look.theme.loss)
        glow = QRadialGradient(self.at, radius)
        for place, alpha in ((0.0, 0.10), (0.75, 0.20), (1.0, 0.0)):
            colour.setAlphaF(alpha)
            glow.setColorAt(place, colour)
        colour.setAlphaF(0.9)
        painter.setPen(QPen(colour, 2.5))
        painter.setBrush(glow)
        painter.drawEllipse(self.at, radius * 0.8, radius * 0.8)
        painter.end()

    def _rests(self) -> bool:
        return bool(self.at == _NOWHERE and QCursor.pos() == self._rested)

    def _move(self, at: QPointF) -> None:
        before, self.at = self.at, at
        for place in (before, at):
            self.update(self._around(place))

    def _around(self, at: QPointF) -> QRect:
        radius = self._radius() + 3
        return QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius).toAlignedRect()

    def _radius(self) -> float:
        return float(self._look.px(_RADIUS))
