"""Rows with a power of two beside them: how autograd's vectors are carried beyond the range of floats."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LOG10_2 = math.log10(2.0)
_LN10 = math.log(10.0)
NOTHING = -1e9
"""The exponent of a row of zeros: below any other, and still a number."""
_FAR = 5000


def times_power(values: Any, exponents: Any) -> Floats:
    """Return ``values`` · 2 ** ``exponents``, exact where it is a float."""
    found: Floats = np.ldexp(values, np.clip(exponents, -_FAR, _FAR).astype(np.int32))
    return found


@dataclass
class Scaled:
    """``values`` (…, N) times 2 ** ``exponents`` (…), the latter whole numbers as floats."""

    values: Floats
    exponents: Floats

    @classmethod
    def of(cls, values: Floats) -> Scaled:
        """Return plain floats as they are."""
        return cls(values, np.zeros(values.shape[:-1]))

    @classmethod
    def zeros(cls, *shape: int) -> Scaled:
        """Return rows of zeros."""
        return cls(np.zeros(shape), np.full(shape[:-1], NOTHING))

    def __getitem__(self, index: Any) -> Scaled:
        return Scaled(self.values[index], self.exponents[index])

    def __setitem__(self, index: Any, rows: Scaled) -> None:
        self.values[index], self.exponents[index] = rows.values, rows.exponents

    def __add__(self, other: Scaled) -> Scaled:
        top = np.maximum(self.exponents, other.exponents)
        return Scaled(self.brought_to(top) + other.brought_to(top), top)

    def normal(self) -> Scaled:
        """Return the same rows, each with its largest entry in [½, 1)."""
        size = np.abs(self.values).max(-1)
        power = np.frexp(size)[1]
        exponents = np.where(size == 0, NOTHING, self.exponents + power)
        return Scaled(times_power(self.values, -power[..., None]), exponents)

    def brought_to(self, exponents: Floats) -> Floats:
        """Return the values that these rows have beside other exponents."""
        return times_power(self.values, (self.exponents - exponents)[..., None])

    def log10_norms(self) -> Floats:
        """Return log10 of each row's Euclidean norm; −inf for a row of zeros, inf or NaN for what is none."""
        rows = self.normal()
        norms = np.sqrt(np.einsum("...n,...n->...", rows.values, rows.values))
        with np.errstate(divide="ignore"):
            found: Floats = np.log10(norms) + rows.exponents * LOG10_2
        return np.where(norms == 0, -np.inf, found)

    def floats(self) -> Floats:
        """Return plain floats: 0 or ±inf where they end."""
        return times_power(self.values, self.exponents[..., None])


def log10_sum(logs: Any) -> Floats:
    """Return log10 of the sum, along the first axis, of numbers that are given by their log10."""
    found: Floats = np.logaddexp.reduce(np.asarray(logs) * _LN10) / _LN10
    return found


def as_float(log: Floats) -> Floats:
    """Return 10 ** log, or the largest float."""
    found: Floats = np.minimum(10.0**log, np.finfo(np.float64).max)
    return found


class Blurred(NamedTuple):
    """One parameter's gradient as a row, and log10 of what rounding may leave in it."""

    row: Scaled
    blur: Floats


class Total:
    """A sum of arrays whose terms may lie hundreds of decades apart."""

    def __init__(self) -> None:
        self._values: Any = 0.0
        self._exponent = NOTHING

    def add(self, values: Any, exponent: float) -> None:
        """Add ``values`` · 2 ** ``exponent``."""
        top = max(self._exponent, exponent)
        here = times_power(self._values, np.asarray(self._exponent - top))
        self._values, self._exponent = here + times_power(values, np.asarray(exponent - top)), top

    def row(self) -> Scaled:
        """Return all entries as one row."""
        return Scaled(np.atleast_1d(self._values).reshape(-1), np.asarray(self._exponent))
