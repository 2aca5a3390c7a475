"""Clipping once more, of gradients that may lie beyond the floats."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gradviz.checking.scaled import Blurred, Floats, Scaled, as_float, log10_sum
from gradviz.result import Result


def clipped(gradients: Mapping[str, Blurred], result: Result) -> dict[str, tuple[Floats, Floats]]:
    """Return entries and errors as plain floats: g · min(1, θ / ‖all gradients‖), or clamped to ±θ, or as they are.

    What is clamped are the run's own gradients, which are compared in themselves: an entry near θ would else be
    judged by the rounding of the largest one.
    """
    clip, threshold = result.experiment.clip, result.experiment.clip_threshold
    if clip == "value":
        own = result.parameter_gradients
        return {name: (np.clip(own[name].reshape(-1), -threshold, threshold), np.zeros(())) for name in gradients}
    row, blur = _joined(list(gradients.values()))
    norm = float(np.linalg.norm(row.values))
    if clip != "norm" or row.log10_norms() <= math.log10(threshold):
        return {name: (gradient.row.floats(), as_float(gradient.blur)) for name, gradient in gradients.items()}
    return {
        name: _divided(gradient, norm / threshold, float(row.exponents), blur) for name, gradient in gradients.items()
    }


def _joined(gradients: list[Blurred]) -> tuple[Scaled, Floats]:
    """Return all gradients as one row, and log10 of what rounding does to its norm, relative to it."""
    top = max(gradient.row.exponents for gradient in gradients)
    row = Scaled(np.concatenate([gradient.row.brought_to(top) for gradient in gradients]), top).normal()
    return row, log10_sum([gradient.blur for gradient in gradients]) - row.log10_norms()


def _divided(gradient: Blurred, divisor: float, power: float, blur: Floats) -> tuple[Floats, Floats]:
    """Return the gradient divided by divisor · 2 ** power, a number that is itself known but for ``blur``."""
    row = Scaled(gradient.row.values / divisor, gradient.row.exponents - power)
    scale = row.log10_norms() - gradient.row.log10_norms()
    return row.floats(), as_float(log10_sum([gradient.blur + scale, row.log10_norms() + blur]))
