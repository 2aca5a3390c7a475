"""All that the backward pass measures at every step, one panel for each network on one scale.

‖∂L/∂h_t‖ is how much the loss would change with the hidden state of step t, ‖∂L/∂c_t‖ the same for
the memory cell (an LSTM has one), ‖∂L/∂x_t‖ for what the network read at step t. The last one is
what step t adds to the gradient of the recurrent weights: ∂L/∂W_{hh} = Σ_t δ_t h_{t−1}^{⊤}, and of one
sequence ‖δ_t h_{t−1}^{⊤}‖ = ‖δ_t‖ ‖h_{t−1}‖; the steps where it is small teach W_{hh} nothing.

All are log_{10} of Euclidean norms of total derivatives, measured in the run itself: h, c and W_{hh} of the
top layer, x_t at the bottom. Of a batch the lines are medians over the sequences, the band is the middle
half of them (between the quartiles) for ‖∂L/∂h_t‖, and what W_{hh} gets is the sum over all sequences.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import (
    Array,
    Axis,
    Band,
    Chart,
    ChartKind,
    Curve,
    Dash,
    Panel,
    finite_range,
    help_text,
    padded,
    role_of,
)  # fmt: skip
from gradviz.charts.gradient import loss_marks, names_of, time_axis
from gradviz.charts.words import count, from_log10
from gradviz.result import Result

_LEAST = 3.0
"""Decades that an axis shows at least, so that rounding does not look like a mountain."""


def draw(*results: Result) -> Chart:
    """Return one panel a result, all on one scale."""
    names, steps = names_of(*results), max(result.experiment.steps for result in results)
    drawn = [(_curves(result, i, len(results)), _bands(result, i, len(results))) for i, result in enumerate(results)]
    span = finite_range(*(curve.y for curves, _ in drawn for curve in curves), *_edges(drawn))
    axis = Axis("‖∂L/∂h_t‖", *(padded(*span, least=_LEAST) if span else (-1.0, 1.0)), log10=True)
    return Chart(
        name="quantities",
        title="What reaches every step?",
        panels=tuple(
            Panel(
                name=f"quantities_{'ab'[i]}",
                title=f"What reaches every step of {_called(names[i], i, len(results))}?",
                subtitle=_about(results[i]),
                x=time_axis(steps),
                y=axis,
                height=2.0,
                curves=curves,
                bands=bands,
                marks=loss_marks(results[i]),
                empty="" if finite_range(*(curve.y for curve in curves)) else _NOTHING,
            )
            for i, (curves, bands) in enumerate(drawn)
        ),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


_NOTHING = "Every gradient is exactly zero at every step: there is nothing to draw."


def middle_half(values: Array) -> tuple[Array, Array]:
    """Return the quartiles of (N, B) over the sequences as two of its own values, −inf among them."""
    ordered = np.sort(values, axis=1)
    away = (values.shape[1] - 1) // 4
    return ordered[:, away], ordered[:, -1 - away]


def _called(name: str, index: int, of: int) -> str:
    return f"{'AB'[index]}, the {name}" if of > 1 else f"the {name}"


def _about(result: Result) -> str:
    experiment = result.experiment
    words = ["log_{10} of ‖∂L/∂h_t‖ and of what goes with it"]
    if experiment.batch_size > 1:
        words.append(f"median and middle half of {experiment.batch_size} sequences")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    return ", ".join(words)


def _curves(result: Result, index: int, of: int) -> tuple[Curve, ...]:
    def curve(symbol: str, what: str, column: str, values: Array, dash: Dash) -> Curve:
        x = np.arange(result.experiment.steps + 1 - len(values), result.experiment.steps + 1, dtype=float)
        name = column + (f"_{'ab'[index]}" if of > 1 else "")
        return Curve(symbol + what, name, x, values, role_of(index), "log10", symbol, dash)

    cell = result.log10_grad_cell
    found = [curve("‖∂L/∂h_t‖", "", "log10_grad_hidden", reading.gradient(result), "")]
    if cell is not None:
        found.append(curve("‖∂L/∂c_t‖", "", "log10_grad_cell", _median(cell[-1]), "short"))
    found.append(curve("‖∂L/∂x_t‖", "", "log10_grad_input", _median(result.log10_grad_input), "dots"))
    recurrent = result.log10_grad_recurrent[-1]
    found.append(curve("‖(∂L/∂W_{hh})_t‖", ": what step t adds", "log10_grad_recurrent", recurrent, "mixed"))
    return tuple(found)


def _bands(result: Result, index: int, of: int) -> tuple[Band, ...]:
    if result.experiment.batch_size == 1:
        return ()
    low, high = middle_half(result.log10_grad_hidden[-1])
    column = "log10_grad_hidden" + (f"_{'ab'[index]}" if of > 1 else "")
    return (Band(column, np.arange(len(low), dtype=float), low, high, role_of(index), "log10"),)


def _edges(drawn: list[tuple[tuple[Curve, ...], tuple[Band, ...]]]) -> list[Array]:
    return [edge for _, bands in drawn for band in bands for edge in (band.low, band.high)]


def _median(values: Array) -> Array:
    return np.asarray(np.median(values, axis=1))


def _sentence(result: Result) -> str:
    """Return from which steps the recurrent weights learn."""
    added = result.log10_grad_recurrent[-1]
    peak = float(added.max())
    if peak == -np.inf:
        return "W_{hh} learns nothing: what every step adds to its gradient is exactly zero."
    most = int(np.argmax(added)) + 1
    heard = np.flatnonzero(added >= peak - 3) + 1
    said = f"W_{{hh}} learns most from step t = {most}, which adds {from_log10(peak)}"
    if heard[0] == 1:
        return f"{said}; no stretch at the beginning adds less than 1/1000 of that."
    return f"{said}; each of the first {count(int(heard[0]) - 1, 'step')} adds less than 1/1000 of that."


CHART = ChartKind("quantities", "What reaches every step?", help_text(__doc__), 50, draw)
