"""Undo and redo of a text, by what was changed: a text of megabytes is not kept for every key."""

from __future__ import annotations

import time
from dataclasses import dataclass

MERGE_SECONDS = 1.0
"""Keys that follow each other this closely, one beside the other, are one step of undo."""


@dataclass(frozen=True)
class Edit:
    """``removed`` gave way to ``inserted`` at a place."""

    place: int
    removed: str
    inserted: str

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.place, self.inserted, self.removed)

    def of(self, text: str) -> str:
        """Return the text after it."""
        return text[: self.place] + self.inserted + text[self.place + len(self.removed) :]

    def joined(self, later: Edit) -> Edit | None:
        """Return both as one where they are neighbours: typing on, or taking back; else None."""
        if not later.removed and later.place == self.place + len(self.inserted):
            return Edit(self.place, self.removed, self.inserted + later.inserted)
        if not later.inserted and later.place + len(later.removed) == self.place and not self.inserted:
            return Edit(later.place, later.removed + self.removed, "")
        return None


class History:
    """The edits that can be taken back, and those that were."""

    def __init__(self) -> None:
        self._done: list[Edit] = []
        self._undone: list[Edit] = []
        self._last = float("-inf")

    def pause(self) -> None:
        """Join the next edit to none before it."""
        self._last = float("-inf")

    def note(self, edit: Edit, within: float = MERGE_SECONDS) -> None:
        """Remember an edit; one that goes on from the last, within so many seconds, is joined to it."""
        now, self._undone = time.monotonic(), []
        recent = bool(self._done) and self._last > float("-inf") and now - self._last < within
        joined = self._done[-1].joined(edit) if recent else None
        if joined is None:
            self._done.append(edit)
        else:
            self._done[-1] = joined
        self._last = now

    def undo(self) -> Edit | None:
        """Return what takes the last edit back; None where there is none."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        self.pause()
        return self._undone[-1].inverse

    def redo(self) -> Edit | None:
        """Return the edit that was taken back last; None where there is none."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        self.pause()
        return self._done[-1]

    def forget(self) -> None:
        """Begin anew."""
        self._done, self._undone = [], []
