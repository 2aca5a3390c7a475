"""The frame around what lies under the pointer."""

from __future__ import annotations

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from gradviz.screen.look.theme import Look

_ROUND, _WIDE = 5, 2


class Outline(QWidget):
    """Frames a part of any window, and takes no click."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def frame(self, widget: QWidget, place: QRect) -> None:
        """Frame a place in a widget."""
        window = widget.window()
        if window is None:
            return
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = widget.mapTo(window, place.topLeft())
        self.setGeometry(QRect(corner, place.size()).intersected(window.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: ARG002, N802 - Qt's name
        """Draw the frame, on a breath of its own colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(self._look.theme.text)
        painter.setPen(QPen(ink, _WIDE))
        ink.setAlphaF(0.06)
        painter.setBrush(ink)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _ROUND, _ROUND)
        painter.end()
