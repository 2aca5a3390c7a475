"""Which unit follows which label: what the model has on record, what this text says, and the order of the list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from gradviz.charts.terms import Array
from gradviz.errors import GradvizError
from gradviz.language.labels import LABELS
from gradviz.language.unit import Unit
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.work import ranks
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.language.labels import Label
    from gradviz.language.scores import Score

_LATER_MILLISECONDS = 1500
RECORD, HERE = "", "here"
"""The best unit of each label: as the model has it on record, and on this text."""


@dataclass(frozen=True)
class Row:
    """One unit in the list: ``number`` is its score or spread, NaN where it has none."""

    unit: Unit
    sign: int = 1
    number: float = float("nan")
    score: Score | None = None


class Scoring(QObject):
    """Owns the scores and the order of the list.

    Attributes
    ----------
    order
        ``label``, ``variance`` or ``index``.
    label
        With ``label``: `RECORD`, `HERE`, or the name of a label by which all units are sorted.

    Signals
    -------
    changed : ()
        Other rows.
    progressed : float or None
        How far the scores are; None: nothing is computed.
    failed : str
        Why there is no score.
    """

    changed = pyqtSignal()
    progressed = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, document: Document, watching: Watching, slow: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._watching, self._slow = document, watching, slow
        self.order, self.label = "label", RECORD
        self.record: list[Score] = []
        self.here: list[Score] = []
        self.painted: Array | None = None
        self._spread: Array | None = None
        self._compared: Array | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MILLISECONDS)
        self._later.timeout.connect(self._again)
        document.replaced.connect(self._begin)
        document.spliced.connect(self._shift)
        slow.done.connect(self._take)
        slow.failed.connect(self._fail)
        slow.progressed.connect(self._tell)

    def sort(self, order: str, label: str = RECORD) -> None:
        """List the units in another order; what it needs is computed."""
        self.order, self.label = order, label
        self._compared = None
        for kind in ("scores", "spread", "compare"):
            self._slow.drop(kind)
        self.progressed.emit(None)
        self._ask()
        self.changed.emit()

    def stop(self) -> None:
        """Compute no scores."""
        self._slow.drop("scores")
        self._slow.drop("compare")
        self.progressed.emit(None)

    def rest(self) -> None:
        """Order the list no more: the page ends."""
        self._later.stop()
        self.stop()

    def labels(self) -> dict[str, Label]:
        """Return every label by its name, what was painted last."""
        from gradviz.language.painted import painted

        mask = self.painted
        return dict(LABELS) if mask is None or not mask.any() else {**LABELS, "painted": painted(mask)}

    def paint(self, first: int, last: int, holds: bool) -> None:
        """Paint a label on some characters, or rub it out."""
        mask = np.zeros(len(self._document.shown), bool) if self.painted is None else self.painted.copy()
        mask[first:last] = holds
        self.painted = mask
        self._repainted()

    def repaint(self, mask: Array | None) -> None:
        """Let the label hold where it held before."""
        self.painted = mask
        self._repainted()

    def unpaint(self) -> None:
        """Rub everything out."""
        self.painted = None
        self._repainted()

    def rows(self) -> list[Row]:
        """Return the units in their order."""
        units = self._watching.units()
        if self.order == "variance":
            return [replace(self.row_of(row.unit), number=row.number) for row in self._by(units, self._spread, np.abs)]
        if self.order == "index":
            return [self.row_of(unit) for unit in units]
        if self.label in (RECORD, HERE):
            found = self.known()
            best = [Row(each.unit, each.sign, _number(each), each) for each in _ranked(found) if each.unit is not None]
            shown = {(row.unit.layer, row.unit.index) for row in best}
            return [*best, *(Row(unit) for unit in units if (unit.layer, unit.index) not in shown)]
        if self._compared is None:
            return [Row(unit) for unit in units]
        middle = 0.5 if self.labels()[self.label].kind == "yes/no" else 0.0
        return self._by(units, self._compared, lambda found: np.abs(found - middle), middle)

    def known(self) -> list[Score]:
        """Return the scores that count: those of this text where it is listed by them, else those on record."""
        return self.here if self.label == HERE or not self.record else self.record

    def row_of(self, unit: Unit, label: str = "") -> Row:
        """Return a unit with what is known of it: its score for a label where it has one, else its best."""
        own = [each for each in self.known() if _same(each.unit, unit)]
        named = [each for each in own if each.label.name == label]
        best = max(
            named or own, key=lambda each: (ranks.is_found(each), np.nan_to_num(_number(each), nan=-1.0)), default=None
        )
        return Row(unit) if best is None else Row(unit, best.sign, _number(best), best)

    def _by(self, units: tuple[Unit, ...], numbers: Array | None, key: Any, middle: float | None = None) -> list[Row]:
        passage = self._document.passage
        if numbers is None or passage is None or len(numbers) != len(passage.names):
            return [Row(unit) for unit in units]
        own = np.array([numbers[passage.row(unit)] for unit in units])
        order = np.argsort(-key(own), kind="stable")
        signs = np.ones(len(own)) if middle is None else np.where(own < middle, -1, 1)
        shown = own if middle is None else np.where(own < middle, 2 * middle - own, own)
        return [Row(units[k], int(signs[k]), float(shown[k])) for k in order]

    def _begin(self) -> None:
        passage = self._document.passage
        assert passage is not None
        self.record, self.here = ranks.record(passage), []
        self._spread = self._compared = self.painted = None
        self._later.stop()
        if self.label == "painted":
            self.label = RECORD
        if self.label == RECORD and not self.record:
            self.label = HERE
        elif self.label == HERE and self.record:
            self.label = RECORD
        self.stop()
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        passage, labels = self._document.passage, self.labels()
        if passage is None:
            return
        if self.order == "variance" and self._spread is None:
            self._slow.ask("spread", lambda control: ranks.spread(passage, control))
        elif self.order == "label" and self.label == HERE and not self.here:
            self._slow.ask("scores", lambda control: ranks.scored(passage, list(labels.values()), control))
        elif self.order == "label" and self.label in labels:
            chosen = labels[self.label]
            self._slow.ask("compare", lambda control: ranks.compared(passage, chosen, control))

    def _repainted(self) -> None:
        self.here, self._compared = [], None
        if self.label == "painted" and "painted" not in self.labels():
            self.label = RECORD if self.record else HERE
        self._ask()
        self.changed.emit()

    def _shift(self, place: int, removed: int, inserted: str) -> None:
        """Move the paint with the text; the order stays until a moment after the last key."""
        if self.painted is not None:
            mask, new = self.painted, np.zeros(len(inserted), bool)
            self.painted = np.concatenate([mask[:place], new, mask[place + removed :]])
        for kind in ("scores", "spread", "compare"):
            self._slow.drop(kind)
        self.progressed.emit(None)
        self._later.start()

    def _again(self) -> None:
        """Order the list by the text as it is now."""
        self._spread, self.here = None, []
        self._ask()

    def _take(self, kind: str, found: object) -> None:
        if kind == "scores":
            self.here = cast("list[Score]", found)
        elif kind == "spread":
            self._spread = cast("Array", found)
        elif kind == "compare":
            self._compared = cast("Array | None", found)
        else:
            return
        self.progressed.emit(None)
        self.changed.emit()

    def _fail(self, kind: str, error: object) -> None:
        if kind in ("scores", "spread", "compare"):
            self.progressed.emit(None)
            self.failed.emit(str(error) if isinstance(error, GradvizError) else f"{type(error).__name__}: {error}")

    def _tell(self, kind: str, share: float) -> None:
        if kind in ("scores", "spread", "compare"):
            self.progressed.emit(share)


def _same(one: Unit | None, other: Unit) -> bool:
    return one is not None and (one.layer, one.index) == (other.layer, other.index)


def _number(score: Score) -> float:
    return float("nan") if score.score is None else score.score


def _ranked(found: list[Score]) -> list[Score]:
    """Return the scores from the best on, those that were found before those that were not."""
    return sorted(found, key=lambda each: (not ranks.is_found(each), -np.nan_to_num(_number(each), nan=-1.0)))
