"""A switch with its words beside it; a click on the words turns it, too."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gradviz.screen.controls.switch import Switch
from gradviz.screen.look.theme import Look, label
from gradviz.screen.reading.parts.allowing import allow, describe


class Toggle(QWidget):
    """Turns something on or off.

    Signals
    -------
    turned : bool
        The user turned it on or off.
    """

    turned = pyqtSignal(bool)

    def __init__(self, words: str, tip: str, look: Look) -> None:
        super().__init__()
        self.switch = Switch("neutral", look)
        self.switch.clicked.connect(lambda on: self.turned.emit(on))
        describe(self.switch, words, tip)
        self.setToolTip(tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.switch)
        row.addWidget(label(words, "caption"), 1)

    def show_value(self, on: bool) -> None:
        """Show whether it is on."""
        self.switch.setChecked(on)

    def allow(self, enabled: bool, why: str) -> None:
        """Let it be turned, or say why it cannot be."""
        allow(self.switch, enabled, why)
        self.setToolTip(self.switch.toolTip())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Turn, wherever it is hit."""
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self.switch.click()
