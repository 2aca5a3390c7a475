"""What may lie over the gradient of every step: theory's lines, other quantities, the batch, and pinned runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np

from gradviz.charts import reading
from gradviz.charts.chart import Array, Band, Curve, Role, role_of
from gradviz.charts.kind import Option, Value
from gradviz.charts.parts.claims import Claim, claimed
from gradviz.charts.parts.linear import PINNED
from gradviz.charts.parts.names import name_of
from gradviz.charts.quantities import middle_half, others
from gradviz.charts.question import distinctions
from gradviz.result import Result

THEORY = {"sigma": "bound", "jacobian": "jacobians", "mean_field": "mean_field"}
"""The option that switches each of theory's lines, and the line's name."""

OPTIONS = (
    Option("cell", "‖∂L/∂c‖", "The gradient of the memory cell, where there is one.", False),
    Option("input", "‖∂L/∂x‖", "The gradient of what was read at each step.", False),
    Option("recurrent", "(∂L/∂W)_t", "What each step adds to the gradient of W_hh.", False),
    Option("radius", "ρᵏ", "The asymptotic rate of W_hh alone (Gelfand): no bound, and blind to φ.", True),
    Option("sigma", "σᵏ", "The largest singular value to the power of k: an upper bound from W_hh alone.", False),
    Option("jacobian", "Jacobians", "σ_max of the product of all Jacobians: the closest bound.", False),
    Option("mean_field", "mean field", "√χ to the power of k: the rate for infinitely many units.", False),
    Option("band", "batch", "The middle half of a batch, between its quartiles.", True),
)
"""Switches of what lies over the measured gradient."""

RELATIVE = "_relative"
"""How the columns of relative numbers end."""

_ROOM = 0.7
"""How far beyond the measured decades a prediction is followed, as a share of them."""

_LEFT_OUT = 0.8
"""Beyond this share outside the measured range a prediction is left out: a stump explains nothing."""


def quantities(result: Result, index: int, of: int, wanted: Mapping[str, Value]) -> Iterator[Curve]:
    """Yield the other measured quantities that are wanted, in the network's colour."""
    after = f"_{'ab'[index]}" if of > 1 else ""
    letter = "AB"[index] + " " if of > 1 else ""
    for symbol, _, name, values, dash in others(result):
        if wanted[name]:
            last = result.experiment.steps
            x = np.arange(last + 1 - len(values), last + 1, dtype=float)
            label = f"{letter}{symbol}"
            median = np.asarray(np.median(values, axis=1))
            yield Curve(label, f"log10_grad_{name}{after}", x, median, role_of(index), "log10", symbol, dash, 0.4)


def band(result: Result, index: int, of: int) -> Band | None:
    """Return the middle half of a batch; nothing for a single sequence."""
    hidden = result.log10_grad_hidden[-1]
    if hidden.shape[1] == 1:
        return None
    column = "log10_grad_hidden" + (f"_{'ab'[index]}" if of > 1 else "")
    return Band(column, np.arange(len(hidden), dtype=float), *middle_half(hidden), role_of(index), "log10")


def theory(
    result: Result, index: int, of: int, wanted: Mapping[str, Value], low: float, high: float
) -> tuple[list[Curve], list[str]]:
    """Return the lines of theory that are wanted, cut to a range, and what is refused in words."""
    letter = "AB"[index] + " " if of > 1 else ""
    lines, refused = [], []
    if result.experiment.batch_size > 1 and any(wanted[option] for option in THEORY):
        return [], ["Bounds and rates are of one sequence, and the line is the median of a batch."]
    for option, name in THEORY.items():
        found = claimed(result, name) if wanted[option] else None
        if isinstance(found, str):
            refused.append(found)
        elif found is not None:
            lines.append(_line(found, letter, index if of > 1 else -1))
    inside = [_cut(line, low, high) for line in lines]
    return [line for line in inside if line is not None], list(dict.fromkeys(refused))


def widened(low: float, high: float) -> tuple[float, float]:
    """Return a range with room for predictions that are not too far from what was measured."""
    room = _ROOM * (high - low)
    return low - room, high + room


def pins(pinned: tuple[Result, ...], results: tuple[Result, ...], relative: bool) -> Iterator[Curve]:
    """Yield the gradients of pinned runs, named by what tells them from all others, relative to their starts or not."""
    words = distinctions(*pinned, *results)
    for number, result in enumerate(pinned, 1):
        y = reading.gradient(result) - (start_of(result) if relative else 0.0)
        own = words[number - 1]
        label = f"pinned {', '.join(part for part in (name_of(result), own) if part)}"
        x, column = np.arange(len(y), dtype=float), f"{PINNED}{number}" + (RELATIVE if relative else "")
        yield Curve(label, column, x, y, "neutral", "log10", label)


def start_of(result: Result) -> float:
    """Return log10 ‖∂L/∂h_t‖ where the loss is; 0 where there is no gradient."""
    value = float(reading.gradient(result)[reading.start(result)])
    return value if np.isfinite(value) else 0.0


def relative_to(start: float, curve: Curve) -> Curve:
    """Return a logarithmic curve relative to the gradient at the loss; its names say so."""
    symbol = f"{curve.symbol} / ‖∂L/∂h‖ at the loss" if curve.symbol else ""
    return dataclasses.replace(curve, y=curve.y - start, column=curve.column + RELATIVE, symbol=symbol)


def band_relative_to(start: float, band: Band) -> Band:
    """Return a band relative to the gradient at the loss."""
    return dataclasses.replace(band, low=band.low - start, high=band.high - start, column=band.column + RELATIVE)


def _line(claim: Claim, letter: str, index: int) -> Curve:
    role: Role = "neutral" if claim.is_bound else "theory"
    column = claim.column + (f"_{'ab'[index]}" if index >= 0 else "")
    x = np.arange(len(claim.log10), dtype=float)
    label = f"{letter}{claim.symbol}: {claim.words}"
    return Curve(label, column, x, claim.log10, role, "log10", letter + claim.symbol)


def _cut(line: Curve, low: float, high: float) -> Curve | None:
    y: Array = np.where((line.y < low) | (line.y > high), np.nan, line.y)
    known = ~np.isnan(line.y)
    if not known.any() or np.isnan(y[known]).mean() > _LEFT_OUT:
        return None
    return dataclasses.replace(line, y=y)
