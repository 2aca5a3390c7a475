"""The side panel, and the words over the text: they follow the session, and their wishes go to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QObject

from gradviz.charts.coloured import visible
from gradviz.charts.markup import to_plain
from gradviz.fields import spaced
from gradviz.readings.quantity import STATES, TANH_GATES
from gradviz.readings.stories import title
from gradviz.screen.reading import words
from gradviz.screen.reading.scoring import Row
from gradviz.screen.reading.session import ReadingSession
from gradviz.screen.reading.side.expected import Expected
from gradviz.screen.reading.work import strange

if TYPE_CHECKING:
    from gradviz.screen.reading.page import ReadingPage

_MOST = 5
_NOTHING = "This model has no read-out: it predicts nothing."
_UNREAD = "reading…"


class Said(QObject):
    """Ties the side panel and the header to the session."""

    def __init__(self, session: ReadingSession, page: ReadingPage) -> None:
        super().__init__(page)
        self._session, self._page, self._matters = session, page, ""
        side = page.side
        for signal in (session.watching.changed, session.scoring.changed, session.document.replaced):
            signal.connect(self._unit)
        for signal in (session.document.moved, session.document.read):
            signal.connect(self._expect)  # no lambda: it would outlive the page
        session.causes.changed.connect(self._cause)
        session.causes.progressed.connect(self._progress)
        session.author.changed.connect(self._write)
        session.author.failed.connect(page.said.emit)
        session.tracing.failed.connect(page.said.emit)
        side.quantity.connect(session.watching.show_quantity)
        side.raw.connect(session.watching.show_raw)
        side.clamped.connect(lambda level: session.causes.hold(level, page.text.selection))
        side.held.connect(session.causes.measure_holding)
        side.wrote.connect(lambda on: session.author.write() if on else session.author.stop())
        side.temperature.connect(session.author.set_temperature)
        side.greedy.connect(session.author.set_greedy)
        side.painted.connect(self._paint)
        page.text.selected.connect(lambda *_: self._painting())
        self._write()
        self._painting()

    def key(self, matters: str) -> None:
        """Say what the shade under the characters means; nothing where there is none."""
        self._matters = matters
        self._key()

    def tip(self, place: int) -> str:
        """Return what is known of a character: the unit's value there, and how it was predicted."""
        passage, watched = self._session.document.passage, self._session.watching.watched
        if passage is None or watched is None or not 0 <= place < passage.count:
            return ""
        sign = visible(passage.text[place]).replace(" ", "␣")
        value, known = self._session.watching.value(place), passage.known_at(place)
        said = f"“{sign}” character {spaced(passage.first + place + 1)}"
        if np.isfinite(value):
            said += f"\n{to_plain(self._session.watching.symbol)} = {value:.3g}".replace("-", "−")
        if np.isfinite(known):
            said += f"\nexpected with p = {np.exp(known):.3g}, {-known / np.log(2):.3g} bits"
        return said + strange.tip(passage, place)

    def _key(self) -> None:
        watched = self._session.watching.watched
        low, high = "off", "on"
        if watched is not None and watched.quantity not in STATES:
            low, high = ("−1", "+1") if watched.quantity in TANH_GATES else ("shut", "open")
        elif watched is not None and watched.raw:
            low, high = "−1", "+1"
        self._page.header.key(low, high, self._matters)

    def _unit(self) -> None:
        session, watched = self._session, self._session.watching.watched
        if watched is None:
            return
        row = Row(watched.unit, watched.sign, score=watched.score)
        said = words.sentence(row)
        shown = replace(watched.unit, state=STATES.get(watched.quantity, watched.unit.state))
        self._page.side.set_unit(title(shown), words.score_words(row.score), said)
        known = [(name, to_plain(symbol)) for name, symbol in session.watching.quantities()]
        self._page.side.set_quantities(known, watched.quantity)
        state = watched.quantity in STATES
        self._page.side.set_raw(watched.raw, state, "A gate is shown as it is.")
        count = len(session.watching.units())
        of = f"unit {watched.unit.index} of {count}, {to_plain(session.watching.symbol)}, as the network reads"
        self._page.header.say(words.question(row), of)
        self._key()
        self._cause()

    def _expect(self) -> None:
        passage, at, side = self._session.document.passage, self._session.document.at, self._page.side
        if passage is None or passage.count < at:
            side.set_expected_words(_UNREAD)
            return
        shares = passage.expected(at)
        if shares is None:
            side.set_expected_words(_NOTHING)
            return
        free = self._session.document.free
        held = None if free is None or free.count < at else shares
        known = shares if held is None or free is None else free.expected(at)
        assert known is not None
        side.set_expected(words.after(passage, at), self._rows(known, held, passage.text[at : at + 1]))

    def _rows(self, shares: np.ndarray, held: np.ndarray | None, following: str) -> list[Expected]:
        passage = self._session.document.passage
        assert passage is not None
        alphabet = passage.checkpoint.alphabet
        order = [int(place) for place in np.argsort(-shares)[:_MOST]]
        if following in alphabet and alphabet.index(following) not in order:
            order.append(alphabet.index(following))
        return [
            Expected(
                visible(alphabet[place]).replace(" ", "␣"), float(shares[place]), alphabet[place] == following,
                None if held is None else float(held[place]),
            )
            for place in order
        ]  # fmt: skip

    def _cause(self) -> None:
        session, side = self._session, self._page.side
        causes, passage = session.causes, session.document.passage
        able = passage is not None and passage.checkpoint.has_readout
        side.set_clamp(causes.level, able, "" if able else _NOTHING)
        watched = session.watching.watched
        held = "" if watched is None else words.held_words(watched.unit, causes.level, causes.held)
        self._page.header.show_held(held)
        side.set_effect(
            causes.refused.get("effect")
            or causes.refused.get("clamp")
            or words.effect_words(causes.measured, causes.level)
        )
        if not causes.asked("effect"):
            side.set_effect_progress(None)
        measuring = causes.asked("hold")
        side.set_measuring(passage is not None and not measuring, "It is being measured." if measuring else _UNREAD)
        if not measuring:
            side.set_holding_progress(None)
        found = causes.holding
        if found is None:
            side.set_holding((), (), (), causes.refused.get("hold", ""))
        else:
            side.set_holding(found.distances, found.marked, found.unmarked, f"{found.cases} marks of {causes.cases}.")

    def _progress(self, kind: str, share: float) -> None:
        if kind == "effect":
            self._page.side.set_effect_progress(share)
        elif kind == "hold":
            self._page.side.set_holding_progress(share)

    def _write(self) -> None:
        author, passage = self._session.author, self._session.document.passage
        able = passage is None or passage.checkpoint.has_readout
        side = self._page.side
        side.set_writing(author.writing, able, "" if able else _NOTHING)
        side.set_temperature(author.temperature)
        side.set_greedy(author.greedy)
        side.set_writing_words(author.words())

    def _paint(self, what: str) -> None:
        first, last = self._page.text.selection
        if what == "clear":
            self._session.scoring.unpaint()
        else:
            self._session.scoring.paint(first, last, what == "paint")
        self._painting()

    def _painting(self) -> None:
        first, last = self._page.text.selection
        mask = self._session.scoring.painted
        count = 0 if mask is None else int(mask.sum())
        said = f"{spaced(count)} characters are painted." if count else "Select some text, then paint it."
        self._page.side.set_painting(said, last > first or count > 0)
