"""How long a unit knows of a mark: measured when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.allowing import allow, describe
from gradviz.screen.reading.parts.paragraph import READING, Paragraph
from gradviz.screen.reading.parts.progress import Progress
from gradviz.screen.reading.parts.segment import Segment
from gradviz.screen.reading.side.held_chart import HeldChart
from gradviz.screen.reading.side.section import Folding

_TIP = "Put an opening mark into the text, leave out the closing one, and see how long the unit stays on"


class HoldPart(Folding):
    """Shows the share of cases in which a unit is on, at each distance behind a mark, and without a mark.

    Signals
    -------
    held : ()
        The user wants it measured.
    """

    held = pyqtSignal()

    def __init__(self, look: Look) -> None:
        super().__init__("How long does it hold?", look)
        explains(self, "part/holding")
        self.chart = HeldChart(look)
        self.words = Paragraph(READING, look)
        self.button = Segment("measure", look)
        self.progress = Progress("It is measured how long the unit holds")
        describe(self.button, "Measure how long it holds", _TIP)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self.progress, 1)
        self.column.addWidget(self.chart)
        self.column.addWidget(self.words)
        self.column.addLayout(row)
        self.chart.hide()
        self.allow(False, READING)
        self.button.clicked.connect(lambda _: self.held.emit())

    def set_holding(
        self, distances: Sequence[int], marked: Sequence[float], unmarked: Sequence[float], words: str
    ) -> None:
        """Show what was measured; no distances: words only."""
        self.chart.show_shares(distances, marked, unmarked)
        self.chart.setVisible(bool(distances))
        self.words.say(words)
        self.words.setVisible(bool(words))

    def allow(self, enabled: bool, why: str) -> None:
        """Let it be measured, or say why it cannot be."""
        allow(self.button, enabled, why)
