"""One thing that is explained, as data: its words, what is known of it, and where more is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """What is said of one thing, in the markup of visible words; between backticks stands what is typed.

    Attributes
    ----------
    kind, name
        Which kind of thing it is, and what code calls it; together they are its key.
    title, symbol
        What the window and the textbook call it.
    text
        One paragraph after the other, the most important one first.
    formulas
        Set below the text, a line each.
    facts
        What is known of it: name and words.
    source
        Where it comes from.
    calls
        What else it is looked for by.
    also
        Keys of what belongs to it.
    """

    kind: str
    name: str
    title: str
    text: tuple[str, ...]
    symbol: str = ""
    formulas: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    source: str = ""
    calls: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is found by: ``field/steps``."""
        return f"{self.kind}/{self.name}"

    def words(self) -> str:
        """Return all that it says."""
        return " ".join((*self.text, *(f"{name} {words}" for name, words in self.facts), self.source))


@dataclass(frozen=True)
class Kind:
    """All entries of one kind.

    Attributes
    ----------
    heading
        What they are called together.
    order
        Its place in a list of kinds.
    entries
        Makes them.
    spoken
        Whether other texts mention them by their titles, so that there is a link.
    """

    name: str
    heading: str
    order: int
    entries: Callable[[], Iterable[Entry]]
    spoken: bool = False
