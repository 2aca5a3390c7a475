"""The gradient of all parameters as one vector: what clipping and truncation do to its norm and its direction."""

from __future__ import annotations

from decimal import Decimal

from gradviz.charts.parts import clipping
from gradviz.lessons.quantity import Quantity, from_log10, plain
from gradviz.result import Result


def norm(result: Result) -> Decimal:
    """Return the norm of the gradient of all parameters, before clipping."""
    return from_log10(clipping.before_clipping(result))


def clipped_norm(result: Result) -> Decimal:
    """Return the same after clipping."""
    return from_log10(clipping.log10_norm(result.clipped_gradients))


def turned_by_clipping(result: Result) -> Decimal:
    """Return the angle between the two, in degrees."""
    return plain(clipping.angle(result.parameter_gradients, result.clipped_gradients))


def kept_by_truncation(result: Result) -> Decimal:
    """Return the norm as a share of what it is without truncation."""
    from gradviz import theory

    return from_log10(clipping.before_clipping(result) - clipping.before_clipping(theory.untruncated(result)))


def turned_by_truncation(result: Result) -> Decimal:
    """Return the angle between the gradient and what it is without truncation, in degrees."""
    from gradviz import theory

    return plain(clipping.angle(theory.untruncated(result).parameter_gradients, result.parameter_gradients))


QUANTITIES = (
    Quantity("norm", "the norm of the gradient of all parameters, before clipping", norm),
    Quantity("clipped_norm", "the norm of the gradient of all parameters, after clipping", clipped_norm),
    Quantity("turned_by_clipping", "the angle by which clipping turns it, in degrees", turned_by_clipping),
    Quantity("kept_by_truncation", "the norm as a share of what it is without truncation", kept_by_truncation),
    Quantity("turned_by_truncation", "the angle by which truncation turns it, in degrees", turned_by_truncation),
)
