"""The loss of the character at the cursor, run back through the text before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts.terms import Array
from gradviz.errors import GradvizError
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.work import gradients
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.charts.texts.unit_story import Backflow
    from gradviz.experiment import Experiment

DECADES = 3.0
"""So many powers of ten of ‖∂L/∂x_t‖ lie between the strongest shade and none."""


class Tracing(QObject):
    """Owns the gradient that is shown; it belongs to one character and goes when the text before it changes.

    Signals
    -------
    changed : ()
        There is a gradient, another one, or none.
    failed : str
        Why there is none.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, document: Document, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker = document, worker
        self.backflow: Backflow | None = None
        self._wanted: int | None = None
        self._asked: int | None = None
        document.replaced.connect(self.forget)
        document.spliced.connect(self._edited)
        document.read.connect(self._retry)
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)

    def trace(self, at: int) -> None:
        """Follow the loss of the character after ``at`` others, as soon as the text before it has been read."""
        self._wanted = at
        self._retry()

    def forget(self) -> None:
        """Show no gradient."""
        self._wanted = self._asked = None
        self._worker.drop("gradient")
        if self.backflow is not None:
            self.backflow = None
            self.changed.emit()

    def weight(self) -> Array | None:
        """Return how much each character matters, 0 … 1: `DECADES` of ‖∂L/∂x_t‖ below the largest; None: unknown."""
        found = self.backflow
        if found is None or not np.isfinite(found.inputs).any():
            return None
        weight = np.zeros(len(self._document.shown))
        shown = 1 + (found.inputs - found.inputs.max()) / DECADES
        weight[found.first : found.first + len(shown)] = np.clip(shown, 0, 1)
        return weight

    def question(self) -> Experiment | None:
        """Return the experiment whose gradient is shown: the laboratory takes it."""
        passage = self._document.passage
        if self.backflow is None or passage is None:
            return None
        return gradients.asked(passage, self._document.model, self.backflow.at)

    def _retry(self) -> None:
        passage, at, model = self._document.passage, self._wanted, self._document.model
        if passage is None or at is None or passage.count < at:
            return
        self._wanted, self._asked = None, at
        if not 0 < at < len(passage.text) or not passage.checkpoint.has_readout:
            self.forget()
            return
        free = self._document.free or passage
        self._worker.ask("gradient", lambda control: gradients.trace(free, model, at, control))

    def _edited(self, place: int) -> None:
        places = [at for at in (self._wanted, self._asked) if at is not None]
        shown = [] if self.backflow is None else [self.backflow.at]
        if any(place <= at for at in (*places, *shown)):
            self.forget()

    def _take(self, kind: str, found: object) -> None:
        if kind == "gradient":
            self.backflow = cast("Backflow", found)
            self.changed.emit()

    def _fail(self, kind: str, error: object) -> None:
        if kind == "gradient":
            self.forget()
            self.failed.emit(str(error) if isinstance(error, GradvizError) else f"{type(error).__name__}: {error}")
