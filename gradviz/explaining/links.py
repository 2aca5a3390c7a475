"""Which entries belong together: what was declared, and who mentions whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from gradviz.explaining.entry import Entry
from gradviz.explaining.spelling import folded

MOST = 8
"""Links of one entry: more would not be read."""

COMMON = 12
"""A name that more entries mention is an everyday word, and no link."""


def related(entries: tuple[Entry, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return for each key what its entry declares, then what it mentions, then what declares or mentions it."""
    known = {entry.key: entry for entry in entries}
    declared = {entry.key: [key for key in entry.also if key in known] for entry in entries}
    mentioned = _mentions(entries)
    back: defaultdict[str, list[str]] = defaultdict(list)
    for links in (declared, mentioned):
        for key, others in links.items():
            for other in others:
                back[other].append(key)
    return {key: _few(key, (*declared[key], *mentioned[key], *back[key])) for key in known}


def _few(key: str, others: Iterable[str]) -> tuple[str, ...]:
    return tuple(other for other in dict.fromkeys(others) if other != key)[:MOST]


def _mentions(entries: tuple[Entry, ...]) -> Mapping[str, list[str]]:
    """Return for each key the keys of what its words name."""
    texts = {entry.key: f" {folded(entry.words())} " for entry in entries}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry, names in _spoken(entries):
        inside = [key for key, text in texts.items() if key != entry.key and any(name in text for name in names)]
        if len(inside) <= COMMON:
            for key in inside:
                found[key].append(entry.key)
    return {key: found[key] for key in texts}


def _spoken(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Yield the entries that other texts speak of, with their names."""
    from gradviz.explaining.kinds import KINDS

    kinds = {kind.name for kind in KINDS if kind.spoken}
    for entry in entries:
        if entry.kind in kinds:
            yield entry, tuple(f" {folded(name)} " for name in (entry.title, *entry.calls))
