"""The words inside a panel with curves: the curves' names, the thresholds' and the loss's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QLinearGradient, QPainter, QPen

from gradviz.charts.chart import Array, Curve, Level, Mark, Role
from gradviz.screen.painter.curves import visible
from gradviz.screen.painter.labels import Ground, alone, anywhere, beside, clear, crowded, place, sampled
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.typeset import Words

if TYPE_CHECKING:
    from gradviz.screen.painter.curve_panel import CurvePanel

MAIN: frozenset[Role] = frozenset({"a", "b", "loss"})
"""The roles of curves that are measured: they are drawn strongly and always named."""

_PALE = 0.6
_FAR = 2.6
_PULSE = 26
_LENGTHS = 3
"""A name is whole, without what the picture says besides, or a letter: so that each has room, all are the shorter."""


@dataclass(frozen=True)
class Label:
    """Words at their place; ``box`` is what they cover, ``whole`` the name that they are short for."""

    words: Words
    box: QRectF
    role: Role
    curve: bool
    tone: float = 0.0
    whole: str = ""


class Names:
    """Finds a place for every name of a panel, and draws them."""

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.marks: list[tuple[Mark, QRectF]] = []
        self._before: dict[str, int] = {}

    def arrange(self, panel: CurvePanel) -> None:
        """Place marks first, then A and B, then the thresholds, then theory."""
        plot = QRectF(panel.place.plot)
        lines = [self._pixels(panel, curve) for curve in panel.panel.curves]
        levels = [(level, self._level(panel, level)) for level in panel.panel.levels]
        levels = [(level, line) for level, line in levels if plot.top() <= line[0, 1] <= plot.bottom()]
        ground = Ground(plot.adjusted(2, 2, -2, -2), [*lines, *(line for _, line in levels)])
        self.marks = [(mark, self._mark_box(panel, mark)) for mark in panel.panel.marks]
        for mark, box in self.marks:
            ground.boxes += [box, QRectF(panel.scale.px(mark.x) - 2, plot.top(), 4, plot.height())]
        curves = list(zip(panel.panel.curves, lines, strict=True))
        taken = list(ground.boxes)
        for shorter in range(_LENGTHS):
            self.labels, ground.boxes = [], list(taken)
            if self._name_measured(panel, ground, curves, shorter):
                break
        for level, line in levels:
            self._name(panel, ground, level.label, level.label, level.role, line)
        for curve, line in curves:
            if curve.role not in MAIN and curve.label and len(line):
                self._name(panel, ground, curve.column, curve.label, curve.role, line)

    def whole(self, x: float, y: float, slack: float) -> str:
        """Return the name that is short at a place, or so near to it; nothing where there is none."""
        short = (label for label in self.labels if label.whole)
        return next((label.whole for label in short if label.box.adjusted(-slack, 0, slack, 0).contains(x, y)), "")

    def draw(self, painter: QPainter, panel: CurvePanel, story: Story) -> None:
        """Draw all names; those of the curves are pale until the gradient flows."""
        told = story.moment.phase in ("backward", "whole")
        cursor = panel.scale.px(story.moment.step)
        for label in self.labels:
            if panel.panel.fans or label.box.left() - 4 < cursor < label.box.right() + 4:
                painter.fillRect(label.box.adjusted(-3, -1, 3, 1), panel.ink.veil)
            colour = panel.ink.role(label.role, 1.0 if told or not label.curve else _PALE, label.tone)
            label.words.draw(painter, label.box.left(), label.box.bottom() - label.words.descent, colour)
        for mark, box in self.marks:
            if panel.scale.low <= mark.x <= panel.scale.high:
                self._draw_mark(painter, panel, mark, box, story)

    def _name_measured(
        self, panel: CurvePanel, ground: Ground, curves: Sequence[tuple[Curve, Array]], shorter: int
    ) -> bool:
        """Name what is measured; return whether there was room for every name."""
        nothing, all_named = 0, True
        for curve, line in curves:
            if curve.role in MAIN and len(line):
                own = alone(line, [other for one, other in curves if one is not curve and one.role in MAIN])
                named = self._name(panel, ground, curve.column, curve.label, curve.role, own, curve.tone, shorter)
                all_named = all_named and named
            elif curve.role in MAIN:
                nothing += 1
                self._nowhere(panel, ground, curve, nothing)
        return all_named

    def _name(
        self, panel: CurvePanel, ground: Ground, key: str, text: str, role: Role, line: Array, tone: float = 0.0,
        shorter: int = 0,
    ) -> bool:  # fmt: skip
        """Name a line beside it; the name of A or B may stand further off, or be short, before it is left out."""
        main = role in MAIN
        face = panel.ink.type.strong(13) if main else panel.ink.type.face(12)
        forms = _forms(text, main)
        for form in forms[min(shorter, len(forms) - 1) :]:
            words = face.fitted(form, max(40.0, ground.inside.width() - 8)) if main else face.words(form)
            before = self._before.get(key, -1)
            box, self._before[key], far = place(ground, line, words.width, words.height, before)
            found: QRectF | None = box if clear(ground, box) else None
            if main and (found is None or crowded(ground, box)):
                found = self._in_margin(panel, ground, line, words) or found
            if main and found is None:
                found = anywhere(ground, line, words.width, words.height)
            if found is not None and (main or far <= _FAR * words.height):
                ground.boxes.append(found)
                whole = "" if words is face.words(text) else text
                self.labels.append(Label(words, found, role, main, tone, whole))
                return True
        return False

    def _in_margin(self, panel: CurvePanel, ground: Ground, line: Array, words: Words) -> QRectF | None:
        """Return a place at the right of the plot for a curve that ends there; None where there is none."""
        plot, gap = panel.place.plot, panel.ink.type.px(8)
        room = QRectF(plot.right() + gap, plot.top(), panel.place.right - plot.right() - gap, plot.height())
        ends_there = line[-1, 0] > plot.right() - 3 * gap
        return beside(ground, room, float(line[-1, 1]), words.width, words.height) if ends_there else None

    def _nowhere(self, panel: CurvePanel, ground: Ground, curve: Curve, count: int) -> None:
        """Name a curve that has no point to draw: its gradient is zero, and the words say it."""
        words = panel.ink.type.strong(13).fitted(f"{curve.label}: exactly zero at every step", ground.inside.width())
        top = ground.inside.bottom() - count * (words.height + 4)
        box = QRectF(ground.inside.left() + 8, top, words.width, words.height)
        if not clear(ground, box):
            box = anywhere(ground, np.array([[box.left(), top]]), words.width, words.height) or box
        ground.boxes.append(box)
        self.labels.append(Label(words, box, curve.role, True, curve.tone))

    def _pixels(self, panel: CurvePanel, curve: Curve) -> Array:
        scale = panel.scale
        x, y = visible(curve.x, curve.y, scale.low, scale.high, panel.place.plot.width())
        across = scale.left + (x - scale.low) * (scale.right - scale.left) / (scale.high - scale.low)
        axis, plot = panel.panel.y, panel.place.plot
        points = sampled(across, plot.top() + (axis.high - y) / (axis.high - axis.low) * plot.height())
        points = points[(points[:, 0] >= scale.left) & (points[:, 0] <= scale.right)]
        inside = points[(points[:, 1] >= plot.top()) & (points[:, 1] <= plot.bottom())]
        return inside if len(inside) else points

    def _level(self, panel: CurvePanel, level: Level) -> Array:
        across = np.array([panel.scale.left, panel.scale.right], dtype=float)
        return sampled(across, np.full(2, panel.px(level.y)))

    def _mark_box(self, panel: CurvePanel, mark: Mark) -> QRectF:
        """Stand right of the line, beside the plot where the loss is its edge; else left of it."""
        type_, plot = panel.ink.type, panel.place.plot
        width = max(type_.strong(12).words(mark.label).width, type_.face(12).words(mark.detail).width)
        x = panel.scale.px(mark.x) + type_.px(8)
        if x + width > plot.right() and (mark.role != "loss" or x < plot.right() - type_.px(24)):
            x -= width + type_.px(16)
        return QRectF(x, plot.top(), width, type_.px(32))

    def _draw_mark(self, painter: QPainter, panel: CurvePanel, mark: Mark, box: QRectF, story: Story) -> None:
        type_, plot = panel.ink.type, panel.place.plot
        forward = story.moment.phase == "forward"
        x = round(panel.scale.px(mark.x))
        loss = mark.role == "loss"
        if loss and story.moment.phase == "loss":
            self._pulse(painter, panel, x, story)
        colour = panel.ink.role(mark.role, _PALE if forward else 1.0)
        painter.setPen(QPen(colour, (2 if loss else 1) * max(1.0, type_.scale)))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        if box.left() < plot.right():  # curves may pass behind its words there
            painter.fillRect(box.adjusted(-2, -1, 2, -1), panel.ink.veil)
        type_.strong(12).words(mark.label).draw(painter, box.left(), box.top() + type_.px(10), colour)
        quiet = panel.ink.secondary
        type_.face(12).words(mark.detail).draw(painter, box.left(), box.top() + type_.px(26), quiet)

    def _pulse(self, painter: QPainter, panel: CurvePanel, x: float, story: Story) -> None:
        plot, strength = panel.place.plot, math.sin(math.pi * story.moment.pulse)
        reach = panel.ink.type.px(_PULSE) * max(0.2, strength)
        glow = QLinearGradient(x - reach, 0, x + reach, 0)
        for at, alpha in ((0.0, 0.0), (0.35, 0.15), (0.5, 0.6), (0.65, 0.15), (1.0, 0.0)):
            glow.setColorAt(at, panel.ink.loss(alpha * strength))
        painter.fillRect(QRectF(x - reach, plot.top(), 2 * reach, plot.height()), glow)


def _forms(text: str, main: bool) -> list[str]:
    """Return a name and shorter ones.

    The name of a threshold that is far from it would name something else: then the short form. A network's name is
    short as the network, then as its letter.
    """
    letter = text.split(" ")[0]
    named = main and letter in ("A", "B")
    return list(dict.fromkeys((text, text.split(":")[0], *((text.split(",")[0], letter) if named else ()))))
