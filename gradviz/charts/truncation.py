"""What truncated backpropagation through time takes away, and what clipping does to the gradient.

With truncation after every K steps the state goes on from step to step, but no gradient passes a wall:
∂L/∂h_t gets nothing from beyond the next wall to its right. The full line is the gradient that the run measured. The
broken one is the same network's on the same input without any wall: truncation does not touch the states, so the
run is repeated with the same weights, and held against the first where both must agree. Both are
log_{10} ‖∂L/∂h_t‖ of the top layer (of a batch, the median).

The angle between two gradients g and g′ of all parameters, each taken as one vector, has the cosine g·g′ / ‖g‖ ‖g′‖.
Clipping by norm scales all parameters by one factor θ/‖g‖ and keeps the direction, an angle of 0°; clipping by
value cuts each entry at ±θ and turns it. Clipping makes large gradients smaller; it does nothing for vanishing ones.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Axis, Chart, Curve, Mark, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.clipping import of_clipping, of_truncation
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, time_axis
from gradviz.result import Result

_MOST = 32
"""Walls that the eye can hold; more would be a grey field."""

_LEAST = 3.0
_NO_WALLS = "No gradient is cut here: set a truncation (K steps) to see the walls."
_NOTHING = "The gradient is exactly zero at every step: there is nothing to cut."


def draw(*results: Result) -> Chart:
    """Return one panel a result, all on one scale."""
    names, several = names_of(*results), len(results) > 1
    whole = [_whole(result) for result in results]
    curves = [_curves(*pair, i if several else -1) for i, pair in enumerate(zip(results, whole, strict=True))]
    span = finite_range(*(curve.y for found in curves for curve in found))
    axis = Axis("‖∂L/∂h_t‖", *(padded(*span, least=_LEAST) if span else (-1.0, 1.0)), log10=True)
    steps = max(result.experiment.steps for result in results)
    called = [f"{'AB'[i]}, the {name}" if several else f"the {name}" for i, name in enumerate(names)]
    return Chart(
        name="truncation",
        title="What does truncation take away?",
        panels=tuple(
            Panel(
                name=f"truncation_{'ab'[i]}",
                title=f"What does truncation take away from {called[i]}?",
                subtitle=_about(result),
                short=f"What does truncation take from {'AB'[i]}?" if several else "What does truncation take?",
                x=time_axis(steps),
                y=axis,
                height=2.0 if curves[i] else 0.6,
                curves=curves[i],
                marks=(*_walls(result), *loss_marks(result)) if curves[i] else (),
                empty="" if curves[i] else _why_nothing(result),
            )
            for i, result in enumerate(results)
        ),
        sentences=tuple((role_of(i), _sentence(result, whole[i])) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _whole(result: Result) -> Result | str:
    """Return the same run without truncation, or why there is none."""
    from gradviz import theory

    try:
        return theory.untruncated(result)
    except theory.TheoryError as error:
        return str(error)


def _curves(result: Result, whole: Result | str, index: int) -> tuple[Curve, ...]:
    cut, after = result.experiment.truncation, f"_{'ab'[index]}" if index >= 0 else ""
    if cut is None or not np.isfinite(reading.gradient(result)).any():
        return ()
    letter, role = "AB"[index] + " " if index >= 0 else "", role_of(max(index, 0))
    x, name, symbol = np.arange(result.experiment.steps + 1.0), "log10_grad_hidden", "‖∂L/∂h_t‖"
    full = Curve(f"{letter}truncated", name + after, x, reading.gradient(result), role, "log10", symbol)
    if isinstance(whole, str):
        return (full,)
    y, called = reading.gradient(whole), f"{symbol} without truncation"
    return (
        full,
        Curve(f"{letter}without truncation", f"{name}_untruncated{after}", x, y, role, "log10", called, "short"),
    )


def cuts(result: Result) -> list[int]:
    """Return the steps whose state is detached, 0 … T − 1."""
    every = result.experiment.truncation
    return list(range(0, result.experiment.steps, every)) if every else []


def _walls(result: Result) -> tuple[Mark, ...]:
    found = cuts(result)
    if len(found) > _MOST:
        return ()
    first = 1 if len(found) > 1 else 0
    return tuple(
        Mark(t + 0.5, "cut" if i == first else "", "threshold", f"after t = {t}" if i == first else "")
        for i, t in enumerate(found)
    )


def _about(result: Result) -> str:
    experiment, number = result.experiment, len(cuts(result))
    words = ["log_{10} ‖∂L/∂h_t‖"]
    if experiment.truncation:
        every = "step" if experiment.truncation == 1 else f"{experiment.truncation} steps"
        words.append(f"a wall after every {every}" + (f" ({number} are too many to draw)" if number > _MOST else ""))
    if experiment.batch_size > 1:
        words.append(f"median of {experiment.batch_size} sequences")
    return ", ".join(words)


def _why_nothing(result: Result) -> str:
    return _NOTHING if result.experiment.truncation else _NO_WALLS


def _sentence(result: Result, whole: Result | str) -> str:
    return f"{of_truncation(result, whole)} {of_clipping(result)}"


CHART = ChartKind("truncation", "What does truncation take away?", help_text(__doc__), 80, draw)
