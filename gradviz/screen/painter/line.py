"""A curve over time on the screen: faint as a whole, and bright where the gradient has been."""

from __future__ import annotations

import pyqtgraph as pg
from PyQt6.QtWidgets import QGraphicsItem

from gradviz.charts.chart import Array, Curve
from gradviz.screen.painter.curves import lonely, straightened
from gradviz.screen.painter.ink import FAINT, Ink
from gradviz.screen.painter.named import MAIN

WIDTH = 2
"""Of a measured curve, in pixels."""


class Line:
    """One curve in the scene, twice: thin and faint as a whole, and bright inside a moving window."""

    def __init__(self, window: QGraphicsItem, box: pg.ViewBox) -> None:
        self.faint = pg.PlotCurveItem(connect="finite", antialias=True)
        self.bright = pg.PlotCurveItem(connect="finite", antialias=True)
        self.dots = pg.ScatterPlotItem(pen=None, symbol="o")
        for item in (self.faint, self.bright):
            item.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        box.addItem(self.faint, ignoreBounds=True)
        box.addItem(self.dots, ignoreBounds=True)
        self.bright.setParentItem(window)

    def show(self, curve: Curve, x: Array, y: Array, ink: Ink) -> None:
        """Draw the points as they are: what is dashed by holes has them."""
        theory = curve.role == "theory"
        if theory:
            x, y = straightened(x, y)
        main = curve.role in MAIN
        thin = curve.dash not in ("", "solid") or not main
        mode = "off" if thin else "on"  # dashes begin anew at every segment
        self.faint.setSegmentedLineMode(mode)
        self.bright.setSegmentedLineMode(mode)
        pale = 0.7 if theory else FAINT
        self.faint.setData(x, y, pen=ink.scene_pen(curve.role, 1, pale, curve.dash, curve.tone))
        self.bright.setData(x, y, pen=ink.scene_pen(curve.role, 1 if thin else WIDTH, 1.0, curve.dash, curve.tone))
        self.bright.setZValue(main)
        alone = lonely(x, y)
        # An empty scatter plot still costs its share of each frame.
        self.dots.setVisible(len(alone[0]) > 0)
        if len(alone[0]):
            self.dots.setData(*alone, size=6 * ink.ratio, brush=ink.role(curve.role, 1.0, curve.tone))

    def close(self, box: pg.ViewBox) -> None:
        """Take the curve out of the scene."""
        box.removeItem(self.faint)
        box.removeItem(self.dots)
        box.scene().removeItem(self.bright)
