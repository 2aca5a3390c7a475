"""What clipping does to the parameter gradients (Pascanu, Mikolov & Bengio 2013)."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from gradviz.engine.loops import Floats
from gradviz.engine.scaled import Scaled
from gradviz.experiment import Experiment


def clipped(
    gradients: Mapping[str, Scaled], arrays: Mapping[str, Floats], experiment: Experiment
) -> Mapping[str, Floats]:
    """Return the gradients after clipping as plain floats, right even where the gradients are none.

    ``arrays`` are the gradients as plain floats; they are what is returned where nothing is clipped.
    ``norm``: all jointly, g · θ / ‖g‖ when ‖g‖ > θ. ``value``: each entry clamped to ±θ.
    """
    threshold = experiment.clip_threshold
    if experiment.clip == "value":
        return {name: np.clip(array, -threshold, threshold) for name, array in arrays.items()}
    if experiment.clip == "norm":
        norm, exponent = joint_norm(gradients)
        if norm and math.log2(norm) + exponent > math.log2(threshold):
            factor = threshold / norm
            return {name: gradient.array(-exponent) * factor for name, gradient in gradients.items()}
    return arrays


def joint_norm(gradients: Mapping[str, Scaled]) -> tuple[float, float]:
    """Return mantissa and exponent of the norm of all gradients taken as one vector."""
    norms = [norm for gradient in gradients.values() if (norm := gradient.log2_norm())[0]]
    if not norms:
        return 0.0, 0.0
    largest = max(exponent for _, exponent in norms)
    return math.hypot(*(math.ldexp(norm, int(max(exponent - largest, -4000))) for norm, exponent in norms)), largest
