"""What became of a gradient on its way back: it vanished, held, exploded or died.

Numbers only, of any curves of log10 norms over t = 0 … T in the last axis: of a Result, of a Sweep, of a file.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Fates = npt.NDArray[np.int8]

VANISHES_BELOW = -3.0
"""Decades: a gradient whose norm at t = 0 is less than 10^−3 of what it was at the loss has vanished."""

EXPLODES_ABOVE = 3.0
"""Decades: one that is more than 10^3 times as large has exploded."""


class Fate(IntEnum):
    """What became of a gradient, from the least that is left of it to the most."""

    UNKNOWN = -1
    DIES = 0
    VANISHES = 1
    HOLDS = 2
    EXPLODES = 3


def lost(curves: npt.ArrayLike, start: npt.ArrayLike | None = None) -> Floats:
    """Return by how many decades each gradient has grown from the loss to t = 0: log10 (‖g_0‖ / ‖g_start‖).

    Parameters
    ----------
    curves : (..., T + 1)
        log10 ‖∂L/∂h_t‖ for t = 0 … T; −inf is a true zero, NaN is unknown, or behind a shorter curve's end.
    start : (...), int, optional
        The step of the loss; by default the last finite entry of each curve. (With a loss at one step all
        that comes after it is exactly 0.)

    Returns
    -------
    (...)
        Negative for a gradient that shrank, −inf for a true zero at t = 0 (also where there is no gradient
        at all), NaN where the entry at t = 0 or at the start is unknown.
    """
    norms = np.asarray(curves, np.float64)
    first = norms[..., 0]
    step = _last_finite(norms) if start is None else np.broadcast_to(np.asarray(start), first.shape)
    there = np.take_along_axis(norms, step[..., None], -1)[..., 0]
    return first - np.where(np.isneginf(first), 0.0, there)


def _last_finite(norms: Floats) -> npt.NDArray[np.intp]:
    """Return the place of each curve's last finite entry; 0 where there is none."""
    finite = np.isfinite(norms)
    last = norms.shape[-1] - 1 - np.argmax(finite[..., ::-1], axis=-1)
    return np.where(finite.any(-1), last, 0)


def fate(
    curves: npt.ArrayLike,
    start: npt.ArrayLike | None = None,
    *,
    vanishes_below: float = VANISHES_BELOW,
    explodes_above: float = EXPLODES_ABOVE,
) -> Fates:
    """Return what became of each gradient at t = 0, relative to what it was at the loss, as a `Fate`.

    Only the ratio counts, not how many steps it took: a gradient that is still where the loss is holds.

    Parameters
    ----------
    curves, start
        As for `lost`.
    vanishes_below, explodes_above
        Decades; a gradient exactly at one of them holds.

    Returns
    -------
    (...), int8
        ``DIES``: exactly 0 at t = 0; ``VANISHES``, ``EXPLODES``, ``HOLDS``; ``UNKNOWN``: not computed.
    """
    change = lost(curves, start)
    cases = [np.isnan(change), np.isneginf(change), change < vanishes_below, change > explodes_above]
    names = [Fate.UNKNOWN, Fate.DIES, Fate.VANISHES, Fate.EXPLODES]
    return np.asarray(np.select(cases, names, Fate.HOLDS), np.int8)


def shares(fates: npt.ArrayLike, axis: int | tuple[int, ...] | None = None) -> dict[Fate, Floats]:
    """Return which share of the known fates along an axis is each: fate → array without that axis.

    The shares sum to 1; all are NaN where nothing is known.
    """
    found = np.asarray(fates)
    known = (found != Fate.UNKNOWN).sum(axis)
    with np.errstate(invalid="ignore"):
        return {which: np.asarray((found == which).sum(axis) / known) for which in Fate if which != Fate.UNKNOWN}


def median(values: npt.ArrayLike, axis: int = -1) -> Any:
    """Return the median along an axis, of what is known: NaN is left out, −inf is a value below all others.

    The mean of the two in the middle where they are even in number: −inf where one of them is; NaN where
    nothing is known. (numpy's own nanmedian gives the same and takes ten times as long for the
    grid of a sweep.)
    """
    ordered = np.sort(np.asarray(values, np.float64), axis=axis)  # NaN goes to the end
    known = np.expand_dims((~np.isnan(ordered)).sum(axis), axis)
    low, high = (
        np.take_along_axis(ordered, np.maximum(place, 0), axis).squeeze(axis)
        for place in ((known - 1) // 2, np.minimum(known // 2, ordered.shape[axis] - 1))
    )
    return 0.5 * (low + high)
