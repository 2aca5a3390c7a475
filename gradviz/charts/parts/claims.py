"""What theory can say about one network's gradient, as lines over the measured one, and what it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array
from gradviz.charts.words import short
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.theory import Prediction

BUDGET = 0.1
"""Seconds that the product of the Jacobians may take: it is the only thing here that grows with H³."""


@dataclass(frozen=True, eq=False)
class Claim:
    """One prediction: its symbol, what it is, and its line over t = 0 … T, log10, absolute."""

    symbol: str
    words: str
    column: str
    log10: Array
    is_bound: bool


@dataclass(frozen=True, eq=False)
class Claims:
    """All lines, and in words what is not claimed."""

    lines: tuple[Claim, ...]
    refused: tuple[str, ...]


def measured(result: Result) -> Array:
    """Return log10 ‖∂L/∂h_t‖ of the top layer's first sequence, the one that all claims are about."""
    return np.asarray(result.log10_grad_hidden[-1, :, 0])


def losses(result: Result) -> int:
    """Return at how many steps a loss is injected."""
    given = result.explicit.get("loss_gradient")
    if given is not None and given.ndim == 3:
        return int(given.any(axis=(1, 2)).sum())
    return result.experiment.steps if given is None and result.experiment.loss == "every" else 1


def seconds(result: Result) -> float:
    """Return about how long the product of the Jacobians takes: two products of matrices a step."""
    cell = CELLS[result.experiment.cell]
    states = result.experiment.hidden_size * (2 if cell.has_cell_state else 1)
    return result.experiment.steps * (1e-4 + 2.5e-10 * states**3)


def claims(result: Result) -> Claims:
    """Return everything that can be claimed for this network."""
    found = [*_of_weights(result), *_of_states(result)]
    refused = dict.fromkeys(words for words in found if isinstance(words, str))
    return Claims(tuple(claim for claim in found if isinstance(claim, Claim)), tuple(refused))


def claimed(result: Result, name: str) -> Claim | str | None:
    """Return one line by the name of its column without ``log10_``: bound, rho_k, mean_field or jacobians.

    A sentence where it is refused, None where it says nothing here.
    """
    if name == "jacobians":
        return next(_of_jacobians(result), None)
    if CELLS[result.experiment.cell].gates:
        return _GATED
    if name != "bound" and losses(result) > 1:
        return _SEVERAL
    return next(_of_weight(result, name), None)


_GATED = "For a network with gates ρ^{k}, σ_{max}^{k} and mean-field theory give no number."
_SEVERAL = "With a loss at several steps no rate is claimed."


def _of_weights(result: Result) -> Iterator[Claim | str]:
    """Yield what W_hh and the slopes say, a sentence for what is refused."""
    if CELLS[result.experiment.cell].gates:
        yield _GATED
        return
    names = ["bound"] if result.experiment.cell == "rnn_linear" else ["bound", "slope_bound"]  # its slopes are 1
    for name in names + (["rho_k", "mean_field"] if losses(result) == 1 else []):
        yield from _of_weight(result, name)


def _of_weight(result: Result, name: str) -> Iterator[Claim | str]:
    from gradviz import theory

    linear = result.experiment.cell == "rnn_linear"
    about = "its slope in the long run" if linear else "W_{hh} alone, as if φ were linear"
    closer = "a closer bound, with the largest slopes"
    ask, symbol, words = {
        "bound": (theory.singular_value_bound, "σ_{max}^{k}", "an upper bound, from W_{hh} alone"),
        "slope_bound": (theory.measured_slope_bound, "∏ σ_{max} max φ′(a_t)", closer),
        "rho_k": (theory.asymptotic_rate, "ρ^{k}", about),
        "mean_field": (theory.mean_field_rate, "√χ^{k}", "mean field, for H → ∞"),
    }[name]
    yield from _line(ask, result, symbol, words, name)


def _of_states(result: Result) -> Iterator[Claim | str]:
    """Yield what the visited states say."""
    from gradviz import theory

    if losses(result) > 1:
        yield _SEVERAL
        return
    if result.experiment.cell != "rnn_linear":  # whose J* is W_hh: ρ^k again
        yield from _line(theory.settled_prediction, result, "ρ(J*)^{k}", "where the state rests", "settled")
    yield from _of_jacobians(result)


def _of_jacobians(result: Result) -> Iterator[Claim | str]:
    from gradviz import theory

    if losses(result) > 1:
        yield _SEVERAL
        return
    if seconds(result) > BUDGET:
        about = short(seconds(result), 1)
        yield f"{_jacobians(result, result.experiment.loss_step)} is left out: it would take about {about} s."
        return
    try:
        product = theory.jacobian_product(result)
    except theory.TheoryError as error:
        yield str(error)
        return
    start = int(np.flatnonzero(~np.isnan(product))[-1])
    line = product + measured(result)[start]
    yield Claim(_jacobians(result, start), "the closest bound for all losses there", "log10_jacobians", line, True)


def _jacobians(result: Result, start: int | None) -> str:
    return f"σ_{{max}}(∂s_{'T' if start in (None, result.experiment.steps) else f'{{{start}}}'}/∂s_t)"


def _line(ask: Callable[[Result], Prediction | None], result: Result, *names: str) -> Iterator[Claim | str]:
    from gradviz import theory

    symbol, words, column = names
    try:
        found = ask(result)
    except theory.TheoryError as error:
        yield str(error)
        return
    if found is not None:
        line = found.log10[:, 0] + measured(result)[found.start]
        yield Claim(symbol, words, f"log10_{column}", line, found.is_upper_bound)


def per_step(line: Array) -> float:
    """Return a line's mean change for each step back, decades; −inf where it ends in an exact zero at once.

    It is taken from the last value back to t = 0, or as far as the line is not exactly zero.
    """
    known = np.flatnonzero(np.isfinite(line))
    if not known.size:
        return math.nan
    last, first = int(known[-1]), int(known[0])
    if last == first:
        return -math.inf if first else math.nan
    return float(line[first] - line[last]) / (last - first)
