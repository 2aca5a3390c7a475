"""The caption under the picture of a lecture: the measured sentences, in large type."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import label


class Caption(QWidget):
    """A few sentences at the foot of the window; nothing without words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("caption")
        explains(self, "part/presenting")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = label("")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 10, 28, 12)
        row.addWidget(self._words)
        self._on = False
        self.hide()

    @property
    def words(self) -> str:
        """What it says, in HTML."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Say something else."""
        self._words.setText(words)
        self.setVisible(self._on and bool(words))

    def show_words(self, on: bool) -> None:
        """Be there, where there are words, or not."""
        self._on = on
        self.setVisible(on and bool(self._words.text()))
