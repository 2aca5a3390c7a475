"""The glossary: the field's own terms."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.glossary import TERMS


def entries() -> Iterator[Entry]:
    """Yield one entry a term."""
    for term in TERMS:
        yield Entry(
            "term",
            term.name,
            term.title,
            (term.text,),
            symbol=term.symbol,
            formulas=term.formulas,
            source=term.source,
            calls=term.calls,
        )


KIND = Kind("term", "Terms", 60, entries, spoken=True)
