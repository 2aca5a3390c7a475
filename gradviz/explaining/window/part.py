"""How a part of the window is described."""

from __future__ import annotations

from gradviz.explaining.entry import Entry


def part(name: str, title: str, *text: str, also: tuple[str, ...] = ()) -> Entry:
    """Return the entry of a part."""
    return Entry("part", name, title, text, also=also)
