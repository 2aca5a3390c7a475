"""What of a panel the story has told at a moment; pure.

The forward pass computes states, maps and characters from left to right; the gradient, and all that is said of
it, comes from right to left after the loss.
"""

from __future__ import annotations

import math

from gradviz.charts.chart import Chart, Panel
from gradviz.charts.moment import Moment

_GRADIENT = "∂"


def moves(panel: Panel) -> bool:
    """Whether the story changes a panel: one without time holds still."""
    return not panel.empty and (panel.over_time or bool(panel.slices) or bool(panel.cursor))


def flows_back(panel: Panel) -> bool:
    """Whether a panel tells of the gradient."""
    labels = [heat.label for heat in panel.maps]
    return bool(panel.slices) or any(
        _GRADIENT in words for words in (panel.title, panel.subtitle, panel.y.label, *labels)
    )


def told(panel: Panel, moment: Moment) -> tuple[float, float]:
    """Return the first and the last place on the time axis that a panel shows; nothing when they are reversed."""
    cells, step = bool(panel.maps or panel.characters), moment.step
    if moment.phase == "whole" or (moment.phase != "forward" and not flows_back(panel)):
        return -math.inf, math.inf
    if not flows_back(panel):
        return -math.inf, math.floor(step) + 0.5 if cells else step
    if moment.phase == "backward":
        return math.ceil(step) - 0.5 if cells else step, math.inf
    return math.inf, -math.inf


def is_read(chart: Chart) -> bool:
    """Whether a picture is of characters that are read, without any loss."""
    return not chart.experiments and not any(flows_back(panel) for panel in chart.panels)


def loss_step_of(chart: Chart) -> int:
    """Return the step at which the backward pass begins: where the loss is marked, or where it was asked for."""
    marked = [round(mark.x) for panel in chart.panels for mark in panel.marks if mark.role == "loss"]
    asked = [e.steps if e.loss == "every" else e.loss_step or e.steps for e in chart.experiments]
    return max(marked or asked, default=last_step(chart))


def last_step(chart: Chart) -> int:
    """Return the last step of the time axis."""
    return max(1, round(chart.time.high - 0.5))
