"""Whether the unit matters, and how long it holds: it is held off or on, and looked at long after the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.errors import GradvizError
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.made import Hold
from gradviz.screen.reading.scoring import Scoring
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.work import interventions
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.language.holding import Holding
    from gradviz.language.interventions import Level
    from gradviz.language.passage import Held

_KINDS = ("clamp", "effect", "hold")


class Causes(QObject):
    """Owns what is held, and what was measured of it.

    Attributes
    ----------
    level
        ``off`` or ``on`` while the unit is held; None: the network is as it is.
    measured
        What holding it does; None: not measured.
    holding
        None: not measured.
    cases
        What it was measured on, in words.
    refused
        Why something could not be measured, by ``effect`` and ``hold``.

    Signals
    -------
    changed : ()
        Something is held, or no longer; something was measured, or is void.
    progressed : (str, float)
        ``effect`` or ``hold``, and its share.
    """

    changed = pyqtSignal()
    progressed = pyqtSignal(str, float)

    def __init__(self, document: Document, watching: Watching, scoring: Scoring, worker: Worker, slow: Worker) -> None:
        super().__init__(document)
        self._document, self._watching, self._scoring = document, watching, scoring
        self._worker, self._slow = worker, slow
        self.level: Level | None = None
        self.measured: interventions.Measured | None = None
        self.holding: Holding | None = None
        self.cases = ""
        self.refused: dict[str, str] = {}
        self._read_at: Level | None = None  # how the unit is held in what is read
        document.replaced.connect(self._void)
        document.spliced.connect(lambda *_: self._stale())
        watching.changed.connect(self._unit_changed)
        slow.done.connect(self._take)
        slow.failed.connect(self._fail)
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)
        slow.progressed.connect(self._tell)
        self._unit = None if watching.watched is None else watching.watched.unit

    @property
    def label(self) -> str:
        """The yes/no label that tells off from on: the one that the unit follows best, else the quote."""
        watched = self._watching.watched
        score = None if watched is None else watched.score
        return score.label.name if score is not None and score.label.kind == "yes/no" else "quote"

    @property
    def held(self) -> Hold | None:
        """What is held in what is read; None: nothing."""
        passage = self._document.passage
        if self._read_at is None or passage is None or passage.held is None:
            return None
        return Hold(self._read_at, passage.held)

    def restore(self, hold: Hold | None) -> None:
        """Hold what was held before, or let go."""
        self._void()
        if hold is None:
            self._document.hold(None)
        else:
            self.level = hold.level
            self._clamped(hold.what)
        self.changed.emit()

    def hold(self, level: Level | None, stretch: tuple[int, int]) -> None:
        """Hold the unit in a stretch of the text (an empty one: all of it), or let it go."""
        passage, watched = self._document.free or self._document.passage, self._watching.watched
        if passage is None or watched is None:
            return
        self.level, self.measured, self.refused = level, None, {}
        self._worker.drop("clamp")
        self._slow.drop("effect")
        if level is None:
            self._read_at = None
            self._document.hold(None)
        else:
            label, unit, sign = self._scoring.labels()[self.label], watched.unit, watched.sign
            self._worker.ask("clamp", lambda _: interventions.clamp(passage, unit, label, level, stretch, sign))
        self.changed.emit()

    def measure_holding(self) -> None:
        """Measure on how many cases the unit is still on, so many characters after a mark."""
        passage, watched = self._document.passage, self._watching.watched
        if passage is None or watched is None:
            return
        self.holding, self.refused = None, {}
        score, name = watched.score, self.label
        unit, sign = (watched.unit, watched.sign) if score is None or score.unit is None else (score.unit, score.sign)
        self._slow.ask("hold", lambda control: interventions.holding(passage, unit, sign, name, control))
        self.changed.emit()

    def asked(self, kind: str) -> bool:
        """Return whether ``effect`` or ``hold`` is being measured."""
        return self._slow.asked(kind)

    def _unit_changed(self) -> None:
        watched = self._watching.watched
        unit = None if watched is None else watched.unit
        if unit != self._unit:
            self._unit = unit
            self._document.hold(None)
            self._void()

    def _void(self) -> None:
        self._worker.drop("clamp")
        for kind in ("effect", "hold"):
            self._slow.drop(kind)
        self.level = self._read_at = self.measured = self.holding = None
        self.refused = {}
        self.changed.emit()

    def _stale(self) -> None:
        """Forget what was measured on the text before an edit; what is held stays held."""
        self._slow.drop("effect")
        if self._worker.asked("clamp"):
            self._worker.drop("clamp")
            self.level = self._read_at
        self._slow.drop("hold")
        self.measured, self.holding = None, None
        self.changed.emit()

    def _tell(self, kind: str, share: float) -> None:
        if kind in _KINDS:
            self.progressed.emit(kind, share)

    def _take(self, kind: str, found: object) -> None:
        if kind == "clamp":
            self._clamped(cast("Held", found))
        elif kind == "effect":
            self.measured = cast("interventions.Measured", found)
        elif kind == "hold":
            self.holding, self.cases = cast("tuple[Holding, str]", found)
        else:
            return
        self.changed.emit()

    def _clamped(self, what: Held) -> None:
        """Let the text be read with the unit held, and measure what that does."""
        passage, level = self._document.passage, self.level
        if passage is None or level is None:
            return
        self._read_at = level
        self._document.hold(what)
        label = self._scoring.labels()[self.label]
        if label.kind == "yes/no":
            self._slow.ask("effect", lambda control: interventions.effects(passage, what, label, level, control))

    def _fail(self, kind: str, error: object) -> None:
        if kind in _KINDS:
            words = str(error) if isinstance(error, GradvizError) else f"{type(error).__name__}: {error}"
            self.refused[kind] = words
            if kind == "clamp":
                self.level = self._read_at
            self.changed.emit()
