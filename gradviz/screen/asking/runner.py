"""The one thread that computes: a mailbox with a single slot, newest question first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, pyqtSignal

import gradviz
from gradviz.control import Control
from gradviz.errors import Cancelled, GradvizError
from gradviz.screen.asking.answering import Answering
from gradviz.screen.asking.answers import Ahead, Answer, Examined, Failure, Job
from gradviz.screen.asking.question import Question
from gradviz.screen.process import heap

if TYPE_CHECKING:
    from gradviz.checked import Check

PATIENCE = 0.25
"""Seconds for which a running job is left alone when a newer question waits: cancelling at every
edit would show no picture at all during a drag, never cancelling would settle late."""

CALM = 1.0
"""Seconds without a question after which memory that is free goes back to the system."""


class Runner(QObject):
    """Owns the worker thread; every signal arrives in the thread of the receiver.

    Signals
    -------
    answered : Answer
        The newest finished question; again with more pictures when some take longer.
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
        self._waiting: Job | Answer | None = None
        self._ahead: list[Ahead] = []
        self._control: Control | None = None
        self._running: Job | Answer | Ahead | None = None
        self._started = 0.0
        self._closing = False
        self._devices: tuple[str, ...] = ()
        self._answering = Answering(self)
        self._thread = threading.Thread(target=self._serve, name="gradviz-compute", daemon=True)
        self._thread.start()

    def ask(self, question: Question, at: int = 0) -> None:
        """Hand over the newest question, with the cursor at a step; it replaces one that still waits."""
        with self._lock:
            self._forget()
            self._ahead.clear()
            self._waiting = Job(question, at)
            if self._control is not None and self._is_in_the_way(question):
                self._control.cancel()
            self._lock.notify()

    def foresee(self, *questions: Question) -> None:
        """Compute what may be asked soon while nothing else is to be done; it is kept until others are foreseen."""
        with self._lock:
            self._answering.keep(*questions)
            self._ahead = [Ahead(question) for question in questions]
            self._lock.notify()

    def examine(self, answer: Answer) -> bool:
        """Check an answer when nothing else is to be done; return whether it will be."""
        with self._lock:
            if self._waiting is not None or isinstance(self._running, Job | Answer):
                return False
            if self._control is not None:
                self._control.cancel()
            self._waiting = answer
            self._lock.notify()
            return True

    def stop(self) -> None:
        """Stop what is computed and forget what waits; the last picture stays."""
        with self._lock:
            self._forget()
            if self._control is not None:
                self._control.cancel()

    def close(self) -> None:
        """Stop and end the thread; waits for the running step at most."""
        with self._lock:
            self._closing = True
            if self._control is not None:
                self._control.cancel()
            self._lock.notify()
        self._thread.join(timeout=20)  # a thread that still imports would crash at the end of the program

    def answer(self, answer: Answer) -> None:
        """Announce an answer; called in the worker thread."""
        self.answered.emit(answer)
        if not self._devices:
            self._devices = tuple(name for name, _ in gradviz.devices())
            self.devices_found.emit(self._devices)

    def fail(self, failure: Failure) -> None:
        """Announce a failure; called in the worker thread."""
        self.failed.emit(failure)

    def report(self, share: float) -> None:
        """Announce progress of what takes long; called in the worker thread."""
        if time.monotonic() - self._started > PATIENCE:
            self.progressed.emit(share)
            self._give_way()

    def _give_way(self) -> None:
        """Stop what has become old for a question that was asked while it was young."""
        with self._lock:
            job = self._waiting
            if isinstance(job, Job) and self._control is not None and self._is_in_the_way(job.question):
                self._control.cancel()

    def waits(self, question: Question) -> bool:
        """Return whether another question waits; the same one at another step is none."""
        job = self._waiting
        return job is not None and not (isinstance(job, Job) and job.question == question)

    def take(self, wanted: Callable[[Question], bool]) -> Job | None:
        """Take the waiting question when it is one of the wanted; called in the worker thread."""
        with self._lock:
            job = self._waiting
            stopped = self._control is None or self._control.cancelled
            if stopped or not isinstance(job, Job) or not wanted(job.question):
                return None
            self._waiting, self._running = None, job
            return job

    def _forget(self) -> None:
        """Drop what waits; a check that never began has ended, too."""
        if isinstance(self._waiting, Answer):
            self.examined.emit(Examined(self._waiting, ()))
        self._waiting = None

    def _is_in_the_way(self, question: Question) -> bool:
        """Return whether what runs stops for a question: it is old, or nobody asked for it, and no use for both."""
        if not isinstance(self._running, Job):
            return True
        running = self._running.question
        if question == running:
            return False
        shared = set(running.grids().values()) & set(question.grids().values())
        return not shared and time.monotonic() - self._started > PATIENCE

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            if isinstance(job, Answer):
                self._examine(job, self._handle())
            elif isinstance(job, Ahead):
                self._answering.foresee(job.question, self._handle())
            else:
                self.busy_changed.emit(True)
                self._answering.answer(job, self._handle())
            with self._lock:
                self._control, self._running = None, None
                idle = self._waiting is None
            if idle and not self._closing and isinstance(job, Job):
                self.busy_changed.emit(False)

    def _next(self) -> Job | Answer | Ahead | None:
        with self._lock:
            calm = not self._lock.wait_for(self._called, CALM)
        if calm:
            heap.give_back()
        with self._lock:
            self._lock.wait_for(self._called)
            if self._closing:
                return None
            self._running = self._waiting or self._ahead.pop(0)
            self._waiting, self._started = None, time.monotonic()
            self._control = Control(self._answering.progress if isinstance(self._running, Job) else None)
            return self._running

    def _called(self) -> bool:
        return self._waiting is not None or self._closing or bool(self._ahead)

    def _handle(self) -> Control:
        control = self._control
        return Control() if control is None else control

    def _examine(self, answer: Answer, control: Control) -> None:
        checks: list[Check] = []
        try:
            checks += [gradviz.check(result, control) for result in answer.results]
        except Cancelled:
            self._ahead.clear()
        except Exception as error:
            self.failed.emit(Failure(answer.question, "a", error, isinstance(error, GradvizError)))
        self.examined.emit(Examined(answer, tuple(checks)))
