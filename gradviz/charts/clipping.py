"""What clipping does to every entry of the gradient: by norm all shrink alike, by value the large ones are cut off.

The entries of the gradient of all parameters stand in the order of their size, the largest first; the dashed line is
before clipping. Clipping by norm multiplies all of them by one factor θ/‖g‖ when ‖g‖ > θ (Pascanu, Mikolov and Bengio
2013): on a logarithmic axis the line moves down and keeps its shape, and so the direction. Clipping by value cuts
every entry at ±θ on its own: the line is flat at θ as far as entries were larger, and the gradient turns. The angle has
the cosine g·g′ / ‖g‖ ‖g′‖. Entries that are exactly zero are left out. Clipping makes large gradients smaller; it does
nothing for vanishing ones.
"""

from __future__ import annotations

import math

import numpy as np

from gradviz.charts.chart import Axis, Chart, Curve, Panel, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.clipping import Gradients, angle, before_clipping, log10_norm, of_clipping
from gradviz.charts.terms import Array, Dash, Role
from gradviz.charts.words import from_log10, short
from gradviz.result import Result

_TITLE = "What does clipping do to every entry?"
_PLACES = 400
"""Entries that are drawn, at even distances in their order; no picture has more pixels for its lines."""

_LEAST = 3.0
_EXACT = 1e-5
"""Degrees below which an angle is rounding."""

_NOTHING = "The gradient of all parameters is exactly zero, or beyond the floats: there is nothing to clip."


def draw(*results: Result) -> Chart:
    """Return one plane with the entries before and after clipping of one or two results."""
    alike = len({_sizes(result.parameter_gradients).tobytes() for result in results}) == 1
    curves = [curve for i in range(len(results)) for curve in _curves(results, i, alike)]
    span = finite_range(*(curve.y for curve in curves))
    return Chart(
        name="clipping",
        title=_TITLE,
        panels=(
            Panel(
                name="clipping",
                title=_TITLE,
                subtitle=_about(results),
                x=Axis("entries in the order of their size", 0.0, 100.0, "%"),
                y=Axis("|g|", *(padded(*span, least=_LEAST) if span else (-1.0, 1.0)), log10=True),
                curves=tuple(curves),
                height=3.0,
                plane=True,
                empty="" if span else _NOTHING,
            ),
        ),
        sentences=tuple((role_of(i), of_clipping(result)) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _curves(results: tuple[Result, ...], index: int, alike: bool) -> list[Curve]:
    """Return the entries of one result: before clipping, where that was not drawn yet, and after it."""
    result, several = results[index], len(results) > 1
    letter, after = (f"{'AB'[index]} ", f"_{'ab'[index]}") if several else ("", "")
    found = []
    if not (alike and index):
        before = "before clipping" if alike else f"{letter}before clipping"
        column = "log10_entry" if alike else f"log10_entry{after}"
        named = f"{before}: norm {from_log10(before_clipping(result))}"
        role: Role = "neutral" if alike else role_of(index)
        found.append(_curve(named, column, result.parameter_gradients, role, "short"))
    if result.experiment.clip != "none":
        named = f"{letter}by {result.experiment.clip}: {_outcome(result)}"
        found.append(_curve(named, f"log10_entry_clipped{after}", result.clipped_gradients, role_of(index)))
    return found


def _curve(label: str, column: str, gradients: Gradients, role: Role, dash: Dash = "") -> Curve:
    sizes = _sizes(gradients)
    last = max(len(sizes) - 1, 0)
    places = np.unique(np.linspace(0, last, _PLACES).round().astype(int))[: len(sizes)]
    return Curve(label, column, 100 * places / max(last, 1), np.log10(sizes[places]), role, "log10", "|g|", dash)


def _outcome(result: Result) -> str:
    """Return the norm after clipping, and how far the gradient was turned."""
    turned = angle(result.parameter_gradients, result.clipped_gradients)
    norm = f"norm {from_log10(log10_norm(result.clipped_gradients))}"
    return norm if math.isnan(turned) else f"{norm}, turned by {short(turned if turned > _EXACT else 0.0, 2)}°"


def _about(results: tuple[Result, ...]) -> str:
    found = sorted({result.experiment.clip_threshold for result in results if result.experiment.clip != "none"})
    threshold = f", θ = {' and '.join(map(short, found))}" if found else ""
    return f"entries of the gradient of all parameters{threshold}"


def _sizes(gradients: Gradients) -> Array:
    """Return the sizes of all entries that are neither zero nor beyond the floats, the largest first."""
    whole = np.concatenate([np.abs(np.ravel(gradients[name])) for name in sorted(gradients)])
    return np.sort(whole[(whole > 0) & np.isfinite(whole)])[::-1]


CHART = ChartKind("clipping", _TITLE, help_text(__doc__), 85, draw)
