"""All entries together: found by their keys, by what somebody types, and by what mentions them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from gradviz.errors import nearest
from gradviz.explaining.entry import Entry
from gradviz.explaining.links import related
from gradviz.explaining.search import Index
from gradviz.explaining.spelling import folded

_LONG = 5
"""Letters from which on a word alone says which title is meant."""


class Reference:
    """Entries in the order of their kinds.

    Attributes
    ----------
    entries
        By their keys.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: Mapping[str, Entry] = MappingProxyType({entry.key: entry for entry in entries})
        self._index = Index(self.entries.values())
        self._related = related(tuple(self.entries.values()))

    def also(self, entry: Entry) -> tuple[Entry, ...]:
        """Return what belongs to an entry: what it names first, then what names it."""
        return tuple(self.entries[key] for key in self._related.get(entry.key, ()))

    def find(self, words: str) -> tuple[Entry, ...]:
        """Return the entries that what was typed stands in, those first that are called so; all where it is nothing."""
        return self._index.find(words)

    def named(self, words: str) -> tuple[Entry, ...]:
        """Return the entries that are called so, by title, name, symbol or another name, and not only speak of it."""
        return self._index.named(words)

    def nearest(self, words: str) -> Entry | None:
        """Return the entry whose name, or a long word of whose title, is the most like what was typed."""
        names: dict[str, Entry] = {}
        for entry in self.entries.values():
            for name in (entry.title, *entry.calls):
                names.setdefault(folded(name), entry)
        for entry in self.entries.values():
            for word in folded(entry.title).split():
                if len(word) >= _LONG:
                    names.setdefault(word, entry)
        near = nearest(folded(words), names)
        return None if near is None else names[near]


@cache
def reference() -> Reference:
    """Return the one of this program; it is made when it is first wanted."""
    from gradviz.explaining.kinds import KINDS

    return Reference(entry for kind in KINDS for entry in kind.entries())
