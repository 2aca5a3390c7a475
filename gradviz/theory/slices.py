"""What every step adds to ∂L/∂W_hh, as the factors of an outer product: never T × H × H numbers.

Step t adds C_t = Σ_b δ_{t,b} ⊗ h_{t−1,b}, δ being ∂L/∂(W_hh h_{t−1}) (Werbos 1990, Backpropagation
through time: what it does and how to do it; ∂L/∂W_hh = Σ_t C_t).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradviz.result import Result
from gradviz.theory.adjoint import agrees, gradients
from gradviz.theory.borrowed import one_thread
from gradviz.theory.floats import LOG10_2, LOWEST, Floats, Whole, joined, split
from gradviz.theory.refusal import TheoryError, layer_of

Picked = slice | Sequence[int] | npt.NDArray[np.integer] | None
"""Some of the rows or columns; None: all."""

_Flags = npt.NDArray[np.bool_]

_CANDIDATES = 64  # rows of a slice that are looked at before all of them are
_CANCELLED = 0.05  # below this share of Σ|terms| the Gram matrices' sum has lost digits
_NOISE = 1e-6  # a sum over sequences that cancelled to this share is not held against the measurement
_BLOCK_NUMBERS = 2**21


@dataclass(frozen=True, eq=False)
class Slices:
    """What each step adds to ∂L/∂W_hh: C_t = 2 ** exponents[t − 1] · Σ_b left[t − 1, b] ⊗ right[t − 1, b].

    Entry t − 1 of each array is step t.

    Attributes
    ----------
    left : (T, B, G · H)
        δ_t in the order of W_hh's rows; all zeros where the slice is exactly zero. For the GRU's new
        gate it is what W_hn h_{t−1} + b_hn gets, r ⊙ δ_n.
    right : (T, B, H)
        h_{t−1}; every row is brought to a largest entry in [½, 1), and ``left`` holds the rest.
    exponents : (T,)
    peaks : (T,)
        The largest |entry| of a slice without its power of two.
    log10_norm : (T,), decades
        log10 ‖C_t‖_F; −inf for an exact zero. That of ``result.log10_grad_recurrent``.
    log10_largest : (T,), decades
        log10 of the largest |entry| of C_t; −inf for an exact zero.
    """

    left: Floats
    right: Floats
    exponents: Whole
    peaks: Floats
    log10_norm: Floats
    log10_largest: Floats

    def at(self, step: int, rows: Picked = None, columns: Picked = None) -> Floats:
        """Return slice ``step`` (1 … T), or some of its rows and columns, in units of its largest |entry|.

        The unit is that of the whole slice, whatever is picked: times 10 ** log10_largest[step − 1] it
        is the value. An exact zero is zeros.

        Returns
        -------
        (n_rows, n_columns)

        Raises
        ------
        TheoryError
            When there is no such step.
        IndexError
            When there is no such row or column.
        """
        if not 1 <= step <= len(self.left):
            raise TheoryError(f"Steps run from 1 to {len(self.left)}; there is no step {step}.")
        left, right = (_picked(part[step - 1], which) for part, which in ((self.left, rows), (self.right, columns)))
        peak = self.peaks[step - 1]
        found: Floats = left.T @ right / (peak if peak > 0 else 1.0)
        return found


def _picked(rows: Floats, which: Picked) -> Floats:
    if which is None or isinstance(which, slice):
        return rows[:, which or slice(None)]
    return rows[:, np.asarray(which, np.intp).reshape(-1)]


def recurrent_slices(result: Result, layer: int = -1) -> Slices:
    """Return what every step adds to ∂L/∂W_hh of one layer, summed over the sequences, before clipping.

    The gradients are recomputed in float64 along the recorded states (`gradviz.theory.adjoint`). For several
    sequences it takes no longer than the way back itself, whose products are as large.

    Raises
    ------
    TheoryError
        When the layer does not exist, the states left the floats or fell below the smallest of them, a
        gate is shut beyond what a float's derivative holds, or the gradient's entries lie further apart
        than floats can hold.
    """
    layer = layer_of(result, layer)
    with one_thread():
        linear, found = gradients(result, layer)
    delta, left_top = _unit_rows(found.delta[..., : linear.cell.blocks * linear.hidden])
    right, right_top = _unit_rows(result.hidden[layer, :-1].astype(np.float64))
    alive = delta.any(-1) & right.any(-1)
    sizes = np.where(alive, found.handed + left_top + right_top, LOWEST)
    exponents = sizes.max(1)
    left = joined(delta, np.where(alive, sizes - exponents[:, None], LOWEST)[..., None])
    norms, peaks = _measured(left, right)
    left[peaks == 0], exponents[peaks == 0] = 0.0, 0
    with np.errstate(divide="ignore"):
        log10_norm, log10_largest = (np.log10(sizes) + exponents * LOG10_2 for sizes in (norms, peaks))
    _refuse_lost(result, layer, log10_norm, norms)
    return Slices(left, right, exponents, peaks, log10_norm, log10_largest)


def _unit_rows(rows: Floats) -> tuple[Floats, Whole]:
    """Return rows whose largest entry is in [½, 1), and their powers of two."""
    top = split(np.abs(rows).max(-1))[1]
    return joined(rows, -top[..., None]), top


def _measured(left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Return ‖·‖_F and the largest |entry| of the slices, (T,) each.

    Of one sequence both are products of the factors' own. Of several, what Gram matrices and a few rows
    prove is taken, and slices are formed, a few at a time, where they prove nothing.
    """
    (steps, batch), width = left.shape[:2], right.shape[2]
    if batch == 1:
        norms = np.linalg.norm(left, axis=2) * np.linalg.norm(right, axis=2)
        return norms[:, 0], (np.abs(left).max(2) * np.abs(right).max(2))[:, 0]
    norms, peaks, proven = np.zeros(steps), np.zeros(steps), np.zeros(steps, np.bool_)
    if 2 * batch <= width:
        norms, trusted = _by_gram(left, right)
        peaks, largest = _by_candidates(left, right)
        proven = trusted & largest
    rest = np.flatnonzero(~proven)
    for piece in _pieces(len(rest), left.shape[2] * width):
        formed = left[rest[piece]].mT @ right[rest[piece]]
        norms[rest[piece]], peaks[rest[piece]] = np.linalg.norm(formed, axis=(1, 2)), np.abs(formed).max((1, 2))
    return norms, peaks


