"""The one thread that computes: a mailbox with a single slot, newest question first."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal

import gradviz
from gradviz.charts import CHARTS, Chart
from gradviz.checked import Check
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


@dataclass(frozen=True, eq=False)
class Examined:
    """What a check of an answer found: one Check a Result, or none when it was stopped."""

    answer: Answer
    checks: tuple[Check, ...]


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
    examined : Examined
        The end of a check, however it ended.
    busy_changed : bool
        Whether a picture is being computed or waits; a check changes none.
    devices_found : tuple of str
        The devices of this machine, once, after the first answer: torch knows them now.
    """

    answered = pyqtSignal(object)
    failed = pyqtSignal(object)
    examined = pyqtSignal(object)
    progressed = pyqtSignal(float)
    busy_changed = pyqtSignal(bool)
    devices_found = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Condition()
        self._waiting: Question | Answer | None = None
        self._examining = False
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
            self._forget()
            self._waiting = question
            if self._control is not None and (self._examining or time.monotonic() - self._started > PATIENCE):
                self._control.cancel()
            self._lock.notify()

    def examine(self, answer: Answer) -> bool:
        """Check an answer when nothing else is to be done; return whether it will be."""
        with self._lock:
            if self._waiting is not None or self._control is not None:
                return False
            self._waiting = answer
            self._lock.notify()
            return True

    def stop(self) -> None:
        """Stop what is computed and forget what waits; the last picture stays."""
        with self._lock:
            self._forget()
            if self._control is not None:
                self._control.cancel()

    def _forget(self) -> None:
        """Drop what waits; a check that never began has ended, too."""
        if isinstance(self._waiting, Answer):
            self.examined.emit(Examined(self._waiting, ()))
        self._waiting = None

    def close(self) -> None:
        """Stop and end the thread; waits for the running step at most."""
        with self._lock:
            self._closing = True
            if self._control is not None:
                self._control.cancel()
            self._lock.notify()
        self._thread.join(timeout=5)

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            if isinstance(job, Answer):
                self._examine(job)
            else:
                self.busy_changed.emit(True)
                self._answer(job)
            with self._lock:
                self._control, self._examining = None, False
                idle = self._waiting is None
            if idle and not self._closing and not isinstance(job, Answer):
                self.busy_changed.emit(False)

    def _next(self) -> Question | Answer | None:
        with self._lock:
            self._lock.wait_for(lambda: self._waiting is not None or self._closing)
            if self._closing:
                return None
            job, self._waiting = self._waiting, None
            self._started, self._examining = time.monotonic(), isinstance(job, Answer)
            self._control = Control(None if self._examining else self._report)
            return job

    def _examine(self, answer: Answer) -> None:
        checks: list[Check] = []
        try:
            checks += [gradviz.check(result, self._control) for result in answer.results]
        except Cancelled:
            pass
        except Exception as error:
            self.failed.emit(Failure(answer.question, "a", error, isinstance(error, GradvizError)))
        self.examined.emit(Examined(answer, tuple(checks)))

    def _answer(self, question: Question) -> None:
        began = time.perf_counter()
        results: list[Result] = []
        self._of = sum(experiment not in self._known for experiment in question.experiments())
        self._done = 0
        try:
            for experiment in question.experiments():
                results.append(self._result(experiment))  # noqa: PERF401 - a failure must know which one
            chart = CHARTS[question.picture](*results)
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
