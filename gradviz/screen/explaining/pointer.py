"""The pointer that asks: what lies under it is framed, a click wants it explained, Escape ends."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QWidget

from gradviz.screen.explaining.declared import Found, explained_by
from gradviz.screen.explaining.outline import Outline
from gradviz.screen.look.theme import Look


class Pointer(QObject):
    """Takes every click of the application while it is on.

    Parameters
    ----------
    window
        The first window that is framed in.

    Attributes
    ----------
    on
        Whether it asks.

    Signals
    -------
    asked : Found
        A hand wants this explained.
    changed : bool
        It begins or ends to ask.
    """

    asked = pyqtSignal(object)
    changed = pyqtSignal(bool)

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window, self._look = window, look
        self.on = False
        self._outline: Outline | None = None
        self._free: QWidget | None = None

    def leave_alone(self, widget: QWidget) -> None:
        """Let clicks on a widget, and in it, be clicks: it shows the answer."""
        self._free = widget

    def turn(self) -> None:
        """Begin to ask, or end."""
        if self.on:
            self.stop()
        else:
            self.on = True
            QApplication.setOverrideCursor(Qt.CursorShape.WhatsThisCursor)
            self._application().installEventFilter(self)
            self.changed.emit(True)

    def stop(self) -> None:
        """Be a pointer again."""
        if self.on:
            self.on = False
            self._application().removeEventFilter(self)
            QApplication.restoreOverrideCursor()
            if self._outline is not None:
                self._outline.destroyed.disconnect(self._forget)
                self._outline.hide()
                self._outline.deleteLater()
                self._outline = None
            self.changed.emit(False)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Take what the mouse does, and Escape."""
        if event is None or not isinstance(watched, QWidget):
            return False
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.stop()
            return True
        if self._is_free(watched):
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(watched, event)
        return event.type() == QEvent.Type.ToolTip

    def _mouse(self, watched: QWidget, event: QMouseEvent) -> bool:
        found = found_at(watched, event.position().toPoint())
        if found is not None:
            self._frame(found)
        if event.type() == QEvent.Type.MouseButtonPress and found is not None:
            self.asked.emit(found)
        return True

    def _frame(self, found: Found) -> None:
        """Frame what was found; the frame is a child of the window that it is in, and may have gone with the last."""
        if self._outline is None:
            self._outline = Outline(self._look, self._window)
            self._outline.destroyed.connect(self._forget)
        self._outline.frame(found.widget, found.spot.place)

    def _forget(self) -> None:
        self._outline = None

    def _is_free(self, widget: QWidget) -> bool:
        return self._free is not None and (widget is self._free or self._free.isAncestorOf(widget))

    def _application(self) -> QApplication:
        found = QApplication.instance()
        assert isinstance(found, QApplication)
        return found


def found_at(widget: QWidget, place: QPoint) -> Found | None:
    """Return what explains what lies at a place of a widget; a child that takes no mouse counts, too."""
    inner = widget.childAt(place) or widget
    return explained_by(inner, inner.mapFrom(widget, place))
