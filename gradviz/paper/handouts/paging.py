"""Which pictures of a hand-out stand on which page: on as few pages as they need, together as long as they can be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import TypeVar

from gradviz.paper.handouts.stacking import LOW, LOWEST

Shared = list[range]
"""The numbers of the pictures on every page; what is said below all of them is on the last one."""
Made = TypeVar("Made")


def paged(count: int, made: Callable[[Shared, float], Made | None]) -> Made | None:
    """Return what is ``made`` of the first way to share out so many pictures in which all fit; None: there is none.

    ``made`` is told how high a panel is at least: a low one is better than another page, but on as many pages it is
    better to have it taller, with fewer beside it.
    """
    tries = ((way, lowest) for pages in range(1, count + 2) for lowest in (LOW, LOWEST) for way in _ways(count, pages))
    return next((found for way, lowest in tries if (found := made(way, lowest)) is not None), None)


def _ways(count: int, pages: int) -> Iterator[Shared]:
    """Yield every way, those first whose first pages hold most; the last page may hold none."""
    for cuts in reversed(list(combinations(range(1, count + 1), pages - 1))):
        yield [range(begin, end) for begin, end in pairwise((0, *cuts, count))]
