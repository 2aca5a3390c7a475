"""Derivatives of the activations for numpy's arrays, like `gradviz.engine.curves` for torch's."""

from __future__ import annotations

from typing import Any

import numpy as np

_LARGEST = {"float64": 709.0, "float32": 88.0}
_NEAR_ONE = 1e-3  # 1 − σ has lost three digits at most above it


def sech2(pre: Any, squashed: Any) -> Any:
    """Return tanh′: 1 − tanh², or from the preactivation where tanh is so near ±1 that no digits are left."""
    share = squashed * squashed
    np.subtract(1, share, share)
    near = share < _NEAR_ONE
    if near.any():
        decay = np.exp(-2 * np.abs(pre[near]))
        share[near] = 4 * decay / (1 + decay) ** 2
    return share


def sigmoid_slope(negated: Any, sigma: Any) -> Any:
    """Return σ′: σ − σ², or (exp(−a) σ) σ where σ is so near 1 that the difference has no digits."""
    share = 1 - sigma
    if share.min() < _NEAR_ONE:
        np.minimum(negated, _LARGEST[negated.dtype.name], out=share)
        np.exp(share, share)
        share *= sigma
    share *= sigma
    return share


def positive(pre: Any) -> Any:
    """Return 1 where a > 0, else 0."""
    return (pre > 0).astype(pre.dtype)
