"""What the widgets of the page wish goes to the session; what the session knows goes to the widgets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QObject

from gradviz.charts.coloured import visible
from gradviz.screen.reading import words
from gradviz.screen.reading.quantity import SYMBOLS
from gradviz.screen.reading.said import Said
from gradviz.screen.reading.scoring import HERE, RECORD
from gradviz.screen.reading.session import ReadingSession
from gradviz.screen.reading.units.row import Row

if TYPE_CHECKING:
    from gradviz.language.unit import Unit
    from gradviz.screen.reading.page import ReadingPage

MODELS = (".safetensors", ".pt", ".pth")


class Binding(QObject):
    """Ties the page's text and list of units to the session; the side panel is tied by `Said`."""

    def __init__(self, session: ReadingSession, page: ReadingPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self._said = Said(session, page)
        self._tie_text()
        self._tie_units()
        session.document.failed.connect(self._fail)
        session.picture.failed.connect(page.banner.report)

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
        document.spliced.connect(text.splice)
        document.moved.connect(self._move)
        session.watching.coloured.connect(self._colour)
        session.tracing.changed.connect(self._weigh)
        session.marks.changed.connect(self._mark)
        session.pace.changed.connect(self._horizon)
        text.taken.connect(self._take)
        text.changed.connect(document.splice)
        text.seen.connect(session.watching.look)
        text.seen.connect(lambda *_: self._page.units.forget_sparks())
        text.leafed.connect(self._page.units.leaf)
        text.dropped.connect(self.take_file)
        text.hovered.connect(self._hover)

    def _tie_units(self) -> None:
        session, units = self._session, self._page.units
        units.set_sparks(session.watching.spark)
        units.chosen.connect(self._watch)
        units.ordered.connect(session.scoring.sort)
        units.stopped.connect(session.scoring.stop)
        session.scoring.changed.connect(self._list)
        session.scoring.progressed.connect(units.set_progress)
        session.scoring.failed.connect(self._page.said.emit)
        session.watching.changed.connect(self._choose)
        session.document.read.connect(units.forget_sparks)

    def _replace(self) -> None:
        document = self._session.document
        self._page.text.set_text(document.shown)
        self._page.text.set_under(None)
        first, last = document.part
        part = (
            ""
            if (first, last) == (0, len(document.text))
            else f"characters {first + 1:,} – {last:,} of {len(document.text):,}"
        )
        exact = document.passage is None or document.passage.exact
        self._page.header.part.setText(part + ("" if exact else ", read from a little before"))
        self._list()

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
        sign = "" if flow is None else visible(flow.sign).replace(" ", "␣")
        self._said.key("" if weight is None else f"matters to the “{sign}” in the frame")

    def _mark(self) -> None:
        """Show where the label holds that the unit follows best; a quantity is not shown."""
        values = self._session.marks.values
        self._page.text.set_marks(values if values is not None and values.dtype == bool else None)

    def _hover(self, place: int) -> None:
        self._page.text.set_tip(self._said.tip(place))

    def _watch(self, unit: Unit) -> None:
        scoring, row = self._session.scoring, self._session.scoring.row_of(unit)
        own = scoring.order == "label" and scoring.label in (RECORD, HERE) and row.score is not None
        listed = next((each for each in scoring.rows() if each.unit == unit), row)
        self._session.watching.watch(unit, listed.sign, SYMBOLS[unit.state] if own else "")

    def _list(self) -> None:
        session = self._session
        scoring, count = session.scoring, len(session.watching.units())
        rows = [Row(row.unit, words.follows(row), words.number_words(row), words.tip(row)) for row in scoring.rows()]
        self._page.units.set_rows(rows, words.heading(scoring, count), words.note(scoring))
        self._page.units.set_total(count)
        choices = [(RECORD, "best of each, on record")] if scoring.record else []
        choices += [(HERE, "best of each, on this text")]
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
