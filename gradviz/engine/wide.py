"""Numbers that neither underflow nor overflow: each has a power of two of its own.

Where plain floats with one exponent a row lose something (a unit 300 decades below its neighbour that
is all that is left a step later; a saturated gate whose derivative is exp(−800)), a cell's step runs
over these instead. They are slow, and rarely needed; the step is the very same code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from gradviz.engine.loops import Floats
from gradviz.engine.scaled import Rows

_ZERO = -1e300  # the exponent of 0: lower than any other, and still a number
_FLUSHED = 2200  # two floats this many powers of two apart don't meet
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # Cody & Waite 1980
_TRUSTED = 2.0**-900  # a sum above it has lost nothing to underflow
_PAIRS = 2**18


class Wide:
    """An array ``m`` in [½, 1) (or 0) times 2 ** ``e``, element by element; both float64."""

    __slots__ = ("e", "m")

    def __init__(self, m: Floats, e: Floats) -> None:
        self.m, self.e = m, e

    @classmethod
    def of(cls, values: Floats) -> Wide:
        """Return plain floats as wide numbers."""
        return _normal(np.asarray(values, np.float64), np.zeros(np.shape(values)))

    @classmethod
    def zeros(cls, *shape: int) -> Wide:
        """Return zeros."""
        return cls(np.zeros(shape), np.full(shape, _ZERO))

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array."""
        return self.m.shape

    def __len__(self) -> int:
        return len(self.m)

    def __getitem__(self, index: Any) -> Wide:
        return Wide(self.m[index], self.e[index])

    def __setitem__(self, index: Any, value: Wide) -> None:
        self.m[index], self.e[index] = value.m, value.e

    def __mul__(self, other: Wide) -> Wide:
        return _normal(self.m * other.m, self.e + other.e)

    def __add__(self, other: Wide) -> Wide:
        top = np.maximum(self.e, other.e)
        return _normal(_scaled(self.m, self.e - top) + _scaled(other.m, other.e - top), top)

    def __neg__(self) -> Wide:
        return Wide(-self.m, self.e)

    def __sub__(self, other: Wide) -> Wide:
        return self + -other

    def reshape(self, *shape: int) -> Wide:
        """Return a view of another shape."""
        return Wide(self.m.reshape(*shape), self.e.reshape(*shape))

    def total(self) -> Wide:
        """Return the sum of all entries."""
        return _sum(self.reshape(1, -1))[0]

    def floats(self) -> Floats:
        """Return plain floats: 0 or ±inf where they end."""
        return _scaled(self.m, self.e)

    def rows(self) -> Rows:
        """Return the array as rows of floats with one exponent each; what is far below the largest vanishes."""
        top = self.e.max(-1)
        return Rows(torch.from_numpy(_scaled(self.m, self.e - top[..., None])), np.where(top > _ZERO, top, -np.inf))

    @classmethod
    def of_rows(cls, rows: Rows) -> Wide:
        """Return rows with exponents as wide numbers."""
        values = rows.values.cpu().to(torch.float64).numpy()
        exponents = np.where(np.isneginf(rows.exponents), 0.0, rows.exponents)
        return _normal(values, np.broadcast_to(exponents[..., None], values.shape))


def _scaled(m: Floats, e: Floats) -> Floats:
    return np.ldexp(m, np.clip(e, -_FLUSHED, _FLUSHED).astype(np.int32))


def _normal(m: Floats, e: Floats) -> Wide:
    mantissa, exponent = np.frexp(m)
    return Wide(mantissa, np.where(mantissa == 0, _ZERO, e + exponent))


def _exp(x: Wide) -> Wide:
    value = x.floats()
    whole = np.rint(value / _LN2_HIGH)
    rest = np.clip((value - whole * _LN2_HIGH) - whole * _LN2_LOW, -1, 1)
    return _normal(np.exp(rest), whole)


def _tanh(x: Wide) -> Wide:
    plain = Wide.of(np.tanh(x.floats()))
    small = x.e < -500
    return Wide(np.where(small, x.m, plain.m), np.where(small, x.e, plain.e))


def _reciprocal(x: Wide) -> Wide:
    return _normal(1 / x.m, -x.e)


def _relu(x: Wide) -> Wide:
    return Wide(np.maximum(x.m, 0), np.where(x.m > 0, x.e, _ZERO))


def _dot(rows: Wide, matrix: Wide) -> Wide:
    """Return rows (n, N) @ matrix (N, M): as floats, and again term by term where floats underflowed."""
    top, unit = rows.e.max(-1, keepdims=True), matrix.e.max()
    plain = _scaled(rows.m, rows.e - top) @ _scaled(matrix.m, matrix.e - unit)
    found = _normal(plain, np.broadcast_to(top + unit, plain.shape))
    row, column = np.nonzero((np.abs(plain) < _TRUSTED) & (top > _ZERO))
    count = max(1, _PAIRS // rows.shape[1])
    for first in range(0, len(row), count):
        pairs = row[first : first + count], column[first : first + count]
        found[pairs] = _sum(rows[pairs[0]] * Wide(matrix.m.T[pairs[1]], matrix.e.T[pairs[1]]))
    return found


def _sum(terms: Wide) -> Wide:
    top = terms.e.max(-1)
    return _normal(_scaled(terms.m, terms.e - top[:, None]).sum(-1), top)


def _into(operation: Callable[..., Wide]) -> Callable[..., None]:
    def call(*operands: Wide) -> None:
        operands[-1][...] = operation(*operands[:-1])

    return call


class WideLoop:
    """The namespace of a cell's step over wide numbers, and of its slopes."""

    add = staticmethod(_into(Wide.__add__))
    multiply = staticmethod(_into(Wide.__mul__))
    negative = staticmethod(_into(Wide.__neg__))
    dot = staticmethod(_into(_dot))
    tanh = staticmethod(_into(_tanh))
    exp = staticmethod(_into(_exp))
    reciprocal = staticmethod(_into(_reciprocal))
    relu = staticmethod(_into(_relu))
    copy = staticmethod(_into(lambda x: x))
    product = staticmethod(_dot)

    one = Wide.of(np.ones(()))

    def rows(self, buffer: Wide) -> list[Wide]:
        """Return the rows of a buffer along its first axis."""
        return [Wide(m, e) for m, e in zip(buffer.m, buffer.e, strict=True)]

    def sech2(self, pre: Wide) -> Wide:
        """Return tanh′(a) = 4e / (1 + e)² with e = exp(−2|a|)."""
        decay = _exp(Wide(-np.abs(pre.m), pre.e + 1))
        share = _reciprocal(decay + self.one)
        return Wide(decay.m, decay.e + 2) * share * share

    def sigmoid_slope(self, negated: Wide, sigma: Wide) -> Wide:
        """Return σ′ = exp(−a) σ²."""
        return _exp(negated) * sigma * sigma

    def positive(self, pre: Wide) -> Wide:
        """Return 1 where a > 0, else 0."""
        return Wide.of((pre.m > 0).astype(np.float64))

    def ones_like(self, pre: Wide) -> Wide:
        """Return ones."""
        return Wide.of(np.ones(pre.shape))
