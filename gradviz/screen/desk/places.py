"""Where pictures stand, as plain data: shares of the desk, and how it is split to come to them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Rect = tuple[float, float, float, float]
"""Left, top, width and height."""

_NEAR = 0.02
"""Edges this close are one: there is a handle between them."""


@dataclass(frozen=True)
class Place:
    """A place on the desk and the pictures that share it as tabs, the one in front first.

    ``rect`` is in shares of the desk; of one that floats, in shares of it from its top left corner, too.
    """

    names: tuple[str, ...]
    rect: Rect
    floating: bool = False


@dataclass(frozen=True)
class Split:
    """Parts beside each other, or below each other."""

    beside: bool
    parts: tuple[Split | Place, ...]

    def shares(self) -> list[float]:
        """Return how wide, or how high, the parts are."""
        return [_extent(part, self.beside) for part in self.parts]


def split(places: Sequence[Place]) -> Split | Place:
    """Return how the desk is split so that places stand like this; where they overlap, side by side."""
    if len(places) == 1:
        return places[0]
    for beside in (True, False):
        groups = _groups(places, beside)
        if len(groups) > 1:
            return Split(beside, tuple(split(group) for group in groups))
    return Split(True, tuple(places))


def first(part: Split | Place) -> Place:
    """Return the first place of a part."""
    return part if isinstance(part, Place) else first(part.parts[0])


def handle(part: Split | Place) -> Place:
    """Return the place of a part that lies least deep: by its size that of the part is set."""
    if isinstance(part, Place):
        return part
    return next((each for each in part.parts if isinstance(each, Place)), first(part))


def _groups(places: Sequence[Place], beside: bool) -> list[list[Place]]:
    """Return the places on this side and that of every line that cuts none of them."""
    at = 0 if beside else 1
    groups: list[list[Place]] = []
    reached = 0.0
    for place in sorted(places, key=lambda each: each.rect[at]):
        begin, end = place.rect[at], place.rect[at] + place.rect[at + 2]
        if groups and begin < reached - _NEAR:
            groups[-1].append(place)
            reached = max(reached, end)
        else:
            groups.append([place])
            reached = end
    return groups


def _extent(part: Split | Place, beside: bool) -> float:
    if isinstance(part, Place):
        return part.rect[2 if beside else 3]
    inner = [_extent(each, beside) for each in part.parts]
    return sum(inner) if part.beside == beside else max(inner)
