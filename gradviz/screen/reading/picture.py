"""The picture under the text: the watched unit over some hundred characters around the cursor, or all units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.charts import Chart
from gradviz.readings import stories
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.marks import Marks
from gradviz.screen.reading.scoring import Scoring
from gradviz.screen.reading.tracing import Tracing
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.worker import Worker

if TYPE_CHECKING:
    from gradviz.readings.stories import Wanted

Kind = Literal["unit", "all"]

SPANS = (60, 120, 240, 480, 960)
"""So many characters may be shown at once."""
_EDGE = 0.1


class Picture(QObject):
    """Owns which part of the text the picture shows, and asks for the picture.

    Signals
    -------
    drawn : Chart
        The picture of what is watched now.
    turned : ()
        It is of the other kind.
    failed : Exception
        It could not be drawn.
    """

    drawn = pyqtSignal(object)
    turned = pyqtSignal()
    failed = pyqtSignal(object)

    def __init__(
        self,
        document: Document,
        watching: Watching,
        scoring: Scoring,
        marks: Marks,
        tracing: Tracing,
        worker: Worker,
    ) -> None:
        super().__init__(document)
        self._document, self._watching, self._scoring = document, watching, scoring
        self._marks, self._tracing = marks, tracing
        self._worker = worker
        self.kind: Kind = "unit"
        self.span, self._first = SPANS[1], 0
        self.chart: Chart | None = None
        document.moved.connect(self._turn)
        for signal in (document.replaced, document.read, watching.changed, marks.changed, tracing.changed):
            signal.connect(self.ask)
        worker.done.connect(self._take)
        worker.failed.connect(self._fail)

    @property
    def part(self) -> tuple[int, int]:
        """The characters that are shown."""
        return self._first, min(self._first + self.span, len(self._document.shown))

    def show_kind(self, kind: Kind) -> None:
        """Show the watched unit, or all of them."""
        if kind != self.kind:
            self.kind = kind
            self.ask()
            self.turned.emit()

    def widen(self, by: int) -> None:
        """Show more characters at once, or fewer."""
        place = min(max(SPANS.index(self.span) + by, 0), len(SPANS) - 1)
        self.span = SPANS[place]
        self._centre()
        self.ask()

    def ask(self) -> None:
        """Ask for the picture as it should be now."""
        if (wanted := self.wanted()) is not None:
            self._worker.ask("story", lambda _: stories.drawn(wanted))

    def wanted(self) -> Wanted | None:
        """Return what the picture is made of; None before anything was read."""
        passage, watched = self._document.passage, self._watching.watched
        if passage is None or watched is None:
            return None
        score = watched.score
        first, last = self.part
        return stories.Wanted(
            passage, watched.unit, watched.quantity, watched.raw, watched.sign, self._watching.symbol,
            self._marks.label, self._marks.values, score, self._tracing.backflow, first, last, self.kind,
        )  # fmt: skip

    def _turn(self, at: int) -> None:
        """Show the next part when the cursor comes near to the edge of this one."""
        first, last = self.part
        margin = _EDGE * self.span
        if (at < first + margin and first > 0) or (at > last - margin and last < len(self._document.shown)):
            self._centre()
            self.ask()

    def _centre(self) -> None:
        """Let the cursor stand at two thirds, so that what was before it is seen."""
        wanted = self._document.at - 2 * self.span // 3
        self._first = max(0, min(wanted, len(self._document.shown) - self.span))

    def _take(self, kind: str, found: object) -> None:
        if kind == "story":
            self.chart = cast("Chart", found)
            self.drawn.emit(self.chart)

    def _fail(self, kind: str, error: object) -> None:
        if kind == "story":
            self.failed.emit(error)
