"""Cause and effect, all pairs: how much a loss at step t would depend on what the state was at step s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.result import Result
from gradviz.theory.adjoint_rows import AdjointRows
from gradviz.theory.borrowed import asked_of, one_thread
from gradviz.theory.floats import LOG10_2, Floats
from gradviz.theory.refusal import TheoryError, layer_of
from gradviz.theory.steps import linearised

Steps = npt.NDArray[np.int64]

MOST = 512
_FLOPS = 8e10
_ENTRY_FLOPS = 300  # what an entry's way through gates and powers of two costs beside the products


@dataclass(frozen=True, eq=False)
class Influence:
    """How much a loss at one step would depend on the state at another.

    Attributes
    ----------
    log10 : (n_loss, n_cause), decades
        log10 ‖∂(v·h_t)/∂h_s‖₂; −inf for an exact zero (beyond a truncation, behind dead units), NaN
        for s > t: a loss does not depend on what comes after it.
    loss_steps : (n_loss,)
        t, ascending, the last of them T: 1 … T, or every ``loss_stride``-th of them.
    cause_steps : (n_cause,)
        s, ascending, the last of them T: 0 … T, or every ``cause_stride``-th of them.
    loss_stride, cause_stride
        By how many steps neighbouring rows and columns differ; the first is a multiple of the second.
    """

    log10: Floats
    loss_steps: Steps
    cause_steps: Steps
    loss_stride: int
    cause_stride: int

    @property
    def thinned(self) -> bool:
        """Whether rows or columns were left out."""
        return max(self.loss_stride, self.cause_stride) > 1


def influence(result: Result, *, layer: int = -1, most: int = MOST, control: Control | None = None) -> Influence:
    """Return log10 ‖∂(v·h_t)/∂h_s‖₂ of one layer and the first sequence, for all pairs of steps.

    v is the direction of the run's own loss for that sequence; of an explicit ``loss_gradient`` its
    last row that is not zero. So for a loss at one step t of a network of one layer, row t is the
    measured ``log10_grad_hidden``. Only the layer's own recurrence is followed: a path through a
    layer below and up again, or through one above, is none of its.

    ∂(v·h_t)/∂s_s = vᵀ J_t J_{t−1} … J_{s+1}, J_τ = ∂s_τ/∂s_{τ−1} at the recorded states (Pascanu,
    Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks, eqs. 3 to 5):
    the adjoints of all t go back together. For an LSTM s is (h, c), and the norm is that of the
    part of h. Where ``truncation`` detaches the state, nothing goes through.

    Above ``most`` steps every k-th is taken, counted back from T. Loss steps are taken further apart
    where their products would need more than some 10¹¹ operations, about two seconds.

    Parameters
    ----------
    most
        The largest number of steps that are all shown.
    control
        Told about progress, and asked between steps whether to stop.

    Raises
    ------
    TheoryError
        When the layer does not exist, ``most`` is below 1, the loss has no gradient for the first
        sequence, the states left the floats, a gate is shut beyond what a float's derivative holds,
        or the entries of an adjoint lie further apart than floats can hold.
    Cancelled
        When ``control`` asked for a stop.
    """
    if most < 1:
        raise TheoryError(f"The map has at least one step; {most} cannot be asked for.")
    layer, direction, exponent = layer_of(result, layer), *_direction(result)
    steps, (loss_stride, cause_stride) = result.hidden.shape[1] - 1, _strides(result, most)
    loss, cause = np.arange(steps, 0, -loss_stride)[::-1], np.arange(steps, -1, -cause_stride)[::-1]
    log10 = np.where(cause[None] <= loss[:, None], -np.inf, np.nan)
    adjoints = AdjointRows(linearised(result, layer))
    with one_thread():  # more of them win little here, and wait for each other where a core is busy
        for s, living in _back(steps, loss, result.experiment.truncation, adjoints, direction):
            if (steps - s) % cause_stride == 0:
                log10[living, np.searchsorted(cause, s)] = adjoints.log10_hidden() + exponent * LOG10_2
            if control is not None:
                control.advance((steps - s) / steps)
    return Influence(log10, loss, cause, loss_stride, cause_stride)


def _back(
    steps: int, loss: Steps, truncation: int | None, adjoints: AdjointRows, direction: Floats
) -> Iterator[tuple[int, Steps]]:
    """Take the adjoints back; give every step s and whose they are, as indices into the loss steps."""
    newest = end = len(loss)
    for s in range(steps, -1, -1):
        if s < steps:
            adjoints.back(s + 1)
        if truncation is not None and s % truncation == 0:
            adjoints.clear()
            end = newest
        if newest and loss[newest - 1] == s:
            adjoints.add(direction)
            newest -= 1
        yield s, np.arange(end - 1, newest - 1, -1)


def _direction(result: Result) -> tuple[Floats, float]:
    """Return v, (H,), and its power of two: the last row of the loss that is not zero for the first sequence."""
    loss = asked_of(result).loss
    rows = loss.gradients[loss.row[loss.row >= 0], 0]
    alive = np.flatnonzero(rows.any(-1))
    if not len(alive):
        raise TheoryError("The loss of this run has no gradient for the first sequence: there is no v to follow back.")
    return rows[alive[-1]], float(loss.exponents[loss.row[loss.row >= 0], 0][alive[-1]])


def _strides(result: Result, most: int) -> tuple[int, int]:
    """Return by how many steps rows and columns differ: as few as ``most`` and the budget allow."""
    e, steps = result.experiment, result.hidden.shape[1] - 1
    blocks, width = CELLS[e.cell].blocks, e.hidden_size
    cause = -(-steps // most)
    lives = min((steps + 1) / 2, e.truncation or np.inf)
    flops = blocks * width * (2 * width + _ENTRY_FLOPS) * lives * (steps / cause)
    return cause * max(1, int(np.ceil(flops / _FLOPS))), cause
