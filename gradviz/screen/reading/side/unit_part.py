"""The unit that is watched: its score in large type, one sentence, and which of its values are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look, label
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.narrow import NarrowChooser
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.toggle import Toggle
from gradviz.screen.reading.side.section import Section
from gradviz.screen.readout.parts import Line

NONE = "—"
_NOTHING_YET = "The text has not been read yet."
_SHOWN = "Which value of the unit colours the text"
_RAW = "Show tanh(c) as it is; else each unit is scaled to its own range, with its sign turned so that on is warm"


class UnitPart(Section):
    """Says what is known about a unit.

    Signals
    -------
    quantity : str
        The user wants this value of the unit shown.
    raw : bool
        The user wants tanh(c) as it is, or scaled.
    """

    quantity = pyqtSignal(str)
    raw = pyqtSignal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__("")
        explains(self, "part/unit")
        self.score = Line(look.theme, lambda type_: type_.strong(24), "b", 30)
        self.sentence = Paragraph("", look, lines=3)
        self.shown = NarrowChooser(look)
        self.switch = Toggle("raw tanh(c)", _RAW, look)
        describe(self.shown, "What is shown", _SHOWN)
        self.column.setSpacing(4)
        self.column.addWidget(self.score)
        self.column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label("shows", "caption"))
        row.addWidget(self.shown, 1)
        self.column.addSpacing(3)
        self.column.addLayout(row)
        self.column.addWidget(self.switch)
        self.set_unit("Unit", NONE, READING)
        self.set_quantities((), "")
        self.set_raw(False, False, _NOTHING_YET)
        self.shown.chosen.connect(self.quantity)
        self.switch.turned.connect(self.raw)
        look.changed.connect(self.score.set_theme)

    def set_unit(self, title: str, score: str, sentence: str) -> None:
        """Show which unit it is, its score (— where it has none) and what it does."""
        self.title.setText(title)
        self.score.say(score)
        self.sentence.say(sentence)

    def set_quantities(self, names: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer what can be shown of the unit (name, words)."""
        self.shown.offer_words(names or [("", READING)], chosen)
        allow(self.shown, bool(names), _NOTHING_YET)

    def set_raw(self, on: bool, enabled: bool, why: str) -> None:
        """Show whether tanh(c) is shown as it is."""
        self.switch.show_value(on)
        self.switch.allow(enabled, why)
