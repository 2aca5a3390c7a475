"""The arrangements: which pictures stand together."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.arrangements import ARRANGEMENTS
from gradviz.charts import CHARTS
from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked, sentence


def entries() -> Iterator[Entry]:
    """Yield one entry an arrangement."""
    for found in ARRANGEMENTS:
        shown = " · ".join(marked(CHARTS[name].title) for name in found.pictures)
        yield Entry(
            "arrangement",
            found.name,
            found.name,
            (sentence(found.help),),
            facts=(("Pictures", shown), ("Key", f"`Ctrl+Shift+{found.place}`")),
            also=tuple(f"picture/{name}" for name in found.pictures),
        )


KIND = Kind("arrangement", "Arrangements", 50, entries)
