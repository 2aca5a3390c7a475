"""One frame of a movie: what has been told of every panel, and over it what the story draws."""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.moment import Moment
from gradviz.paper.movie.brush import Brush, clipped
from gradviz.paper.movie.colours import Colours
from gradviz.paper.movie.overlay import Overlay
from gradviz.paper.movie.reveal import flows_back, told
from gradviz.paper.movie.stage import Part, Stage, Tiles

_TINT = 0.0625
_FRAME = 0.9
_BEYOND = 5.0
"""How far beyond its axes a panel draws: dots reach over the edge."""


class Scene:
    """Composes frames; lengths named above are points.

    Parameters
    ----------
    stage
        The picture.
    colours
        How pixels are kept.
    """

    def __init__(self, stage: Stage, colours: Colours) -> None:
        self.stage = stage
        self.whole, self._ground = colours.kept(stage.whole), colours.kept(stage.ground)
        self._brush = Brush(colours, stage.theme.loss)
        self._overlay = Overlay(stage, self._brush)

    def frame(self, moment: Moment) -> Array:
        """Return the pixels of a moment; when all has been told, the picture itself."""
        if moment.phase == "whole" or not self.stage.parts:
            return self.whole
        frame = self.whole.copy()
        for part in self.stage.parts:
            for tiles in part.tiles:
                self._tile(frame, tiles, moment)
            if part.panel.over_time:
                self._reveal(frame, part, moment)
        self._overlay.draw(frame, moment)
        return frame

    def _reveal(self, frame: Array, part: Part, moment: Moment) -> None:
        beyond = _BEYOND * self.stage.scale
        rows = slice(*clipped(part.top - beyond, part.bottom + beyond, len(frame)))
        for columns in self._hidden(part, moment):
            frame[rows, columns] = self._ground[rows, columns]
        if moment.phase == "backward" and flows_back(part.panel) and not part.panel.maps:
            left, right = clipped(part.px(moment.step), part.px(self.stage.loss_step), frame.shape[1])
            top, bottom = clipped(part.top, part.bottom, len(frame))
            self._brush.mix(frame, left, top, np.full((bottom - top, max(0, right - left)), _TINT))

    def _hidden(self, part: Part, moment: Moment) -> list[slice]:
        """Return the columns of a panel that have not been told."""
        begin, end = told(part.panel, moment)
        first, last = part.room
        if begin > end:
            return [slice(first, last)]
        left = first if math.isinf(begin) else round(part.px(begin))
        right = last if math.isinf(end) else round(part.px(end))
        return [slice(first, max(first, left)), slice(min(right, last), last)]

    def _tile(self, frame: Array, tiles: Tiles, moment: Moment) -> None:
        """Hide the matrices that the gradient has not reached, and frame the one that it reaches now."""
        reached = math.ceil(moment.step) if moment.phase == "backward" else math.inf
        index = sum(step < reached for step in tiles.steps)
        for left, top, right, bottom in tiles.before(index):
            frame[top:bottom, left:right] = self._ground[top:bottom, left:right]
        if index < len(tiles.steps):
            left, top, right, bottom = tiles.box(index)
            thick = max(1, round(_FRAME * self.stage.scale))
            cover = np.ones((bottom - top + thick, right - left + thick))
            cover[thick:-thick, thick:-thick] = 0.0
            self._brush.mix(frame, left - thick, top - thick, cover)
