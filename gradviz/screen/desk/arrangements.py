"""How pictures that stand together fit the room that there is."""

from __future__ import annotations

from gradviz.arrangements import Rows, named

Slots = tuple[tuple[str, ...], ...]
"""One row of places, with the pictures that share each of them as tabs."""

TALL, WIDE, BESIDE = 280, 480, 340
"""The least size of a picture that can be read, in pixels; pictures that only stand beside each other may be slim."""


def fitted(rows: Rows, width: float, height: float) -> tuple[Slots, ...]:
    """Return how rows of pictures stand in a room: as they are, beside each other where it is too low, or in tabs.

    ``width`` and ``height`` are in pixels at normal type size. Behind tabs the pictures are dealt out to the places
    that there is room for, so that the first ones are in front.
    """
    across = max(len(row) for row in rows)
    least = BESIDE if len(rows) == 1 else WIDE
    columns, lines = min(across, max(1, int(width // least))), min(len(rows), max(1, int(height // TALL)))
    if (columns, lines) == (across, len(rows)):
        return tuple(tuple((name,) for name in row) for row in rows)
    names = [name for row in rows for name in row]
    if across == 1 and width // BESIDE >= len(names):
        return (tuple((name,) for name in names),)
    places = [tuple(names[place :: columns * lines]) for place in range(min(columns * lines, len(names)))]
    return tuple(tuple(places[begin : begin + columns]) for begin in range(0, len(places), columns))


def rows_of(pictures: tuple[str, ...]) -> Rows:
    """Return how pictures stand at first: as their arrangement says; else below each other, from four on in pairs."""
    found = named(pictures)
    if found is not None:
        return found.rows
    wide = 1 if len(pictures) < 4 else 2
    return tuple(pictures[begin : begin + wide] for begin in range(0, len(pictures), wide))
