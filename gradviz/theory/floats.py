"""The namespace of numpy's float64 over which a cell's step runs here, and powers of two beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.operations import NumpyOperations

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LOG10_2 = float(np.log10(2.0))
LOWEST = -(2**40)
"""The power of two of 0: lower than any other."""

_LOG2_E = float(np.log2(np.e))
_FLUSHED = 2200  # two floats this many powers of two apart don't meet


class NumpyOps(NumpyOperations):
    """What `gradviz.cells.Cell` asks of a namespace."""

    ones_like = staticmethod(np.ones_like)
    one = np.ones(())

    @staticmethod
    def relu(row: Floats, out: Floats) -> None:
        """Write max(0, row)."""
        np.maximum(row, 0.0, out=out)

    @staticmethod
    def positive(pre: Floats) -> Floats:
        """Return 1 where a > 0, else 0."""
        return (pre > 0).astype(np.float64)

    @staticmethod
    def sech2(pre: Floats) -> Floats:
        """Return tanh′(a) = 4e / (1 + e)², e = exp(−2|a|): full relative accuracy at saturation."""
        decay = np.exp(-2 * np.abs(pre))
        found: Floats = 4 * decay / (1 + decay) ** 2
        return found

    @staticmethod
    def sigmoid_slope(negated: Floats, sigma: Floats) -> Floats:
        """Return σ′(a) = exp(−a) σ²: full relative accuracy where σ is near 1."""
        found: Floats = np.exp(negated) * sigma * sigma
        return found


def split(values: Floats) -> tuple[Floats, Whole]:
    """Return mantissas in [½, 1) and powers of two."""
    mantissa, exponent = np.frexp(values)
    return mantissa, exponent.astype(np.int64)


def split_sech2(pre: Floats) -> tuple[Floats, Whole]:
    """Return tanh′(a) as mantissas and powers of two, however saturated the unit is."""
    mantissa, exponent = split(NumpyOps.sech2(pre))
    far = np.abs(pre) > 300
    log2 = 2 - 2 * _LOG2_E * np.abs(pre[far])
    exponent[far] = np.floor(log2).astype(np.int64) + 1
    mantissa[far] = np.exp2(log2 - exponent[far])
    return mantissa, exponent


def joined(mantissa: Floats, exponent: Any) -> Floats:
    """Return mantissa · 2 ** exponent as floats: 0 or ±inf where they end."""
    found: Floats = np.ldexp(mantissa, np.clip(exponent, -_FLUSHED, _FLUSHED).astype(np.int32))
    return found


def log10_norm(rows: Floats, exponent: Any = 0) -> Floats:
    """Return log10 ‖row · 2 ** exponent‖₂ along the last axis; −inf for a row of zeros."""
    top = split(np.abs(rows).max(-1, initial=0.0))[1]
    unit = np.linalg.norm(joined(rows, -top[..., None]), axis=-1)
    with np.errstate(divide="ignore"):
        found: Floats = np.log10(unit) + (top + exponent) * LOG10_2
    return found
