"""Each unit by how often it stands at either end of its range: at the left below 0.1 or −0.9, at the top above 0.9.

A unit in the corner at the bottom is free, one near the slanted line stands at an end all the time: at the right it
is shut (or near −1), at the top it is open (or near +1). The unit of a tanh RNN passes hardly any gradient on there;
a forget or update gate at the top is no loss, it keeps what its cell remembers.

For every unit: the share of steps with σ < 0.1 against that with σ > 0.9 for the gates, and with h_t < −0.9 against
h_t > 0.9 for the state (Karpathy, Johnson and Fei-Fei 2015, Visualizing and understanding recurrent networks).
A ReLU has one flat side only: its units stand in the order in which they are off, h_t = 0, and one that is off at
every step is dead. All steps and all sequences of a batch are counted, in the top layer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array, Axis, Chart, Curve, Panel, Points, role_of
from gradviz.charts.gates import SYMBOLS, gate_names
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.words import count, short
from gradviz.result import Result

_RELU, _LINEAR = "rnn_relu", "rnn_linear"
_SHARE = (-0.04, 1.04)
_OFTEN = 0.5 + 1e-9
_NOTHING = "A linear network has nothing that could saturate: φ′ = 1 at every unit and step."


class _Ends(NamedTuple):
    """The shares of steps, (H,), at which the units are at the lower and the upper end of their range."""

    name: str
    title: str
    symbol: str
    low: Array
    high: Array
    below: str

    @property
    def names(self) -> tuple[str, ...]:
        """What each unit is called under the mouse."""
        low, high = (tuple(short(share) for share in (100 * end).tolist()) for end in (self.low, self.high))
        return tuple(
            f"unit {i + 1}: {self.symbol} < {self.below} at {low[i]} % of the steps, > 0.9 at {high[i]} %"
            for i in range(len(low))
        )


def draw(*results: Result) -> Chart:
    """Return a row of planes for each network, one plane a gate and one for h."""
    return Chart(
        name="units",
        title="Which units are saturated, and on which side?",
        panels=tuple(panel for i, result in enumerate(results) for panel in _row(result, i, len(results) > 1)),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _row(result: Result, index: int, several: bool) -> Iterator[Panel]:
    letter = f"{'AB'[index]}: " if several else ""
    cell = result.experiment.cell
    if cell == _LINEAR:
        axis = Axis("share of steps", *_SHARE)
        title = f"{letter}the {CELLS[cell].label}"
        yield Panel(f"units_{'ab'[index]}", title, axis, axis, badge=role_of(index), plane=True, empty=_NOTHING)
    elif cell == _RELU:
        yield _off_panel(result, index, letter)
    else:
        for place, ends in enumerate(_ends(result)):
            yield _plane(ends, index, place, f"{letter}{ends.title}" if place == 0 else ends.title, _about(result))


def _ends(result: Result) -> Iterator[_Ends]:
    for name in gate_names(result):
        gate, symbol = result.gates[name][-1], SYMBOLS[name]
        yield _Ends(name, f"{name} gate {symbol}", symbol, _share(gate < 0.1), _share(gate > 0.9), "0.1")
    hidden = result.hidden[-1, 1:]
    yield _Ends("hidden", "state h_t", "h_t", _share(hidden < -0.9), _share(hidden > 0.9), "−0.9")


def _share(flags: Array) -> Array:
    """Return for each unit the share of the steps and sequences, (T, B, H), at which it holds."""
    return np.asarray(flags.mean(axis=(0, 1)))


def _plane(ends: _Ends, index: int, place: int, title: str, about: str) -> Panel:
    column = f"{ends.name}_{'ab'[index]}"
    return Panel(
        name=f"units_{column}",
        title=title,
        subtitle="" if place else about,
        short=title.replace(ends.title, ends.symbol),
        x=Axis(f"share with {ends.symbol} < {ends.below}", *_SHARE),
        y=Axis(f"share with {ends.symbol} > 0.9", *_SHARE),
        badge=None if place else role_of(index),
        height=2.0,
        curves=(_always("" if place else "always at an end", column),),
        points=(Points("", column, ends.low, ends.high, role_of(index), names=ends.names),),
        plane=True,
        equal=True,
        beside=place > 0,
    )


def _always(label: str, column: str) -> Curve:
    """Return the line on which a unit is at one end or the other at every step."""
    x = np.array([1.0, 0.0])
    return Curve(label, f"always_{column}", x, 1 - x, "threshold")


def _off_panel(result: Result, index: int, letter: str) -> Panel:
    """Return how often each unit of a ReLU network is off, the one that is off most often first."""
    off, after = _share(result.hidden[-1, 1:] == 0), "ab"[index]
    order, last = np.argsort(-off, kind="stable"), len(off)
    names = tuple(f"unit {unit + 1}: off at {short(100 * float(off[unit]))} % of the steps" for unit in order.tolist())
    points = Points("", f"off_{after}", np.arange(1.0, last + 1), off[order], role_of(index), names=names)
    return Panel(
        name=f"units_off_{after}",
        title=f"{letter}{'h' if letter else 'H'}ow often is each unit off?",
        subtitle=_about(result),
        x=Axis("units, the one that is off most often first", 0.1, max(last + 0.9, 2.1), counts=True),
        y=Axis("share of steps with h_t = 0", *_SHARE),
        badge=role_of(index),
        height=2.0,
        points=(points,),
        plane=True,
    )


def _about(result: Result) -> str:
    experiment, words = result.experiment, ["share of the steps"]
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    if experiment.batch_size > 1:
        words.append(f"all {experiment.batch_size} sequences together")
    return ", ".join(words)


def _sentence(result: Result) -> str:
    """Return how many units are at an end at more than half of the steps."""
    cell, units = result.experiment.cell, result.experiment.hidden_size
    if cell == _LINEAR:
        return f"Nothing saturates: the {CELLS[cell].label} has no nonlinearity, φ′ = 1 at every unit and step."
    if cell == _RELU:
        off = _share(result.hidden[-1, 1:] == 0)
        dead = f"{int((off == 1).sum())} at every step (dead)"
        return f"{_many(off)} of {count(units, 'unit')} are off at more than half of the steps, {dead}."
    *gates, state = _ends(result)
    saturated, near = _many(state.low + state.high), (_many(state.low), _many(state.high))
    sides = (
        f" ({near[0]} near −1, {near[1]} near +1, {saturated - sum(near)} on both sides in turn)" if saturated else ""
    )
    said = [f"{gate.name} gates {_many(gate.high)} open and {_many(gate.low)} shut" for gate in gates]
    said.append(f"h_t saturated in {saturated}{sides}")
    return f"At more than half of the steps, of {count(units, 'unit')}: {'; '.join(said)}."


def _many(shares: Array) -> int:
    return int((shares > _OFTEN).sum())


CHART = ChartKind("units", "Which units are saturated, and on which side?", help_text(__doc__), 65, draw)
