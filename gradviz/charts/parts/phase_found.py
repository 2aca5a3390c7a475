"""What a sweep says about each place of its map: worked out once, however often the dot is moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.parts.phase_rows import Rows
from gradviz.fates import Fate, fate, median, shares
from gradviz.sweeps import Sweep


@dataclass(frozen=True, eq=False)
class Found:
    """The draws of every place, (radii, rows); NaN where none is known yet.

    Attributes
    ----------
    rows
        What the second axis is.
    median : (radii, rows)
        log10 of the gradient relative to its start.
    fates : (radii, rows, seeds)
        The `Fate` of each draw.
    shares : fate → (radii, rows)
        Which share of the known draws meets it.
    """

    rows: Rows
    median: Array
    fates: Array
    shares: Mapping[Fate, Array]


_FOUND: WeakKeyDictionary[Sweep, Found] = WeakKeyDictionary()


def found_of(sweep: Sweep, rows: Rows) -> Found:
    """Return what a sweep says; it is remembered as long as the sweep is."""
    known = _FOUND.get(sweep)
    if known is None or known.rows != rows:
        change = rows.change(sweep)
        fates = fates_of(change)
        known = _FOUND[sweep] = Found(rows, median(change), fates, shares(fates, axis=-1))
    return known


def fates_of(change: Array) -> Array:
    """Return the `Fate` of gradients of which log10 relative to their start is given."""
    return fate(np.stack((change, np.zeros_like(change)), axis=-1), 1)