def _by_gram(left: Floats, right: Floats) -> tuple[Floats, _Flags]:
    """Return ‖C‖_F from ‖C‖² = Σ_{b,b'} (δ_b·δ_b')(h_b·h_b'), and where cancellation leaves it its digits."""
    terms = (left @ left.mT) * (right @ right.mT)
    squares = terms.sum((1, 2))
    return np.sqrt(np.maximum(squares, 0.0)), squares > _CANCELLED * np.abs(terms).sum((1, 2))


def _by_candidates(left: Floats, right: Floats) -> tuple[Floats, _Flags]:
    """Return the largest |entry| of some rows, and where no other can hold a larger: |C_ij| ≤ Σ_b |δ_bi| max|h_b|."""
    bounds = (np.abs(right).max(2)[:, None] @ np.abs(left))[:, 0]
    count = min(_CANDIDATES, bounds.shape[1])
    order = np.argpartition(-bounds, count - 1, axis=1)
    peaks = np.zeros(len(left))
    for piece in _pieces(len(left), count * right.shape[2]):
        rows = np.take_along_axis(left[piece], order[piece, None, :count], 2)
        peaks[piece] = np.abs(rows.mT @ right[piece]).max((1, 2))
    rest = np.take_along_axis(bounds, order[:, count:], 1).max(1, initial=0.0)
    return peaks, rest <= peaks


def _pieces(steps: int, numbers: int) -> Iterator[slice]:
    count = max(1, _BLOCK_NUMBERS // numbers)
    return (slice(first, first + count) for first in range(0, steps, count))


def _refuse_lost(result: Result, layer: int, found: Floats, norms: Floats) -> None:
    """Refuse slices that are not as large as they were measured: their h_{t−1} fell below the floats."""
    cancelled = (norms < _NOISE) & (result.hidden.shape[2] > 1) & (norms > 0)
    if not (agrees(found, result.log10_grad_recurrent[layer], result.experiment.dtype) | cancelled).all():
        raise TheoryError(
            "The states of this network fell below the smallest float, so what its steps add to ∂L/∂W_hh is not known "
            "entry by entry: choose a spectral radius nearer to 1, fewer steps, or float64."
        )
