"""All that the backward pass measures at every step, one panel for each network on one scale.

‖∂L/∂h_t‖ is how much the loss would change with the hidden state of step t, ‖∂L/∂c_t‖ the same for
the memory cell (an LSTM has one), ‖∂L/∂x_t‖ for what the network read at step t. The last one is
what step t adds to the gradient of the recurrent weights: ∂L/∂W_{hh} = Σ_t δ_t h_{t−1}^{⊤}, and of one
sequence ‖δ_t h_{t−1}^{⊤}‖ = ‖δ_t‖ ‖h_{t−1}‖; the steps where it is small teach W_{hh} nothing.

All are log_{10} of Euclidean norms of total derivatives, measured in the run itself: h, c and W_{hh} of the
top layer, x_t at the bottom. Of a batch the lines are medians over the sequences, the band is the middle
half of them (between the quartiles) for ‖∂L/∂h_t‖, and what W_{hh} gets is the sum over all sequences. The lower
panel holds the others against ‖∂L/∂h_t‖, sequence by sequence: 1 means as large.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Band, Chart, Curve, Dash, Panel, Role, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, time_axis
from gradviz.charts.words import from_log10
from gradviz.result import Result

_LEAST = 2.0
"""Decades that an axis shows at least, so that rounding does not look like a mountain."""

_HIDDEN = "‖∂L/∂h_t‖"
_TONES: dict[Dash, float] = {"short": 0.0, "dots": 1.0, "mixed": 0.5}
"""A name has the tone of its line, so that lines close together keep theirs."""


def draw(*results: Result) -> Chart:
    """Return two panels a result, the norms and their ratios, all norms on one scale and all ratios on another."""
    several, names = len(results) > 1, names_of(*results)
    drawn = [_Drawn.of(result, f"_{'ab'[i]}" if several else "", role_of(i)) for i, result in enumerate(results)]
    norms = _axis("‖∂L/∂h_t‖", [y for each in drawn for y in each.heights()])
    ratios = _axis("ratio", [curve.y for each in drawn for curve in each.ratios])
    x = time_axis(max(result.experiment.steps for result in results))
    panels = []
    for i, (result, each) in enumerate(zip(results, drawn, strict=True)):
        called = f"{'AB'[i]}, the {names[i]}" if several else f"the {names[i]}"
        panels.append(
            Panel(
                name=f"quantities_{'ab'[i]}", title=f"What reaches every step of {called}?", subtitle=_about(result),
                short=f"What reaches every step of {'AB'[i]}?" if several else "What reaches every step?",
                x=x, y=norms, height=2.0, curves=each.norms, bands=each.bands, marks=loss_marks(result),
                empty="" if finite_range(*each.heights()) else _NOTHING,
            )
        )  # fmt: skip
        if finite_range(*(curve.y for curve in each.ratios)):
            title = "How many times ‖∂L/∂h_t‖ is that?"
            panels.append(Panel(f"ratios_{'ab'[i]}", title, x, ratios, height=1.2, curves=each.ratios))
    return Chart(
        name="quantities",
        title="What reaches every step?",
        panels=tuple(panels),
        sentences=tuple((role_of(i), _sentence(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


_NOTHING = "Every gradient is exactly zero at every step: there is nothing to draw."


def middle_half(values: Array) -> tuple[Array, Array]:
    """Return the quartiles of (N, B) over the sequences as two of its own values, −inf among them."""
    ordered = np.sort(values, axis=1)
    away = (values.shape[1] - 1) // 4
    return ordered[:, away], ordered[:, -1 - away]


def _about(result: Result) -> str:
    experiment = result.experiment
    words = ["log_{10} of ‖∂L/∂h_t‖ and of what goes with it"]
    if experiment.batch_size > 1:
        words.append(f"median and middle half of {experiment.batch_size} sequences")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    return ", ".join(words)


@dataclass(frozen=True)
class _Drawn:
    """What is drawn of one network."""

    norms: tuple[Curve, ...]
    ratios: tuple[Curve, ...]
    bands: tuple[Band, ...]

    @classmethod
    def of(cls, result: Result, after: str, role: Role) -> _Drawn:
        hidden, column, batch = result.log10_grad_hidden[-1], f"log10_grad_hidden{after}", result.experiment.batch_size
        norms, ratios = [Curve(_HIDDEN, column, _steps(hidden), reading.gradient(result), role, "log10", _HIDDEN)], []
        for symbol, what, name, values, dash in others(result):
            x, column = _steps(values, result.experiment.steps), f"log10_grad_{name}{after}"
            norms.append(Curve(symbol + what, column, x, _median(values), role, "log10", symbol, dash, _TONES[dash]))
            if values.shape[1] == batch:  # a sum over the batch is not held against a median
                with np.errstate(invalid="ignore"):
                    ratio = _median(values - hidden[-len(values) :])
                over = f"{symbol} / {_HIDDEN}"
                ratios.append(
                    Curve(symbol, f"log10_ratio_{name}{after}", x, ratio, role, "log10", over, dash, _TONES[dash])
                )
        band = Band(norms[0].column, _steps(hidden), *middle_half(hidden), role, "log10")
        return cls(tuple(norms), tuple(ratios), (band,) if batch > 1 else ())

    def heights(self) -> list[Array]:
        """Return every value that the panel of the norms has to hold."""
        return [curve.y for curve in self.norms] + [edge for band in self.bands for edge in (band.low, band.high)]


def others(result: Result) -> Iterator[tuple[str, str, str, Array, Dash]]:
    """Yield symbol, words, name, values (T or T + 1, sequences or 1) and dash of all that is measured beside ∂L/∂h."""
    if result.log10_grad_cell is not None:
        yield "‖∂L/∂c_t‖", "", "cell", result.log10_grad_cell[-1], "short"
    yield "‖∂L/∂x_t‖", "", "input", result.log10_grad_input, "dots"
    recurrent = result.log10_grad_recurrent[-1][:, None]
    yield "‖(∂L/∂W_{hh})_t‖", ": what step t adds", "recurrent", recurrent, "mixed"


def _axis(label: str, values: list[Array]) -> Axis:
    span = finite_range(*values)
    return Axis(label, *(padded(*span, least=_LEAST) if span else (-1.0, 1.0)), log10=True)


def _steps(values: Array, last: int | None = None) -> Array:
    last = len(values) - 1 if last is None else last
    return np.arange(last + 1 - len(values), last + 1, dtype=float)


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
    early = "the first step" if heard[0] == 2 else f"each of the first {heard[0] - 1} steps"
    return f"{said}; {early} adds less than 1/1000 of that."


CHART = ChartKind("quantities", "What reaches every step?", help_text(__doc__), 50, draw)
