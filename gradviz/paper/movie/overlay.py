"""What the story draws over a picture: the cursor with its glow, the pulse of the loss, dots, and the step in words."""

from __future__ import annotations

import math
from itertools import groupby

import numpy as np

from gradviz.charts.chart import Array, Curve, Role
from gradviz.charts.moment import Moment
from gradviz.paper.movie.brush import Brush
from gradviz.paper.movie.reveal import flows_back
from gradviz.paper.movie.stage import Part, Stage
from gradviz.paper.movie.words import disc, pill, stripe

_MEASURED: frozenset[Role] = frozenset({"a", "b", "loss"})
_GLOW = ((7.0, 0.125), (4.0, 0.1875))
_LINE = 1.3
_PULSE = ((0.0, 0.35, 0.5, 0.65, 1.0), (0.0, 0.15, 0.6, 0.15, 0.0))
"""How strongly the loss lights up, from the left end of its reach to the right one."""
_REACH = 20.0
_DOT, _RING = 3.2, 1.1
_TYPE = 8.0
_FREE = 10.0
_ABOVE, _BELOW = 4.0, 4.5
"""How far the cursor reaches over the panels that it crosses."""


class Overlay:
    """Draws over frames of a stage; the lengths named above are points."""

    def __init__(self, stage: Stage, brush: Brush) -> None:
        self._stage, self._brush = stage, brush
        self._runs = _runs(stage)

    def draw(self, frame: Array, moment: Moment) -> None:
        """Draw all of it."""
        for run in self._runs:
            self._cursor(frame, run, moment)
        for part in self._stage.parts:
            self._dots(frame, part, moment)
        self._say(frame, moment)

    def _cursor(self, frame: Array, run: list[Part], moment: Moment) -> None:
        top, bottom = run[0].top, run[-1].bottom
        if run[0].panel.over_time:
            top, bottom = top - self._px(_ABOVE), bottom + self._px(_BELOW)
        if moment.phase == "loss":
            if run[0].panel.over_time:
                self._pulse(frame, run[0].px(self._stage.loss_step), top, bottom, moment.pulse)
            return
        if moment.phase == "backward":
            self._glow(frame, [part for part in run if flows_back(part.panel)], moment)
        if run[0].panel.over_time or "x" in run[0].panel.cursor:
            self._upright(frame, run[0].px(moment.step), self._px(_LINE), top, bottom, 1.0)
        if "y" in run[0].panel.cursor:
            self._level(frame, run[0], moment.step)

    def _glow(self, frame: Array, run: list[Part], moment: Moment) -> None:
        """Let the cursor glow where the gradient flows."""
        for part in run:
            for wide, alpha in _GLOW if part.panel.over_time else ():
                self._upright(frame, part.px(moment.step), self._px(wide), part.top, part.bottom, alpha)

    def _upright(self, frame: Array, x: float, wide: float, top: float, bottom: float, alpha: float) -> None:
        first, cover = stripe(x - wide / 2, x + wide / 2)
        self._brush.mix(
            frame, first, round(top), np.broadcast_to(alpha * cover, (max(1, round(bottom - top)), len(cover)))
        )

    def _level(self, frame: Array, part: Part, step: float) -> None:
        y = part.py(step)
        first, cover = stripe(y - self._px(_LINE) / 2, y + self._px(_LINE) / 2)
        wide = max(1, round(part.right - part.left))
        self._brush.mix(frame, round(part.left), first, np.broadcast_to(cover[:, None], (len(cover), wide)))

    def _pulse(self, frame: Array, x: float, top: float, bottom: float, pulse: float) -> None:
        strength = math.sin(math.pi * pulse)
        reach = self._px(_REACH) * max(0.2, strength)
        first = math.floor(x - reach)
        across = (np.arange(first, math.ceil(x + reach)) + 0.5 - x) / (2 * reach) + 0.5
        alpha = strength * np.interp(across, *_PULSE)
        self._brush.mix(frame, first, round(top), np.broadcast_to(alpha, (round(bottom - top), len(alpha))))

    def _dots(self, frame: Array, part: Part, moment: Moment) -> None:
        """Draw a dot where the cursor is on a measured curve that is being told."""
        running = "backward" if flows_back(part.panel) else "forward"
        if moment.phase != running or part.panel.plane:
            return
        for curve in part.panel.curves:
            y = part.py(_height(curve, moment.step)) if curve.role in _MEASURED else math.nan
            if part.top - 1 <= y <= part.bottom + 1:
                colour = self._stage.theme.role_colour(curve.role, curve.tone)
                for radius, filled in ((_DOT + _RING, self._stage.theme.panel), (_DOT, colour)):
                    left, top, cover = disc(part.px(moment.step), y, self._px(radius))
                    self._brush.mix(frame, left, top, cover, filled)

    def _say(self, frame: Array, moment: Moment) -> None:
        """Write the step on the time axis, below the cursor; without such an axis in the upper right corner."""
        run = next((run for run in self._runs if run[-1].panel.over_time), None)
        said = f"{moment.phase}  t =" if run is None or not self._stage.reads else run[-1].panel.x.label
        box, text = pill(f"{said} {moment.at}", self._px(_TYPE))
        wide = frame.shape[1]
        if run is None:
            left, top = wide - box.shape[1] - round(self._px(8)), round(self._px(6))
        else:
            # The words of the axis stand right of its last number: they stay free.
            end = run[-1].px(self._stage.steps) + self._px(_FREE)
            left = round(min(run[-1].px(moment.step) + box.shape[1] / 2, end) - box.shape[1])
            top = round(run[-1].bottom + self._px(_BELOW))
        left = min(max(left, 2), wide - box.shape[1] - 2)
        self._brush.mix(frame, left, top, box)
        self._brush.mix(frame, left, top, text, self._stage.theme.panel)

    def _px(self, points: float) -> float:
        return points * self._stage.scale


def _runs(stage: Stage) -> list[list[Part]]:
    """Return the panels over time that one cursor crosses: those on one common axis that are not parted."""
    timed = [part for part in stage.parts if part.panel.over_time or part.panel.cursor]
    runs = groupby(timed, key=lambda part: (part.shared, part.left, part.right))
    shared = [list(run) for (common, _, _), run in runs if common]
    return [*shared, *([part] for part in timed if not part.shared)]


def _height(curve: Curve, step: float) -> float:
    """Return the height of the drawn line at a place between two steps; NaN beside a hole."""
    if not len(curve.x):
        return math.nan
    y = np.where(np.isfinite(curve.y), curve.y, np.nan)
    return float(np.interp(step, curve.x, y, left=math.nan, right=math.nan))
