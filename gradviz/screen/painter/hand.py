"""The hand on the picture: hover reads, click and drag move the cursor, the wheel zooms."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QWheelEvent
from PyQt6.QtWidgets import QWidget

_NOTCH = 120


class Hand(QObject):
    """Watches a widget's mouse and says in plain words what the hand does.

    Signals
    -------
    hovered : QPointF or None
        The mouse is here; or it has left.
    pressed, dragged : QPointF
        The left button went down here; or it is down, and the mouse has come here.
    released : ()
        The left button went up.
    scrolled : (float, QPointF)
        The wheel turned by so many notches here.
    doubled : ()
        A double click.
    """

    hovered = pyqtSignal(object)
    pressed = pyqtSignal(QPointF)
    dragged = pyqtSignal(QPointF)
    released = pyqtSignal()
    scrolled = pyqtSignal(float, QPointF)
    doubled = pyqtSignal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802 - Qt's name
        """Keep the mouse's events to itself; let everything else through."""
        if isinstance(event, QMouseEvent):
            self._mouse(event)
            return True
        if isinstance(event, QWheelEvent):
            self.scrolled.emit(event.angleDelta().y() / _NOTCH, event.position())
            return True
        if event is not None and event.type() == QEvent.Type.Leave:
            self.hovered.emit(None)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> None:
        if event.type() == QEvent.Type.MouseMove:
            self.hovered.emit(event.position())
            if event.buttons() & Qt.MouseButton.LeftButton:
                self.dragged.emit(event.position())
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.pressed.emit(event.position())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.released.emit()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.doubled.emit()
