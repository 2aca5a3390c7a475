"""Bands between two curves made ready for the screen."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainterPath, QPen, QPolygonF
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from gradviz.charts.chart import Array, Axis, Band
from gradviz.screen.painter.ink import Ink

_SHARE, _QUIET = 0.24, 0.13
"""How much of its colour a band has, and one that is neither network's."""


class BandItem:
    """One band in the scene, inside a moving window."""

    def __init__(self, window: QGraphicsItem) -> None:
        self.item = QGraphicsPathItem(window)
        self.item.setPen(QPen(Qt.PenStyle.NoPen))
        self.item.setZValue(-1)

    def show(self, band: Band, axis: Axis, pixels: int, ink: Ink) -> None:
        """Draw the band in the units of the axes, with at most two corners a pixel on either side."""
        path = QPainterPath()
        for corners in pieces(band, axis.low, 2 * max(1, pixels)):
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners.tolist()]))
        self.item.setPath(path)
        self.item.setBrush(ink.role(band.role, _QUIET if band.role == "neutral" else _SHARE))

    def close(self) -> None:
        """Take the band out of the scene."""
        scene = self.item.scene()
        if scene is not None:
            scene.removeItem(self.item)


def pieces(band: Band, bottom: float, most: int) -> list[Array]:
    """Return the corners of every piece without a hole, each (N, 2); longer bands are summed up, never cut.

    Parameters
    ----------
    bottom
        Where −inf in ``low`` is drawn.
    most
        How many points along the axis are enough.
    """
    high = np.where(np.isfinite(band.high), band.high, np.nan)
    low = np.where(np.isfinite(high), np.maximum(band.low, bottom), np.nan)
    blocks = np.arange(0, len(band.x), max(1, -(-len(band.x) // most)))
    x, low, high = band.x[blocks], np.fmin.reduceat(low, blocks), np.fmax.reduceat(high, blocks)
    there = np.isfinite(low)
    edges = np.flatnonzero(np.diff(there)) + 1
    parts = zip(*(np.split(values, edges) for values in (x, low, high)), strict=True)
    return [
        np.concatenate([np.stack([at, above], 1), np.stack([at, below], 1)[::-1]])
        for at, below, above in parts
        if np.isfinite(below[0])
    ]
