"""Undo and redo inside the lesson's editor: of the lesson, and not of the one field that has the keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QEvent, QObject, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QWidget

_BACK = {"Ctrl+Z": True, "Ctrl+Shift+Z": False, "Ctrl+Y": False}
_TAKEN = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class TakingBack(QObject):
    """Takes the keys of undo and redo before the fields do; a field's own undo would lose what stood there before.

    Signals
    -------
    wanted : bool
        The last step is to be taken back (True), or what was taken back is to be done again.
    """

    wanted = pyqtSignal(bool)

    def __init__(self, parent: QWidget, fields: Iterable[QWidget]) -> None:
        super().__init__(parent)
        for widget in (parent, *fields):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Tell of a key of undo or redo when it is pressed."""
        if isinstance(event, QKeyEvent) and event.type() in _TAKEN:
            back = _BACK.get(QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText))
            if back is not None:
                if event.type() == QEvent.Type.KeyPress:
                    self.wanted.emit(back)
                event.accept()
                return True
        return super().eventFilter(watched, event)
