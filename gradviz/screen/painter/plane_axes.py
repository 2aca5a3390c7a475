"""The axes of a plane: the grid, the numbers, the words beside them, and a place in words."""

from __future__ import annotations

from PyQt6.QtGui import QPainter

from gradviz.charts.chart import Axis
from gradviz.charts.ticks import Tick, ticks
from gradviz.charts.words import from_log10, number
from gradviz.screen.painter.panel import PanelPainter

_ACROSS, _DOWN = 52, 34
"""How many pixels lie between two numbers at least."""
_LABEL = 46
_FINE = 100
"""A longer axis counts in whole numbers."""


def draw_grid(painter: QPainter, panel: PanelPainter) -> None:
    """Draw a line at every number of both axes."""
    plot = panel.place.plot
    painter.setPen(panel.ink.grid)
    for tick in _x_ticks(panel):
        x = round(panel.scale.px(tick.at))
        painter.drawLine(x, plot.top(), x, plot.bottom())
    for tick in _y_ticks(panel):
        y = round(panel.px(tick.at))
        painter.drawLine(plot.left(), y, plot.right(), y)


def draw_numbers(painter: QPainter, panel: PanelPainter) -> None:
    """Draw the numbers and the names of both axes."""
    plot, ink, face = panel.place.plot, panel.ink, panel.ink.type.face(12)
    if panel.panel.y.visible:
        for tick in _y_ticks(panel):
            y = panel.px(tick.at) + face.metrics.capHeight() / 2
            face.words(tick.label).draw_right(painter, plot.left() - ink.type.px(8), y, ink.secondary)
        _y_label(painter, panel)
    below = plot.bottom() + ink.type.px(16)
    for tick in _x_ticks(panel):
        face.words(tick.label).draw_centred(painter, panel.scale.px(tick.at), below, ink.secondary)
    words = face.fitted(_labelled(panel.panel.x), panel.place.right - plot.left())
    words.draw_centred(painter, plot.center().x(), below + ink.type.px(16), ink.secondary)


def said(axis: Axis, value: float) -> str:
    """Return a place on an axis in words: ``ρ = 0.91``."""
    name = axis.label.split(",")[0]
    if axis.log10:
        return f"{name} = {from_log10(value)}"
    return f"{name} = {number(value) if axis.high - axis.low < _FINE else round(value)}"


def _y_label(painter: QPainter, panel: PanelPainter) -> None:
    plot, face = panel.place.plot, panel.ink.type.face(12)
    painter.save()
    painter.translate(plot.left() - panel.ink.type.px(_LABEL), plot.center().y())
    painter.rotate(-90)
    face.fitted(_labelled(panel.panel.y), plot.height()).draw_centred(painter, 0, 0, panel.ink.secondary)
    painter.restore()


def _x_ticks(panel: PanelPainter) -> tuple[Tick, ...]:
    return ticks(panel.panel.x, max(3, panel.place.plot.width() // panel.ink.type.px(_ACROSS)), ends=False)


def _y_ticks(panel: PanelPainter) -> tuple[Tick, ...]:
    return ticks(panel.panel.y, max(2, panel.place.plot.height() // panel.ink.type.px(_DOWN)), ends=False)


def _labelled(axis: Axis) -> str:
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label
