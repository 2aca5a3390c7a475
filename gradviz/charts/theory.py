"""The measured gradient of each network, and over it every prediction that can be claimed for it.

Full lines in grey are upper bounds, no gradient lies above them: σ_{max}^{k} of W_{hh}; closer, ∏ σ_{max} max φ′(a_t)
with the largest slope that a unit had at each step; closest, the largest singular value of the product of all
Jacobians, σ_{max}(∂s_T/∂s_t) ‖∂L/∂h_T‖. Broken lines are rates: ρ^{k} is what the linear RNN with this W_{hh} does in
the long run (Gelfand); √χ^{k} with χ = σ_w^{2} E[φ′(√q* z)^{2}] is mean-field theory for infinitely many units;
ρ(J*)^{k} is the rate at a fixed point, where the state has come to rest. k counts the steps back from the loss.

The measured line is log_{10} ‖∂L/∂h_t‖ of the top layer; of a batch, the first sequence. The mark stands where
it has fallen below 1/255 of its start, which is black on an 8-bit picture, and stays there.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.chart import Array, Axis, Chart, Curve, Mark, Panel, Role, finite_range, padded, role_of
from gradviz.charts.kind import ChartKind, help_text
from gradviz.charts.parts.claims import Claims, claims, losses, measured, per_step
from gradviz.charts.parts.names import names_of
from gradviz.charts.parts.over_time import loss_marks, time_axis
from gradviz.charts.words import count
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.theory import Reach

_ROOM = 0.7
"""How far beyond the measured decades a prediction is followed, as a share of them."""

_LEAST = 3.0
_CLOSE = 0.02
_STUMP = 0.07
"""A line that is seen for less than this share of the steps explains nothing; the sentence has its slope."""
_NOTHING = "The gradient is exactly zero at every step: there is nothing to draw, and nothing to predict."


def draw(*results: Result) -> Chart:
    """Return one panel a result, each on the scale of its own gradient."""
    names, found = names_of(*results), [claims(result) for result in results]
    steps = max(result.experiment.steps for result in results)
    several = len(results) > 1
    return Chart(
        name="theory",
        title="What does theory say?",
        panels=tuple(
            _panel(result, found[i], names[i], i if several else -1, steps) for i, result in enumerate(results)
        ),
        sentences=tuple((role_of(i), _sentence(result, found[i])) for i, result in enumerate(results)),
        experiments=tuple(result.experiment for result in results),
    )


def _panel(result: Result, found: Claims, name: str, index: int, steps: int) -> Panel:
    curve, letter = measured(result), "AB"[index] + " " if index >= 0 else ""
    column, span = _column("log10_grad_hidden", index), finite_range(curve)
    low, high = _range(span, [claim.log10 for claim in found.lines]) if span else (-1.0, 1.0)
    return Panel(
        name=f"theory_{'ab'[max(index, 0)]}",
        title=f"What does theory say about {letter.strip() + ', ' if letter else ''}the {name}?",
        subtitle=_about(result, index >= 0),
        short=f"What does theory say about {letter.strip()}?" if letter else "What does theory say?",
        x=time_axis(steps),
        y=Axis("‖∂L/∂h_t‖", low, high, log10=True),
        height=2.4,
        curves=(
            Curve(f"{letter}measured", column, _x(curve), curve, role_of(max(index, 0)), "log10"),
            *_lines(found, index, low, high),
        ),
        marks=(*loss_marks(result), *_reach_marks(result)),
        empty="" if span else _NOTHING,
    )


def _lines(found: Claims, index: int, low: float, high: float) -> tuple[Curve, ...]:
    """Return the predictions; two bounds that the eye can't part have one name."""
    drawn: list[Curve] = []
    for claim in found.lines:
        if ((claim.log10 >= low) & (claim.log10 <= high)).mean() < _STUMP:
            continue
        role: Role = "neutral" if claim.is_bound else "theory"
        label, column = f"{claim.symbol}: {claim.words}", _column(claim.column, index)
        bounds = claim.is_bound and drawn and drawn[-1].role == role
        if bounds and _apart(drawn[-1].y, claim.log10) < _CLOSE * (high - low):
            label = f"{drawn[-1].symbol} and {claim.symbol}: upper bounds"
            drawn[-1] = replace(drawn[-1], label="")
        drawn.append(Curve(label, column, _x(claim.log10), claim.log10, role, "log10", claim.symbol))
    return tuple(drawn)


