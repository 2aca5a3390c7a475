"""Dashes as holes in a line: exact along any curve, and as cheap as the solid line.

A dashed pen begins anew at every segment of a line that is drawn in segments, and is slow where it is not.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array

_ALMOST = 1e-6


def broken(x: Array, y: Array, pixels: tuple[Array, Array], drawn: float, left_out: float) -> tuple[Array, Array]:
    """Return a line with holes at even distances.

    Parameters
    ----------
    x, y : (N,)
        The line; a NaN in ``y`` is a hole, behind which the dashes begin anew.
    pixels : ((N,), (N,))
        The same points on the screen.
    drawn, left_out : float
        How long a dash and the hole behind it are, in pixels.
    """
    edges = np.flatnonzero(np.diff(np.isfinite(y))) + 1
    split = [np.split(values, edges) for values in (x, y, *pixels)]
    made = [
        _broken(xs, ys, across, down, drawn, left_out) if np.isfinite(ys[:1]).any() else (xs, ys)
        for xs, ys, across, down in zip(*split, strict=True)
    ]
    return np.concatenate([xs for xs, _ in made]), np.concatenate([ys for _, ys in made])


def _broken(x: Array, y: Array, across: Array, down: Array, drawn: float, left_out: float) -> tuple[Array, Array]:
    """Break a line without holes."""
    at = np.append(0.0, np.cumsum(np.hypot(np.diff(across), np.diff(down))))
    period = drawn + left_out
    begins = np.arange(0.0, at[-1], period)
    cuts = (begins + place for place in (0.0, drawn, drawn + left_out / 2))
    along = np.unique(np.concatenate([at, *cuts]))
    along = along[along <= at[-1]]
    within = along % period
    hole = (within > drawn + _ALMOST) & (within < period - _ALMOST)
    hole[-1] |= len(begins) > 0 and not _ALMOST < within[-1] < period - _ALMOST  # no dash begins where the line ends
    return np.interp(along, at, x), np.where(hole, np.nan, np.interp(along, at, y))
