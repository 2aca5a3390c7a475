"""What the page shows, as pictures that can leave it: the thread that reads draws them, and then they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts import Chart
from gradviz.control import Control
from gradviz.readings import stories
from gradviz.screen.reading.picture import Picture
from gradviz.screen.reading.tracing import Tracing
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.worker import Worker

Charts = dict[str, Chart]
_KIND = "exhibit"


class Exhibiting(QObject):
    """Hands the pictures to everyone who has asked for them since the last ones came: all get the newest.

    Signals
    -------
    failed : Exception
        They could not be drawn; nobody gets them.
    """

    failed = pyqtSignal(object)

    def __init__(self, watching: Watching, tracing: Tracing, picture: Picture, worker: Worker) -> None:
        super().__init__(picture)
        self._watching, self._tracing, self._picture, self._worker = watching, tracing, picture, worker
        self._waiting: list[Callable[[Charts], object]] = []
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)

    def ask(self, seen: tuple[int, int], then: Callable[[Charts], object]) -> None:
        """Let pictures be drawn of the text from the first to the last character that is seen, and of what is under it.

        There are none before anything was read.
        """
        wanted = self._picture.wanted()
        if wanted is None:
            then({})
            return
        self._waiting.append(then)
        text = replace(wanted, first=seen[0], last=seen[1] + 1)
        shade, weight = self._watching.shade(), self._tracing.weight()

        def drawn(_: Control) -> Charts:
            return {
                "text": stories.coloured(text, shade, weight),
                "unit": stories.drawn(replace(wanted, kind="unit")),
                "all_cells": stories.drawn(replace(wanted, kind="all")),
            }

        self._worker.ask(_KIND, drawn)

    def rest(self) -> None:
        """Draw nothing more: nobody waits."""
        self._waiting = []
        self._worker.drop(_KIND)

    def _take(self, kind: str, found: object) -> None:
        if kind == _KIND:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(cast("Charts", found))

    def _fail(self, kind: str, error: object) -> None:
        if kind == _KIND:
            self._waiting = []
            self.failed.emit(error)
