"""How the gradient flowed back: shares of what it was at the loss, in the top layer unless a layer is named."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array
from gradviz.errors import LessonError
from gradviz.lessons.quantity import Argument, Quantity, from_log10
from gradviz.result import Result

_TIE = 1e-9
"""Decades: a curve that only touches a share is not below it."""


def _start(result: Result) -> tuple[int, float]:
    """Return the step of the loss and log10 of the gradient there."""
    begin = reading.start(result)
    return begin, float(reading.gradient(result)[begin])


def _back(result: Result) -> Array:
    """Return log10 of what is left k steps before the loss, k = 0 … ."""
    begin, log10 = _start(result)
    return reading.gradient(result)[begin::-1] - log10


def _step(result: Result, at: int | None, back: int | None, least: int = 0) -> int:
    step = reading.start(result) - back if back is not None else (at if at is not None else least)
    if not least <= step <= result.experiment.steps:
        raise LessonError(f"there is no step {step}: t runs from {least} to {result.experiment.steps}")
    return step


def gradient_left(result: Result, at: int | None = None, back: int | None = None, layer: int | None = None) -> Decimal:
    """Return ‖∂L/∂h_t‖ as a share of what it is at the loss in the top layer."""
    step, top = _step(result, at, back), result.experiment.layers
    if layer is not None and layer > top:
        raise LessonError(f"layer must be between 1 and {top}, not {layer}")
    curve = reading.gradient(result, top - 1 if layer is None else layer - 1)
    return from_log10(float(curve[step]) - _start(result)[1])


def cell_gradient_left(result: Result, at: int | None = None, back: int | None = None) -> Decimal:
    """Return ‖∂L/∂c_t‖ as a share of what it is at the loss."""
    if result.log10_grad_cell is None:
        raise LessonError("this cell has no cell state c_t")
    curve = result.log10_grad_cell[-1, :, 0]
    return from_log10(float(curve[_step(result, at, back)] - curve[reading.start(result)]))


def steps_until(result: Result, share: Decimal) -> Decimal:
    """Return after how many steps back the gradient is first below a share of its start; infinity if never."""
    below = np.flatnonzero(_back(result)[1:] < float(share.log10()) - _TIE)
    return Decimal(int(below[0]) + 1) if below.size else Decimal("Infinity")


def largest_growth(result: Result) -> Decimal:
    """Return the largest that the gradient becomes on its way back, as a multiple of its start."""
    return from_log10(float(_back(result).max()))


def largest_after(result: Result) -> Decimal:
    """Return how many steps before the loss the gradient is largest."""
    return Decimal(int(_back(result).argmax()))


def factor_per_step(result: Result, at: int | None = None, back: int | None = None, after: int = 0) -> Decimal:
    """Return by what the gradient is multiplied in an average step back, beginning some steps after the loss."""
    curve, begin = reading.gradient(result), _start(result)[0] - after
    step = _step(result, at, back)
    if step >= begin or curve[begin] == -np.inf:
        raise LessonError("there is no step to flow back through")
    return from_log10(float(curve[step] - curve[begin]) / (begin - step))


def reaches_back_to(result: Result) -> Decimal:
    """Return the earliest step with a gradient that is not exactly zero."""
    return Decimal(int(np.flatnonzero(reading.gradient(result) > -np.inf)[0]))


def taught_left(result: Result, at: int | None = None, back: int | None = None) -> Decimal:
    """Return the norm of what a step adds to ∂L/∂W_hh, as a share of what the step of the loss adds."""
    curve, begin = result.log10_grad_recurrent[-1], reading.start(result)
    return from_log10(float(curve[_step(result, at, back, least=1) - 1] - curve[begin - 1]))


_STEPS = (r"# (?:steps|characters)\b", r"#(?:st|nd|rd|th) step\b", r"\^\{#", r"# times$")
_WHERE = {"at": Argument(said=(r"\bt = #",)), "back": Argument(said=_STEPS)}

QUANTITIES = (
    Quantity("gradient_left", "‖∂L/∂h_t‖ at a step, as a share of what it is at the loss", gradient_left,
             {**_WHERE, "layer": Argument(least=1, said=(r"\blayer #",))}),
    Quantity("cell_gradient_left", "‖∂L/∂c_t‖ at a step, as a share of what it is at the loss", cell_gradient_left,
             _WHERE),
    Quantity("steps_until", "steps back until the gradient is first below a share of its start", steps_until,
             {"share": Argument(Decimal("0.001"), whole=False, said=(r"\b(?:below|less than) #",))}),
    Quantity("largest_growth", "the largest gradient on the way back, as a multiple of its start", largest_growth),
    Quantity("largest_after", "how many steps before the loss it is largest", largest_after),
    Quantity("factor_per_step", "what an average step back multiplies it by", factor_per_step,
             {**_WHERE, "after": Argument(0, said=(r"#(?:st|nd|rd|th)\b",))}),
    Quantity("reaches_back_to", "the earliest step whose gradient is not exactly zero", reaches_back_to),
    Quantity("taught_left", "what a step adds to ∂L/∂W_hh, as a share of the step of the loss", taught_left, _WHERE),
)  # fmt: skip
