"""A label that is made by hand: stretches of the text are painted."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.segment import Segments
from gradviz.screen.reading.side.section import Folding

_STROKES = (
    ("paint", "paint selection", "The selected characters have the label"),
    ("erase", "erase selection", "The selected characters do not have the label"),
    ("clear", "clear", "No character has the label"),
)


class PaintPart(Folding):
    """Asks for the selected characters to be labelled.

    Signals
    -------
    painted : str
        What the user wants: "paint", "erase" or "clear".
    """

    painted = pyqtSignal(str)

    def __init__(self, look: Look) -> None:
        super().__init__("Label by hand", look)
        explains(self, "part/painting")
        self.words = Paragraph(READING, look)
        self.strokes = Segments(_STROKES, look, exclusive=False)
        self.column.addWidget(self.words)
        self.column.addWidget(self.strokes)
        self.set_painting(READING, False)
        self.strokes.chosen.connect(self.painted)

    def set_painting(self, words: str, enabled: bool) -> None:
        """Say what is labelled; where nothing can be, the words say why."""
        self.words.say(words)
        self.strokes.allow(enabled, words)
