"""A thread that computes for the page: one slot for each kind of work, the newest of a kind first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

import gradviz
from gradviz.control import Control
from gradviz.errors import Cancelled

Work = Callable[[Control], Any]


def _import_engine() -> None:
    """Import the engine as a whole, from its parent down, as the laboratory's thread does.

    Two threads that begin at different modules of it each wait for the other's lock, and Python ends that by handing
    out a module that is half made.
    """
    _ = gradviz.run


class Worker(QObject):
    """Computes what it is asked, in the order of its kinds; a newer wish replaces an older one of its kind.

    Parameters
    ----------
    kinds
        From the most urgent to the one that can wait.

    Signals
    -------
    done : (str, object)
        A kind and what came back; never that of an older wish.
    failed : (str, Exception)
        A kind whose work raised.
    progressed : (str, float)
        The share of a kind's work that is done.
    busy_changed : bool
        Whether anything is computed or waits.
    """

    done = pyqtSignal(str, object)
    failed = pyqtSignal(str, object)
    progressed = pyqtSignal(str, float)
    busy_changed = pyqtSignal(bool)
    _came = pyqtSignal(str, int, object, bool)
    _told = pyqtSignal(str, int, float)

    def __init__(self, kinds: Sequence[str], name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds, self._lock = tuple(kinds), threading.Condition()
        self._waiting: dict[str, tuple[int, Work]] = {}
        self._newest = dict.fromkeys(self._kinds, 0)
        self._running: tuple[str, Control] | None = None
        self._open = dict.fromkeys(self._kinds, False)
        self._closing = False
        self._came.connect(self._deliver)
        self._told.connect(self._tell)
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def ask(self, kind: str, work: Work) -> None:
        """Let something be computed; what runs or waits of this kind is stopped and forgotten."""
        with self._lock:
            was = self.busy
            self._forget(kind)
            self._open[kind] = True
            self._waiting[kind] = (self._newest[kind], work)
            self._lock.notify()
        if not was:
            self.busy_changed.emit(True)

    def drop(self, kind: str) -> None:
        """Stop and forget what runs or waits of a kind."""
        with self._lock:
            was = self.busy
            self._forget(kind)
        if was and not self.busy:
            self.busy_changed.emit(False)

    def asked(self, kind: str) -> bool:
        """Return whether something of a kind runs or waits."""
        return self._open[kind]

    @property
    def busy(self) -> bool:
        """Whether anything is computed or waits."""
        return any(self._open.values())

    def close(self) -> None:
        """Stop and end the thread; waits for the running step at most."""
        with self._lock:
            self._closing = True
            self._waiting.clear()
            if self._running is not None:
                self._running[1].cancel()
            self._lock.notify()
        self._thread.join(timeout=20)  # a thread that still imports would crash at the end of the program

    def _forget(self, kind: str) -> None:
        self._newest[kind] += 1
        self._waiting.pop(kind, None)
        self._open[kind] = False
        if self._running is not None and self._running[0] == kind:
            self._running[1].cancel()

    def _serve(self) -> None:
        while (job := self._next()) is not None:
            kind, number, work, control = job
            try:
                _import_engine()
                found, fine = work(control), True
            except Cancelled:
                continue  # it was told to stop, so nobody waits for it
            except Exception as error:
                found, fine = error, False
            finally:
                with self._lock:
                    self._running = None
            self._came.emit(kind, number, found, fine)

    def _next(self) -> tuple[str, int, Work, Control] | None:
        with self._lock:
            self._lock.wait_for(lambda: self._waiting or self._closing)
            if self._closing:
                return None
            kind = next(kind for kind in self._kinds if kind in self._waiting)
            number, work = self._waiting.pop(kind)
            control = Control(lambda share: self._told.emit(kind, number, share))
            self._running = (kind, control)
            return kind, number, work, control

    def _deliver(self, kind: str, number: int, found: object, fine: bool) -> None:
        if number != self._newest[kind]:
            return
        self._open[kind] = False
        (self.done if fine else self.failed).emit(kind, found)
        if not self.busy:
            self.busy_changed.emit(False)

    def _tell(self, kind: str, number: int, share: float) -> None:
        if number == self._newest[kind] and self._open[kind]:
            self.progressed.emit(kind, share)
