"""What every unit does at every step: one row a unit, time from left to right.

Warm is positive, cold is negative, neutral is zero. For a cell with a memory the map shows
tanh(c_t), for the others h_t; of a batch the first sequence, of a stack the top layer. Where
tanh bounds the values the scale is −1 … 1; otherwise it is symmetric and reaches the largest
absolute value, the same for both networks.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Chart, ChartKind, HeatMap, Panel, first_paragraph, role_of
from gradviz.charts.gradient import name_of, time_axis
from gradviz.result import Result

_UNBOUNDED = ("rnn_relu", "rnn_linear")


def draw(*results: Result) -> Chart:
    """Return one map a result."""
    return Chart(
        name="activations",
        title="What does every unit do?",
        panels=panels(*results),
        sentences=tuple((role_of(i), reading.verdict(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def panels(*results: Result) -> tuple[Panel, ...]:
    """Return the panels, A above B, on one colour scale where neither is bounded."""
    limit = max((_largest(result) for result in results if result.experiment.cell in _UNBOUNDED), default=1.0)
    steps = max(result.experiment.steps for result in results)
    return tuple(_panel(result, i, steps, limit) for i, result in enumerate(results))


def _panel(result: Result, index: int, steps: int, limit: float) -> Panel:
    symbol, words, values = _state(result)
    reach = limit if result.experiment.cell in _UNBOUNDED else 1.0
    units = values.shape[0]
    return Panel(
        name=f"activations_{'ab'[index]}",
        title=f"{units} {words if units != 1 else words.removesuffix('s')} of the {name_of(result)}",
        subtitle=_which(result),
        x=time_axis(steps),
        y=Axis("unit", 0.5, units + 0.5, visible=False),
        badge=role_of(index),
        side=symbol,
        height=1.3,
        maps=(HeatMap(symbol, _column(result, index), values, 0.0, -reach, reach, "signed", role_of(index)),),
    )


def _state(result: Result) -> tuple[str, str, Array]:
    if result.cell_state is not None:
        return "tanh c_t", "memory cells", np.tanh(result.cell_state[-1, :, 0, :]).T
    return "h_t", "hidden units", result.hidden[-1, :, 0, :].T


def _column(result: Result, index: int) -> str:
    return ("tanh_c" if result.cell_state is not None else "h") + f"_{'ab'[index]}"


def _which(result: Result) -> str:
    experiment = result.experiment
    words = []
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    if experiment.batch_size > 1:
        words.append(f"sequence 1 of {experiment.batch_size}")
    return ", ".join(words)


def _largest(result: Result) -> float:
    return float(np.abs(_state(result)[2]).max()) or 1.0


CHART = ChartKind("activations", "What does every unit do?", first_paragraph(__doc__), 30, draw)
