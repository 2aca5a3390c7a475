"""What W_hh alone says about a plain RNN: the rate ρ^k, and two bounds made of its singular value.

Pascanu, Mikolov and Bengio 2013 (On the difficulty of training recurrent neural networks, section
2.1 and eq. 7): σ_max · max φ′ < 1 is sufficient for the gradient to vanish; the spectral radius is
necessary for it to explode, and the true rate of the linear cell only.
"""

from __future__ import annotations

import numpy as np

from gradviz.result import Result
from gradviz.theory.borrowed import asked_of
from gradviz.theory.curve import Prediction, loss_step_of, straight
from gradviz.theory.floats import LOG10_2, Floats, log10_norm
from gradviz.theory.refusal import layer_of, refuse_gated
from gradviz.theory.steps import linearised

_TRUE_FOR_LINEAR = "the slope that the linear RNN settles to in the long run; not a bound."
_NOT_FOR_OTHERS = "the slope of the linear RNN with this W_hh; here, where φ′ takes part, neither a slope nor a bound."


def asymptotic_rate(result: Result, *, layer: int = -1) -> Prediction:
    """Return ρ(W_hh)^k, k steps back from the loss: the asymptotic rate of the linear cell.

    Gelfand's formula, ρ(W) = lim ‖W^k‖^(1/k): for rnn_linear with a loss at one step the measured
    curve becomes parallel to this line as k grows; before that a W_hh that is not normal may let it
    grow first. It is no bound, and for tanh and ReLU it is not even the rate. Truncation plays no part.

    Raises
    ------
    TheoryError
        For a cell with gates, a loss without a gradient, or a layer that does not exist.
    """
    refuse_gated(result, "The rate ρ^k")
    chosen, start = layer_of(result, layer), loss_step_of(result)
    radius = float(result.spectral_radius[chosen, 0])
    about = _TRUE_FOR_LINEAR if result.experiment.cell == "rnn_linear" else _NOT_FOR_OTHERS
    claim = f"ρ^k with ρ = {radius:.4g}, the spectral radius of W_hh: {about}"
    return Prediction("ρ^k", claim, straight(result, _log10(radius), start), start)


def singular_value_bound(result: Result) -> Prediction:
    """Return (σ_max(W_hh) · max φ′)^k with max φ′ = 1: an upper bound on the gradient, top layer.

    ‖∂L/∂h_{t−1}‖ ≤ ‖W_hhᵀ‖ ‖φ′(a_t)‖_∞ ‖∂L/∂h_t‖ and φ′ ≤ 1 for tanh, ReLU and the linear cell
    (Pascanu et al. 2013, eq. 7). A loss at every step adds ‖∂ℓ_t/∂h_t‖ at its step (the triangle
    inequality), a truncation takes everything away at its step. What is drawn is the sum of these.

    Raises
    ------
    TheoryError
        For a cell with gates, and for a loss without a gradient.
    """
    refuse_gated(result, "The bound σ_max^k")
    sigma = _largest_singular_value(result)
    claim = f"σ_max^k, σ_max = {sigma:.4g}, since φ′ ≤ 1: the gradient of a plain RNN cannot lie above it."
    factors = np.full((result.hidden.shape[1] - 1, result.hidden.shape[2]), _log10(sigma))
    return _bound(result, "σ_max^k", claim, factors)


def measured_slope_bound(result: Result) -> Prediction:
    """Return ∏ σ_max(W_hh) · max_i φ′(a_t,i) over the steps: a closer upper bound, top layer.

    As `singular_value_bound`, with the largest slope that any unit of the sequence had at each step
    instead of 1; the slopes come from preactivations recomputed in float64 (`gradviz.theory.steps`).

    Raises
    ------
    TheoryError
        For a cell with gates, a loss without a gradient, or states beyond the floats.
    """
    refuse_gated(result, "The bound by σ_max and the measured slopes")
    sigma = _largest_singular_value(result)
    linear = linearised(result, layer_of(result, -1))
    with np.errstate(divide="ignore"):
        slopes = np.log10(linear.factors["slope"].max(-1)) + linear.lift * LOG10_2
    claim = (
        f"∏ σ_max · max φ′(a_t), σ_max = {sigma:.4g}: the gradient of a plain RNN cannot lie above it; "
        "each step counts with the largest slope that a unit had."
    )
    return _bound(result, "∏ σ_max · max φ′", claim, slopes + _log10(sigma))


def _bound(result: Result, name: str, claim: str, log10_factors: Floats) -> Prediction:
    """Carry log10 ‖·‖ ≤ back from the loss through factors (T, B), adding each injected loss."""
    loss, start, truncation = asked_of(result).loss, loss_step_of(result), result.experiment.truncation
    sizes = log10_norm(loss.gradients, loss.exponents)
    found = np.full((len(loss.row), result.hidden.shape[2]), np.nan)
    found[start] = sizes[loss.row[start]]
    for t in range(start - 1, -1, -1):
        cut = truncation is not None and t % truncation == 0
        found[t] = -np.inf if cut else found[t + 1] + log10_factors[t]
        if loss.row[t] >= 0:
            found[t] = log10_sum(found[t], sizes[loss.row[t]])
    with np.errstate(invalid="ignore"):
        return Prediction(name, claim, found - found[start], start, is_upper_bound=True)


def log10_sum(left: Floats, right: Floats) -> Floats:
    """Return log10(10^left + 10^right) beyond the range of floats."""
    top = np.maximum(left, right)
    with np.errstate(divide="ignore", invalid="ignore"):
        rest = np.where(np.isneginf(top), 0.0, 10.0 ** (left - top) + 10.0 ** (right - top))
        return np.where(np.isneginf(top), -np.inf, top + np.log10(rest))


def _largest_singular_value(result: Result) -> float:
    """Return σ_max of the top layer's W_hh as the run used it: float32 weights are not those drawn."""
    weight = result.weights[f"weight_hh_l{len(result.hidden) - 1}"].astype(np.float64)
    return float(np.linalg.norm(weight, 2))


def _log10(value: float) -> float:
    return float(np.log10(value)) if value > 0 else -np.inf
