"""The gradient of one network taken apart, step by step: what is drawn and said by "Why this step?"."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gradviz.cells import CELLS
from gradviz.charts.chart import Array
from gradviz.charts.words import from_log10, number
from gradviz.result import Result

_NOTHING = {"float64": 1e-9, "float32": 1e-5}
"""Decades, by the arithmetic's precision: a term that is never larger is rounding, and no measurement."""

_STILL = 5e-4
"""Decades a step: below it the factor reads ×1.00."""

_ACTIVATIONS = {
    "rnn_tanh": ("tanh′ (saturation)", "tanh′"),
    "rnn_relu": ("ReLU mask (units that are off)", "the ReLU mask"),
}


@dataclass(frozen=True, eq=False)
class Term:
    """One part of every step's change: ``values[t − 1]`` is step t, in decades."""

    name: str
    label: str
    said: str
    values: Array


@dataclass(frozen=True, eq=False)
class Account:
    """What became of one sequence's gradient in the top layer, from the loss back to t = 0.

    Attributes
    ----------
    state
        Whose gradient: ``h``, or ``c`` where the cell has a memory.
    curve : (T + 1,)
        log10 ‖∂L/∂s_t‖ as measured.
    total : (start,)
        Its change at each step, curve[t − 1] − curve[t]; entry t − 1 is step t.
    terms
        What theory makes of the change; they add up to it.
    nothing
        Why there is nothing to take apart, or no words.
    resolution
        Decades: what is smaller is rounding.
    """

    state: str
    curve: Array
    total: Array
    terms: tuple[Term, ...]
    nothing: str = ""
    resolution: float = 0.0

    @property
    def whole(self) -> Array:
        """Where every term is finite: the steps over which a mean means something."""
        return np.asarray(np.isfinite([self.total, *(term.values for term in self.terms)]).all(axis=0))


def account(result: Result) -> Account:
    """Take the gradient of the first sequence apart: that of c_t for a cell with a memory, else that of h_t."""
    from gradviz.theory import TheoryError, step_changes  # only who asks why waits for theory

    measured = result.log10_grad_hidden if result.log10_grad_cell is None else result.log10_grad_cell
    state = "h" if result.log10_grad_cell is None else "c"
    curve = measured[-1, :, 0]
    alive = np.flatnonzero(curve > -math.inf)
    if not alive.size:
        return Account(state, curve, np.empty(0), (), "The gradient is exactly zero at every step.")
    start = int(alive[-1])
    if start == 0:
        return Account(state, curve, np.empty(0), (), "There is no step to flow back through.")
    with np.errstate(invalid="ignore"):
        total = np.where(np.isneginf(curve[1:]), np.nan, curve[:-1] - curve[1:])[:start]
    try:
        changes = step_changes(result, of="hidden" if state == "h" else "cell")
    except TheoryError as refused:
        return Account(state, curve, total, (), str(refused))
    terms = tuple(_term(result, name, values[:start, 0]) for name, values in changes.terms.items())
    least = _NOTHING[result.experiment.dtype]
    kept = tuple(term for term in terms if term.name == "recurrent" or _occurs(term, least))
    return Account(state, curve, total, kept, resolution=least)


def sentence(result: Result, found: Account) -> str:
    """Return what each term does on average, and which one leaves exactly zero."""
    if found.nothing:
        return found.nothing
    parts = [_average(result, found)] if found.whole.any() else []
    ends = [(int(np.flatnonzero(np.isneginf(term.values))[-1]), term) for term in found.terms if _ends(term)]
    if ends:
        step, term = max(ends, key=lambda end: end[0])
        parts.append(f"At t = {step} {term.said} leaves exactly zero.")
    return " ".join(parts)


def _average(result: Result, found: Account) -> str:
    if not any(_occurs(term, found.resolution) for term in found.terms):
        return "Keeps the gradient: no step changes its norm."
    change = float(found.total[found.whole].mean())
    does = [_does(term.said, float(term.values[found.whole].mean()), found.resolution) for term in found.terms]
    if result.experiment.batch_size > 1:
        does.append(f"in sequence 1 of {result.experiment.batch_size}")
    return f"{_change(change)} (×{from_log10(change)}): on average {', '.join(does)}."


def _does(said: str, mean: float, least: float) -> str:
    """Return what a term does on average; a remainder of rounding is no number."""
    if abs(mean) <= least:
        return f"{said} changes nothing"
    return f"{said} {'takes' if mean < 0 else 'gives'} {number(abs(mean))}"


def _change(decades: float) -> str:
    if abs(decades) < _STILL:
        return "Keeps its size from step to step"
    return f"{'Loses' if decades < 0 else 'Gains'} {number(abs(decades))} decades a step"


def _term(result: Result, name: str, values: Array) -> Term:
    label, said = _words(result.experiment.cell, name)
    return Term(name, label, said, values)


def _words(cell: str, name: str) -> tuple[str, str]:
    """Return a term's name in the key, and in a sentence."""
    gates = CELLS[cell].gates
    if name == "activation":
        return _ACTIVATIONS.get(cell, ("activation", "the activation"))
    if name == "carried":
        gate = "forget gate" if "forget" in gates else "update gate"
        return gate, f"the {gate}"
    if name == "recurrent":
        return ("way through W_{hh}", "the way through W_{hh}") if gates else ("W_{hh}", "W_{hh}")
    return (name, "truncation") if name == "truncation" else ("each step's loss", "each step's own loss")


def _occurs(term: Term, least: float) -> bool:
    return bool((np.abs(np.nan_to_num(term.values, nan=0.0)) > least).any())


def _ends(term: Term) -> bool:
    return bool(np.isneginf(term.values).any())
