"""A window of a few steps that slides over time, so that what a step leaves behind stays in the cache.

Only what the way back needs is kept for all steps. Steps are numbered 1 … T as everywhere; the window
number w holds the steps w · K + 1 … (w + 1) · K, and of states (K + 1 rows) also the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gradviz.cells.cell import View
from gradviz.engine.tape import Buffers


class Window:
    """Buffers of K steps beside buffers of all steps, which a step sees as one.

    Parameters
    ----------
    length
        K.
    short, long
        The buffers, (K or K + 1, B, blocks · H) and (T, B, blocks · H).
    """

    def __init__(self, length: int, short: Buffers, long: Buffers) -> None:
        self._length, self._short, self._long = length, short, long
        self._cut: dict[View, list[Any]] = {}

    @property
    def of(self) -> dict[str, Any]:
        """The short buffers by name."""
        return self._short.of

    def see(self, view: View, first: int, last: int) -> Any:
        """Return the rows of steps first … last of a view, all of one window."""
        if view.buffer in self._long.of:
            return self._long.see(view)[first - 1 : last]
        place = (first - 1) % self._length
        return self._short.see(view)[place : place + last - first + 1]

    def steps(self, views: tuple[View, ...], first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Return the arguments of steps first … last, all of one window."""
        return zip(*(self._rows(view, first, last) for view in views), strict=True)

    def back(self, views: tuple[View, ...], first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Return the arguments of steps last … first."""
        return zip(*(self._rows(view, first, last)[::-1] for view in views), strict=True)

    def before(self, step: int) -> int:
        """Return which row of a state the one before a step is; the one after it is the next."""
        return (step - 1) % self._length

    def _rows(self, view: View, first: int, last: int) -> list[Any]:
        if view.buffer in self._long.of:
            return list(self.see(view, first, last))
        if view not in self._cut:
            self._cut[view] = list(self._short.see(view))
        place = (first - 1) % self._length
        return self._cut[view][place : place + last - first + 1]
