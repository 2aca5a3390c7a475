"""The one thread that computes: a mailbox with a single slot, newest question first."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal

import gradviz
from gradviz.charts import CHARTS, Chart
from gradviz.control import Control
from gradviz.errors import Cancelled, GradvizError
from gradviz.experiment import Experiment
from gradviz.result import Result
from gradviz.screen.question import Question, Slot

PATIENCE = 0.25
"""Seconds for which a running job is left alone when a newer question waits: cancelling at every
edit would show no picture at all during a drag, never cancelling would settle late."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What came back: the question, its Results (A, then B), the picture, and the time it took."""

    question: Question
    results: tuple[Result, ...]
    chart: Chart
    seconds: float


@dataclass(frozen=True)
class Failure:
    """A question that could not be answered; ``expected`` when the sentence was written for users."""

    question: Question
    slot: Slot
    error: Exception
    expected: bool


class Runner(QObject):
    """Owns the worker thread; every signal arrives in the thread of the receiver.

    Signals
    -------
    answered : Answer
        The newest finished question.
    failed : Failure
        A question that raised; the last picture stays.
    progressed : float
        The share (0 to 1) of the running question that is done.
    busy_changed : bool
        Whether something is being computed or waits.
    devices_found : tuple of str
        The devices of this machine, once, after the first answer: torch knows them now.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    progressed = pyqtSignal(float)
    busy_changed = pyqtSignal(bool)
    devices_found = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Condition()
        self._waiting: Question | None = None
        self._control: Control | None = None
        self._started = 0.0
        self._closing = False
        self._known: dict[Experiment, Result] = {}
        self._done = self._of = 0
        self._devices: tuple[str, ...] = ()
        self._thread = threading.Thread(target=self._serve, name="gradviz-compute", daemon=True)
        self._thread.start()

    def ask(self, question: Question) -> None:
        """Hand over the newest question; it replaces one that still waits."""
        with self._lock:
            self._waiting = question
            if self._control is not None and time.monotonic() - self._started > PATIENCE:
                self._control.cancel()
            self._lock.notify()

    def stop(self) -> None:
        """Stop what is computed and forget what waits; the last picture stays."""
        with self._lock:
            self._waiting = None
            if self._control is not None:
                self._control.cancel()

    def close(self) -> None:
        """Stop and end the thread; waits for the running step at most."""
        with self._lock:
            self._closing = True
            if self._control is not None:
                self._control.cancel()
            self._lock.notify()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while (question := self._next()) is not None:
            self.busy_changed.emit(True)
            self._answer(question)
            with self._lock:
                self._control = None
                idle = self._waiting is None
            if idle and not self._closing:
                self.busy_changed.emit(False)

    def _next(self) -> Question | None:
        with self._lock:
            self._lock.wait_for(lambda: self._waiting is not None or self._closing)
            if self._closing:
                return None
            question, self._waiting = self._waiting, None
            self._started = time.monotonic()
            self._control = Control(self._report)
            return question

    def _answer(self, question: Question) -> None:
        began = time.perf_counter()
        results: list[Result] = []
        self._of = sum(experiment not in self._known for experiment in question.experiments())
        self._done = 0
        try:
            for experiment in question.experiments():
                results.append(self._result(experiment))  # noqa: PERF401 - a failure must know which one
            chart = CHARTS["lecture"](*results)
            found = self._devices or tuple(name for name, _ in gradviz.devices())
        except Cancelled:
            return
        except Exception as error:
            slot: Slot = "b" if len(results) == 1 and question.b is not None else "a"
            self.failed.emit(Failure(question, slot, error, isinstance(error, GradvizError)))
            return
        self._known = {result.experiment: result for result in results}
        self.answered.emit(Answer(question, tuple(results), chart, time.perf_counter() - began))
        if not self._devices:
            self._devices = found
            self.devices_found.emit(found)

    def _result(self, experiment: Experiment) -> Result:
        known = self._known.get(experiment)
        if known is None:
            known = gradviz.run(experiment, control=self._control)
            self._done += 1
        return known

    def _report(self, share: float) -> None:
        if time.monotonic() - self._started > PATIENCE:
            self.progressed.emit((self._done + share) / max(1, self._of))
