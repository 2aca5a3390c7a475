"""How much of the loss's gradient reaches each earlier step, on a logarithmic scale.

A straight line down to the left means that every step back multiplies the gradient by the same
factor below 1 (it vanishes); a line up means a factor above 1 (it explodes). The height is
log_{10} ‖∂L/∂h_t‖_2, the norm of the total derivative with respect to the hidden state of the top
layer (the median over the sequences of a batch), carried with an exact power-of-two exponent so
that no float under- or overflows. ρ^{k} is the asymptotic rate of W_{hh} alone (Gelfand's formula):
it ignores the nonlinearity and says nothing about the first steps. σ_{max}^{k} and the product of the Jacobians
are upper bounds, √χ^{k} is mean-field theory for infinitely many units; they begin where the loss is. A linear
scale shows why the logarithmic one is needed: what is 1/255 of the largest value is a line on the floor.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts import reading
from gradviz.charts.chart import Array, Axis, Band, Chart, Curve, Level, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, Option, Value, help_text
from gradviz.charts.parts import overlays
from gradviz.charts.parts.claims import losses
from gradviz.charts.parts.linear import on_linear_scale
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, loss_words, of_batch, time_axis
from gradviz.result import Result

FLOAT32_SMALLEST = math.log10(2.0**-149)
"""log10 of the smallest positive float32: below it float32 arithmetic returns 0."""

OPTIONS = (
    Option("scale", "scale", "Logarithmic: every factor is as tall as any other. Linear: as a picture would show it.",
           "log", (("log", "log"), ("linear", "linear"))),
    Option("line", "line", "What is next to nothing: 1/255 is black on an 8-bit picture, below 1/1000 a "
           "gradient has vanished.", "255", (("255", "1/255"), ("1000", "1/1000"))),
    Option("relative", "relative", "As a share of ‖∂L/∂h‖ where the loss is, which is then 1.", False),
    *overlays.OPTIONS,
)  # fmt: skip

_LINES = {"255": "1/255 of the start: black on an 8-bit picture", "1000": "below 1/1000 of the start: vanished"}

_PLAIN: Mapping[str, Value] = {option.name: option.default for option in OPTIONS}

_HIDDEN = 0.8
"""Beyond this share outside the measured range the asymptote is left out: a stump explains nothing."""


def draw(*results: Result, pinned: tuple[Result, ...] = (), **chosen: Value) -> Chart:
    """Return the gradient of every time step of one or two results, with what lies over it."""
    drawn, refused = _panel(results, pinned, {**_PLAIN, **chosen})
    return Chart(
        name="gradient",
        title="How much of the gradient is left?",
        panels=(drawn,),
        sentences=tuple(
            (role_of(i), " ".join([reading.verdict(result), *refused[i]])) for i, result in enumerate(results)
        ),
        experiments=tuple(result.experiment for result in results),
    )


def panel(*results: Result, pinned: tuple[Result, ...] = ()) -> Panel:
    """Return the panel with the curves, the asymptotic rate of W_hh and the thresholds."""
    return _panel(results, pinned, _PLAIN)[0]


@dataclass(frozen=True)
class _Drawn:
    """What is drawn of one network, and what theory refuses to say about it."""

    curves: list[Curve]
    theory: list[Curve]
    bands: list[Band]
    refused: list[str]

    def heights(self) -> list[Array]:
        """Return every value that the axis has to hold: what was measured, and bounds that were asked for."""
        bounds = [line.y for line in self.theory if line.role == "neutral"]
        return [*(curve.y for curve in self.curves), *bounds, *(edge for b in self.bands for edge in (b.low, b.high))]


def _drawn(results: tuple[Result, ...], index: int, chosen: Mapping[str, Value]) -> _Drawn:
    result, count = results[index], len(results)
    measured = _measured(result, names_of(*results)[index], index, count)
    middle = overlays.band(result, index, count) if chosen["band"] else None
    low, high = _range(measured.y, _begin(result))
    lines, refused = overlays.theory(result, index, count, chosen, *overlays.widened(low, high))
    if chosen["radius"] and (asymptote := _asymptote(results, index, low, high)):
        lines.append(asymptote)
    curves, bands = [measured, *overlays.quantities(result, index, count, chosen)], [middle] if middle else []
    if chosen["relative"]:
        start = overlays.start_of(result)
        curves, lines = ([overlays.relative_to(start, curve) for curve in each] for each in (curves, lines))
        bands = [overlays.band_relative_to(start, band) for band in bands]
    return _Drawn(curves, lines, bands, refused)


def _panel(
    results: tuple[Result, ...], pinned: tuple[Result, ...], chosen: Mapping[str, Value]
) -> tuple[Panel, list[list[str]]]:
    """Return the panel, and for each network what theory refuses to say."""
    relative, drawn = bool(chosen["relative"]), [_drawn(results, i, chosen) for i in range(len(results))]
    kept = list(overlays.pins(pinned, results, relative))
    heights = [*(curve.y for curve in kept), *(y for each in drawn for y in each.heights())]
    begin = 0.0 if relative else next((value for value in map(_begin, results) if math.isfinite(value)), 0.0)
    low, high = _range(np.concatenate(heights), begin)
    nothing = finite_range(*heights) is None
    made = Panel(
        name="gradient",
        title="How much of the gradient is left?",
        subtitle=_subtitle(results[0], relative),
        x=time_axis(max(result.experiment.steps for result in (*results, *pinned))),
        y=Axis("‖∂L/∂h_t‖" + (" / ‖∂L/∂h‖ at the loss" if relative else ""), low, high, log10=True),
        height=3.0,
        curves=(*(c for each in drawn for c in each.curves), *kept, *(c for each in drawn for c in each.theory)),
        bands=tuple(band for each in drawn for band in each.bands),
        levels=() if nothing else levels(begin, low, relative, str(chosen["line"])),
        marks=loss_marks(results[0]),
        empty="The gradient is exactly zero at every step: there is nothing to draw." if nothing else "",
    )
    return on_linear_scale(made) if chosen["scale"] == "linear" else made, [each.refused for each in drawn]


def _begin(result: Result) -> float:
    return float(reading.gradient(result)[reading.start(result)])


def _range(heights: Array, begin: float) -> tuple[float, float]:
    """Return a range for logarithms that shows three decades below the start at least."""
    span = finite_range(heights)
    return padded(min(span[0], begin - 3), span[1]) if span else (-1.0, 1.0)


def _subtitle(result: Result, relative: bool) -> str:
    norm = "‖∂L/∂h_t‖ relative to the start" if relative else "‖∂L/∂h_t‖"
    return f"log_{{10}} {norm}{of_batch(result)}, {loss_words(result)}"


def _measured(result: Result, name: str, index: int, of: int) -> Curve:
    letter = "AB"[index] + " " if of > 1 else ""
    column = "log10_grad_hidden" + (f"_{'ab'[index]}" if of > 1 else "")
    y = reading.gradient(result)
    return Curve(letter + name, column, np.arange(len(y), dtype=float), y, role_of(index), "log10")


def _asymptote(results: tuple[Result, ...], index: int, low: float, high: float) -> Curve | None:
    result = results[index]
    radius = float(result.spectral_radius[-1, 0])
    begin = reading.start(result)
    if CELLS[result.experiment.cell].gates or radius <= 0 or begin < 1 or losses(result) > 1:
        return None
    x = np.arange(begin + 1, dtype=float)
    y = _begin(result) + (begin - x) * math.log10(radius)
    outside = (y < low) | (y > high)
    if outside.mean() > _HIDDEN:
        return None
    y[outside] = np.nan
    several = sum(not CELLS[other.experiment.cell].gates for other in results) > 1
    letter, after = (f"{'AB'[index]} ", f"_{'ab'[index]}") if several else ("", "")
    return Curve(f"{letter}ρ^{{k}}: W_{{hh}} alone, in the long run", f"log10_rho_k{after}", x, y, "theory", "log10")


def levels(begin: float, low: float, relative: bool, line: str = "255") -> tuple[Level, ...]:
    """Return what is next to nothing on an axis from ``low``: a share of the start, and of absolute float32."""
    found = [Level(begin - math.log10(int(line)), _LINES[line])]
    if low < FLOAT32_SMALLEST and not relative:
        found.append(Level(FLOAT32_SMALLEST, "below this line float32 would say 0"))
    return tuple(found)


CHART = ChartKind(
    "gradient", "How much of the gradient is left?", help_text(__doc__), 20, draw, OPTIONS, frozenset({"pinned"})
)
