"""Two numbers for the same thing: how far apart they are, and how far rounding alone may have put them.

A place is *settled* where rounding explains less than half of the number itself, or where the two are
farther apart than it explains. Elsewhere floats can't say what is right, and nothing is claimed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gradviz.checking.scaled import Floats, log10_sum

SAFETY = 32.0
"""What rounding explains is as many times the blur, which is one random draw of what rounding does."""
_LN10 = np.log(10.0)
_EPS = float(np.finfo(np.float64).eps)
_SMALLEST = 2.0**-1060  # a float near the end of the range has lost as much


@dataclass(frozen=True)
class Differences:
    """Of one quantity: relative differences and what rounding explains of each, (layers, T or T + 1, B) or less.

    Attributes
    ----------
    first
        The t of the first entry along the time axis; None for a quantity without one.
    """

    name: str
    first: int | None
    apart: Floats
    explained: Floats

    @property
    def settled(self) -> npt.NDArray[np.bool_]:
        """Where the comparison means something."""
        return (self.explained < 0.5) | self.unexplained

    @property
    def settled_at(self) -> npt.NDArray[np.bool_]:
        """At which steps every layer and sequence is settled, (T or T + 1,); (1,) without a time axis."""
        if self.first is None:
            return self.settled.reshape(1)
        others = tuple(axis for axis in range(self.apart.ndim) if axis != 1)
        return np.asarray(self.settled.all(axis=others))

    @property
    def judged(self) -> Floats:
        """The differences that count: the unexplained ones where there are any, else the settled ones; −1 elsewhere."""
        counts = self.unexplained if self.unexplained.any() else self.settled
        return np.where(counts, self.apart, -1.0)

    @property
    def largest(self) -> float:
        """The largest difference that counts."""
        return float(self.judged.max())

    @property
    def unexplained(self) -> npt.NDArray[np.bool_]:
        """Where the two differ by more than rounding explains."""
        return self.apart > self.explained


def of_logs(name: str, first: int | None, got: Floats, found: Floats, *blurs: Floats) -> Differences:
    """Compare log10 of norms; −inf is a true zero, where the blur is one too."""
    blur = log10_sum(blurs)
    zero, limit = np.isneginf(found), blur + np.log10(SAFETY)
    explained = np.exp((limit - found) * _LN10) + _EPS * (SAFETY + 8 * np.abs(found))
    unknown = ~np.isneginf(blur) & ((got <= limit) | np.isnan(blur))
    explained = np.where(zero, np.where(unknown, np.inf, 0.0), explained)
    explained = np.where(np.isfinite(found) | zero, explained, np.inf)
    apart = np.where(got == found, 0.0, np.abs(np.expm1((got - found) * _LN10)))
    apart = np.where(np.isneginf(got) & ~zero & (explained < 0.5), np.inf, apart)
    return Differences(name, first, _number(apart), _number(explained))


def of_rows(name: str, first: int | None, got: Floats, found: Floats, error: Floats) -> Differences:
    """Compare rows relative to the largest entry of each; ``error`` is what rounding may leave there."""
    gap = _number(np.where(got == found, 0.0, np.abs(got - found))).max(-1, initial=0.0)
    size = np.abs(np.where(np.isfinite(found), found, 0.0)).max(-1, initial=0.0)
    limit = SAFETY * error + _SMALLEST
    of_zero = np.where(gap == 0, 0.0, np.where(gap > limit, 0.0, np.inf))
    explained = np.where(size == 0, of_zero, limit / np.where(size == 0, 1.0, size))
    apart = np.where(gap == 0, 0.0, np.where(size == 0, np.inf, gap / np.where(size == 0, 1.0, size)))
    return Differences(name, first, apart, np.where(np.isinf(error), np.inf, explained))


def _number(values: Floats) -> Floats:
    """Return the values with inf for what is none: it differs from everything."""
    return np.where(np.isnan(values), np.inf, values)
