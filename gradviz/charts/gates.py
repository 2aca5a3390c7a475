"""What every gate of every unit does, over time: h_t, c_t and the gates, a map each.

A row is one unit, the same one in all maps of a network, so that a unit whose forget gate is open can
be followed down to its memory. Rows are sorted by the mean over time of the state that the network
carries (c_t where there is one, else h_t), the highest on top, or as you choose; a pinned unit is drawn
as curves, too. h_t, c_t and the new values g_t, n_t (tanh) are warm where positive and cold where
negative; a gate goes from 0 (closed) to 1 (open). h_0 and c_0 are the initial state; a gate begins at
t = 1. All values are those of the forward pass, of the top layer and of the first sequence of a batch.
A plain RNN has no gates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import text
from gradviz.charts.activations import is_bounded, round_above, which
from gradviz.charts.chart import Array, Axis, Chart, HeatMap, Panel, finite_range, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.ordering import UNIT, Followed, order_of, order_words, pinned_unit, sorting
from gradviz.charts.parts.over_time import time_axis
from gradviz.charts.words import count, number
from gradviz.result import Result

SYMBOLS = {
    "input": "i_t", "forget": "f_t", "cell": "g_t", "output": "o_t", "reset": "r_t", "update": "z_t", "new": "n_t",
}  # fmt: skip
"""How the textbook writes each gate."""

_KEEPS = ("forget", "update")
_STEPS = (1, 1.5, 2, 3, 4, 6, 8)


class _Map(NamedTuple):
    """What one map shows: values of shape (steps, H), beginning at step ``first``; ``kind`` has a common scale."""

    column: str
    words: str
    symbol: str
    values: Array
    first: int
    kind: str


def draw(*results: Result, sort: str = "mean", unit: int = 0) -> Chart:
    """Return the maps of one or two networks, A above B, and the text when the input is text."""
    scales = _scales([shown for result in results for shown in _maps(result)])
    panels = [panel for index in range(len(results)) for panel in _panels(results, index, scales, sort)]
    panels += [_pinned(results, index, unit) for index in range(len(results)) if unit]
    return Chart(
        name="gates",
        title="What do the gates do?",
        panels=(*panels, *text.panels(*results)),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def gate_names(result: Result) -> tuple[str, ...]:
    """Return the gates that are sigmoids: 0 is closed, 1 is open."""
    return tuple(name for name in CELLS[result.experiment.cell].gates if name not in ("cell", "new"))


def _maps(result: Result) -> Iterator[_Map]:
    bounded = "bounded" if is_bounded(result) else "unbounded"
    yield _Map("h", "hidden", "h_t", result.hidden[-1, :, 0], 0, bounded)
    if result.cell_state is not None:
        yield _Map("c", "state", "c_t", result.cell_state[-1, :, 0], 0, "c")
    for name in CELLS[result.experiment.cell].gates:
        kind, words = ("gate", name) if name in gate_names(result) else ("new", "new")
        yield _Map(f"{name}_gate", words, SYMBOLS[name], result.gates[name][-1, :, 0], 1, kind)


def _scales(maps: list[_Map]) -> dict[str, float]:
    """Return how far the scale of each kind reaches: 1 for what is a gate, else as far as any of its values."""
    fixed, largest = {"gate": 1.0, "new": 1.0}, dict[str, float]()
    for shown in maps:
        if shown.kind not in fixed:
            low, high = finite_range(shown.values) or (0.0, 0.0)
            largest[shown.kind] = max(largest.get(shown.kind, 0.0), -low, high)
    return {kind: round_above(value, _STEPS) for kind, value in largest.items()} | fixed


def _pinned(results: tuple[Result, ...], index: int, unit: int) -> Panel:
    letter = f"{'AB'[index]} " if len(results) > 1 else ""
    followed = [
        Followed(f"{letter}{shown.symbol}", f"{shown.column}_{'ab'[index]}", f"{letter}{shown.symbol}", shown.values,
                 shown.first, role_of(index))
        for shown in _maps(results[index])
    ]  # fmt: skip
    steps = max(each.experiment.steps for each in results)
    title = f"Unit {unit} of the {names_of(*results)[index]}"
    return pinned_unit(unit, followed, steps, f"unit_{'ab'[index]}", title)


def _panels(results: tuple[Result, ...], index: int, scales: dict[str, float], sort: str) -> Iterator[Panel]:
    result, order = results[index], order_of(results[index], sort)
    steps = max(each.experiment.steps for each in results)
    units, subtitle = count(len(order), "unit"), _subtitle(result, sort)
    title, short = f"{units} of the {names_of(*results)[index]}", f"{units} of {'AB'[index]}"
    for shown in _maps(result):
        yield Panel(
            name=f"{shown.column}_{'ab'[index]}",
            title=title,
            subtitle=subtitle,
            x=time_axis(steps),
            y=Axis("unit", 0.5, len(order) + 0.5, visible=False),
            badge=role_of(index),
            side=f"{shown.words} {shown.symbol}",
            short=short if title else "",
            maps=(_heat(shown, index, order, scales[shown.kind]),),
        )
        title = subtitle = ""  # the maps of a network stand close together below one line of words


def _heat(shown: _Map, index: int, order: Array, reach: float) -> HeatMap:
    gate = shown.kind == "gate"
    return HeatMap(
        label=shown.symbol,
        column=f"{shown.column}_{'ab'[index]}",
        values=np.take(shown.values, order, axis=1).T,
        first=shown.first,
        low=0.0 if gate else -reach,
        high=reach,
        palette="magnitude" if gate else "signed",
        role=role_of(index),
        order=tuple((order + 1).tolist()),
    )


def _subtitle(result: Result, sort: str) -> str:
    return ", ".join(words for words in (order_words(result, sort), which(result)) if words)


def _sentence(result: Result) -> str:
    name = next((name for name in _KEEPS if name in gate_names(result)), "")
    if not name:
        size = np.abs(result.hidden[-1, 1:, 0])
        if not np.isfinite(size).all():
            return "No gates: h_t is all there is, and it leaves the range of floats."
        return f"No gates: h_t is all there is; |h_t| is {number(float(size.mean(dtype=float)))} on average."
    means = result.gates[name][-1, :, 0].mean(axis=0, dtype=float)
    least, mean, most = (number(float(pick(means))) for pick in (np.min, np.mean, np.max))
    each = f", {least} in the unit that keeps least and {most} in the one that keeps most" if len(means) > 1 else ""
    return f"{name.capitalize()} gates: {mean} on average over units and steps{each}."


CHART = ChartKind("gates", "What do the gates do?", help_text(__doc__), 50, draw, (sorting("mean"), UNIT))
