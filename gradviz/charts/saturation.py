"""How many units and gates stand at an end of their range, where they pass hardly any gradient on.

tanh and σ are flat at their ends: where tanh is beyond ±0.9 its slope is below 0.19 (of at most 1), and
where a gate is below 0.1 or above 0.9 its slope is below 0.09 (of at most 0.25). Over time: the share of
units with |h_t| > 0.9, and for every sigmoid gate the shares above 0.9 (open) and below 0.1 (closed)
(Karpathy, Johnson & Fei-Fei 2015); for a tanh RNN also the mean of tanh′ = 1 − h_t^{2}; for a ReLU RNN
the share of units that are off (h_t = 0), and how many are dead: off at every step. An open forget or
update gate is no loss: it is what carries the state. The shares are over all units of the top layer
and all sequences of a batch; the gradient above them is that of the top layer.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import gradient, text
from gradviz.charts.chart import Array, Axis, Chart, Curve, Level, Panel, role_of
from gradviz.charts.gates import SYMBOLS, gate_names
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.over_time import time_axis
from gradviz.result import Result

_HIGH, _LOW = 0.9, 0.1
_RELU, _LINEAR, _TANH = "rnn_relu", "rnn_linear", "rnn_tanh"
_WORDS = 0.4
"""The height of a panel that has only words."""

_SHARES = Axis("% of units", -0.9, 100.9)
"""A little more than 0 … 100 %, so that a curve at an end is not cut in half."""


def draw(*results: Result) -> Chart:
    """Return the gradient, the hidden units and every gate that one of the results has."""
    gates = list(dict.fromkeys(name for result in results for name in gate_names(result)))
    panels = [_gradient(*results), _hidden(*results, alone=not gates), *(_gate(name, *results) for name in gates)]
    return Chart(
        name="saturation",
        title="How much is saturated?",
        panels=(*panels, *text.panels(*results)),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _gradient(*results: Result) -> Panel:
    whole = gradient.panel(*results)
    measured = tuple(curve for curve in whole.curves if curve.role in ("a", "b"))
    return dataclasses.replace(whole, height=1.4, curves=measured, levels=())


def _hidden(*results: Result, alone: bool) -> Panel:
    curves = [curve for i, result in enumerate(results) for curve in _of_units(result, i, len(results))]
    empty = "" if curves else "A linear network has nothing that could saturate: φ′ = 1 at every unit and step."
    panel = _panel(
        "hidden", "How many hidden units are at an end of their range?", "% of units", curves, results, empty
    )
    levels = tuple(level for i, result in enumerate(results) for level in _dead_level(result, i, len(results)))
    short = "How many units are at an end?"
    return dataclasses.replace(panel, levels=levels, short=short, height=3.0 if alone else panel.height)


def _gate(name: str, *results: Result) -> Panel:
    curves = [curve for i, result in enumerate(results) for curve in _of_gate(name, result, i, len(results))]
    title = f"How many {name} gates are open or closed?"
    between = f"{SYMBOLS[name]} is between 0.1 and 0.9 in every unit at every step."
    return _panel(f"{name}_gate", title, "% of units above 0.9 (open) and below 0.1 (closed)", curves, results, between)


def _panel(
    name: str, title: str, subtitle: str, curves: list[Curve], results: tuple[Result, ...], empty: str = ""
) -> Panel:
    """Return a panel of shares; a share that is 0 throughout is said in words instead of lying on the axis."""
    drawn = [curve for curve in curves if curve.y.any()]
    never = [f"{curve.label}: 0 at every step" for curve in curves if not curve.y.any()]
    return Panel(
        name=name,
        title=title,
        subtitle=", ".join([subtitle + _which(results), *(never if drawn else [])]),
        x=time_axis(max(result.experiment.steps for result in results)),
        y=_SHARES,
        height=1.0 if drawn else _WORDS,
        # The lowest curve first: names are placed in this order, each by its own curve.
        curves=tuple(sorted(drawn, key=lambda curve: float(curve.y.mean()))),
        empty="" if drawn else empty or "; ".join(never) + ".",
    )


def _of_gate(name: str, result: Result, index: int, of: int) -> Iterator[Curve]:
    if name in gate_names(result):
        gate, symbol = result.gates[name][-1], SYMBOLS[name]
        yield _curve("open", f"{name}_open", f"share with {symbol} > 0.9", _share(gate > _HIGH), index, of)
        yield _curve("closed", f"{name}_closed", f"share with {symbol} < 0.1", _share(gate < _LOW), index, of, 1.0)


def _of_units(result: Result, index: int, of: int) -> Iterator[Curve]:
    hidden, cell = result.hidden[-1, 1:], result.experiment.cell
    if cell == _RELU:
        yield _curve("off", "off", "share with h_t = 0", _share(hidden == 0), index, of)
    elif cell != _LINEAR:
        yield _curve("|h_t| > 0.9", "saturated", "share with |h_t| > 0.9", _share(_saturated(hidden)), index, of)
    if cell == _TANH:
        yield _curve("mean of tanh′", "tanh_slope", "mean of 1 − h_t^{2}", _mean_slope(hidden), index, of, 1.0)


def _curve(label: str, column: str, symbol: str, share: Array, index: int, of: int, tone: float = 0.0) -> Curve:
    letter, ending = ("AB"[index] + " ", f"_{'ab'[index]}") if of > 1 else ("", "")
    x = np.arange(1.0, len(share) + 1)
    return Curve(letter + label, column + ending, x, 100 * share, role_of(index), "%", symbol, tone=tone)


def _saturated(hidden: Array) -> Array:
    flags: Array = (hidden > _HIGH) | (hidden < -_HIGH)
    return flags


def _share(flags: Array) -> Array:
    """Return the share of (T, B, H) that holds, at each step."""
    return np.asarray(np.count_nonzero(flags, axis=(1, 2)) / flags[0].size)


def _mean_slope(hidden: Array) -> Array:
    return np.asarray(1 - np.einsum("tbh,tbh->t", hidden, hidden) / hidden[0].size)


def _dead(result: Result) -> int:
    """Return how many units of a ReLU network are off at every step of every sequence."""
    return int((result.hidden[-1, 1:] == 0).all(axis=(0, 1)).sum()) if result.experiment.cell == _RELU else 0


def _dead_level(result: Result, index: int, of: int) -> Iterator[Level]:
    dead, units = _dead(result), result.experiment.hidden_size
    if dead:
        letter = "AB"[index] + " " if of > 1 else ""
        yield Level(100 * dead / units, f"{letter}dead: {dead} of {units} are off at every step", role_of(index))


def _which(results: tuple[Result, ...]) -> str:
    """Return which layer and sequences are counted; once where it is the same for both networks."""
    said = [_counted(result) for result in results]
    if len(set(said)) > 1:
        said = [f"{'AB'[i]} {words}" for i, words in enumerate(said) if words]
    return "".join(f", {words}" for words in dict.fromkeys(said) if words)


def _counted(result: Result) -> str:
    experiment = result.experiment
    layer = f"layer {experiment.layers} of {experiment.layers}" if experiment.layers > 1 else ""
    batch = f"all {experiment.batch_size} sequences together" if experiment.batch_size > 1 else ""
    return ", ".join(filter(None, (layer, batch)))


def _sentence(result: Result) -> str:
    hidden, cell, units = result.hidden[-1, 1:], result.experiment.cell, result.experiment.hidden_size
    if cell == _LINEAR:
        return f"Nothing saturates: the {CELLS[cell].label} has no nonlinearity, φ′ = 1 at every unit and step."
    if cell == _RELU:
        dead = _dead(result)
        if dead == units:
            return f"All dead: {units} of {units} units are off at every step."
        off, many = percent(_share(hidden == 0)), f"{dead or 'none'} of {units}"
        return f"{off} of the units are off in an average step; dead, off at every step: {many}."
    said = f"{percent(_share(_saturated(hidden)))} of the units are saturated (|h_t| > 0.9) in an average step"
    if cell == _TANH:
        return f"{said}; tanh′ is {percent(_mean_slope(hidden))} on average."
    gates = [(name, result.gates[name][-1]) for name in gate_names(result)]
    each = [f"{name} {percent(_share(gate > _HIGH))} and {percent(_share(gate < _LOW))}" for name, gate in gates]
    return f"{said}. Gates above 0.9 and below 0.1: {', '.join(each)}."


def percent(shares: Array) -> str:
    """Return the mean of shares in percent; what is not all or nothing is never rounded to it."""
    value = 100 * float(shares.mean())
    if 0 < value < 0.1:
        return "less than 0.1\u00a0%"
    return "more than 99.9\u00a0%" if 99.9 < value < 100 else f"{value:.3g}\u00a0%"


CHART = ChartKind("saturation", "How much is saturated?", help_text(__doc__), 60, draw)
