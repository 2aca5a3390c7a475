"""A black or a white screen: the audience looks at the lecturer."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gradviz.screen.messages.floating import Floating

_TURNS = (Qt.Key.Key_B, Qt.Key.Key_W)
"""What these keys do is more than to take it away: the window knows."""


class Blank(Floating):
    """Covers everything with one colour; any key or click takes it away."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "blank", "Blank screen")
        self.colour = ""

    def place(self, room: QSize) -> QRect:
        """Cover everything."""
        return QRect(0, 0, room.width(), room.height())

    def toggle(self, colour: str) -> None:
        """Show one colour, or the picture again when it is shown already."""
        if self.isVisible() and colour == self.colour:
            self.hide()
            return
        self.colour = colour
        self.show()
        self.settle()
        self.setFocus()
        self.update()

    def event(self, event: QEvent | None) -> bool:
        """Take the keys before the commands do: nothing moves behind it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() not in _TURNS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Go away."""
        if event is not None:
            self.hide()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Go away."""
        self.hide()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Fill it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.colour))
        painter.end()
