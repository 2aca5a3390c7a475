"""A session that is dropped anywhere on the window is opened, whatever else that place takes."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtGui import QDropEvent
from PyQt6.QtWidgets import QWidget

from gradviz.screen.controls.dropped import file_in
from gradviz.screen.sessions.file import is_session

_DROPS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Drops(QObject):
    """Looks at what is dropped on widgets before they do.

    Parameters
    ----------
    then
        Is given the path of a session that was dropped.
    """

    def __init__(self, parent: QObject, then: Callable[[str], object]) -> None:
        super().__init__(parent)
        self._then = then

    def watch(self, *widgets: QWidget) -> None:
        """Look at what is dropped on these, too."""
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Take a session; leave everything else to the widget."""
        if event is None or event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        mime = event.mimeData()
        path = "" if mime is None else file_in(mime)
        if not is_session(path):
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._then(path)
        return True
