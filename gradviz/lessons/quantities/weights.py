"""What W_hh is: its eigenvalues and singular values, the largest of all blocks where there are gates."""

from __future__ import annotations

from decimal import Decimal

from gradviz.lessons.quantity import Quantity, plain
from gradviz.result import Result


def spectral_radius(result: Result) -> Decimal:
    """Return the largest |eigenvalue| of the top layer's W_hh."""
    return plain(result.spectral_radius[-1].max())


def largest_singular_value(result: Result) -> Decimal:
    """Return the largest singular value of the top layer's W_hh."""
    return plain(result.largest_singular_value[-1].max())


def smallest_singular_value(result: Result) -> Decimal:
    """Return the smallest singular value of the top layer's W_hh."""
    from gradviz import theory

    return plain(min(values[-1] for values in theory.block_singular_values(result).values()))


QUANTITIES = (
    Quantity("spectral_radius", "the largest |eigenvalue| of W_hh", spectral_radius),
    Quantity("largest_singular_value", "the largest singular value of W_hh", largest_singular_value),
    Quantity("smallest_singular_value", "the smallest singular value of W_hh", smallest_singular_value),
)
