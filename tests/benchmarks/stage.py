"""A real window for a benchmark: opened offscreen, asked, waited for, and watched while it works."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtCore import QEventLoop
from PyQt6.QtWidgets import QApplication

from gradviz.screen.asking.runner import Runner
from gradviz.screen.asking.session import Session
from gradviz.screen.look.theme import Look
from gradviz.screen.settings import Settings
from gradviz.screen.window import Window

SIZE = (1366, 768)


class Stage:
    """The window with its runner; ``longest`` is the longest time, in seconds, that it did not answer."""

    def __init__(self) -> None:
        self.app = QApplication.instance() or QApplication([])
        self.runner = Runner()
        self.session = Session(self.runner)
        self.busy = True
        self.runner.busy_changed.connect(self._work)
        self.window = Window(self.session, Look(self.app, "light"), Settings())
        self.window.show()
        self.window.showNormal()
        self.window.resize(*SIZE)
        self.window.begin()
        self.window.player.pause()
        self.longest = 0.0

    def turn(self) -> None:
        """Let Qt do what waits, and note how long that took."""
        began = time.perf_counter()
        self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self.longest = max(self.longest, time.perf_counter() - began)
        time.sleep(0.001)

    def settle(self, patience: float = 120.0, calm: float = 0.25) -> float:
        """Wait until every picture of the question is there and nothing is computed; return the seconds it took."""
        began = quiet = time.perf_counter()
        while time.perf_counter() - began < patience:
            self.turn()
            if self.busy or not self._there():
                quiet = time.perf_counter()
            elif time.perf_counter() - quiet > calm:
                return quiet - began
        raise TimeoutError(f"{self.session.question.pictures} did not come in {patience} s")

    def wait(self, done: Callable[[], bool], patience: float = 60.0) -> None:
        """Wait until something is so, and until it has been painted."""
        began = time.perf_counter()
        while not done():
            if time.perf_counter() - began > patience:
                raise TimeoutError(f"it did not come in {patience} s")
            self.turn()
        for _ in range(100):
            self.turn()

    def close(self) -> None:
        """End the window and its thread."""
        self.window.close()
        self.runner.close()

    def _there(self) -> bool:
        answer = self.session.answer
        return answer is not None and answer.question == self.session.question

    def _work(self, busy: bool) -> None:
        self.busy = busy
