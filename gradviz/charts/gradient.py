"""How much of the loss's gradient reaches each earlier step, on a logarithmic scale.

A straight line down to the left means that every step back multiplies the gradient by the same
factor below 1 (it vanishes); a line up means a factor above 1 (it explodes). The height is
log_{10} ‖∂L/∂h_t‖_2, the norm of the total derivative with respect to the hidden state of the top
layer (the median over the sequences of a batch), carried with an exact power-of-two exponent so
that no float under- or overflows. ρ^{k} is the asymptotic rate of W_{hh} alone (Gelfand's formula):
it ignores the nonlinearity and says nothing about the first steps.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import reading
from gradviz.charts.chart import Axis, Chart, Curve, Level, Mark, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.question import distinctions
from gradviz.result import Result

FLOAT32_SMALLEST = math.log10(2.0**-149)
"""log10 of the smallest positive float32: below it float32 arithmetic returns 0."""

_HIDDEN = 0.8
"""Beyond this share outside the measured range the asymptote is left out: a stump explains nothing."""


def draw(*results: Result) -> Chart:
    """Return the gradient of every time step of one or two results."""
    return Chart(
        name="gradient",
        title="How much of the gradient is left?",
        panels=(panel(*results),),
        sentences=tuple((role_of(i), reading.verdict(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def panel(*results: Result) -> Panel:
    """Return the panel with the curves, the asymptotic rate of W_hh and the thresholds."""
    names = names_of(*results)
    measured = [_measured(result, names[i], i, len(results)) for i, result in enumerate(results)]
    steps = max(result.experiment.steps for result in results)
    span = finite_range(*(curve.y for curve in measured))
    starts = [float(curve.y[reading.start(result)]) for curve, result in zip(measured, results, strict=True)]
    begin = next((value for value in starts if math.isfinite(value)), 0.0)
    low, high = padded(min(span[0], begin - 3), span[1]) if span else (-1.0, 1.0)
    curves = [*measured, *(_asymptote(result, low, high) for result in results[:1])]
    return Panel(
        name="gradient",
        title="How much of the gradient is left?",
        subtitle="log_{10} ‖∂L/∂h_t‖" + of_batch(results[0]) + ", " + loss_words(results[0]),
        x=time_axis(steps),
        y=Axis("‖∂L/∂h_t‖", low, high, log10=True),
        height=3.0,
        curves=tuple(curve for curve in curves if curve is not None),
        levels=_levels(begin, low) if span else (),
        marks=loss_marks(results[0]),
        empty="" if span else "The gradient is exactly zero at every step: there is nothing to draw.",
    )


def time_axis(steps: int, visible: bool = True) -> Axis:
    """Return the time axis that all panels over time share: t = 0 … T with half a step around it."""
    return Axis("step t", -0.5, steps + 0.5, visible=visible)


def name_of(result: Result) -> str:
    """Return the words that tell this network from another one: ``LSTM, forget bias 3``."""
    experiment = result.experiment
    words = [CELLS[experiment.cell].label]
    if experiment.forget_bias is not None:
        words.append(f"forget bias {experiment.forget_bias:g}")
    if experiment.update_bias is not None:
        words.append(f"update bias {experiment.update_bias:g}")
    if "weights" in result.explicit:
        words.append("own weights")
    return ", ".join(words)


def names_of(*results: Result) -> tuple[str, ...]:
    """Return the words for every network; where they are the same for two, with the fields that differ."""
    names = [name_of(result) for result in results]
    if len(set(names)) == len(names):
        return tuple(names)
    pairs = zip(names, distinctions(*results), strict=True)
    return tuple(f"{name}, {own}" if own and own not in name else name for name, own in pairs)


def _measured(result: Result, name: str, index: int, of: int) -> Curve:
    letter = "AB"[index] + " " if of > 1 else ""
    column = "log10_grad_hidden" + (f"_{'ab'[index]}" if of > 1 else "")
    y = reading.gradient(result)
    return Curve(letter + name, column, np.arange(len(y), dtype=float), y, role_of(index), "log10")


def _asymptote(result: Result, low: float, high: float) -> Curve | None:
    radius = float(result.spectral_radius[-1, 0])
    begin = reading.start(result)
    if CELLS[result.experiment.cell].gates or radius <= 0 or begin < 1:
        return None
    x = np.arange(begin + 1, dtype=float)
    y = float(reading.gradient(result)[begin]) + (begin - x) * math.log10(radius)
    outside = (y < low) | (y > high)
    if outside.mean() > _HIDDEN:
        return None
    y[outside] = np.nan
    return Curve("ρ^{k}: W_{hh} alone, in the long run", "log10_rho_k", x, y, "theory", "log10")


def _levels(begin: float, low: float) -> tuple[Level, ...]:
    levels = [Level(begin - math.log10(255), "1/255 of the start: black on an 8-bit picture")]
    if low < FLOAT32_SMALLEST:
        levels.append(Level(FLOAT32_SMALLEST, "below this line float32 would say 0"))
    return tuple(levels)


def loss_marks(result: Result) -> tuple[Mark, ...]:
    """Return the mark where the loss is injected; nothing where every step has its own."""
    if result.experiment.loss == "every":
        return ()
    step = reading.start(result)
    return (Mark(step, "loss here", "loss", f"t = {step}"),)


def of_batch(result: Result) -> str:
    """Return in words that a curve is the median of a batch."""
    size = result.experiment.batch_size
    return "" if size == 1 else f" (median of {size} sequences)"


def loss_words(result: Result) -> str:
    """Return in words where the loss is injected."""
    experiment = result.experiment
    if "loss_gradient" in result.explicit:
        return "with the loss gradient that was given"
    if experiment.loss == "every":
        return "with a loss at every step"
    where = "the last step" if experiment.loss_step in (None, experiment.steps) else f"step {experiment.loss_step}"
    return f"the loss is injected at {where}"


CHART = ChartKind("gradient", "How much of the gradient is left?", help_text(__doc__), 20, draw)
