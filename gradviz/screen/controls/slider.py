"""A slider over the grid of a field: the hand's part of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PyQt6.QtWidgets import QSlider

from gradviz.screen.controls.scale import Scale
from gradviz.screen.controls.wheel import turn_if_chosen
from gradviz.screen.look.theme import Look

if TYPE_CHECKING:
    from gradviz.charts.terms import Role

RADIUS = 7
SNAP = 2
_KEYS = {
    Qt.Key.Key_Left: (-1, False), Qt.Key.Key_Down: (-1, False), Qt.Key.Key_PageDown: (-1, True),
    Qt.Key.Key_Right: (1, False), Qt.Key.Key_Up: (1, False), Qt.Key.Key_PageUp: (1, True),
}  # fmt: skip
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


class FieldSlider(QSlider):
    """Chooses a value of a field; arrows go on by one grid value, PageUp and PageDown by more.

    Signals
    -------
    moved : int or float
        The user chose this value.
    """

    moved = pyqtSignal(object)

    def __init__(self, scale: Scale, role: Role, look: Look) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._scale, self._role, self._look = scale, role, look
        self._value: float | None = None
        self.setRange(0, len(scale.values) - 1)
        self.setPageStep(scale.coarse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(look.px(20))
        self.valueChanged.connect(lambda position: self.moved.emit(self._scale.value(position)))
        look.changed.connect(lambda _: self._restyle())

    def show_value(self, value: float | None) -> None:
        """Put the handle where a value is; None fades it."""
        self._value = value
        if value is not None:
            blocked = self.blockSignals(True)
            self.setValue(self._scale.position(value))
            self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves the width to the layout."""
        return QSize(80, self._look.px(20))

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys of a slider from stepping the story while it has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.key() in _KEYS or event.key() in _ENDS)
            and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Move to the next grid value, even from a typed value between two."""
        if event is None or event.key() not in _KEYS:
            if event is not None and event.key() == Qt.Key.Key_Escape:
                self.clearFocus()
            else:
                super().keyPressEvent(event)
            return
        sign, coarse = _KEYS[Qt.Key(event.key())]
        value = self._scale.value(self.value()) if self._value is None else self._value
        self._choose(self._scale.beside(value, sign * (self._scale.coarse if coarse else 1)))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Bring the handle under the hand."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Follow the hand."""
        if event is not None and self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802, ARG002 - Qt's name
        """Let the handle go."""
        self.setSliderDown(False)
        self.update()

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn with the wheel only when chosen, so that scrolling the panel changes nothing."""
        turn_if_chosen(self, event, super().wheelEvent)

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint track, mark, filled part and handle."""
        theme = self._look.theme
        colour = QColor(theme.role_colour(self._role) if self._value is not None else theme.secondary)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, at = self.height() / 2, self._x(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hairline))
        painter.drawRoundedRect(QRectF(RADIUS, middle - 2, self.width() - 2 * RADIUS, 4), 2, 2)
        if self._scale.field.mark is not None:
            painter.setBrush(QColor(theme.secondary))
            painter.drawRect(QRectF(self._x(self._scale.position(self._scale.field.mark)) - 0.5, middle - 6, 1, 12))
        if self._value is None:
            painter.setOpacity(0.6)
        else:
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(RADIUS, middle - 2, at - RADIUS, 4), 2, 2)
        if self.hasFocus():
            painter.setBrush(QColor(theme.text))
            painter.drawEllipse(QPointF(at, middle), RADIUS + 2.5, RADIUS + 2.5)
        painter.setBrush(QColor(theme.raised))
        painter.setPen(QPen(colour, 2))
        painter.drawEllipse(QPointF(at, middle), RADIUS - 1, RADIUS - 1)

    def _x(self, position: int) -> float:
        return RADIUS + (self.width() - 2 * RADIUS) * position / max(1, self.maximum())

    def _follow(self, event: QMouseEvent) -> None:
        share = (event.position().x() - RADIUS) / max(1, self.width() - 2 * RADIUS)
        position = min(max(round(share * self.maximum()), 0), self.maximum())
        self._choose(self._scale.snapped(position, SNAP))

    def _choose(self, position: int) -> None:
        if position != self.value():
            self.setValue(position)
        elif self._value != self._scale.value(position):
            self.moved.emit(self._scale.value(position))

    def _restyle(self) -> None:
        self.setFixedHeight(self._look.px(20))
        self.update()
