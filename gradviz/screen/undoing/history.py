"""Undo and redo: what was done on a page, step by step, as plain frozen values.

What a hand builds is undone: questions, pins, pictures and how they stand, a prediction that was drawn, the scenes of
a lesson; texts, who reads them, what is held and painted, what a unit is shown as. What one only looks at is not, as
in a good editor: the cursor, which unit is chosen, the order of a list, what plays, the zoom, folded panels, the
theme. A step says besides where one looked, so that taking it back leads there.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.screen.undoing.changes import Change, Step, joined

MERGE_SECONDS = 1.0
"""Edits by one hand movement (a drag, typing) follow each other this closely; they are one step."""
STEPS, BYTES = 500, 2**26
"""So many steps are kept, and so much of what is large in them."""

Restore = Callable[[Any], bool]
"""Let a part be as a value says; return whether it is: else it is on its way, and is asked again when it may be."""
Bulk = Callable[[Any], Iterable[object]]
"""Return what is large in a value: texts and arrays, which other values may share."""


class Kept(NamedTuple):
    """A history as a value: what can be taken back, and what was."""

    done: tuple[Step, ...]
    undone: tuple[Step, ...]


class History(QObject):
    """Owns the steps of one page; each part of the page is restored by its owner.

    A step that has to wait (another text must be opened first) is taken back when it has come: `resume`. What a hand
    does meanwhile goes first, and the step stays where it was.

    Signals
    -------
    changed : ()
        Something else can be taken back, or done again.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._owners: dict[str, tuple[Restore, Bulk]] = {}
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._last = float("-inf")
        self._gathered: tuple[Change, ...] | None = None
        self._walk: tuple[bool, deque[Change]] | None = None
        self._more: deque[bool] = deque()
        self._applying = False

    def owns(self, part: str, restore: Restore, bulk: Bulk = lambda _: ()) -> None:
        """Let a part of the page be restored by its owner."""
        self._owners[part] = restore, bulk

    def note(self, words: str, *changes: Change, joins: str = "", within: float | None = None) -> None:
        """Remember what was done; what goes on with the last step (``joins``), within so many seconds, is part of it.

        What an owner does to restore its part is no step.
        """
        if self._applying:
            return
        if self._gathered is not None:
            both = joined(self._gathered, changes)
            self._gathered = (*self._gathered, *changes) if both is None else both
            return
        changes = tuple(change for change in changes if change.before != change.after)
        if not changes:
            return
        self.abandon()
        now = time.monotonic()
        recent = now - self._last < (MERGE_SECONDS if within is None else within)
        both = joined(self._done[-1].changes, changes) if recent and self._goes_on(joins) else None
        if both is not None:
            self._done.pop()
        if both is None or both:  # there and back again: nothing to take back
            self._done.append(Step(words, both or changes, joins))
        self._undone.clear()
        self._last = now
        self._trim()
        self.changed.emit()

    def fold(self, *changes: Change) -> None:
        """Let what follows from the last step belong to it."""
        if self._gathered is not None:
            self.note("", *changes)
        elif self._done and not self._applying:
            last = self._done.pop()
            both = joined(last.changes, changes)
            if both is None or both:
                self._done.append(Step(last.words, both or last.changes, last.joins))
            self.changed.emit()

    @contextmanager
    def one(self, words: str) -> Iterator[None]:
        """Let all that is noted meanwhile be one step of this name."""
        if self._gathered is not None:
            yield
            return
        self._gathered = ()
        try:
            yield
        finally:
            gathered, self._gathered = self._gathered, None
            self.pause()
            self.note(words, *gathered)

    def pause(self) -> None:
        """Join what follows to nothing before it."""
        self._last = float("-inf")

    @property
    def undoes(self) -> str:
        """What undo would take back, in words; "": there is nothing."""
        return self._done[-1].words if self._done else ""

    @property
    def redoes(self) -> str:
        """What redo would do again, in words; "": there is nothing."""
        return self._undone[-1].words if self._undone else ""

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undo to take back."""
        return bool(self._undone)

    @property
    def restoring(self) -> bool:
        """Whether a step is being taken back, or done again."""
        return self._walk is not None

    def concerns(self, part: str) -> tuple[bool, bool]:
        """Return whether what undo, and what redo would do is about a part alone."""
        back, on = (bool(steps) and all(change.part == part for change in steps[-1].changes)
                    for steps in (self._done, self._undone))  # fmt: skip
        return back, on

    def undo(self) -> None:
        """Take the last step back."""
        self._turn(back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(back=False)

    def resume(self) -> None:
        """Go on: what a step waited for has come."""
        if self._walk is not None and not self._applying:
            self._go_on(self._walk[1][0])

    def abandon(self) -> None:
        """Wait no longer: a step that was on its way stays what it was."""
        if not self._applying:
            self._walk = None
            self._more.clear()

    def kept(self) -> Kept:
        """Return the history as a value, to come back to it."""
        return Kept(tuple(self._done), tuple(self._undone))

    def keep(self, kept: Kept) -> None:
        """Be as it was: for who moved the page and put it back by himself."""
        self.abandon()
        self.pause()
        self._done, self._undone = list(kept.done), list(kept.undone)
        self.changed.emit()

    def _goes_on(self, joins: str) -> bool:
        return bool(self._done) and self._done[-1].goes_on(joins)

    def _turn(self, back: bool) -> None:
        steps = self._done if back else self._undone
        if self._walk is not None:
            self._more.append(back)
        elif steps:
            self.pause()
            self._walk = back, deque(steps[-1].changes)
            self._go_on()

    def _go_on(self, awaited: Change | None = None) -> None:
        """Restore part after part; one that was waited for and did not come ends it."""
        assert self._walk is not None
        back, left = self._walk
        while left:
            change = left[0]
            self._applying = True
            try:
                restore, _ = self._owners[change.part]
                there = restore(change.before if back else change.after)
            except Exception:
                self._walk = None  # the step stays where it was, and can be tried again
                self._more.clear()
                raise
            finally:
                self._applying = False
            if not there:
                if change is awaited:
                    self.abandon()
                return
            left.popleft()
        self._walk = None
        origin, goal = (self._done, self._undone) if back else (self._undone, self._done)
        goal.append(origin.pop())
        self.changed.emit()
        if self._more:
            self._turn(self._more.popleft())

    def _trim(self) -> None:
        """Forget the oldest steps where they are too many or too large; the last one stays."""
        while len(self._done) > STEPS or (len(self._done) > 1 and self._bytes() > BYTES):
            del self._done[0]

    def _bytes(self) -> int:
        large: dict[int, object] = {}
        for change in (change for step in self._done for change in step.changes):
            _, bulk = self._owners[change.part]
            large |= {id(thing): thing for value in (change.before, change.after) for thing in bulk(value)}
        return sum(map(sys.getsizeof, large.values()))
