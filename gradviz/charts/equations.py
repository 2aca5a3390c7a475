"""What the network computes at the step of the cursor: its equations, each with the numbers of one unit below it.

At the left the way forward, x_t and h_{t−1} to h_t; at the right the way back, ∂L/∂h_t to ∂L/∂h_{t−1}, with the norms
of the whole layer and the factor between them, which is what a picture of the gradient shows as one step.

The values of states and gates are those of the run; the sums inside σ and tanh are W_{ih} x_t, W_{hh} h_{t−1} and
the total bias, in this order, multiplied out once more in float64 (for the GRU's n_t: the first with its bias, and
what the reset gate lets through of the second with its own). ⊙ is unit by unit. All is of the top layer, which of
several reads the layer below as its x_t, and of the first sequence of a batch; what a step adds to ∂L/∂W_{hh} is the
sum over all.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Axis, Chart, Formula, Panel, role_of
from gradviz.charts.kind import ChartKind, Option, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.stepped import Stepped, figure
from gradviz.charts.parts.stepped_back import backward, factor_back
from gradviz.charts.words import from_log10
from gradviz.result import Result

_AXIS = Axis("", 0.0, 1.0, visible=False)


def draw(*results: Result, at: int | None, unit: int) -> Chart:
    """Return for each network two panels beside each other: the way forward and the way back."""
    names = names_of(*results)
    steps = [_step(result, at) for result in results]
    panels: list[Panel] = []
    for i, result in enumerate(results):
        called = f"{'AB'[i]}, the {names[i]}" if len(results) > 1 else f"the {names[i]}"
        panels += _pair(Stepped(result, steps[i], _unit(result, unit)), called, i, unit)
    return Chart(
        name="equations",
        title="What does the network compute at this step?",
        panels=tuple(panels),
        sentences=tuple((role_of(i), _sentence(result, steps[i], unit)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _step(result: Result, at: int | None) -> int:
    """Return the step at the cursor, or that of the loss."""
    return min(reading.start(result) if at is None else at, result.experiment.steps)


def _unit(result: Result, unit: int) -> int:
    """Return the index of the unit that is shown: units count from 1, and what is beyond the last is the last."""
    return min(max(unit, 1), result.experiment.hidden_size) - 1


def _pair(at: Stepped, called: str, index: int, asked: int) -> tuple[Panel, Panel]:
    letter, step = "ab"[index], at.step
    forward, back = at.forward() if step else _initial(at), backward(at)
    return (
        Panel(
            name=f"forward_{letter}",
            title=f"Forward: {called} at t = {step}",
            subtitle=_about(at, asked),
            short=f"Forward: {'AB'[index]}, t = {step}",
            x=_AXIS,
            y=_AXIS,
            badge=role_of(index),
            height=0.6 + 0.4 * max(len(forward), len(back)),
            lines=forward,
        ),
        Panel(
            f"backward_{letter}", "Backward: the whole layer", _AXIS, _AXIS, short="Backward", lines=back, beside=True
        ),
    )


def _initial(at: Stepped) -> tuple[Formula, ...]:
    """Return what there is before the first step: the state that the network begins with."""
    lines = [Formula("h_0", f"h_0 = {figure(at.hidden())}", "the initial state: at t = 0 nothing is computed")]
    if at.result.cell_state is not None:
        lines.append(Formula("c_0", f"c_0 = {figure(at.cell())}"))
    return tuple(lines)


def _about(at: Stepped, asked: int) -> str:
    experiment = at.result.experiment
    words = [f"unit {at.unit + 1} of {experiment.hidden_size}"]
    if asked != at.unit + 1:
        words[0] += f" (there is no unit {asked})"
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}, whose x_t is the layer below")
    if experiment.batch_size > 1:
        words.append(f"sequence 1 of {experiment.batch_size}")
    return ", ".join(words)


def _sentence(result: Result, step: int, asked: int) -> str:
    """Return where the unit stands, and what the step does to the gradient."""
    unit = _unit(result, asked)
    state = f"At t = {step} unit {unit + 1} has h = {figure(float(result.hidden[-1, step, 0, unit]))}"
    if step == 0:
        return f"{state}, the initial state; the way back ends here with ‖∂L/∂h_0‖ = {_norm(result)}."
    here, before = result.log10_grad_hidden[-1, step, 0], result.log10_grad_hidden[-1, step - 1, 0]
    if here == before == -np.inf:
        return f"{state}; the gradient is exactly zero before and after the step."
    norms = f"from {from_log10(here)} to {from_log10(before)}"
    return f"{state}; this step back takes ‖∂L/∂h‖ {norms}{factor_back(here, before)}."


def _norm(result: Result) -> str:
    return from_log10(float(result.log10_grad_hidden[-1, 0, 0]))


_UNIT = Option("unit", "unit", "Whose numbers stand below the equations; units count from 1.", 1)

CHART = ChartKind(
    "equations",
    "What does the network compute at this step?",
    help_text(__doc__),
    120,
    draw,
    (_UNIT,),
    frozenset({"at"}),
)
