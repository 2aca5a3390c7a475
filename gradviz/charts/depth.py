"""How much of the gradient reaches each layer of a stack, and each step in it.

One curve a layer: log_{10} ‖∂L/∂h_t‖_2 of its hidden state, a total derivative that counts every path, across
time and through the layers above. The loss sits on the top layer, so what a lower layer gets has
come down through W_{ih} of the layers above it, at the step of the loss or on the way back in time.
The map below shows the same numbers, the top layer on top; an exact zero has the darkest colour. Of a
batch it is the median over the sequences. Two networks have the same scales.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts import reading, text
from gradviz.charts.chart import Array, Axis, Chart, Curve, HeatMap, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, loss_words, of_batch, time_axis
from gradviz.charts.words import from_log10
from gradviz.result import Result

_TITLE = "How much of the gradient reaches each layer?"
_ZERO = "The gradient is exactly zero in every layer and at every step: there is nothing to draw."


def draw(*results: Result) -> Chart:
    """Return the curves and the map of one or two networks, A above B, and the text when the input is text."""
    return Chart(
        name="depth",
        title=_TITLE,
        panels=(*(panel for i in range(len(results)) for panel in _network(results, i)), *text.panels(*results)),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def layers(result: Result) -> Array:
    """Return log10 ‖∂L/∂h_t‖ of every layer, the first one first, shape (L, T + 1)."""
    return np.stack([reading.gradient(result, layer) for layer in range(result.experiment.layers)])


def _network(results: tuple[Result, ...], index: int) -> tuple[Panel, Panel]:
    result, of = results[index], len(results)
    span = finite_range(*(layers(each) for each in results))
    values, axis = layers(result), time_axis(max(each.experiment.steps for each in results))
    name = names_of(*results)[index]
    empty = "" if np.isfinite(values).any() else _ZERO
    return (
        Panel(
            name="depth" + (f"_{'ab'[index]}" if of > 1 else ""),
            title=_TITLE if index == 0 else f"And in the {name}?",
            subtitle=_subtitle(result),
            short="How much reaches each layer?" if index == 0 else f"And in {'AB'[index]}?",
            x=axis,
            y=_range(results, span),
            height=3.0,
            curves=() if empty else _curves(values, index, of),
            marks=loss_marks(result),
            empty=empty,
        ),
        Panel(
            name=f"layers_{'ab'[index]}",
            title=f"{_count(result)} of the {name}",
            subtitle=_map_subtitle(values),
            x=axis,
            y=Axis("layer", 0.5, len(values) + 0.5, visible=False),
            badge=role_of(index),
            side="layer",
            short=f"{_count(result)} of {'AB'[index]}" if of > 1 else _count(result),
            height=min(0.4 + 0.15 * len(values), 1.3),
            maps=() if empty or span is None else (_map(values, index, *span),),
            empty=empty,
        ),
    )


def _range(results: tuple[Result, ...], span: tuple[float, float] | None) -> Axis:
    if span is None:
        return Axis("‖∂L/∂h_t‖", -1.0, 1.0, log10=True)
    starts = [float(reading.gradient(result)[reading.start(result)]) for result in results]
    begin = next((value for value in starts if math.isfinite(value)), span[1])
    return Axis("‖∂L/∂h_t‖", *padded(min(span[0], begin - 3), span[1]), log10=True)


def _curves(values: Array, index: int, of: int) -> tuple[Curve, ...]:
    """Return one curve a layer: the top one in the network's own colour, the others in steps of it."""
    letter, ending = ("AB"[index] + " ", f"_{'ab'[index]}") if of > 1 else ("", "")
    x, top = np.arange(values.shape[1], dtype=float), len(values) - 1
    return tuple(
        Curve(
            label=f"{letter}layer {layer + 1}",
            column=f"log10_grad_hidden_l{layer + 1}{ending}",
            x=x,
            y=values[layer],
            role=role_of(index),
            unit="log10",
            symbol=f"‖∂L/∂h_t‖ of layer {layer + 1}",
            tone=(top - layer) / max(top, 1),
        )
        for layer in range(top, -1, -1)
    )


def _map(values: Array, index: int, low: float, high: float) -> HeatMap:
    low, high = math.floor(low), math.ceil(high)
    return HeatMap(
        label="log_{10} ‖∂L/∂h_t‖",
        column=f"map_log10_grad_hidden_{'ab'[index]}",
        values=values[::-1],
        first=0,
        low=low,
        high=max(high, low + 1),
        palette="magnitude",
        role=role_of(index),
        unit="log10",
        order=tuple(range(len(values), 0, -1)),
    )


def _count(result: Result) -> str:
    return f"{result.experiment.layers} layers" if result.experiment.layers > 1 else "The one layer"


def _subtitle(result: Result) -> str:
    one = "" if result.experiment.layers > 1 else ", there is one layer"
    return f"log_{{10}} ‖∂L/∂h_t‖{of_batch(result)}{one}, {loss_words(result)}"


def _map_subtitle(values: Array) -> str:
    order = ", the top layer on top" if len(values) > 1 else ""
    return "log_{10} ‖∂L/∂h_t‖" + order + (", exact zeros are darkest" if np.isneginf(values).any() else "")


def _sentence(result: Result) -> str:
    top = result.experiment.layers
    if top == 1:
        return f"{reading.verdict(result)} There is one layer."
    values, begin = layers(result), reading.start(result)
    if not np.isfinite(values).any():
        return f"No gradient: it is exactly zero in all {top} layers, at every step."
    return f"Layer 1's gradient is {_times(values, begin, top)} and {_times(values, 0, top)}."


def _times(values: Array, step: int, top: int) -> str:
    below, above = float(values[0, step]), float(values[-1, step])
    if above > -math.inf:
        return f"{from_log10(below - above)} times layer {top}'s at t = {step}"
    if below == -math.inf:
        return f"like layer {top}'s exactly zero at t = {step}"
    return f"{from_log10(below)} at t = {step}, where layer {top}'s is exactly zero"


CHART = ChartKind("depth", _TITLE, help_text(__doc__), 70, draw)
