"""The one thread that prints: pictures for files, for the clipboard and for the preview."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.control import Control


class Press(QObject):
    """Does one job after the other; a job that waits gives way to a newer one of its name.

    Signals
    -------
    done : (str, object)
        A job and what it returned.
    failed : (str, Exception)
        A job and what it raised.
    """

    done = pyqtSignal(str, object)
    failed = pyqtSignal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Condition()
        self._waiting: dict[str, tuple[Callable[[], object], Control | None]] = {}
        self._hand: Control | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="gradviz-press", daemon=True)
        self._thread.start()

    def do(self, name: str, work: Callable[[], object], hand: Control | None = None) -> None:
        """Do ``work`` in the thread of the press; with a ``hand`` on it, it is stopped when the press closes."""
        with self._lock:
            self._waiting.pop(name, None)
            self._waiting[name] = work, hand
            self._lock.notify()

    def close(self) -> None:
        """Finish what is being written, or stop it, forget what waits, and end the thread."""
        with self._lock:
            self._closing = True
            if self._hand is not None:
                self._hand.cancel()
            self._lock.notify()
        self._thread.join(timeout=20)

    def _serve(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._waiting or self._closing)
                if self._closing:
                    return
                name = next(iter(self._waiting))
                work, self._hand = self._waiting.pop(name)
            try:
                result = work()
            except Exception as error:
                self.failed.emit(name, error)
            else:
                self.done.emit(name, result)
