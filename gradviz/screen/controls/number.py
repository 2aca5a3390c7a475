"""A box in which a number is typed; it keeps what was typed until it is right."""

from __future__ import annotations

import math
import re
from typing import Any

from PyQt6.QtCore import QEvent, QKeyCombination, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QLineEdit

from gradviz.fields import Field, spaced

_GAPS = re.compile(r"[\s\u2009\u202f_]")
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}

_EXPORT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
"""A line of text takes this key for the end of the line; nobody misses that in a number."""


class NumberBox(QLineEdit):
    """An editable number; Enter or leaving the box hands it over, Escape takes it back.

    Signals
    -------
    entered : object
        A number, None for an empty box that may be empty, or the text when it is no number.
    """

    entered = pyqtSignal(object)

    def __init__(self, field: Field, step: float = 1.0, decimals: int = 0) -> None:
        super().__init__()
        self._field, self._step, self._decimals = field, step, decimals
        self._shown: float | None = None
        self.setPlaceholderText(field.none)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.returnPressed.connect(self._enter)
        self.textEdited.connect(lambda _: self.set_wrong(False))

    def show_value(self, value: float | None) -> None:
        """Show a value, in the digits it needs."""
        self._shown = value
        self.setText(written(value, self._decimals))
        self.setModified(False)
        self.setCursorPosition(0)

    def set_wrong(self, wrong: bool) -> None:
        """Frame the box as wrong, or as right again."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            style = self.style()
            if style is not None:
                style.polish(self)

    def focusInEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Select the number, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:  # noqa: N802 - Qt's name
        """Hand over what was typed."""
        super().focusOutEvent(event)
        self.deselect()
        if self.isModified():
            self._enter()

    def event(self, event: QEvent | None) -> bool:
        """Leave to the window the keys that it has a better use for."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.keyCombination() == _EXPORT or (_undoes(event) and not self.isModified()))
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Step with the arrow keys; take back with Escape."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self._take_back()
        elif event.key() in _STEPS:
            self._go(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        self.setModified(False)
        self.entered.emit(read(self.text(), self._field))

    def _take_back(self) -> None:
        if not self.isModified() and not self.property("wrong"):
            self.clearFocus()
            return
        self.show_value(self._shown)
        self.entered.emit(self._shown)

    def _go(self, by: int) -> None:
        start = read(self.text(), self._field)
        if not isinstance(start, int | float):
            return
        value = round(start + by * self._step, 9)
        low = self._field.minimum if self._field.minimum is not None else -math.inf
        high = self._field.maximum if self._field.maximum is not None else math.inf
        clipped = min(max(value, low), high)
        self.entered.emit(int(clipped) if self._field.kind == "int" else clipped)
        self.selectAll()


def _undoes(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def written(value: float | None, decimals: int = 0) -> str:
    """Return a number as a box shows it: at least ``decimals`` places, and all that it has."""
    if value is None:
        return ""
    if isinstance(value, int):
        return spaced(value) if value < 10**10 else str(value)
    short = f"{value:.{decimals}f}"
    return short if float(short) == value else repr(value)


def read(text: str, field: Field) -> Any:
    """Return the number a text stands for; None when it says so; the text itself when it is none.

    A decimal comma is read as a point, gaps between thousands are allowed.
    """
    bare = _GAPS.sub("", text.replace("−", "-"))
    if field.none and text.strip().lower() in ("", field.none.lower()):
        return None
    try:
        return int(bare)
    except ValueError:
        pass
    if bare.count(",") == 1 and "." not in bare:
        bare = bare.replace(",", ".")
    try:
        number = float(bare)
    except ValueError:
        return text.strip()
    return int(number) if field.kind == "int" and number.is_integer() else number
