"""What somebody who types these words is looking for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gradviz.explaining.entry import Entry
from gradviz.explaining.spelling import folded

_CALLED, _PREFIX, _WORD, _OTHER, _SYMBOL, _TEXT, _NOT = range(7)
"""How well an entry fits, the best first: called exactly so, begins so, has such a word in its title, in another
name, in its symbol, in its text."""


@dataclass(frozen=True)
class _Folded:
    """An entry as it is compared."""

    entry: Entry
    title: str
    names: tuple[str, ...]
    symbol: str
    text: str

    @classmethod
    def of(cls, entry: Entry) -> _Folded:
        names = tuple(folded(name) for name in (entry.name.replace("-", " "), *entry.calls))
        return cls(entry, folded(entry.title), names, folded(entry.symbol), folded(entry.words()))

    def fit(self, words: str) -> int:
        """Return how well it fits folded words."""
        if words == self.title or words in self.names:
            return _CALLED
        if self.title.startswith(words):
            return _PREFIX
        if f" {words}" in self.title:
            return _WORD
        if any(f" {words}" in f" {name}" for name in self.names):
            return _OTHER
        if self.symbol and f" {words}" in f" {self.symbol}":
            return _SYMBOL
        return _TEXT if f" {words}" in f" {self.text}" else _NOT


class Index:
    """Entries ready to be searched."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = tuple(map(_Folded.of, entries))

    def find(self, typed: str) -> tuple[Entry, ...]:
        """Return the entries that fit, the best first; of equally good ones in their own order."""
        return tuple(entry for (fit, _), entry in self._ranked(typed) if fit < _NOT)

    def named(self, typed: str) -> tuple[Entry, ...]:
        """Return the entries that are called so: not those that only speak of it."""
        ranked = self._ranked(typed) if typed.strip() else []
        best = min((fit for (fit, _), _ in ranked), default=_NOT)
        return tuple(entry for (fit, _), entry in ranked if fit == best < _TEXT)

    def _ranked(self, typed: str) -> list[tuple[tuple[int, int], Entry]]:
        whole, symbol = folded(typed), typed.strip()
        if not symbol:
            return [((_CALLED, 0), each.entry) for each in self._entries]
        found = [(self._fit(each, whole, symbol), each.entry) for each in self._entries]
        return sorted(found, key=lambda pair: pair[0])

    def _fit(self, each: _Folded, whole: str, symbol: str) -> tuple[int, int]:
        """Return how well all words fit together, or else the one that fits worst, and all; a symbol is a name, too."""
        if each.entry.symbol and symbol == each.entry.symbol:
            return _CALLED, 0
        if not whole:
            return _NOT, 0
        fits = [each.fit(word) for word in whole.split()]
        return min(each.fit(whole), max(*fits, _WORD)), sum(fits)
