"""The leading Lyapunov exponents of a run, by repeated QR.

Benettin, Galgani, Giorgilli and Strelcyn 1980 (Lyapunov characteristic exponents for smooth dynamical
systems, Meccanica 15, part 2); for recurrent networks Engelken, Wolf and Abbott 2023 (Lyapunov spectra
of chaotic recurrent neural networks) and Vogt et al. 2022 (On Lyapunov exponents for RNNs).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.control import Control
from gradviz.result import Result
from gradviz.theory.borrowed import calmly
from gradviz.theory.floats import Floats
from gradviz.theory.refusal import TheoryError, layer_of, sequence_of
from gradviz.theory.steps import linearised
from gradviz.theory.sweep import Sweep

_LOST = 1e-10  # of a column's length: what is left of it beside the directions before has few digits
_LN2 = float(np.log(2.0))


@dataclass(frozen=True, eq=False)
class Lyapunov:
    """The leading Lyapunov exponents.

    Attributes
    ----------
    exponents : (count,), 1/step
        Natural logarithms of the growth per step, the largest first in a long run. −inf where a direction is
        exactly gone (fewer ReLU units on than directions); NaN where a step shrank it so much more than
        those before it that it has no digits left in float64.
    growth : (count, T + 1), decades
        log10 of what direction i has grown by from T back to t: 0 at t = T; its slope is the exponent.
    skipped
        How many steps back from T were left out of ``exponents``, while the directions turned.
    """

    exponents: Floats
    growth: Floats
    skipped: int


@calmly
def lyapunov_exponents(
    result: Result, *, count: int = 4, layer: int = -1, sequence: int = 0, control: Control | None = None
) -> Lyapunov:
    """Return the leading Lyapunov exponents of one layer at the recorded states, measured on the way back.

    ``count`` random orthonormal directions (always the same ones) are multiplied by J_Tᵀ, J_{T−1}ᵀ, …
    and made orthonormal by QR after every step; the exponents are the mean log of R's diagonal after
    the first quarter of the steps. The transposed products have the exponents of the forward ones
    (Oseledets 1968), and the first of them is the slope of the gradient's curve. A finite run knows
    them up to its fluctuations, and up to e^{−2k·gap} for turning into place in k steps.

    Raises
    ------
    TheoryError
        When ``count`` is not 1 … n (H, or 2 H for an LSTM), the states left the floats, a gate is shut
        beyond what a float's derivative holds, or the layer or sequence does not exist.
    Cancelled
        When ``control`` asked for a stop.
    """
    linear, sequence = linearised(result, layer_of(result, layer)), sequence_of(result, sequence)
    if not 1 <= count <= linear.states:
        raise TheoryError(f"This layer has {linear.states} Lyapunov exponents; {count} cannot be asked for.")
    steps = result.hidden.shape[1] - 1
    sweep = Sweep(linear, count, sequence)
    sweep.fill(_orthonormal(np.random.default_rng(0).standard_normal((linear.states, count)))[0].T)
    logs = np.empty((steps, count))
    for t in range(steps, 0, -1):
        sweep.back(t)
        turned, sizes = _orthonormal(np.hstack(sweep.states).T)
        sweep.fill(turned.T)
        if linear.slope is not None:
            sizes[np.count_nonzero(linear.slope[0][t - 1, sequence]) :] = 0.0
        with np.errstate(divide="ignore"):
            logs[t - 1] = np.log(sizes) + linear.lift[t - 1, sequence] * _LN2
        if control is not None:
            control.advance((steps - t + 1) / steps)
    skipped = steps // 4
    growth = np.zeros((count, steps + 1))
    growth[:, :-1] = np.cumsum(logs[::-1], 0)[::-1].T / np.log(10.0)
    return Lyapunov(logs[: steps - skipped].mean(0), growth, skipped)


def _orthonormal(columns: Floats) -> tuple[Floats, Floats]:
    """Return Q and |diag R| of the QR decomposition, NaN where rounding has eaten it."""
    q, r = np.linalg.qr(columns)
    sizes = np.abs(np.diagonal(r))
    return q, np.where(sizes < _LOST * np.linalg.norm(r, axis=0), np.nan, sizes)
