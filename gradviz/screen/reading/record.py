"""The steps of undo of the page of cells, found by comparing what is there with what was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import QObject

from gradviz.screen.reading import edit as edits
from gradviz.screen.reading import made as making
from gradviz.screen.reading.author import Author
from gradviz.screen.reading.causes import Causes
from gradviz.screen.reading.document import Document
from gradviz.screen.reading.edit import Edit
from gradviz.screen.reading.made import Made, Reading
from gradviz.screen.reading.picture import Picture
from gradviz.screen.reading.scoring import Scoring
from gradviz.screen.reading.stretches import masked, runs
from gradviz.screen.reading.watching import Watching
from gradviz.screen.undoing.changes import Was
from gradviz.screen.undoing.history import History
from gradviz.screen.undoing.named import short

_OPENING = "opening"


class Record(QObject):
    """Follows the parts of the session; what a hand does to them becomes a step, and undo restores them by it.

    Undone are the text (edit by edit), which text is read and by whom, a unit that is held, the label painted by
    hand, what is shown of a unit (its state or a gate, the range of its colours, the picture under the text) and how
    the network writes. Which unit is chosen, the order of the list and the cursor are only looked at.
    """

    def __init__(
        self, document: Document, watching: Watching, scoring: Scoring, causes: Causes, author: Author, picture: Picture
    ) -> None:
        super().__init__(document)
        self.history = History(self)
        self._document, self._watching, self._scoring = document, watching, scoring
        self._causes, self._author, self._picture = causes, author, picture
        self._reading: Reading | None = None
        self._made = Made()
        self._quiet = False
        document.replaced.connect(self._opened)
        document.edited.connect(self._edited)
        document.paused.connect(self.history.pause)
        document.opening.connect(self.history.abandon)
        document.failed.connect(lambda *_: self.history.abandon())
        for signal in (watching.changed, scoring.changed, causes.changed, author.changed, picture.turned):
            signal.connect(self._follow)
        self.history.owns(edits.PART, self._restore_text, lambda edit: (edit.removed, edit.inserted))
        self.history.owns("reading", self._restore_reading, lambda reading: (reading.text,))
        self.history.owns("made", self._restore_made)

    def now(self) -> Made:
        """Return what is there."""
        watched, author = self._watching.watched, self._author
        return Made(
            self._causes.held, runs(self._scoring.painted), "" if watched is None else watched.quantity,
            watched is not None and watched.raw, self._picture.kind, author.temperature, author.greedy,
            None if watched is None else watched.unit, self._document.view,
        )  # fmt: skip

    @contextmanager
    def as_one(self, words: str) -> Iterator[None]:
        """Let all that is done meanwhile be one step with what was opened just before, called ``words``."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
            before, self._made = self._made, self.now()
            self.history.note(words, Was("made", before, self._made), joins=_OPENING, within=float("inf"))

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Let another unit be looked at meanwhile, which is no step of undo, though no hand chose it."""
        self._quiet, before = True, self._quiet
        try:
            yield
        finally:
            self._quiet = before
            self._made = self._made.looked_on(self.now())

    def _follow(self) -> None:
        """Note what a hand did; in the middle of an edit or an opening it is not the time."""
        if self._quiet or self.history.restoring or self._reading != self._document.reading:
            return
        now = self.now()
        before, self._made = self._made if now.unit == self._made.unit else self._made.looked_on(now), now
        if before != now:
            words, joins = making.called(before, now)
            self.history.note(words, Was("made", before, now), joins=joins)

    def _edited(self, edit: Edit, typed: bool) -> None:
        """Note an edit, and what it did to what was painted and held."""
        if self.history.restoring:  # a hand goes first: what undo has asked for would take its words away
            self._document.stay()
        before, self._made, self._reading = self._made, self.now(), self._document.reading
        within = None if typed else float("inf")
        changes = (edit, Was("made", before, self._made))
        self.history.note(edits.called(edit, typed), *changes, joins=edits.called(edit, typed), within=within)

    def _opened(self) -> None:
        """Note that something else is read, or go on with what waited for it.

        Another part of the same text is only looked at, unless something was held or painted in the one before.
        """
        reading, before, now = self._reading, self._made, self.now()
        self._reading, self._made = self._document.reading, now
        if self.history.restoring:
            self.history.resume()
        elif reading is not None and self._reading is not None:
            same = reading._replace(view=self._reading.view) == self._reading
            if not same or before.looked_on(now) != now:
                opening = Was("reading", reading, self._reading)
                self.history.note(_opening(reading, self._reading), opening, Was("made", before, now), joins=_OPENING)

    def _restore_text(self, edit: Edit) -> bool:
        """Make an edit again, or its inverse; the part of the text that it is in is opened for it."""
        if not self._document.apply(edit):
            self._document.show_part(edit.place)
            return False
        self._reading, self._made = self._document.reading, self.now()
        return True

    def _restore_reading(self, reading: Reading) -> bool:
        if self._document.reading == reading:
            return True
        self._document.read_again(reading)
        return False

    def _restore_made(self, made: Made) -> bool:
        if made.placed and made.view != self._document.view:
            self._document.show_part(made.view)
            return False
        if made.unit is not None and made.unit in self._watching.units():
            row = self._scoring.row_of(made.unit)
            self._watching.watch(made.unit, row.sign, made.quantity, row.score)
            self._watching.show_raw(made.raw)
        mask = masked(made.painted, len(self._document.shown))
        if runs(self._scoring.painted) != made.painted:
            self._scoring.repaint(mask)
        if self._causes.held != made.hold:
            self._causes.restore(made.hold)
        self._author.set_temperature(made.temperature)
        self._author.set_greedy(made.greedy)
        self._picture.show_kind(made.kind)
        self._made = self.now()
        return True


def _opening(before: Reading, after: Reading) -> str:
    if before.text != after.text:
        return short(f"read {after.name}")
    if before.model != after.model:
        return short(f"let {Path(after.model).stem} read")
    return "another part of the text"
