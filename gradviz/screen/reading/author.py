"""The network goes on writing from the cursor, a few characters a frame, until it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from gradviz.errors import GradvizError
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.pace import Pace
from gradviz.screen.reading.work import writing
from gradviz.screen.reading.worker import Worker

_FRAME_MILLISECONDS, _CALM_MILLISECONDS = 50, 500
_MOST = 20_000
"""It writes no more at a time: a text that is left alone does not grow for ever."""


class Author(QObject):
    """Owns the writing; what is written is an edit like typing.

    Signals
    -------
    changed : ()
        It began, stopped, or writes otherwise.
    failed : str
        Why it does not write.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, document: Document, worker: Worker, pace: Pace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._worker, self._pace = document, worker, pace
        self.temperature, self.greedy, self.writing = 0.8, False, False
        self._writer: Iterator[Any] | None = None
        self._at, self._written, self._seed = -1, 0, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        document.replaced.connect(self.stop)
        document.moved.connect(self._moved)
        pace.changed.connect(self._paced)
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)

    def write(self) -> None:
        """Write on from the cursor; another time from the same place, other words."""
        self._pace.end()
        self._writer, self._written, self.writing, self._at = None, 0, True, -1
        self._document.pause()
        self._seed += 1
        self._timer.start(_CALM_MILLISECONDS if self._pace.reduced_motion else _FRAME_MILLISECONDS)
        self.changed.emit()

    def stop(self) -> None:
        """Write no more."""
        if self.writing:
            self.writing = False
            self._timer.stop()
            self._worker.drop("write")
            self.changed.emit()

    def set_temperature(self, temperature: float) -> None:
        """Write more freely, or less."""
        self.temperature, self._writer = temperature, None
        self.changed.emit()

    def set_greedy(self, greedy: bool) -> None:
        """Write always the most likely character, or draw it."""
        self.greedy, self._writer = greedy, None
        self.changed.emit()

    def words(self) -> str:
        """Return what is to be said of what was written."""
        passage = self._document.passage
        if self._written == 0 or passage is None or not self.greedy:
            return ""
        return writing.loop_words(passage, self._document.at, self._written)

    def _moved(self, at: int) -> None:
        """Write no more when a hand puts the cursor elsewhere, or takes back what was written."""
        if self.writing and self._at >= 0 and at != self._at:
            self.stop()

    def _paced(self) -> None:
        if self._pace.playing:
            self.stop()

    def _ask(self) -> None:
        passage, at = self._document.passage, self._document.at
        if passage is None or passage.count < at or self._worker.asked("write"):
            return
        if self._written >= _MOST:
            self.stop()
            return
        if self._writer is None or at != self._at:
            self._writer = writing.writer(passage, at, self.temperature, self.greedy, self._seed)
        writer, count = self._writer, max(1, round(self._pace.speed * self._timer.interval() / 1000))
        self._at = at
        self._worker.ask("write", lambda control: writing.written(writer, count, control))

    def _take(self, kind: str, found: object) -> None:
        if kind == "write" and self.writing and self._document.at == self._at:
            words = cast("str", found)
            at, self._at = self._at, self._at + len(words)
            self._document.splice(at, 0, words, typed=False)
            self._written += len(words)
            if self.greedy:
                self.changed.emit()

    def _fail(self, kind: str, error: object) -> None:
        if kind == "write":
            self.stop()
            self.failed.emit(str(error) if isinstance(error, GradvizError) else f"{type(error).__name__}: {error}")
