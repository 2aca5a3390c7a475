"""A list to choose from, drawn like the other controls; in a card's heading without a frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PyQt6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate

from gradviz.fields import Choice
from gradviz.screen.controls.wheel import turn_if_chosen
from gradviz.screen.controls.widths import ARROW, list_width
from gradviz.screen.look.theme import Look

if TYPE_CHECKING:
    from gradviz.charts.terms import Role


class Chooser(QComboBox):
    """Chooses one of some values.

    Parameters
    ----------
    choices
        What there is to choose.
    role
        The network whose colour the text has, in a heading; "neutral" for a framed list.

    Signals
    -------
    chosen : str
        The user chose this value.
    """

    chosen = pyqtSignal(str)

    def __init__(self, choices: Sequence[Choice], role: Role, look: Look) -> None:
        super().__init__()
        self._role, self._look = role, look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.offer(choices)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))
        look.changed.connect(self._resize)
        self.setItemDelegate(QStyledItemDelegate(self))  # the default one ignores the style sheet

    def offer(self, choices: Sequence[Choice]) -> None:
        """Put another list in its place and keep what is chosen."""
        chosen = self.currentData()
        self.clear()
        for choice in choices:
            self.addItem(choice.label, choice.value)
            self.setItemData(self.count() - 1, choice.help, Qt.ItemDataRole.ToolTipRole)
        if chosen is not None:
            self.show_value(chosen)

    def show_value(self, value: str) -> None:
        """Show a value; one that is not in the list joins it."""
        index = self.findData(value)
        if index < 0:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the longest text."""
        words = [self.itemText(i) for i in range(self.count())]
        return QSize(list_width(words, self._font()), self._look.px(26))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which words would be lost."""
        return self.sizeHint()

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys of a list from playing the story while it has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End)
        ):
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn with the wheel only when chosen, so that scrolling the panel changes nothing."""
        turn_if_chosen(self, event, super().wheelEvent)

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the frame (or none), the chosen text and the arrow."""
        theme, heading = self._look.theme, self._role != "neutral"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.hasFocus() or self.underMouse()
        line = QColor(theme.text if self.hasFocus() else theme.secondary if lit else theme.hairline)
        painter.setPen(QPen(line, 2 if self.hasFocus() else 1) if lit or not heading else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if heading else QColor(theme.window))
        inset = 0.5 if self.hasFocus() else 0
        painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), 5, 5)
        ink = QColor(theme.role_colour(self._role) if heading else theme.text)
        painter.setFont(self._font())
        painter.setPen(ink)
        room = self.rect().adjusted(7, 0, -ARROW, 0)
        text = self._metrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.setPen(QPen(QColor(theme.secondary), 1.5))
        at, middle = self.width() - ARROW / 2 - 1, self.height() / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(
            QPolygonF([QPointF(at - 4, middle - 2), QPointF(at, middle + 2), QPointF(at + 4, middle - 2)])
        )

    def _resize(self) -> None:
        self.updateGeometry()

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self._role != "neutral":
            font.setPixelSize(self._look.px(14))
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
