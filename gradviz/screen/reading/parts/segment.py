"""Buttons that are as small as their words: the tabs of a list, and the commands of a panel."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PyQt6.QtCore import QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import Face, blend, type_of
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.flow import Flow
from gradviz.screen.reading.parts.pressing import PRESS, Pressed

_PAD, _TALL, _SIZE, _GAP = 8, 26, 12, 6


class Segment(Pressed):
    """A button with a frame, or a tab without one.

    Parameters
    ----------
    others
        All words that it may come to show: its width never changes.
    """

    own = (*PRESS, Qt.Key.Key_Left, Qt.Key.Key_Right)  # the arrows go to the buttons beside

    def __init__(self, words: str, look: Look, framed: bool = True, others: Sequence[str] = ()) -> None:
        super().__init__()
        self._look, self._framed, self._others = look, framed, tuple(others)
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._resize)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the words and the air around them."""
        metrics = self._face().metrics
        wide = max(metrics.horizontalAdvance(words) for words in (self.text(), *self._others))
        return QSize(math.ceil(wide) + 2 * self._look.px(_PAD), self._look.px(_TALL))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        """Paint the ground, the frame and the words."""
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = self._colours()
        painter.setBrush(ground)
        strong = self._lit() or (self.isChecked() and self.isEnabled())
        line = theme.text if self.hasFocus() else theme.secondary if strong else theme.hairline
        thick = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(line), thick) if self._framed or self.hasFocus() else Qt.PenStyle.NoPen)
        inset, round_ = thick / 2, self._look.px(6)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), round_, round_)
        painter.setFont(self._face().font)
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _colours(self) -> tuple[QColor, QColor]:
        theme = self._look.theme
        if not self._framed:
            on = self.isChecked()
            ground = blend(theme.hairline, theme.panel, 0.55) if on else QColor(theme.panel)
            return ground, QColor(theme.text if on or self._lit() else theme.secondary)
        ground = QColor(theme.hairline if self.isDown() or self.isChecked() else theme.raised)
        return ground, QColor(theme.text if self.isEnabled() else theme.secondary)

    def _lit(self) -> bool:
        return self.isEnabled() and self.underMouse()

    def _face(self) -> Face:
        return type_of(self._look.font).face(_SIZE)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


class Segments(QWidget):
    """Buttons beside each other.

    Parameters
    ----------
    choices
        Value, words and tooltip of each.
    framed
        Whether they are buttons; else tabs.
    exclusive
        Whether one of them is the chosen one; else they are commands.

    Signals
    -------
    chosen : str
        The user pressed the button of this value.
    """

    chosen = pyqtSignal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str, str]], look: Look, framed: bool = True, exclusive: bool = True
    ) -> None:
        super().__init__()
        flow, self._group = Flow(self, _GAP if framed else 2), QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self.buttons: dict[str, Segment] = {}
        for value, words, tip in choices:
            self.buttons[value] = button = Segment(words, look, framed)
            button.setCheckable(exclusive)
            describe(button, words, tip)
            button.clicked.connect(lambda _, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            flow.addWidget(button)

    def show_value(self, value: str) -> None:
        """Show which one is chosen."""
        self.buttons[value].setChecked(True)

    def rename(self, value: str, words: str) -> None:
        """Give a button other words."""
        button = self.buttons[value]
        button.setText(words)
        button.setAccessibleName(words)
        button.updateGeometry()

    def allow(self, enabled: bool, why: str) -> None:
        """Let all of them be used, or say why they cannot be."""
        for button in self.buttons.values():
            allow(button, enabled, why)
