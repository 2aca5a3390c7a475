"""Letting the network write on: how bold its choices are, and a button."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.segment import Segment
from gradviz.screen.reading.parts.toggle import Toggle
from gradviz.screen.reading.side.section import Folding
from gradviz.screen.reading.side.warmth import Warmth

_GREEDY = "Always take the likeliest character; else each is drawn with its probability"
_PLAYS_NO_PART = "The most likely character is taken: the temperature plays no part."


class WritePart(Folding):
    """Asks for characters that the network writes itself.

    Signals
    -------
    wrote : bool
        The user wants it to write, or to stop.
    temperature : float
        The user wants this temperature.
    greedy : bool
        The user wants the most likely character each time, or draws.
    """

    wrote = pyqtSignal(bool)
    temperature = pyqtSignal(float)
    greedy = pyqtSignal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__("Keep writing", look)
        explains(self, "part/writing")
        self._writes = False
        self.warmth = Warmth(look)
        self.most_likely = Toggle("most likely character", _GREEDY, look)
        self.button = Segment("Write", look, others=("Write", "Stop"))
        self.words = Paragraph("", look)
        self.column.addWidget(self.warmth)
        row = QHBoxLayout()
        row.addWidget(self.most_likely, 1)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.column.addWidget(self.words)
        self.set_writing(False, False, READING)
        self.say("")
        self.warmth.chosen.connect(self.temperature)
        self.most_likely.turned.connect(self.greedy)
        self.button.clicked.connect(lambda _: self.wrote.emit(not self._writes))

    def set_writing(self, on: bool, enabled: bool, why: str) -> None:
        """Show whether the network writes, or say why it cannot."""
        self._writes = on
        self.button.setText("Stop" if on else "Write")
        describe(self.button, *(("Stop", "Stop writing") if on else ("Write", "Go on from the cursor")))
        allow(self.button, enabled, why)

    def set_greedy(self, on: bool) -> None:
        """Show whether the most likely character is taken."""
        self.most_likely.show_value(on)
        self.warmth.allow(not on, _PLAYS_NO_PART)

    def say(self, words: str) -> None:
        """Say how it goes."""
        self.words.say(words)
        self.words.setVisible(bool(words))
