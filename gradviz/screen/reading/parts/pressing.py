"""A button of our own painting that the keyboard can press."""

from __future__ import annotations

from typing import ClassVar

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PRESS = (Qt.Key.Key_Space, *_ENTER)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Pressed(QAbstractButton):
    """Is pressed by Enter as by the space bar; its keys do not reach the window while it has the focus."""

    own: ClassVar[tuple[Qt.Key, ...]] = PRESS

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys of a button from playing the story."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in self.own
            and event.modifiers() in _PLAIN
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Press it with Enter, too; other keys are as in any button."""
        if event is not None and event.key() in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)
