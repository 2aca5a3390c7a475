"""The gradient vectors of a run in float64: what a Result has the norms of.

The way back of `gradviz.engine` once more, one step at a time with a power of two for each sequence,
along the recorded states. Its norms are held against the measured ones: where they differ, plain
floats have lost something here, and nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradviz.result import Result
from gradviz.theory.borrowed import asked_of
from gradviz.theory.floats import LOWEST, Floats, Whole, joined, log10_norm, split
from gradviz.theory.refusal import TheoryError
from gradviz.theory.steps import Linearised, linearised
from gradviz.theory.sweep import Sweep

_AGREE = {"float64": (1e-6, 1e-9), "float32": (0.1, 1e-3)}  # decades, and for each decade of the number itself


@dataclass(frozen=True)
class Injected:
    """Gradients given to a layer's outputs: rows (T + 1, B, H) times 2 ** exponents (T + 1, B)."""

    rows: Floats
    exponents: Whole


@dataclass(frozen=True)
class Gradients:
    """The way back through one layer; every row is times 2 ** exponents.

    Attributes
    ----------
    hidden : (T + 1, B, H), cell : (T + 1, B, H) or None
        ∂L/∂h_t, and ∂L/∂c_t through all paths.
    carried : (T, B, H)
        Row t − 1: what step t hands back to h_{t−1}, before a truncation takes it away and a loss
        at t − 1 is added; its exponent is that of ``handed``.
    delta : (T, B, D · H)
        The gradients of the preactivations, in units of 2 ** (exponents[t] + lift).
    exponents : (T + 1, B), handed : (T, B)
    injected
        What the loss, or the layer above, gave at each step.
    """

    hidden: Floats
    cell: Floats | None
    carried: Floats
    delta: Floats
    exponents: Whole
    handed: Whole
    injected: Injected


def gradients(result: Result, layer: int) -> tuple[Linearised, Gradients]:
    """Return a layer's linearised steps and the gradients at them.

    Raises
    ------
    TheoryError
        When the states left the floats, a gate is shut beyond what a float's derivative holds, or
        the gradient's entries lie further apart than floats can hold.
    """
    injected = _from_loss(result)
    for index in range(len(result.hidden) - 1, layer - 1, -1):
        linear = linearised(result, index)
        found = _back(linear, injected, result.experiment.truncation)
        _refuse_lost(result, index, found)
        injected = _to_below(linear, found)
    return linear, found


def _from_loss(result: Result) -> Injected:
    loss = asked_of(result).loss
    rows = np.where((loss.row >= 0)[:, None, None], loss.gradients[loss.row], 0.0)
    return _normal(rows, loss.exponents[loss.row].astype(np.int64))


def _to_below(linear: Linearised, found: Gradients) -> Injected:
    rows = found.delta @ linear.to_input
    exponents = found.exponents[1:] + linear.lift
    below = _normal(rows, exponents)
    nothing = np.zeros((1, *below.rows.shape[1:])), np.full((1, rows.shape[1]), LOWEST)
    return Injected(np.concatenate([nothing[0], below.rows]), np.concatenate([nothing[1], below.exponents]))


def _normal(rows: Floats, exponents: Whole) -> Injected:
    """Return rows whose largest entry is in [½, 1); a row of zeros has the lowest exponent."""
    top = split(np.abs(rows).max(-1))[1]
    return Injected(joined(rows, -top[..., None]), np.where(rows.any(-1), exponents + top, LOWEST))


def _back(linear: Linearised, injected: Injected, truncation: int | None) -> Gradients:
    steps, batch, hidden = len(injected.rows) - 1, injected.rows.shape[1], injected.rows.shape[2]
    sweep = Sweep(linear, batch, None)
    shape = (steps + 1, batch, hidden)
    found = Gradients(
        np.zeros(shape), np.zeros(shape) if linear.cell.has_cell_state else None, np.zeros(shape)[1:],
        np.zeros((steps, batch, sweep.delta.shape[1])), np.full((steps + 1, batch), LOWEST),
        np.full((steps, batch), LOWEST), injected,
    )  # fmt: skip
    carry = np.full(batch, LOWEST)
    for t in range(steps, -1, -1):
        if truncation is not None and t % truncation == 0:
            carry[:] = LOWEST
            sweep.fill(np.zeros((batch, linear.states)))
        carry = _settled(sweep.states, carry, Injected(injected.rows[t], injected.exponents[t]))
        found.hidden[t], found.exponents[t] = sweep.states[0], carry
        if t == 0:
            if found.cell is not None:
                found.cell[0] = sweep.states[1]
            break
        sweep.back(t)
        found.delta[t - 1], found.carried[t - 1] = sweep.delta, sweep.states[0]
        if found.cell is not None:
            found.cell[t] = sweep.cell_total
        carry = np.where(carry > LOWEST, carry + linear.lift[t - 1], LOWEST)
        found.handed[t - 1] = carry
    return found


def _settled(states: list[Floats], carry: Whole, injected: Injected) -> Whole:
    """Add what is injected, bring each sequence's largest entry into [½, 1); return the exponents."""
    common = np.maximum(carry, injected.exponents)
    for state in states:
        state[...] = joined(state, (carry - common)[:, None])
    states[0] += joined(injected.rows, (injected.exponents - common)[:, None])
    peak = np.max([np.abs(state).max(-1) for state in states], axis=0)
    top = split(peak)[1]
    for state in states:
        state[...] = joined(state, -top[:, None])
    return np.where(peak > 0, common + top, LOWEST)


def _refuse_lost(result: Result, layer: int, found: Gradients) -> None:
    for rows, norms in ((found.hidden, result.log10_grad_hidden), (found.cell, result.log10_grad_cell)):
        if rows is None or norms is None:
            continue
        if not agrees(log10_norm(rows, found.exponents), norms[layer], result.experiment.dtype).all():
            raise TheoryError(
                "The parts of this gradient lie further apart than floats can hold side by side, so its steps "
                "cannot be told apart: choose fewer steps, a smaller input scale, or float64."
            )


def agrees(found: Floats, measured: Floats, dtype: str) -> npt.NDArray[np.bool_]:
    """Return where log10 norms are those that a run of this dtype measured; −inf only agrees with −inf."""
    absolute, relative = _AGREE[dtype]
    with np.errstate(invalid="ignore"):
        close = np.abs(found - measured) <= absolute + relative * np.abs(measured)
    same: npt.NDArray[np.bool_] = close | (found == measured)
    return same
