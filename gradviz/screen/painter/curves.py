"""Curves made ready for the screen: no more points than pixels, and nothing drawn where nothing is."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPolygonF

from gradviz.charts.chart import Array


def visible(x: Array, y: Array, low: float, high: float, pixels: int) -> tuple[Array, Array]:
    """Return the points to draw between ``low`` and ``high`` on ``pixels`` columns.

    −inf and ±inf become holes. Where there are several points a pixel, the lowest and the highest
    of each pixel stay, in their order: a spike of one step is never lost.

    Parameters
    ----------
    x, y : (N,)
        ``x`` ascending.
    low, high : float
        The visible part of the axis.
    pixels : int
        How many columns it has.
    """
    first = max(0, int(np.searchsorted(x, low)) - 1)
    last = min(len(x), int(np.searchsorted(x, high, "right")) + 1)
    x, y = x[first:last], np.where(np.isfinite(y[first:last]), y[first:last], np.nan)
    if len(x) <= 4 * max(1, pixels):
        return x, y
    return _extremes(x, y, max(1, pixels))


def _extremes(x: Array, y: Array, pixels: int) -> tuple[Array, Array]:
    each = -(-len(x) // pixels)
    blocks = -(-len(x) // each)
    padded = np.full(blocks * each, np.nan)
    padded[: len(y)] = y
    table = padded.reshape(blocks, each)
    lowest = np.where(np.isnan(table), np.inf, table).argmin(axis=1)
    highest = np.where(np.isnan(table), -np.inf, table).argmax(axis=1)
    picked = np.sort(np.stack([lowest, highest], axis=1), axis=1) + np.arange(blocks)[:, None] * each
    picked = picked.ravel()[picked.ravel() < len(x)]
    return x[picked], y[picked]


def draw_polyline(painter: QPainter, across: Array, down: Array) -> None:
    """Draw a line through pixels, with holes where it has no number."""
    edges = np.flatnonzero(np.diff(np.isfinite(down))) + 1
    for x, y in zip(np.split(across, edges), np.split(down, edges), strict=True):
        if len(y) and np.isfinite(y[0]):
            painter.drawPolyline(QPolygonF([QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]))


def straightened(x: Array, y: Array) -> tuple[Array, Array]:
    """Return the same line without the points in the middle of its straight parts (for dashes)."""
    if len(x) < 3:
        return x, y
    with np.errstate(invalid="ignore"):
        bend = np.abs(np.diff(y, 2)) > 1e-9 * max(1.0, float(np.nanmax(np.abs(y), initial=0.0)))
    hole = np.isnan(y)
    edge = hole[:-2] | hole[1:-1] | hole[2:]
    keep = np.concatenate([[True], bend | edge, [True]])
    return x[keep], y[keep]


def lonely(x: Array, y: Array) -> tuple[Array, Array]:
    """Return the points without a neighbour on either side: no line shows them, so a dot must."""
    there = np.isfinite(y)
    beside = np.zeros(len(y) + 2, dtype=bool)
    beside[1:-1] = there
    alone = there & ~beside[:-2] & ~beside[2:]
    return x[alone], y[alone]
