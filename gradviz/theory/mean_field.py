"""What a wide random network would do: the mean-field theory of plain RNNs.

Poole et al. 2016 (Exponential expressivity in deep neural networks through transient chaos: the length
map and χ), Schoenholz et al. 2017 (Deep information propagation: the gradient shrinks by χ), and for
recurrent networks Chen, Pennington and Schoenholz 2018 (Dynamical isometry and a mean field theory of RNNs).
In the limit of many units the preactivations of one step are Gaussian with variance q, and

    q_t = σ_w² E[φ(√q_{t−1} z)²] + σ_x² + σ_b²,     χ = σ_w² E[φ′(√q* z)²],

and the squared gradient shrinks by χ a step. The theory draws W_hh anew at every step; for plain RNNs
the tied W_hh of a wide network follows it, for gates it does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gradviz.result import Result
from gradviz.theory.curve import Prediction, loss_step_of, straight
from gradviz.theory.gaussian import mean_tanh_slope_squared, mean_tanh_squared
from gradviz.theory.refusal import TheoryError, layer_of, refuse_gated, refuse_infinite_states
from gradviz.theory.steps import read_by


@dataclass(frozen=True)
class MeanField:
    """The fixed point of a wide network and what it does to the gradient.

    Attributes
    ----------
    sigma_w, sigma_x, sigma_b
        The root mean squares that went in: √H times that of W_hh's entries, that of W_ih x_t, and
        that of the biases.
    variance
        q*, the variance of the preactivations that the network settles to; inf where it grows for ever.
    chi
        χ, the factor of the squared gradient for each step; below 1 it vanishes, above it explodes.
    log10_per_step
        ½ log10 χ, decades; −inf for χ = 0.
    """

    sigma_w: float
    sigma_x: float
    sigma_b: float
    variance: float
    chi: float
    log10_per_step: float


def solve(cell: str, *, sigma_w: float, sigma_x: float = 0.0, sigma_b: float = 0.0, awake: bool = True) -> MeanField:
    """Return the mean-field fixed point of a plain RNN; q* to 10⁻¹² relative, unless it is nearly double.

    Linear: q* = R / (1 − σ_w²) and χ = σ_w²; ReLU: q* = R / (1 − σ_w²/2) and χ = σ_w²/2 (the average
    over half a Gaussian); tanh: the root of q = σ_w² E[tanh²(√q z)] + R, R = σ_x² + σ_b².

    Parameters
    ----------
    cell
        rnn_tanh, rnn_relu or rnn_linear.
    awake
        Whether the state is ever anything but 0. With R = 0 a network at 0 stays there (q* = 0), and one
        that was disturbed settles at q* > 0 where σ_w > 1.

    Raises
    ------
    TheoryError
        For another cell, and for a σ that is negative or not finite.
    """
    given = (sigma_w, sigma_x, sigma_b)
    if not all(np.isfinite(value) and value >= 0 for value in given):
        raise TheoryError(f"σ_w, σ_x and σ_b must be finite and not negative; they are {given}.")
    rest = sigma_x**2 + sigma_b**2
    if cell in ("rnn_linear", "rnn_relu"):
        chi = sigma_w**2 * (1.0 if cell == "rnn_linear" else 0.5)
        variance = rest / (1 - chi) if chi < 1 else (np.inf if rest or awake else 0.0)
        if chi == 1 and not rest:
            variance = np.nan if awake else 0.0
    elif cell == "rnn_tanh":
        variance = _tanh_fixed_point(sigma_w, rest) if rest or awake else 0.0
        chi = sigma_w**2 * mean_tanh_slope_squared(variance)
    else:
        raise TheoryError(f"Mean-field theory gives no number for {cell}: with gates, tied weights contradict it.")
    return MeanField(sigma_w, sigma_x, sigma_b, variance, chi, 0.5 * float(np.log10(chi)) if chi else -np.inf)


def _tanh_fixed_point(sigma_w: float, rest: float) -> float:
    """Return the largest root of q = σ_w² E[tanh²(√q z)] + R by bisection, the right side being concave."""

    def surplus(q: float) -> float:
        return sigma_w**2 * mean_tanh_squared(q) + rest - q

    if rest == 0 and sigma_w <= 1:
        return 0.0
    low, high = rest, sigma_w**2 + rest
    while True:
        middle = 0.5 * (low + high)
        if not low < middle < high:
            return middle
        low, high = (middle, high) if surplus(middle) > 0 else (low, middle)


def mean_field(result: Result, *, layer: int = -1) -> MeanField:
    """Return the mean-field theory of a layer as it was drawn, or given.

    σ_w is measured on the weights that were used, ‖W_hh‖_F / √H (scaling W_hh to a spectral radius
    changes it; it comes near ρ only for many units); σ_x² and σ_b² are the mean squares of W_ih x_t and
    of b_ih + b_hh over units (and steps and sequences). For the impulse σ_x is 0: it is gone after
    step 1. Claimed for dense random W_hh, many units, and steps after the state has settled. Biases
    or inputs with a mean that does not average out over the units lie outside the theory.

    Raises
    ------
    TheoryError
        For a cell with gates, the identity as W_hh, states beyond the floats, or no such layer.
    """
    refuse_gated(result, "The mean-field rate √χ")
    refuse_infinite_states(result)
    layer, experiment = layer_of(result, layer), result.experiment
    if experiment.init == "identity" and result.is_drawn:
        raise TheoryError("The identity does not mix the units, so mean-field theory says nothing about it.")
    names = (f"weight_hh_l{layer}", f"weight_ih_l{layer}", f"bias_ih_l{layer}", f"bias_hh_l{layer}")
    w_hh, w_ih, b_ih, b_hh = (result.weights[name].astype(np.float64) for name in names)
    silent = experiment.input == "impulse" and "inputs" not in result.explicit
    read = read_by(result, layer) @ w_ih.T
    return solve(
        experiment.cell,
        sigma_w=float(np.linalg.norm(w_hh) / np.sqrt(len(w_hh))),
        sigma_x=0.0 if silent and layer == 0 else float(np.sqrt(np.mean(read**2))),
        sigma_b=float(np.sqrt(np.mean((b_ih + b_hh) ** 2))),
        awake=bool(result.hidden[layer].any()),
    )


def mean_field_rate(result: Result, *, layer: int = -1) -> Prediction:
    """Return √χ^k, k steps back from the loss: the mean-field prediction as a curve.

    Raises
    ------
    TheoryError
        As `mean_field`, and for a loss without a gradient.
    """
    theory, start = mean_field(result, layer=layer), loss_step_of(result)
    claim = (
        f"√χ^k, χ = {theory.chi:.4g}: what a network of infinitely many units with random weights would do "
        f"(σ_w = {theory.sigma_w:.4g}, q* = {theory.variance:.4g}); a prediction, not a bound."
    )
    return Prediction("√χ^k", claim, straight(result, theory.log10_per_step, start), start)
