"""What every panel of the picture has: its header, its place, and its part in the story."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QPainter
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsScene

from gradviz.charts.chart import Array, Handle, Panel
from gradviz.charts.moment import Moment
from gradviz.charts.ticks import ticks
from gradviz.screen.painter.ink import Ink
from gradviz.screen.painter.layout import TimeScale
from gradviz.screen.painter.rows import Place
from gradviz.screen.painter.titles import title_in
from gradviz.screen.painter.typeset import Face

_TINT = 0.045
_TICK_PIXELS = 34
_TICK_AIR = 1.5
"""Numbers stand at least so many times their height apart."""


@dataclass(frozen=True)
class Story:
    """The moment that is shown, and the step at which the backward pass begins."""

    moment: Moment
    loss_step: int


class PanelPainter(ABC):
    """Draws one panel in three layers: a background that is painted once, scene items, a foreground.

    Parameters
    ----------
    scene : QGraphicsScene
        Where the scene items live; their coordinates are the widget's pixels.

    Attributes
    ----------
    said
        Where the words of its header stand; no line runs through them.
    """

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self._items: list[QGraphicsItem] = []
        self.said: list[QRectF] = []

    def show(self, place: Place, scale: TimeScale, ink: Ink) -> None:
        """Take a panel (a new one, or the old one at a new place) and make ready what is drawn once."""
        self.place, self.scale, self.ink = place, scale, ink
        self.prepare()

    @property
    def panel(self) -> Panel:
        """The data that is drawn."""
        return self.place.panel

    @abstractmethod
    def prepare(self) -> None:
        """Bring the scene items up to date."""

    @abstractmethod
    def background(self, painter: QPainter) -> None:
        """Draw what stays while the story runs."""

    @abstractmethod
    def tell(self, story: Story) -> None:
        """Bring the scene items to a moment of the story."""

    @abstractmethod
    def foreground(self, painter: QPainter, story: Story) -> None:
        """Draw what moves."""

    @abstractmethod
    def words(self, step: int, y: float) -> str:
        """Return in markup what is under the mouse at a step and a pixel row."""

    def hover(self, place: QPointF) -> str:
        """Return in markup what is under the mouse."""
        whole = self.panel.x
        step = self.step_at(self.scale.step(place.x()))
        return self.words(min(max(step, round(whole.low + 0.5)), round(whole.high - 0.5)), place.y())

    def step_under(self, place: QPointF) -> float | None:
        """Return the step that a click at a place means; None where it means none."""
        return self.scale.step(place.x()) if self.panel.over_time else None

    def value_at(self, pixel: QPointF) -> tuple[float, float]:
        """Return the place at a pixel, within the axes."""
        return self.reader()(pixel)

    def reader(self) -> Callable[[QPointF], tuple[float, float]]:
        """Return what tells the place at a pixel on the axes as they are now, whatever they become."""
        across, axis, plot, scale = self.panel.x, self.panel.y, self.place.plot, self.scale

        def read(pixel: QPointF) -> tuple[float, float]:
            x = scale.step(pixel.x())
            y = axis.high - (pixel.y() - plot.top()) / plot.height() * (axis.high - axis.low)
            return min(max(x, across.low), across.high), min(max(y, axis.low), axis.high)

        return read

    def let_go(self) -> None:  # noqa: B027 - only planes have what a hand holds
        """Take note that the hand has let go."""

    def handle_under(self, place: QPointF) -> Handle | None:  # noqa: ARG002 - only planes have handles
        """Return what a hand takes hold of at a place."""
        return None

    def note(self) -> str:
        """Return what the header adds to the panel's own subtitle."""
        return ""

    def close(self) -> None:
        """Take the scene items out of the scene."""
        for item in self._items:
            self._scene.removeItem(item)

    def add(self, item: QGraphicsItem) -> None:
        """Put an item into the scene until `close`."""
        self._items.append(item)
        self._scene.addItem(item)

    def step_at(self, place: float) -> int:
        """Return the step that the mouse means at a place on the time axis."""
        return round(place)

    def px(self, y: float) -> float:
        """Return the pixel row of a value."""
        axis, plot = self.panel.y, self.place.plot
        return plot.top() + (axis.high - y) / (axis.high - axis.low) * plot.height()

    def pixels(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Return the pixels of many places."""
        axis, plot, scale = self.panel.y, self.place.plot, self.scale
        across = scale.left + (x - scale.low) * (scale.right - scale.left) / (scale.high - scale.low)
        return across, plot.top() + (axis.high - y) / (axis.high - axis.low) * plot.height()

    def grid(self, painter: QPainter) -> None:
        """Draw the numbers of the y axis, and a line at each."""
        plot, ink = self.place.plot, self.ink
        face = ink.type.face(12)
        below = math.inf
        for tick in ticks(self.panel.y, max(2, plot.height() // ink.type.px(_TICK_PIXELS))):
            y = round(self.px(tick.at))
            painter.setPen(ink.grid)
            painter.drawLine(plot.left(), y, plot.right(), y)
            if below - y < _TICK_AIR * face.metrics.capHeight():
                continue  # in a low plot a line says enough
            label, below = face.words(tick.label), y
            label.draw_right(painter, plot.left() - ink.type.px(9), y + face.metrics.capHeight() / 2, ink.secondary)

    def tint(self, painter: QPainter, story: Story) -> None:
        """Draw a breath of the loss's colour over the steps that the gradient has flowed through."""
        if story.moment.phase == "backward":
            left = max(self.scale.px(story.moment.step), self.scale.left)
            right = min(self.scale.px(story.loss_step), self.scale.right)
            if right > left:
                plot = self.place.plot
                painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), self.ink.loss(_TINT))

    def veil(self, painter: QPainter, story: Story) -> None:
        """Veil the steps that the gradient has not flowed through yet."""
        plot, phase = self.place.plot, story.moment.phase
        if phase == "whole":
            return
        reached = self.scale.px(story.moment.step) if phase == "backward" else plot.right() + 1.0
        right = min(max(reached, plot.left()), plot.right() + 1)
        painter.fillRect(QRectF(plot.left(), plot.top(), right - plot.left(), plot.height()), self.ink.veil)

    def header(self, painter: QPainter, kept: float = 0.0) -> None:
        """Draw the title and, as far as there is room, the subtitle; ``kept`` pixels at the right stay free."""
        self.said = []
        if not self.panel.title:
            return
        ink, plot = self.ink, self.place.plot
        baseline = self._header_line()
        end = plot.right() + 1 - kept if kept else self.place.right
        title = title_in(end - plot.left(), self.panel, self._title_face)
        title.draw(painter, plot.left(), baseline, ink.secondary if self._is_quiet() else ink.text)
        self.said.append(title.box(plot.left(), baseline))
        room = end - plot.left() - title.width - ink.type.px(14)
        face = ink.type.face(12.5 if self.place.main else 11)
        said = [part for part in (self.panel.subtitle, self.note()) if part]
        # Rather its first clause than half a sentence.
        clauses = ", ".join(said).split(", ")
        while len(clauses) > 1 and face.words(", ".join(clauses)).width > room:
            clauses.pop()
        subtitle = face.words(", ".join(clauses))
        if subtitle.width <= room:
            subtitle.draw(painter, plot.left() + title.width + ink.type.px(12), baseline, ink.secondary)
            self.said.append(subtitle.box(plot.left() + title.width + ink.type.px(12), baseline))

    def _title_face(self, share: float) -> Face:
        if self._is_quiet():
            return self.ink.type.face(12 * share)
        return self.ink.type.strong((16 if self.place.main else 13) * share)

    def _is_quiet(self) -> bool:
        """Return whether the panel stands below another one, whose title is louder."""
        return self.panel.over_time and not self.place.main

    def _header_line(self) -> int:
        """Return where the header's words stand: close above the plot, or above the key of a plane."""
        if not self.panel.over_time:
            return self.place.header + self.ink.type.px(16)
        return self.place.plot.top() - self.ink.type.px(14 if self.place.main else 7)

    def say(self, painter: QPainter, markup: str) -> None:
        """Draw words in the middle of the plot, where there is nothing else to draw."""
        plot, face = self.place.plot, self.ink.type.face(13)
        lines = face.wrapped(markup, plot.width() - self.ink.type.px(16))
        below = plot.center().y() + face.metrics.capHeight() / 2 - (len(lines) - 1) * face.metrics.height() / 2
        for number, line in enumerate(lines):
            line.draw_centred(painter, plot.center().x(), below + number * face.metrics.height(), self.ink.secondary)


class EmptyPanel(PanelPainter):
    """A panel with nothing to draw: it says why."""

    def prepare(self) -> None:
        """There is no scene item."""

    def background(self, painter: QPainter) -> None:
        """Draw the header, a frame, and the words."""
        self.header(painter)
        painter.setPen(self.ink.grid)
        painter.drawRect(self.place.plot.adjusted(0, 0, -1, -1))
        self.say(painter, self.panel.empty)

    def tell(self, story: Story) -> None:
        """Nothing changes."""

    def foreground(self, painter: QPainter, story: Story) -> None:
        """Nothing moves."""

    def words(self, step: int, y: float) -> str:  # noqa: ARG002
        """Return the step alone."""
        return f"t = {step}"
