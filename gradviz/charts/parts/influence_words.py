"""What the map of causes and effects says: how far back a loss reaches, what grows on the way, and what is cut."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.chart import Array
from gradviz.charts.words import count, from_log10
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.theory import Influence

_BLACK = -math.log10(255)
GROWN = math.log10(1.05)
"""Decades above the direct effect that are worth a word."""


def relative(found: Influence) -> Array:
    """Return log10 of each influence as a share of the direct effect, which is that of s = t."""
    direct = found.log10[np.arange(len(found.loss_steps)), np.searchsorted(found.cause_steps, found.loss_steps)]
    return np.asarray(found.log10 - direct[:, None])


def steps_back(found: Influence) -> Array:
    """Return after how many steps back each loss is below 1/255 of its direct effect, ∞ where it never is."""
    below = relative(found) < _BLACK  # never where NaN: the future
    last = below.shape[1] - 1 - np.argmax(below[:, ::-1], axis=1)
    return np.asarray(np.where(below.any(1), found.loss_steps - found.cause_steps[last], np.inf))


def sentence(result: Result, found: Influence | str) -> str:
    """Return how far back a loss reaches, where it is larger than its direct effect, and the walls."""
    if isinstance(found, str):
        return found
    return " ".join(filter(None, (_how_far(found), _growth(found), _cut(result))))


def _how_far(found: Influence) -> str:
    middle = float(np.sort(steps_back(found))[len(found.loss_steps) // 2])
    if math.isinf(middle):
        return "Most losses never fall below 1/255 of their direct effect on the way back to h_0."
    within = "within" if found.cause_stride > 1 else "after"
    return (
        f"A loss is below 1/255 of its direct effect {within} {count(int(middle), 'step')} back (median of all losses)."
    )


def _growth(found: Influence) -> str:
    values = np.nan_to_num(relative(found), nan=-np.inf)
    row, column = np.unravel_index(int(values.argmax()), values.shape)
    if values[row, column] <= GROWN:
        return ""
    t, s = int(found.loss_steps[row]), int(found.cause_steps[column])
    times = from_log10(float(values[row, column]))
    return f"The largest influence is {times} times the direct effect: of the state at s = {s} on the loss at t = {t}."


def _cut(result: Result) -> str:
    every = result.experiment.truncation
    if every is None or every >= result.experiment.steps:
        return ""
    return f"Truncation stops every loss at the wall before it, one after every {count(every, 'step')}."


def thinned(found: Influence) -> str:
    """Return which rows and columns are shown."""
    loss, cause = _ordinal(found.loss_stride), _ordinal(found.cause_stride)
    if found.cause_stride == 1:
        return f"every {loss} loss step"
    return f"every {cause} step" if loss == cause else f"every {loss} loss step and every {cause} state"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
