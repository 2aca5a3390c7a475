"""The loss of a character model: the cross-entropy of the character that comes after the loss step.

With scores z = W h + b of the A characters and p = softmax(z), L = −log p_target (nats), and

    ∂L/∂z_j = p_j for j ≠ target,   ∂L/∂z_target = −Σ_{j ≠ target} p_j,
    ∂L/∂h = Σ_{j ≠ target} p_j (W_j − W_target).

This is Σ_j p_j W_j − W_target (Bishop 2006, eq. 4.109) without the difference p_target − 1, of which nothing is left
once p_target rounds to 1. The p_j are taken relative to the largest of those that count, whose own size stays
beside them as a power of two: a prediction that is right to 10⁻⁵⁰⁰ has a gradient like any other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradviz.engine.inputs import Loss
from gradviz.engine.loops import Floats
from gradviz.errors import ExperimentError
from gradviz.experiment import Experiment
from gradviz.models import encode

_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # the first times 2²⁰ is exact


@dataclass(frozen=True)
class NextChar:
    """A cross-entropy and its gradients.

    Attributes
    ----------
    loss
        ∂L/∂h at the loss step, one row, each sequence with its exponent.
    value
        L in nats, summed over the sequences.
    scores : (B, A)
        ∂L/∂z, times 2 ** ``exponents`` (B,).
    """

    loss: Loss
    value: float
    scores: Floats
    exponents: Floats


def step_of(experiment: Experiment) -> int:
    """Return the step whose state predicts: the loss step, 1 … T."""
    return experiment.loss_step or experiment.steps


def target_of(experiment: Experiment) -> int:
    """Return which character of the alphabet comes after the loss step (of one that is not in it, the stand-in)."""
    step = step_of(experiment)
    return int(encode(experiment.alphabet, experiment.text[step : step + 1]).indices[0])


def next_char(experiment: Experiment, weights: Mapping[str, Floats], hidden: Floats) -> NextChar:
    """Return the loss of a run, in float64 throughout.

    Parameters
    ----------
    weights
        With ``readout.weight`` (A, H) and ``readout.bias`` (A,).
    hidden : (B, H)
        The top layer's h at the loss step.

    Raises
    ------
    ExperimentError
        When the state or the scores are beyond the floats.
    """
    weight, bias = (np.asarray(weights[f"readout.{kind}"], np.float64) for kind in ("weight", "bias"))
    with np.errstate(all="ignore"):
        scores = np.asarray(hidden, np.float64) @ weight.T + bias
    if not np.isfinite(scores).all():
        step = step_of(experiment)
        raise ExperimentError(
            f"loss='next_char' needs the scores of step {step}, which left the range of floats: choose an earlier "
            "loss_step, or loss='last'.",
            "loss",
        )
    target = target_of(experiment)
    apart = weight - weight[target]
    found, exponents = _relative(scores, apart.any(-1))
    gradients = np.einsum("ba,ah->bh", found, apart)
    pull, powers = _relative(scores, np.arange(len(bias)) != target)
    pull[:, target] = -pull.sum(-1)
    row = np.full(experiment.steps + 1, -1)
    row[step_of(experiment)] = 0
    value = float(_cross_entropy(scores, target).sum())
    return NextChar(Loss(gradients[None], row, exponents[None]), value, pull, powers)


def _relative(scores: Floats, counts: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return the p_j of the characters that count, the largest about 1, and the exponents of each sequence.

    Characters whose read-out is that of the target itself don't count for ∂L/∂h: they pull nowhere.
    """
    found = np.zeros_like(scores)
    if not counts.any():
        return found, np.zeros(len(scores))
    log = scores - _log_sum(scores)
    top = log[:, counts].max(-1)
    powers = np.floor(top / math.log(2.0))
    rest = (top - powers * _LN2_HIGH) - powers * _LN2_LOW
    with np.errstate(under="ignore"):
        found[:, counts] = np.exp(log[:, counts] - top[:, None]) * np.exp(rest)[:, None]
    return found, powers


def _log_sum(scores: Floats) -> Floats:
    top = scores.max(-1, keepdims=True)
    found: Floats = top + np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return found


def _cross_entropy(scores: Floats, target: int) -> Floats:
    """Return −log p_target (B,), to all digits also where p_target rounds to 1."""
    others = np.delete(scores, target, axis=-1) - scores[:, [target]]
    top = np.maximum(others.max(-1, initial=0.0, keepdims=True), 0.0)
    with np.errstate(over="ignore", under="ignore"):
        small = np.log1p(np.exp(others).sum(-1))
        large = top[:, 0] + np.log(np.exp(-top[:, 0]) + np.exp(others - top).sum(-1))
    found: Floats = np.where(top[:, 0] > 0, large, small)
    return found
