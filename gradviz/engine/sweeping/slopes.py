"""What the way back multiplies by, computed from a window while it is in the cache."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from gradviz.cells import CELLS, Cell
from gradviz.cells.cell import View
from gradviz.engine.sweeping.arithmetic import OnDevice, OnHost, odd_ones
from gradviz.engine.sweeping.window import Window

PIECE = 2**15
"""Numbers whose temporaries stay in the cache, and in memory that is not given back each time."""


class Slopes:
    """The derivatives of the activations of one layer, and what they know about true zeros.

    Attributes
    ----------
    lost : (B,)
        The sequences in which a ReLU can't tell a true zero from an underflow.
    exact
        Whether a 0 among all these derivatives is exactly 0.
    """

    def __init__(self, cell: Cell, arithmetic: OnHost | OnDevice, window: Window, batch: int, smallest: float) -> None:
        self._cell, self._arithmetic, self._window, self._smallest = cell, arithmetic, window, smallest
        self._seen: dict[int, tuple[Any, View]] = {}
        self.lost, self.exact = np.zeros(batch, bool), True

    def between(self, first: int, last: int) -> Mapping[str, Sequence[Any]]:
        """Return the factors of steps first … last, each as a list of its blocks."""

        def see(view: View) -> Any:
            rows = self._window.see(view, first, last)
            self._seen[id(rows)] = rows, view
            return rows

        self._range = first, last
        self._seen.clear()
        return self._cell.slopes(self, see)

    def sech2(self, pre: Any) -> Any:
        """Return tanh′."""
        self.exact = False
        squashed = self._window.see(_tanh_of(self._cell.name)[self._seen[id(pre)][1]], *self._range)
        return self._arithmetic.sech2(pre, squashed)

    def sigmoid_slope(self, negated: Any, sigma: Any) -> Any:
        """Return σ′."""
        self.exact = False
        return self._arithmetic.sigmoid_slope(negated, sigma)

    def positive(self, pre: Any) -> Any:
        """Return 1 where a > 0, else 0."""
        odd = odd_ones(self._arithmetic, pre, self._smallest)
        if odd is not None:
            self.lost |= odd[1]
        return self._arithmetic.positive(pre)

    def ones_like(self, pre: Any) -> Any:
        """Return ones."""
        return self._arithmetic.ones_like(pre)


class _Noted:
    """Operations that only note what is the tanh of what."""

    one = None

    def __init__(self) -> None:
        self.tanh_of: dict[View, View] = {}

    def tanh(self, row: View, out: View) -> None:
        """Note."""
        self.tanh_of[row] = out

    def __getattr__(self, name: str) -> Any:
        return _nothing


def _nothing(*operands: Any) -> None:
    pass


@cache
def _tanh_of(name: str) -> dict[View, View]:
    """Return where a cell's own step leaves the tanh of a row: it need not be computed again."""
    cell, noted = CELLS[name], _Noted()
    cell.forward(noted, np.empty((1, 1)), None, lambda blocks: np.empty((1, blocks)))(*cell.forward_rows)
    return noted.tanh_of