def _apart(one: Array, other: Array) -> float:
    with np.errstate(invalid="ignore"):
        return float(np.nanmax(np.abs(np.where(one == other, 0.0, one - other)), initial=0.0))


def _column(name: str, index: int) -> str:
    return name + (f"_{'ab'[index]}" if index >= 0 else "")


def _x(line: Array) -> Array:
    return np.arange(len(line), dtype=float)


def _range(span: tuple[float, float], lines: list[Array]) -> tuple[float, float]:
    """Return a range for the measured line, wide enough for predictions that are not too far from it."""
    room = _ROOM * max(span[1] - span[0], _LEAST)
    whole = finite_range(*lines) or span
    low, high = min(span[0], max(whole[0], span[0] - room)), max(span[1], min(whole[1], span[1] + room))
    return padded(low, high, least=_LEAST)


def _about(result: Result, several: bool) -> str:
    experiment = result.experiment
    words = ["log_{10} ‖∂L/∂h_t‖, measured and predicted", "on its own scale"][: 1 + several]
    if experiment.batch_size > 1:
        words.append(f"sequence 1 of {experiment.batch_size}")
    if experiment.layers > 1:
        words.append(f"layer {experiment.layers} of {experiment.layers}")
    return ", ".join(words)


def _reach(result: Result) -> Reach | None:
    """Return how far back the gradient of the first sequence reaches; of one loss only."""
    from gradviz import theory

    if losses(result) > 1 or not np.isfinite(measured(result)).any():
        return None
    return theory.reach(result, thresholds=(1 / 2, 1 / 255))


def _reach_marks(result: Result) -> tuple[Mark, ...]:
    found = _reach(result)
    if found is None:
        return ()
    half, black = (int(steps) for steps in found.settled[:, 0])
    if black > 0:
        return (
            Mark(
                found.start - black, f"below 1/255 after {count(black, 'step')}", "threshold", f"below ½ after {half}"
            ),
        )
    return (Mark(found.start - half, f"below ½ after {count(half, 'step')}", "threshold"),) if half > 0 else ()


def _sentence(result: Result, found: Claims) -> str:
    """Return the measured decades for each step back beside each prediction."""
    curve = measured(result)
    if not np.isfinite(curve).any():
        return _NOTHING
    said = [f"Decades a step: measured {_decades(curve)}"]
    for words, bound in (("predicted", False), ("bounded by", True)):
        lines = [f"{claim.symbol} {_decades(claim.log10)}" for claim in found.lines if claim.is_bound == bound]
        said += [f"{words} {', '.join(lines)}"] if lines else []
    return " ".join(["; ".join(said) + ".", _reach_words(result), *found.refused]).replace("  ", " ")


def _reach_words(result: Result) -> str:
    found = _reach(result)
    if found is None:
        return ""
    half, black = (int(steps) for steps in found.settled[:, 0])
    if half < 0:
        return "It never stays below half of its start."
    far = f"below 1/255 after {black}" if black > 0 else "never for good below 1/255"
    return f"It stays below ½ of its start after {count(half, 'step')}, {far}."


def _decades(line: Array) -> str:
    slope = per_step(line)
    if not math.isfinite(slope):
        return "to 0 at once" if slope == -math.inf else "nothing"
    return f"{slope:+.3f}".replace("-", "−") if abs(slope) >= 5e-4 else "0.000"


CHART = ChartKind("theory", "What does theory say?", help_text(__doc__), 70, draw)
