"""Half-life and reach: how many steps back the gradient falls below a share of its start, and stays there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gradviz.result import Result
from gradviz.theory.curve import loss_step_of
from gradviz.theory.floats import Floats
from gradviz.theory.refusal import TheoryError, layer_of

Counts = npt.NDArray[np.int64]

THRESHOLDS = (1 / 2, 1 / 255, 1e-3)
"""The half, what an 8-bit picture shows as nothing, and a thousandth."""

_TIE = 1e-9  # decades: a curve that only touches a threshold is not below it


@dataclass(frozen=True, eq=False)
class Reach:
    """How far back the gradient of one layer reaches.

    Attributes
    ----------
    thresholds : (n,)
        Shares of the gradient's norm at ``start``.
    start
        The latest step at which the loss is injected.
    first : (n, B), steps
        The smallest k ≥ 1 with ‖∂L/∂s_{start−k}‖ < threshold · ‖∂L/∂s_start‖; −1 where there is none.
    settled : (n, B), steps
        The smallest k ≥ 1 from which on it is below for all steps back to t = 0; −1 where there is none.
    returns : (n, B), bool
        Whether it comes back to the threshold or above it after ``first``.
    """

    thresholds: Floats
    start: int
    first: Counts
    settled: Counts
    returns: npt.NDArray[np.bool_]


def reach(
    result: Result,
    *,
    thresholds: Sequence[float] = THRESHOLDS,
    layer: int = -1,
    of: Literal["hidden", "cell"] = "hidden",
) -> Reach:
    """Return after how many steps back from the loss the measured gradient is below each threshold.

    It reads the measured norms and nothing else. An exact zero (a truncation, dead units) is below every
    threshold. "Below" means by more than 10⁻⁹ decades, so that rounding does not decide a tie. With a
    loss at every step the start is step T, and the norms are those of all losses together. A sequence
    whose gradient is zero at the start has −1 throughout.

    Raises
    ------
    TheoryError
        When a threshold is not positive, the cell has no cell state, the layer does not exist, or the
        loss has no gradient at any step.
    """
    shares = np.asarray(thresholds, np.float64)
    if shares.ndim != 1 or not (shares > 0).all():
        raise TheoryError("Thresholds are a list of positive shares of the gradient at the loss.")
    norms = result.log10_grad_hidden if of == "hidden" else result.log10_grad_cell
    if norms is None:
        raise TheoryError("This cell has no cell state c_t: ask for the hidden state.")
    start = loss_step_of(result)
    curve = norms[layer_of(result, layer), start::-1]
    alive = np.isfinite(curve[0])
    below = np.isneginf(curve[1:]) | (curve[1:] < np.where(alive, curve[0], 0) + np.log10(shares)[:, None, None] - _TIE)
    below &= alive
    return Reach(shares, start, *_crossings(below))


def _crossings(below: npt.NDArray[np.bool_]) -> tuple[Counts, Counts, npt.NDArray[np.bool_]]:
    """Return first, settled and returns from (n, steps, B) flags, entry k − 1 being k steps back."""
    ever, steps = below.any(1), below.shape[1]
    above_last = steps - np.argmax(~below[:, ::-1], 1)  # the largest k that is not below
    above_last = np.where((~below).any(1), above_last, 0)
    first = np.where(ever, np.argmax(below, 1) + 1, -1)
    settled = np.where(above_last < steps, above_last + 1, -1)
    return first, settled, ever & (above_last >= first)
