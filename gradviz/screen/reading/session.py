"""Everything the page knows, put together: who computes, what is read, what is watched, what was found."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from gradviz.readings.quantity import SYMBOLS
from gradviz.screen.reading.author import Author
from gradviz.screen.reading.causes import Causes
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.exhibiting import Exhibiting
from gradviz.screen.reading.marks import Marks
from gradviz.screen.reading.pace import Pace
from gradviz.screen.reading.picture import Picture
from gradviz.screen.reading.record import Record
from gradviz.screen.reading.scoring import Row, Scoring
from gradviz.screen.reading.tracing import Tracing
from gradviz.screen.reading.watching import Watching
from gradviz.screen.reading.worker import Worker
from gradviz.screen.undoing.history import History

QUICK = ("open", "write", "clamp", "exhibit", "read", "free", "story", "gates", "gradient")
SLOW = ("unit", "marks", "compare", "spread", "effect", "scores", "hold")


class ReadingSession(QObject):
    """Owns the parts; each part owns its own state, and follows the others' signals.

    Parameters
    ----------
    model, text, name
        What is read at first, by a model's name or file.
    """

    def __init__(self, model: str, text: str, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.quick = Worker(QUICK, "gradviz-read", self)
        self.slow = Worker(SLOW, "gradviz-score", self)
        self.document = Document(self.quick, model, text, name, self)
        self.watching = Watching(self.document, self.quick, self)
        self.scoring = Scoring(self.document, self.watching, self.slow, self)
        self.marks = Marks(self.document, self.watching, self.scoring, self.slow)
        self.tracing = Tracing(self.document, self.quick, self)
        self.causes = Causes(self.document, self.watching, self.scoring, self.quick, self.slow)
        self.pace = Pace(self.document, self)
        self.author = Author(self.document, self.quick, self.pace, self)
        self.picture = Picture(self.document, self.watching, self.scoring, self.marks, self.tracing, self.quick)
        self.exhibiting = Exhibiting(self.watching, self.tracing, self.picture, self.quick)
        self._chosen, self._by_hand = "", False
        self.document.replaced.connect(self._choose)
        self.scoring.changed.connect(self._learn)
        self.causes.changed.connect(self._stay)
        self.record = Record(self.document, self.watching, self.scoring, self.causes, self.author, self.picture)

    @property
    def history(self) -> History:
        """The steps of undo of this page."""
        return self.record.history

    def close(self) -> None:
        """End the threads."""
        self.author.stop()
        self.scoring.rest()
        self.exhibiting.rest()
        for worker in (self.quick, self.slow):
            worker.close()

    def choose(self, row: Row) -> None:
        """Look at a unit that was chosen by hand, for what its row says of it."""
        self._by_hand = True
        self._watch(row)

    def _choose(self) -> None:
        """Begin with the unit that follows something best; a unit that was chosen by hand stays with its model."""
        if self._chosen != self.document.model:
            self._chosen, self._by_hand = self.document.model, False
            self._learn()

    def _stay(self) -> None:
        """Stay with a unit that a hand holds."""
        self._by_hand = self._by_hand or self.causes.level is not None

    def _learn(self) -> None:
        """Look at the best unit until a hand chooses one; take what becomes known of the one that is looked at."""
        watched, rows = self.watching.watched, self.scoring.rows()
        if not self._by_hand and rows and rows[0].score is not None:
            with self.record.looking():
                self._watch(rows[0])
        elif watched is not None:
            label = "" if watched.score is None else watched.score.label.name
            row = self.scoring.row_of(watched.unit, label)
            if row.score is not None:
                self.watching.learn(row.sign, row.score)

    def _watch(self, row: Row) -> None:
        quantity = "" if row.score is None else SYMBOLS[row.unit.state]
        self.watching.watch(row.unit, row.sign, quantity, row.score)
