"""Where the label holds that the watched unit follows best: the truth beside the cell's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts.terms import Array
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.scoring import Scoring
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.work import passages
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.language.labels import Label


class Marks(QObject):
    """Owns the label's values over the passage.

    Attributes
    ----------
    label
        The one that the unit follows best, or by which the list is sorted; None: none is known.
    values
        Of each character of the passage: bools, or a quantity; None: not computed yet.

    Signals
    -------
    changed : ()
        Another label, or other values.
    """

    changed = pyqtSignal()

    def __init__(self, document: Document, watching: Watching, scoring: Scoring, slow: Worker) -> None:
        super().__init__(document)
        self._document, self._watching, self._scoring, self._slow = document, watching, scoring, slow
        self.label: Label | None = None
        self.values: Array | None = None
        self._part = (0, "")
        for signal in (watching.changed, scoring.changed, document.replaced):
            signal.connect(self._follow)
        document.spliced.connect(lambda *_: self._follow())
        slow.done.connect(self._take)

    def _follow(self) -> None:
        label, passage = self._wanted(), self._document.passage
        part = self._part if passage is None else (passage.first, passage.text)
        if passage is None or (label is not None and label == self.label and part == self._part):
            return
        self.label, self.values, self._part = label, None, part
        if label is None:
            self._slow.drop("marks")
        else:
            self._slow.ask("marks", lambda _: passages.marks(passage, label))
        self.changed.emit()

    def _wanted(self) -> Label | None:
        watched, labels = self._watching.watched, self._scoring.labels()
        if self._scoring.order == "label" and self._scoring.label in labels:
            return labels[self._scoring.label]
        score = None if watched is None else watched.score
        return None if score is None else labels.get(score.label.name)

    def _take(self, kind: str, found: object) -> None:
        if kind == "marks":
            self.values = cast("Array", found)
            self.changed.emit()
