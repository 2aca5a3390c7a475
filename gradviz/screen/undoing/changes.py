"""What a step of undo is made of: plain values of before and after, one for each part of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Change(Protocol):
    """One part of a page is another than before; the owner of the part knows what to do with either value."""

    @property
    def part(self) -> str:
        """Whose values these are."""

    @property
    def before(self) -> Any:
        """What the owner is given to take the change back."""

    @property
    def after(self) -> Any:
        """What the owner is given to make the change again."""

    def joined(self, later: Any) -> Change | None:
        """Return this change and a later one of the same part as one; None where they stay two."""


@dataclass(frozen=True)
class Was:
    """A part was ``before`` as a whole, and is ``after``."""

    part: str
    before: Any
    after: Any

    def joined(self, later: Was) -> Was:
        """Return the way from the first to the last."""
        return Was(self.part, self.before, later.after)


@dataclass(frozen=True)
class Step:
    """What is taken back at once, and what it is called: ``ρ of A``."""

    words: str
    changes: tuple[Change, ...]
    joins: str = ""

    def goes_on(self, joins: str) -> bool:
        """Return whether what a hand does now may belong to this step: the same slider, the same text."""
        return bool(joins) and joins == self.joins


def joined(first: Sequence[Change], later: Sequence[Change]) -> tuple[Change, ...] | None:
    """Return the changes of two steps as those of one, without what is there and back again; None: they stay two."""
    parts = {change.part: change for change in first}
    for change in later:
        known = parts.get(change.part)
        both = change if known is None else known.joined(change)
        if both is None:
            return None
        parts[change.part] = both
    return tuple(change for change in parts.values() if change.before != change.after)
