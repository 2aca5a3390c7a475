"""A predicted curve over t, with the sentence that says what is claimed and for which networks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.result import Result
from gradviz.theory.borrowed import asked_of
from gradviz.theory.floats import Floats
from gradviz.theory.refusal import TheoryError


@dataclass(frozen=True, eq=False)
class Prediction:
    """A curve of theory beside the measured gradient.

    Attributes
    ----------
    name
        What it is, in a few words.
    claim
        One or two sentences: what is true about it, and for which networks.
    log10 : (T + 1, B), decades
        Relative to the measured gradient at ``start``, where it is 0; NaN beyond it, −inf for an
        exact zero. Add ``result.log10_grad_hidden[layer, start]`` to lay it over that curve.
    start
        The latest step at which the loss is injected.
    is_upper_bound
        Whether the measured curve can't lie above it (but for rounding, some 10⁻¹² decades).
    """

    name: str
    claim: str
    log10: Floats
    start: int
    is_upper_bound: bool = False


def loss_step_of(result: Result) -> int:
    """Return the latest step at which the loss is injected, 1 … T.

    Raises
    ------
    TheoryError
        When the loss has no gradient at any step.
    """
    loss = asked_of(result).loss
    steps = np.flatnonzero(loss.row >= 0)
    alive = [int(t) for t in steps if loss.gradients[loss.row[t]].any()]
    if not alive:
        raise TheoryError("The loss of this run has no gradient at any step, so there is nothing to follow back.")
    return alive[-1]


def straight(result: Result, log10_per_step: float, start: int) -> Floats:
    """Return k · ``log10_per_step`` over t, k = start − t, as (T + 1, B); NaN beyond the start.

    With −∞ a step it is 0 at the start and −inf before it: the gradient is gone after one step.
    """
    steps, batch = result.hidden.shape[1:3]
    back = start - np.arange(steps)
    with np.errstate(invalid="ignore"):
        line = np.where(back > 0, back * log10_per_step, np.where(back == 0, 0.0, np.nan))
    return np.repeat(line[:, None], batch, axis=1)
