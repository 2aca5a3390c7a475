"""Long data for a page of finite width: what a pixel cannot show is summed up, never left out.

A curve keeps the lowest and the highest value of every column of pixels, so no peak is lost; a
map keeps the mean over the area of every pixel.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array

CURVE_COLUMNS = 1500


def curve(x: Array, y: Array, columns: int = CURVE_COLUMNS) -> tuple[Array, Array]:
    """Return the points to draw, in order; where nothing is finite, ``y`` is NaN.

    Up to four points a column are drawn as they are; longer curves become the lowest and the
    highest finite value of each column.
    """
    y = np.where(np.isfinite(y), y, np.nan)
    if len(y) <= 4 * columns:
        return x, y
    edges = np.linspace(0, len(y), columns + 1).astype(int)[:-1]
    low, high = np.fmin.reduceat(y, edges), np.fmax.reduceat(y, edges)
    rising = y[np.append(edges[1:], len(y)) - 1] >= y[edges]
    middle = np.add.reduceat(x, edges) / np.diff(np.append(edges, len(y)))
    pairs = np.where(rising[:, None], np.stack([low, high], 1), np.stack([high, low], 1))
    points = np.repeat(middle, 2)
    points[0], points[-1] = x[0], x[-1]
    return points, pairs.ravel()


def mean_map(values: Array, rows: int, columns: int) -> Array:
    """Return the map with at most ``rows`` × ``columns`` entries, each the mean of the area it covers."""
    return _mean(_mean(values, columns).T, rows).T


def _mean(values: Array, most: int) -> Array:
    length = values.shape[1]
    if length <= most:
        return values
    total = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1, dtype=float)], axis=1)
    at = np.linspace(0, length, most + 1)
    whole = np.minimum(at.astype(int), length - 1)
    until = total[:, whole] + (at - whole) * values[:, whole]
    means: Array = np.diff(until, axis=1) * (most / length)
    return means


def lonely(y: Array) -> Array:
    """Return where a finite value has no finite neighbour: a line alone would not show it."""
    finite = np.isfinite(y)
    beside = np.concatenate([[False], finite, [False]])
    alone: Array = finite & ~beside[:-2] & ~beside[2:]
    return alone
