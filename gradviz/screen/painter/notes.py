"""Read-outs that a hand has pinned: they stay where they are, and say what is true there now."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QSize
from PyQt6.QtGui import QPainter, QPen

from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.overlay import draw_hover, hover_box
from gradviz.screen.painter.panel import PanelPainter

_DOT = 3.5


@dataclass(frozen=True)
class Note:
    """A place in a panel, in the units of its axes, and its height in the panel as a share from the top."""

    panel: str
    x: float
    share: float


class Notes:
    """Pins read-outs and takes them away; each is worded anew whenever it is drawn, so that it follows the picture."""

    def __init__(self) -> None:
        self._notes: list[Note] = []

    def toggle(self, place: QPointF, panel: PanelPainter, ink: Ink, size: QSize) -> None:
        """Pin what is said at a place of a panel, or take away the note that stands there."""
        for note in self._notes:
            seen = note.panel == panel.panel.name and panel.scale.low <= note.x <= panel.scale.high
            if seen and _covers(note, panel, place, ink, size):
                self._notes.remove(note)
                return
        plot = panel.place.plot
        x, _ = panel.value_at(place)
        self._notes.append(Note(panel.panel.name, x, (place.y() - plot.top()) / plot.height()))

    def clear(self) -> None:
        """Take all notes away."""
        self._notes.clear()

    def draw(self, painter: QPainter, panels: list[PanelPainter], ink: Ink, size: QSize) -> None:
        """Draw every note whose panel, and whose part of the axis, is in the picture."""
        by_name = {panel.panel.name: panel for panel in panels}
        for note in self._notes:
            panel = by_name.get(note.panel)
            if panel is not None and panel.scale.low <= note.x <= panel.scale.high:
                _draw(painter, note, panel, ink, size)


def _draw(painter: QPainter, note: Note, panel: PanelPainter, ink: Ink, size: QSize) -> None:
    pixel = _pixel(note, panel)
    words = panel.hover(pixel)
    if words:
        draw_hover(painter, ink, words, pixel, size)
        painter.setPen(QPen(ink.text, 1.5))
        painter.setBrush(ink.window)
        painter.drawEllipse(pixel, _DOT, _DOT)


def _pixel(note: Note, panel: PanelPainter) -> QPointF:
    plot = panel.place.plot
    return QPointF(panel.scale.px(note.x), plot.top() + note.share * plot.height())


def _covers(note: Note, panel: PanelPainter, place: QPointF, ink: Ink, size: QSize) -> bool:
    pixel = _pixel(note, panel)
    near = math.hypot(pixel.x() - place.x(), pixel.y() - place.y()) < 3 * _DOT
    words = panel.hover(pixel)
    return near or bool(words and hover_box(ink, words, pixel, size).contains(place))
