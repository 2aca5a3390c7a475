"""Rows with a power of two beside them, and norms and products that can't leave the floats.

A row of a sequence is worth ``values · 2 ** exponents``; exponents are whole numbers kept as
float64, −inf for a row of zeros. Everything reported as a logarithm is computed here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch

from gradviz.engine.loops import Floats, host, pieces, shifted
from gradviz.engine.measures import Measures, measured

LOG10_2 = math.log10(2.0)
_MODERATE = 2.0**20
_SQUARES = {
    torch.float64: 2.0**490,
    torch.float32: 2.0**50,
}  # numbers up to these (down to 1 / these) can be squared and summed


@dataclass(frozen=True)
class Rows:
    """``values`` (T, B, N) on the device, times 2 ** ``exponents`` (T, B) on the host."""

    values: torch.Tensor
    exponents: Floats

    @cached_property
    def measures(self) -> Measures:
        """How large the rows of ``values`` are."""
        return measured(self.values)

    @cached_property
    def tops(self) -> Floats:
        """The exponent of each row's largest entry, without ``exponents``; −inf for zeros, inf for inf."""
        return _exponents(self.measures.largest)

    @cached_property
    def log2_size(self) -> Floats:
        """The whole exponent of each row's largest entry; −inf for a row of zeros."""
        return np.where(np.isneginf(self.tops), -np.inf, self.tops + self.exponents)

    @cached_property
    def is_plain(self) -> bool:
        """Whether the rows are of moderate size, with no exponents beside them: nothing is lost by not scaling them."""
        return self._lie_within(_MODERATE) and not self.exponents.any()

    def _lifted(self) -> tuple[Floats, Floats]:
        """Return the norms of rows whose squares leave the floats, and their exponents."""
        lift = np.where(np.isfinite(self.tops), self.tops, 0.0)
        return measured(shifted(self.values, -lift)).norm, np.where(np.isfinite(self.tops), self.exponents + lift, 0.0)

    def log10_norms(self) -> Floats:
        """Return log10 ‖row‖₂, (T, B); −inf for a row of zeros."""
        norm, exponent = self.measures.norm, self.exponents
        if not self._lie_within(_SQUARES[self.values.dtype]):
            norm, exponent = self._lifted()
        with np.errstate(divide="ignore"):
            found: Floats = np.log10(norm) + exponent * LOG10_2
            return found

    def _lie_within(self, limit: float) -> bool:
        """Return whether the largest entry of each row is 0 or between 1 / limit and limit."""
        largest = self.measures.largest
        return bool(((largest < limit) & ((largest > 1 / limit) | (largest == 0))).all())


def _exponents(sizes: Floats) -> Floats:
    found = np.where(sizes > 0, np.frexp(sizes)[1].astype(np.float64), -np.inf)
    return np.where(np.isfinite(sizes), found, np.inf)


@dataclass(frozen=True)
class Scaled:
    """One array: ``mantissa`` (float64) times 2 ** ``exponent``."""

    mantissa: Floats
    exponent: float

    def log2_norm(self) -> tuple[float, float]:
        """Return mantissa and exponent of the Frobenius norm."""
        largest, _, norm = (float(value[0]) for value in measured(torch.from_numpy(self.mantissa.reshape(1, -1))))
        if largest == 0.0:
            return 0.0, 0.0
        if 1 / _SQUARES[torch.float64] < largest < _SQUARES[torch.float64]:
            return norm, self.exponent
        lift = math.frexp(largest)[1]
        return float(np.linalg.norm(np.ldexp(self.mantissa, -lift))), self.exponent + lift

    def log10_norm(self) -> float:
        """Return log10 of the Frobenius norm; −inf for zero."""
        mantissa, exponent = self.log2_norm()
        return math.log10(mantissa) + exponent * LOG10_2 if mantissa else -math.inf

    def array(self, shift: float = 0.0) -> Floats:
        """Return the array times 2 ** shift as plain floats: 0 or ±inf where they end."""
        with np.errstate(over="ignore", under="ignore"):
            found: Floats = np.ldexp(self.mantissa, int(np.clip(self.exponent + shift, -(2**30), 2**30)))
            return found


def summed_outers(left: Rows, rights: Sequence[Rows]) -> list[Scaled]:
    """Return Σ over steps and sequences of left ⊗ right, (N, M), for each of some rights, and Σ left, (N,), last.

    The terms may lie hundreds of decades apart: all are brought to the exponent of the largest,
    so that those too small to matter vanish and the largest keep every digit.
    """
    plain = [right.values for right in rights if right.is_plain]
    *found, total = _brought_together(left, plain)
    products = iter(found)
    return [*(next(products) if right.is_plain else _one_by_one(left, right) for right in rights), total]


def _brought_together(left: Rows, rights: Sequence[torch.Tensor]) -> list[Scaled]:
    """Scale the left rows once, for rights of moderate size."""
    size, columns = left.measures.largest, left.values.shape[-1]
    with np.errstate(divide="ignore"):
        unit = float((np.log2(size) + left.exponents).max(initial=-np.inf))
    totals = [*(left.values.new_zeros(columns, right.shape[-1]) for right in rights), left.values.new_zeros(columns)]
    if unit == -np.inf:
        return [Scaled(host(total), 0.0) for total in totals]
    unit = math.ceil(unit)
    gap = np.where(size > 0, left.exponents - unit, -np.inf)
    for piece in pieces(len(gap), left.values[0].numel()):
        scaled = shifted(left.values[piece], gap[piece]).flatten(0, 1)
        for total, right in zip(totals, rights, strict=False):
            total.addmm_(scaled.T, right[piece].flatten(0, 1))
        totals[-1] += scaled.sum(0)
    return [Scaled(host(total), unit) for total in totals]


def _one_by_one(left: Rows, right: Rows) -> Scaled:
    """Scale the right rows by what the product of both needs."""
    whole = left.log2_size + right.log2_size
    largest = float(whole.max(initial=-np.inf))
    total = left.values.new_zeros(left.values.shape[-1], right.values.shape[-1])
    if largest == -np.inf:
        return Scaled(host(total), 0.0)
    gap = np.where(np.isneginf(whole), -np.inf, left.exponents + right.exponents - largest)
    for piece in pieces(len(gap), left.values[0].numel()):
        scaled = shifted(right.values[piece], gap[piece])
        total.addmm_(left.values[piece].flatten(0, 1).T, scaled.flatten(0, 1))
    return Scaled(host(total), largest)
