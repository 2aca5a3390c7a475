"""The wheel in a panel that scrolls: a control turns only when it was chosen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QWidget


def turn_if_chosen(control: QWidget, event: QWheelEvent | None, turn: Callable[[QWheelEvent], None]) -> None:
    """Turn the control when it has the keyboard, else leave the event to the panel behind it."""
    if event is None:
        return
    if control.hasFocus():
        turn(event)
    else:
        event.ignore()
