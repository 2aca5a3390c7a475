"""What every unit does at every step: one row a unit, time from left to right.

Warm is positive, cold is negative, neutral is zero. For a cell with a memory the map shows
tanh(c_t), for the others h_t; of a batch the first sequence, of a stack the top layer. The
scale is symmetric around zero and the same for both networks (unless only one of them is bounded
by tanh): it ends at the next round number above the largest absolute value.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Chart, HeatMap, Panel, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.ordering import UNIT, Followed, order_of, order_words, pinned_unit, sorting
from gradviz.charts.parts.over_time import time_axis
from gradviz.result import Result

_FARTHEST = 1e300
"""A scale beyond it could not be halved, doubled and averaged in floats."""

_UNBOUNDED = ("rnn_relu", "rnn_linear")


def draw(*results: Result, sort: str = "unit", unit: int = 0) -> Chart:
    """Return one map a result, and the curves of the pinned unit."""
    return Chart(
        name="activations",
        title="What does every unit do?",
        panels=(*panels(*results, sort=sort), *((_pinned(results, unit),) if unit else ())),
        sentences=tuple((role_of(i), reading.verdict(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def panels(*results: Result, sort: str = "unit") -> tuple[Panel, ...]:
    """Return the panels, A above B, each on the colour scale of its kind (bounded by tanh or not)."""
    steps = max(result.experiment.steps for result in results)
    largest = {True: 0.0, False: 0.0}
    for result in results:
        kind = is_bounded(result)
        largest[kind] = max(largest[kind], _largest(result))
    names = names_of(*results)
    reaches = [round_above(largest[is_bounded(result)]) for result in results]
    return tuple(_panel(result, names[i], i, steps, reaches[i], sort) for i, result in enumerate(results))


def round_above(value: float, steps: tuple[float, ...] = (1, 2, 5)) -> float:
    """Return the smallest of ``steps`` times a power of ten that is not below ``value``; 1 for zero."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    above = next((step * power for step in steps if step * power >= value), 10 * power)
    return min(above, _FARTHEST)


def _pinned(results: tuple[Result, ...], unit: int) -> Panel:
    steps, followed = max(result.experiment.steps for result in results), []
    for i, result in enumerate(results):
        symbol, _, values = _state(result)
        label = f"{'AB'[i]} {symbol}" if len(results) > 1 else symbol
        followed.append(Followed(label, _column(result, i), label, values.T, 0, role_of(i)))
    return pinned_unit(unit, followed, steps, "unit", f"Unit {unit}")


def _panel(result: Result, name: str, index: int, steps: int, reach: float, sort: str) -> Panel:
    symbol, words, values = _state(result)
    units, order = values.shape[0], order_of(result, sort)
    heat = HeatMap(symbol, _column(result, index), values[order], 0.0, -reach, reach, "signed", role_of(index))
    return Panel(
        name=f"activations_{'ab'[index]}",
        title=f"{units} {words if units != 1 else words.removesuffix('s')} of the {name}",
        subtitle=", ".join(words for words in (order_words(result, sort), which(result)) if words),
        x=time_axis(steps),
        y=Axis("unit", 0.5, units + 0.5, visible=False),
        badge=role_of(index),
        side=symbol,
        short=f"{units} {words if units != 1 else words.removesuffix('s')} of {'AB'[index]}",
        height=1.3,
        maps=(heat if sort == "unit" else dataclasses.replace(heat, order=tuple((order + 1).tolist())),),
    )


def _state(result: Result) -> tuple[str, str, Array]:
    if result.cell_state is not None:
        return "tanh c_t", "memory cells", np.tanh(result.cell_state[-1, :, 0, :]).T
    return "h_t", "hidden units", result.hidden[-1, :, 0, :].T


def _column(result: Result, index: int) -> str:
    return ("tanh_c" if result.cell_state is not None else "h") + f"_{'ab'[index]}"


def which(result: Result) -> str:
    """Return which layer and sequence are shown, and whether some states are beyond the floats."""
    experiment = result.experiment
    words = []
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    if experiment.batch_size > 1:
        words.append(f"sequence 1 of {experiment.batch_size}")
    if not np.isfinite(result.hidden[-1, :, 0]).all():
        words.append("what no float can hold has the colour of the end")
    return ", ".join(words)


def is_bounded(result: Result) -> bool:
    """Return whether tanh keeps the hidden state between −1 and +1."""
    return result.experiment.cell not in _UNBOUNDED


def _largest(result: Result) -> float:
    size = np.abs(_state(result)[2])
    return float(size[np.isfinite(size)].max(initial=0.0))


CHART = ChartKind("activations", "What does every unit do?", help_text(__doc__), 30, draw, (sorting("unit"), UNIT))
