"""What a unit did, as a line without axes: scaled to its own least and largest value, with gaps where it has none."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPolygonF

Array = npt.NDArray[Any]

_PER_PIXEL = 2


def lines(values: Array, place: QRectF) -> list[QPolygonF]:
    """Return the unbroken parts of a line that fills a place; a value that never changes is in its middle."""
    known = _thinned(np.where(np.isfinite(values), values, np.nan).astype(float), int(place.width()))
    found = ~np.isnan(known)
    if not found.any():
        return []
    low, high = np.nanmin(known), np.nanmax(known)
    shares = (known - low) / (high - low) if high > low else np.where(found, 0.5, np.nan)
    x = place.left() + place.width() * np.arange(len(known)) / max(1, len(known) - 1)
    y = place.bottom() - place.height() * shares
    edges = np.flatnonzero(np.diff(np.concatenate([[False], found, [False]])))
    return [_polygon(x[begin:end], y[begin:end]) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _thinned(values: Array, pixels: int) -> Array:
    """Return the least and the largest value of each pixel where there are many more values than pixels."""
    if pixels < 1 or len(values) <= _PER_PIXEL * pixels:
        return values
    each = -(-len(values) // pixels)
    padded = np.pad(values, (0, -len(values) % each), constant_values=np.nan).reshape(-1, each)
    return np.stack([np.fmin.reduce(padded, axis=1), np.fmax.reduce(padded, axis=1)], axis=1).ravel()


def _polygon(x: Array, y: Array) -> QPolygonF:
    points = [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]
    return QPolygonF(points if len(points) > 1 else [points[0], points[0] + QPointF(1, 0)])
