"""The parts of the window: what each shows, and what a hand or a key does there."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.window import cells, frame, laboratory


def entries() -> Iterator[Entry]:
    """Yield one entry a part, page by page."""
    for page in (laboratory, cells, frame):
        yield from page.PARTS


KIND = Kind("part", "The window", 90, entries)
