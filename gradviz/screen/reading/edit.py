"""What is done to a text, as what was changed: a text of megabytes is not kept for every key."""

from __future__ import annotations

from dataclasses import dataclass

PART = "text"


@dataclass(frozen=True)
class Edit:
    """``removed`` gave way to ``inserted`` at a place of the whole text; a change that undo takes back."""

    place: int
    removed: str
    inserted: str

    @property
    def part(self) -> str:
        """The part of the page that it is about."""
        return PART

    @property
    def before(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.place, self.inserted, self.removed)

    @property
    def after(self) -> Edit:
        """The edit itself."""
        return self

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


def called(edit: Edit, typed: bool) -> str:
    """Return what an edit is called in a menu."""
    if not typed:
        return "what the network wrote"
    if not edit.inserted:
        return "delete"
    return "typing" if len(edit.inserted) == 1 else "new text"
