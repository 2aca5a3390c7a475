"""Which unit is watched, and how it is shown: its values, its colours, its place in the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.cells import CELLS
from gradviz.charts.terms import Array
from gradviz.language.unit import Kind, Unit, units_of
from gradviz.readings.quantity import STATES, SYMBOLS, quantities_of, shade_of
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.work import passages
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.language.passage import Passage
    from gradviz.language.scores import Score

NOTHING = np.empty(0, np.float32)


@dataclass(frozen=True)
class Watched:
    """What is looked at.

    Attributes
    ----------
    unit
        Of the state that the cell carries on: c where it has one, else h.
    quantity
        ``c``, ``h``, or a gate's name.
    raw
        Whether tanh(c) or h itself is shown, and not the unit's own range.
    sign
        −1 where "on" is its low end.
    score
        What it is looked at for: a label that it follows best; None: nothing is known of it.
    """

    unit: Unit
    quantity: str
    raw: bool = False
    sign: int = 1
    score: Score | None = None


class Watching(QObject):
    """Owns what is looked at.

    Signals
    -------
    changed : ()
        Another unit, quantity or scale.
    coloured : ()
        The values of what is looked at are other ones, or there are more of them.
    """

    changed = pyqtSignal()
    coloured = pyqtSignal()

    def __init__(self, document: Document, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker = document, worker
        self.watched: Watched | None = None
        self._seen = (0, 0)
        self._gates: passages.Gates | None = None
        document.replaced.connect(self._follow)
        document.read.connect(self._read)
        worker.done.connect(self._take)

    def units(self) -> tuple[Unit, ...]:
        """Return every unit once, of the state that is carried on."""
        passage = self._document.passage
        if passage is None:
            return ()
        carried = _carried(passage)
        return tuple(unit for unit in units_of(passage.checkpoint) if unit.state == carried)

    def quantities(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the symbol of everything a unit has."""
        passage = self._document.passage
        if passage is None:
            return ()
        return quantities_of(passage.checkpoint.cell)

    def watch(self, unit: Unit, sign: int = 1, quantity: str = "", score: Score | None = None) -> None:
        """Look at another unit; at the quantity that is named, else at the one that was looked at before."""
        if self._document.passage is None:
            return
        before = self.watched
        kept = SYMBOLS[unit.state] if before is None else before.quantity
        raw = before is not None and before.raw
        self._show(Watched(replace(unit, state=_carried(self._document.passage)), quantity or kept, raw, sign, score))

    def learn(self, sign: int, score: Score | None) -> None:
        """Take what has become known of the unit that is looked at."""
        if self.watched is not None:
            self._show(replace(self.watched, sign=sign, score=score))

    def show_quantity(self, quantity: str) -> None:
        """Look at the unit's state, or at one of its gates."""
        if self.watched is not None:
            self._show(replace(self.watched, quantity=quantity))

    def show_raw(self, raw: bool) -> None:
        """Colour by tanh(c), h or the gate itself, or by the unit's own range."""
        if self.watched is not None:
            self._show(replace(self.watched, raw=raw))

    def look(self, first: int, last: int) -> None:
        """Say which characters are seen: gates are computed there."""
        if (first, last) != self._seen:
            self._seen = (first, last)
            self._ask_gates()

    def values(self) -> Array:
        """Return what is looked at after every character, as far as it is known, (≤ n,); NaN where it isn't."""
        passage, watched = self._document.passage, self.watched
        if passage is None or watched is None:
            return NOTHING
        if watched.quantity in STATES:
            return passage.of(_state_of(watched))
        found = np.full(passage.count, np.nan, np.float32)
        gates = self._gates
        if gates is not None and gates.unit == watched.unit and watched.quantity in gates.gates:
            rows = gates.gates[watched.quantity][: max(0, passage.count - gates.first)]
            found[gates.first : gates.first + len(rows)] = rows
        return found

    def value(self, place: int) -> float:
        """Return what is looked at after one character; NaN where it is not known."""
        values = self.values()
        return float(values[place]) if 0 <= place < len(values) else float("nan")

    def shade(self) -> Array:
        """Return the colours of the characters that were read, −1 … 1."""
        values, watched = self.values(), self.watched
        return values if watched is None else shade_of(values, watched.quantity, watched.raw, watched.sign)

    def spark(self, unit: Unit, most: int = 120) -> Array:
        """Return what a unit does in the characters that are seen, every k-th where they are many."""
        passage = self._document.passage
        if passage is None:
            return NOTHING
        first, last = self._seen
        found = passage.stretch(unit, first, last)
        return found[:: max(1, len(found) // most)]

    @property
    def symbol(self) -> str:
        """What is looked at, as the textbook writes it."""
        watched = self.watched
        return dict(self.quantities()).get(watched.quantity, "") if watched is not None else ""

    def _show(self, watched: Watched) -> None:
        if watched != self.watched:
            self.watched = watched
            self._ask_gates()
            self.changed.emit()
            self.coloured.emit()

    def _follow(self) -> None:
        """Keep the unit where the model has it; else take the first."""
        units = self.units()
        watched, known = self.watched, dict(self.quantities())
        if watched is None or watched.unit not in units:
            self.watched = Watched(units[0], SYMBOLS[units[0].state])
        elif watched.quantity not in known:
            self.watched = replace(watched, quantity=SYMBOLS[watched.unit.state])
        self._gates = None
        self.changed.emit()

    def _read(self) -> None:
        self._ask_gates()
        self.coloured.emit()

    def _ask_gates(self) -> None:
        passage, watched = self._document.passage, self.watched
        if passage is None or watched is None or watched.quantity in STATES:
            return
        unit, (first, last) = watched.unit, self._seen
        if first < passage.count:
            self._worker.ask("gates", lambda _: passages.gates(passage, unit, first, last))

    def _take(self, kind: str, found: object) -> None:
        if kind == "gates":
            assert isinstance(found, passages.Gates)
            self._gates = found
            self.coloured.emit()


def _carried(passage: Passage) -> Kind:
    return "cell" if CELLS[passage.checkpoint.cell].has_cell_state else "hidden"


def _state_of(watched: Watched) -> Unit:
    return replace(watched.unit, state=STATES[watched.quantity])
