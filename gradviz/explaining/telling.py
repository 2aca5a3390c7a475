"""An entry in plain text, as a terminal shows it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from gradviz.explaining.entry import Entry
from gradviz.explaining.spelling import plain

WIDTH = 100
_INDENT = "    "


def told(entry: Entry, also: Sequence[Entry] = ()) -> str:
    """Return the whole entry with what belongs to it."""
    return "\n".join(_lines(entry, also))


def _lines(entry: Entry, also: Sequence[Entry]) -> Iterator[str]:
    symbol = f"  {plain(entry.symbol)}" if entry.symbol else ""
    yield f"{plain(entry.title)}{symbol}"
    for paragraph in entry.text:
        yield ""
        yield from textwrap.wrap(plain(paragraph), WIDTH)
    if entry.formulas:
        yield ""
        yield from (f"{_INDENT}{plain(formula)}" for formula in entry.formulas)
    if entry.facts:
        yield ""
        yield from _facts(entry.facts)
    if entry.source:
        yield ""
        yield from textwrap.wrap(f"Source: {plain(entry.source)}.", WIDTH)
    if also:
        yield ""
        titles = ", ".join(f"{plain(other.title)} ({other.kind})" for other in also)
        yield from textwrap.wrap(f"See also: {titles}", WIDTH)


def _facts(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the facts in two columns."""
    wide = max(len(plain(name)) for name, _ in facts) + 2
    for name, words in facts:
        yield from textwrap.wrap(
            f"{plain(name):{wide}}{plain(words)}", WIDTH, subsequent_indent=" " * wide, break_on_hyphens=False
        )
