"""Stacked bars made ready for a painter: where each one begins and ends, and fewer where pixels are few."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from gradviz.charts.chart import Array, Axis, Bars


@dataclass(frozen=True, eq=False)
class Stack:
    """A series in its place: bar j covers ``edges[j] … edges[j + 1]`` and ``low[j] … high[j]``; NaN is a hole."""

    bars: Bars
    edges: Array
    low: Array
    high: Array


def stacked(bars: tuple[Bars, ...], axis: Axis, most: int) -> tuple[Stack, ...]:
    """Return every series in its place on an axis, as at most about ``most`` bars.

    The end of a bar that leaves the axis, as one of infinite height does, is the axis's own; a
    series that is a line has ``low`` and ``high`` at its value.
    """
    made, up, down = [], 0.0, 0.0
    for series in bars:
        edges, y = thinned(series, most)
        if series.shade == "line":
            low = high = y
        else:
            low = np.where(y < 0, down + y.clip(max=0), up)
            high = np.where(y < 0, down, up + y.clip(min=0))
            low, high = np.where(np.isnan(y), np.nan, (low, high))
            up, down = (np.fmax(up, high), np.fmin(down, low))
        made.append(Stack(series, edges, np.clip(low, axis.low, axis.high), np.clip(high, axis.low, axis.high)))
    return tuple(made)


def thinned(bars: Bars, most: int) -> tuple[Array, Array]:
    """Return the edges and the values of at most about ``most`` bars: means over as many steps each.

    Means of terms add up to the mean of their sum. Holes are left out of a mean; a step of infinite
    height makes its whole bar infinite, so that it is never lost.
    """
    each = together(len(bars.y), most)
    edges = bars.first - 1 + np.minimum(np.arange(0, len(bars.y) + each, each), len(bars.y))
    if each == 1:
        return edges.astype(float), bars.y
    padded = np.full((len(edges) - 1) * each, np.nan)
    padded[: len(bars.y)] = bars.y
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Mean of empty slice")
        return edges.astype(float), np.nanmean(padded.reshape(-1, each), axis=1)


def together(steps: int, most: int) -> int:
    """Return how many steps share a bar where there is room for ``most`` bars."""
    return -(-steps // max(1, most))


def extent(*panels: tuple[Bars, ...]) -> tuple[float, float]:
    """Return the lowest and the highest finite end of all bars of some panels; 0 lies between them."""
    low = high = 0.0
    for panel in panels:
        known = [np.where(np.isfinite(series.y), series.y, 0.0) for series in panel if series.shade != "line"]
        heights = np.array(known) if known else np.zeros((1, 0))
        low = min(low, float(heights.clip(max=0).sum(axis=0).min(initial=0.0)))
        high = max(high, float(heights.clip(min=0).sum(axis=0).max(initial=0.0)))
    return low, high
