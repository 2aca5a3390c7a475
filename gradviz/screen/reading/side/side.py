"""The right panel: the unit that is watched, and what can be asked about it."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gradviz.screen.explaining.declared import explains
from gradviz.screen.look.theme import Look
from gradviz.screen.reading.parts.sheet import Sheet
from gradviz.screen.reading.side.expected import Expected
from gradviz.screen.reading.side.hold_part import HoldPart
from gradviz.screen.reading.side.matter_part import MatterPart
from gradviz.screen.reading.side.next_part import NextPart
from gradviz.screen.reading.side.paint_part import PaintPart
from gradviz.screen.reading.side.unit_part import UnitPart
from gradviz.screen.reading.side.write_part import WritePart
from gradviz.screen.readout.parts import Rule

WIDTH = 250
_MARGIN = 14


class Side(Sheet):
    """Shows what it is told in six parts, and says what the user wants.

    Signals
    -------
    quantity : str
        Show this value of the unit.
    raw : bool
        Show tanh(c) as it is, or scaled.
    clamped : str or None
        Hold the unit "off" or "on", or let it go.
    held : ()
        Measure how long it holds.
    wrote : bool
        Write, or stop.
    temperature : float
        Draw characters at this temperature.
    greedy : bool
        Take the most likely character each time, or draw.
    painted : str
        "paint" or "erase" the selection, or "clear" the label.
    """

    quantity = pyqtSignal(str)
    raw = pyqtSignal(bool)
    clamped = pyqtSignal(object)
    held = pyqtSignal()
    wrote = pyqtSignal(bool)
    temperature = pyqtSignal(float)
    greedy = pyqtSignal(bool)
    painted = pyqtSignal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, WIDTH, parent)
        explains(self, "part/unit")
        self.unit, self.next, self.matter = UnitPart(look), NextPart(look), MatterPart(look)
        self.holding, self.writing, self.painting = HoldPart(look), WritePart(look), PaintPart(look)
        self._lay_out((self.unit, self.next, self.matter, self.holding, self.writing, self.painting))
        for heard, said in (
            (self.unit.quantity, self.quantity), (self.unit.raw, self.raw), (self.matter.clamped, self.clamped),
            (self.holding.held, self.held), (self.writing.wrote, self.wrote), (self.painting.painted, self.painted),
            (self.writing.temperature, self.temperature), (self.writing.greedy, self.greedy),
        ):  # fmt: skip
            heard.connect(said)

    def set_unit(self, title: str, score: str, sentence: str) -> None:
        """Show which unit is watched, its score (— where it has none) and what it does."""
        self.unit.set_unit(title, score, sentence)

    def set_quantities(self, names: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer what can be shown of the unit (name, words), and show what is."""
        self.unit.set_quantities(names, chosen)

    def set_raw(self, on: bool, enabled: bool = True, why: str = "") -> None:
        """Show whether tanh(c) is shown as it is, or say why it cannot be."""
        self.unit.set_raw(on, enabled, why)

    def set_expected(self, after: str, rows: Sequence[Expected]) -> None:
        """Show the five likeliest characters after some others; a sixth is what comes if it is none of them."""
        self.next.set_expected(after, rows)

    def set_expected_words(self, words: str) -> None:
        """Say why no character is expected."""
        self.next.say(words)

    def set_clamp(self, level: str | None, enabled: bool, why: str) -> None:
        """Show whether the unit is held "off" or "on", or say why it cannot be."""
        self.matter.set_clamp(level, enabled, why)

    def set_effect(self, words: str) -> None:
        """Say what holding the unit does."""
        self.matter.effect.say(words)

    def set_effect_progress(self, share: float | None) -> None:
        """Show how much of the text was read with the unit held; None: nothing runs."""
        self.matter.progress.show_share(share)

    def set_holding(
        self, distances: Sequence[int], marked: Sequence[float], unmarked: Sequence[float], words: str
    ) -> None:
        """Show the share of cases in which the unit is on at each distance; no distances: words only."""
        self.holding.set_holding(distances, marked, unmarked, words)

    def set_measuring(self, enabled: bool, why: str) -> None:
        """Let it be measured how long the unit holds, or say why it cannot be."""
        self.holding.allow(enabled, why)

    def set_holding_progress(self, share: float | None) -> None:
        """Show how much of that was measured; None: nothing runs."""
        self.holding.progress.show_share(share)

    def set_writing(self, on: bool, enabled: bool, why: str) -> None:
        """Show whether the network writes, or say why it cannot."""
        self.writing.set_writing(on, enabled, why)

    def set_writing_words(self, words: str) -> None:
        """Say how the writing goes."""
        self.writing.say(words)

    def set_temperature(self, temperature: float) -> None:
        """Show the temperature."""
        self.writing.warmth.show_value(temperature)

    def set_greedy(self, on: bool) -> None:
        """Show whether the most likely character is taken."""
        self.writing.set_greedy(on)

    def set_painting(self, words: str, enabled: bool) -> None:
        """Say what is labelled by hand; where nothing can be, the words say why."""
        self.painting.set_painting(words, enabled)

    def _lay_out(self, parts: Sequence[QWidget]) -> None:
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 12)
        column.setSpacing(0)
        for part in parts:
            if part is not parts[0]:
                rule = Rule(self.look.theme)
                self.look.changed.connect(rule.set_theme)
                column.addWidget(rule)
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolling(self._body))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Keep the parts as wide as the panel: the scroll bar covers the margin and moves nothing."""
        super().resizeEvent(event)
        self._body.setFixedWidth(self.width())


def _scrolling(body: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidget(body)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAccessibleName("The unit that is watched")
    for pane in (body, made.viewport()):
        if pane is not None:
            pane.setAutoFillBackground(False)
    return made
