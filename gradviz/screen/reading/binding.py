"""What the widgets of the page wish goes to the session; what the session knows goes to the widgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QObject, QTimer

from gradviz.fields import spaced
from gradviz.screen.reading import words
from gradviz.screen.reading.said import Said
from gradviz.screen.reading.scoring import HERE, RECORD
from gradviz.screen.reading.scoring import Row as Listed
from gradviz.screen.reading.session import ReadingSession
from gradviz.screen.reading.strange import Strange
from gradviz.screen.reading.units.row import Row

if TYPE_CHECKING:
    from gradviz.screen.reading.page import ReadingPage

_SPARKS_MILLISECONDS = 250
MODELS = (".safetensors", ".pt", ".pth")


class Binding(QObject):
    """Ties the page's text and list of units to the session; the side panel is tied by `Said`."""

    def __init__(self, session: ReadingSession, page: ReadingPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._listed: list[Listed] = []
        self._sparks = QTimer(self)
        self._sparks.setSingleShot(True)
        self._sparks.setInterval(_SPARKS_MILLISECONDS)
        self._sparks.timeout.connect(page.units.forget_sparks)
        self._said = Said(session, page)
        self._tie_text()
        Strange(session, page)
        self._tie_units()
        session.document.failed.connect(self._fail)
        session.picture.failed.connect(page.banner.report)
        session.exhibiting.failed.connect(page.banner.report)

    def take_file(self, path: str) -> None:
        """Let a model that was dropped read the text, or the model read a text that was dropped."""
        if Path(path).suffix.lower() in MODELS:
            self._session.document.take_model(path)
        elif path:
            self._session.document.take_file(path)

    def _tie_text(self) -> None:
        session, text = self._session, self._page.text
        document = session.document
        document.replaced.connect(self._replace)
        document.replaced.connect(self._page.units.forget_sparks)
        document.spliced.connect(text.splice)
        document.moved.connect(self._move)
        session.watching.coloured.connect(self._colour)
        session.tracing.changed.connect(self._weigh)
        session.marks.changed.connect(self._mark)
        session.pace.changed.connect(self._horizon)
        self._page.header.turned.connect(self._turn)
        text.taken.connect(self._take)
        text.changed.connect(document.splice)
        text.seen.connect(lambda first, last: session.watching.look(first, last + 1))
        text.seen.connect(lambda *_: self._sparks.start())
        text.leafed.connect(self._page.units.leaf)
        text.dropped.connect(self.take_file)
        text.hovered.connect(self._hover)

    def _tie_units(self) -> None:
        session, units = self._session, self._page.units
        units.set_sparks(session.watching.spark)
        units.chosen.connect(lambda _: self._watch())
        units.ordered.connect(session.scoring.sort)
        units.stopped.connect(session.scoring.stop)
        session.scoring.changed.connect(self._list)
        session.scoring.progressed.connect(units.set_progress)
        session.scoring.failed.connect(self._page.said.emit)
        session.watching.changed.connect(self._choose)
        session.document.read.connect(self._read)

    def _replace(self) -> None:
        document = self._session.document
        self._page.text.set_text(document.shown)
        self._page.text.set_under(None)
        self._show_part()
        self._list()

    def _show_part(self) -> None:
        document = self._session.document
        (first, last), whole = document.part, len(document.text)
        words = ""
        if (first, last) != (0, whole):
            words = f"characters {spaced(first + 1)} – {spaced(last)} of {spaced(whole)}"
        if document.passage is not None and not document.passage.exact:
            words += ", read from a little before"
        self._page.header.show_part(words, first > 0, last < whole)

    def _turn(self, by: int) -> None:
        """Show the part of a long text before or behind the one that is shown."""
        first, last = self._session.document.part
        self._session.document.show_part(first if by < 0 else last)

    def _move(self, at: int) -> None:
        self._page.text.set_cursor(at)
        self._horizon()

    def _take(self, at: int) -> None:
        """Put the cursor before a character, and run its loss back."""
        self._session.pace.end()
        self._session.document.move(at)
        self._session.tracing.trace(at)

    def _horizon(self) -> None:
        pace, at = self._session.pace, self._session.document.at
        self._page.text.set_horizon(at if pace.live else None)

    def _colour(self) -> None:
        shade = self._session.watching.shade()
        whole = np.full(len(self._session.document.shown), np.nan, np.float32)
        whole[: len(shade)] = shade
        self._page.text.set_shade(whole, len(shade))

    def _weigh(self) -> None:
        weight, flow = self._session.tracing.weight(), self._session.tracing.backflow
        self._page.text.set_under(weight)
        self._page.text.set_focus(None if flow is None else flow.at)
        self._said.key("" if weight is None or flow is None else words.matters(flow, self._session.document.part[0]))

    def _mark(self) -> None:
        """Show where the label holds that the unit follows best; a quantity is not shown."""
        values = self._session.marks.values
        self._page.text.set_marks(values if values is not None and values.dtype == bool else None)

    def _hover(self, place: int) -> None:
        self._page.text.set_tip(self._said.tip(place))

    def _watch(self) -> None:
        """Look at the unit of the row that was chosen, for what that row says of it."""
        at = self._page.units.rows.at
        if 0 <= at < len(self._listed):
            self._session.choose(self._listed[at])

    def _read(self) -> None:
        """Draw the curves in the list again, but not for every stretch that is read: they can wait a little."""
        if not self._sparks.isActive():
            self._sparks.start()

    def _list(self) -> None:
        session = self._session
        scoring, count = session.scoring, len(session.watching.units())
        self._listed = scoring.rows()
        rows = [Row(row.unit, words.follows(row), words.number_words(row), words.tip(row)) for row in self._listed]
        self._page.units.set_rows(rows, words.heading(scoring, count), words.note(scoring))
        self._page.units.set_total(count)
        choices = [(RECORD, "best of each label")] if scoring.record else []
        choices += [(HERE, "best on this text")]
        choices += [(name, label.phrase) for name, label in scoring.labels().items()]
        self._page.units.set_order(scoring.order, choices, scoring.label)
        self._choose()

    def _choose(self) -> None:
        watched = self._session.watching.watched
        if watched is not None:
            self._page.units.set_chosen(watched.unit)

    def _fail(self, kind: str, error: object) -> None:
        del kind
        assert isinstance(error, Exception)
        self._page.banner.report(error)
