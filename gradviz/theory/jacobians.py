"""The product of the actual Jacobians along a run: what any gradient can at most have become.

∂s_S/∂s_t = J_S J_{S−1} … J_{t+1}, J_τ = ∂s_τ/∂s_{τ−1} at the states that the network visited; its
largest singular value is the factor between the largest possible ‖∂L/∂s_t‖ and ‖∂L/∂s_S‖ (Pascanu,
Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks, eqs. 5 to 7).
"""

from __future__ import annotations

import numpy as np

from gradviz.control import Control
from gradviz.result import Result
from gradviz.theory.borrowed import calmly
from gradviz.theory.curve import loss_step_of
from gradviz.theory.floats import LOG10_2, LOWEST, Floats, Whole, joined, split
from gradviz.theory.refusal import TheoryError, layer_of, sequence_of
from gradviz.theory.singular import Largest
from gradviz.theory.steps import Linearised, linearised
from gradviz.theory.sweep import Sweep

_APART = -300  # powers of two by which columns may differ on plain floats: one step more keeps their digits


@calmly
def step_jacobian(result: Result, t: int, *, layer: int = -1, sequence: int = 0) -> Floats:
    """Return J_t = ∂s_t/∂s_{t−1} of one layer at the recorded states, in float64.

    The state s is h, or (h, c) for a cell with a cell state. Truncation plays no part: it is done
    to the gradient, not to the network. Of several layers it is the block of this layer alone; the
    paths through the layers above begin anew at every step, as if they were losses.

    Returns
    -------
    (n, n), n = H or 2 H

    Raises
    ------
    TheoryError
        When there is no such step, the states left the floats, a gate is shut beyond what a float's
        derivative holds, or the layer or sequence does not exist.
    """
    steps = result.hidden.shape[1] - 1
    if not 1 <= t <= steps:
        raise TheoryError(f"Steps run from 1 to {steps}; there is no step {t}.")
    linear = linearised(result, layer_of(result, layer))
    return joined(*_entries(linear, t, sequence_of(result, sequence)))


@calmly
def jacobian_product(
    result: Result, *, layer: int = -1, sequence: int = 0, start: int | None = None, control: Control | None = None
) -> Floats:
    """Return log10 σ_max(∂s_S/∂s_t), the largest singular value of the product of the Jacobians.

    log10 ‖∂L/∂s_t‖ ≤ this + log10 ‖∂L/∂s_S‖ for every loss at step S alone, any cell, top layer; no
    bound with a smaller right side holds for all losses. For an LSTM ∂/∂c_t means with h_t held, so it
    bounds the measured ∂L/∂h_t, and not the measured ∂L/∂c_t, which goes through h_t too. See
    `step_jacobian` for s and for what the product leaves out. Exact beyond any float: every
    column carries a power of two of its own.

    Parameters
    ----------
    start
        S; None: the latest step at which the loss is injected.
    control
        Told about progress, and asked between steps whether to stop (512 steps of 512 units take ten seconds).

    Returns
    -------
    (T + 1,), decades
        0 at t = S, NaN beyond it, −inf where the product is exactly zero.

    Raises
    ------
    TheoryError
        As `step_jacobian`.
    Cancelled
        When ``control`` asked for a stop.
    """
    steps = result.hidden.shape[1] - 1
    start = loss_step_of(result) if start is None else start
    if not 0 <= start <= steps:
        raise TheoryError(f"Steps run from 0 to {steps}; the product cannot start at {start}.")
    linear = linearised(result, layer_of(result, layer))
    product, largest = _Product(linear, sequence_of(result, sequence)), Largest(linear.states)
    found = np.full(steps + 1, np.nan)
    found[start] = 0.0
    for t in range(start, 0, -1):
        product.back(t)
        if not product.alive:
            found[:t] = -np.inf
            break
        matrix, exponent = product.value()
        found[t - 1] = np.log10(largest.of(matrix)) + exponent * LOG10_2
        if control is not None:
            control.advance((start - t + 1) / start)
    return found


class _Product:
    """∂s_S/∂s_t as it grows to the left: on plain floats, then with a power of two for each column.

    A column is what all of s_S owes to one unit of s_t. Where units live apart (an identity W_hh,
    ReLU masks) columns drift hundreds of decades apart, and the one that outlives the others may be
    the smallest.
    """

    def __init__(self, linear: Linearised, sequence: int) -> None:
        self._linear, self._sequence = linear, sequence
        self._sweep = Sweep.of_identity(linear, sequence)
        self._exponent = 0
        self._columns: tuple[Floats, Whole] | None = None
        self.alive = True

    def value(self) -> tuple[Floats, int]:
        """Return the product: a matrix whose largest entry is in [½, 1), and a power of two."""
        if self._columns is None:
            return np.hstack(self._sweep.states), self._exponent
        mantissa, exponents = self._columns
        top = int(exponents.max())
        return joined(mantissa, exponents - top), top

    def back(self, t: int) -> None:
        """Multiply by J_t from the right."""
        if self._columns is None and self._linear.is_tame(t, self._sequence):
            self._back_plain(t)
            return
        if self._columns is None:
            matrix, exponent = self.value()
            self._columns = _by_columns(matrix, np.full(len(matrix), exponent))
        self._back_by_columns(t)

    def _back_plain(self, t: int) -> None:
        self._sweep.back(t)
        peaks = np.concatenate([np.abs(state).max(0) for state in self._sweep.states])
        self.alive = bool(peaks.any())
        if self.alive:
            top = int(split(peaks.max(keepdims=True))[1][0])
            for state in self._sweep.states:
                state *= 2.0**-top
            self._exponent += top + int(self._linear.lift[t - 1, self._sequence])
            if peaks[peaks > 0].min() < 2.0 ** (top + _APART):
                matrix, exponent = self.value()
                self._columns = _by_columns(matrix, np.full(len(matrix), exponent))

    def _back_by_columns(self, t: int) -> None:
        """Column k becomes Σ_j column_j J_jk, each column relative to the largest of these terms."""
        assert self._columns is not None
        mantissa, exponents = self._columns
        entries, powers = _entries(self._linear, t, self._sequence)
        terms = np.where(entries != 0, powers + exponents[:, None], LOWEST)
        top = terms.max(0)
        found = mantissa @ joined(entries, terms - top)
        self._columns = _by_columns(found, top)
        self.alive = bool(found.any())


def _entries(linear: Linearised, t: int, sequence: int) -> tuple[Floats, Whole]:
    """Return J_t entry by entry: mantissas and powers of two."""
    if linear.slope is not None:
        slope, power = (part[t - 1, sequence, :, None] for part in linear.slope)
        entries, powers = split(slope * linear.weight)
        lifted: Whole = powers + power.astype(np.int64)
        return entries, lifted
    one = Sweep.of_identity(linear, sequence)
    one.back(t)
    return split(np.hstack(one.states))


def step_of(linear: Linearised, t: int, sequence: int) -> tuple[Floats, int]:
    """Return J_t as a matrix whose largest entry is in [½, 1), and a power of two."""
    entries, powers = _entries(linear, t, sequence)
    top = int(np.where(entries != 0, powers, LOWEST).max())
    return joined(entries, powers - top), top if entries.any() else 0


def _by_columns(matrix: Floats, exponents: Whole) -> tuple[Floats, Whole]:
    """Return a matrix with the largest entry of each column in [½, 1), and the columns' powers of two."""
    top = split(np.abs(matrix).max(0))[1]
    return joined(matrix, -top), np.where(matrix.any(0), exponents + top, LOWEST)
