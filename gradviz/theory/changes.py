"""Where the gradient of each step went: its change, taken apart into terms that add up exactly.

The terms telescope: each compares the norm of the gradient before and after one thing was done to
it, so their sum is the change of the norm, whatever the cell. The factors are those of the adjoint
(Pascanu, Mikolov and Bengio 2013, eq. 5: W_hhᵀ diag φ′; Hochreiter and Schmidhuber 1997 and Gers et
al. 2000 for the LSTM; Cho et al. 2014 for the GRU).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from gradviz.result import Result
from gradviz.theory.adjoint import Gradients, gradients
from gradviz.theory.borrowed import calmly
from gradviz.theory.floats import Floats, Whole, joined, log10_norm
from gradviz.theory.refusal import TheoryError, layer_of
from gradviz.theory.steps import Linearised

State = Literal["hidden", "cell"]


@dataclass(frozen=True, eq=False)
class Changes:
    """What became of the gradient at every step.

    Entry t − 1 of each array is step t, the way back from t to t − 1; all are (T, B), in decades.

    Attributes
    ----------
    total
        log10 ‖∂L/∂s_{t−1}‖ − log10 ‖∂L/∂s_t‖, s being h or c: the slope of the measured curve.
    terms : name → (T, B)
        Its parts, in the order in which they act; they add up to ``total``.
    paths : name → (T, B)
        For a gated cell: log10 of each path's own gradient relative to ‖∂L/∂s_t‖. Paths are added
        as vectors, so these do not add up.
    """

    total: Floats
    terms: Mapping[str, Floats]
    paths: Mapping[str, Floats]


@calmly
def step_changes(result: Result, *, layer: int = -1, of: State = "hidden") -> Changes:
    """Return what W_hh, the activation or the gates, the loss and truncation did to the gradient.

    The terms, in the order in which they act on the way from t to t − 1:

    * plain RNN: ``activation`` ‖φ′ ⊙ g‖ / ‖g‖ and ``recurrent`` ‖W_hhᵀ δ‖ / ‖δ‖, δ = φ′ ⊙ g;
    * GRU: ``carried`` ‖z ⊙ g‖ / ‖g‖, what the update gate alone would leave, and ``recurrent``, what
      the paths through the gates and W_hh add to it (or, below 0, take from it);
    * LSTM, ``of="cell"``: ``carried`` ‖f ⊙ ∂L/∂c_t‖ / ‖∂L/∂c_t‖, what the forget gate alone would
      leave, and ``recurrent``, what the paths through h_{t−1} add to it;
    * LSTM, ``of="hidden"``: ``gates`` ‖δ_t‖ / ‖∂L/∂h_t‖, δ_t being what the four gates hand to W_hh
      (what comes out of c_t counts here), and ``recurrent`` ‖W_hhᵀ δ‖ / ‖δ‖;
    * all: ``loss``, what the loss injected at t − 1 adds (in a lower layer: the layer above), and
      ``truncation``, what cutting there takes away: all but what was injected.

    All are log10 of the ratio after to before. −inf: the gradient became exactly zero, and the
    terms after it are 0; +inf (``loss`` only): it was zero and the loss gave it anew. Where
    ∂L/∂s_t is zero there is nothing to take apart: all are NaN, but for the loss that begins there.
    A step with both −inf and +inf has a ``total`` and no sum.

    The gradients are recomputed in float64 along the recorded states; for a float64 run ``total`` is
    the measured change to 10⁻⁶ decades or better, for a float32 run to the run's own rounding.

    Raises
    ------
    TheoryError
        When the cell has no such state, the layer does not exist, the states left the floats, a gate
        is shut beyond what a float's derivative holds, or the gradient's entries lie further apart
        than floats can hold.
    """
    linear, found = gradients(result, layer_of(result, layer))
    if of == "cell":
        if found.cell is None:
            raise TheoryError(f"The {linear.cell.label} has no cell state c_t: ask for the hidden state.")
        before, parts, injected = _of_cell(linear, found)
    elif linear.cell.has_cell_state or not linear.cell.gates:
        before, parts, injected = _of_product(linear, found)
    elif linear.cell.name == "gru":
        before, parts, injected = _of_gru(linear, found)
    else:
        raise TheoryError(f"How the gradient of the {linear.cell.label} is taken apart is not known.")
    return _assembled(result, before, parts, injected)


@dataclass(frozen=True)
class _Rows:
    """Vectors of every step, (T, B, …), times 2 ** exponents (T, B)."""

    values: Floats
    exponents: Whole

    def log10(self) -> Floats:
        return log10_norm(self.values, self.exponents)

    def __add__(self, other: _Rows) -> _Rows:
        common = np.maximum(self.exponents, other.exponents)
        left, right = (joined(rows.values, (rows.exponents - common)[..., None]) for rows in (self, other))
        return _Rows(left + right, common)


@dataclass(frozen=True)
class _Parts:
    """What a step does one after the other (name → what is left), and the paths of a gated cell."""

    stages: Mapping[str, _Rows]
    paths: Mapping[str, _Rows]


_Taken = tuple[_Rows, _Parts, _Rows]
"""∂L/∂s_t, its parts, and what is injected at t − 1."""


def _of_product(linear: Linearised, found: Gradients) -> _Taken:
    """Take W_hhᵀ δ_t apart: first what makes δ_t of ∂L/∂h_t, then W_hh."""
    name = "gates" if linear.cell.gates else "activation"
    stages = {name: _Rows(found.delta, found.handed), "recurrent": _Rows(found.carried, found.handed)}
    paths = _through_gates(linear, found, None) if linear.cell.gates else {}
    return _Rows(found.hidden[1:], found.exponents[1:]), _Parts(stages, paths), _given(found, None)


def _of_gru(linear: Linearised, found: Gradients) -> _Taken:
    exponents = found.exponents[1:]
    carried = _Rows(found.hidden[1:] * linear.gates["update"], exponents)
    stages = {"carried": carried, "recurrent": _Rows(found.carried, found.handed)}
    paths = {"carried": carried, **_through_gates(linear, found, None)}
    return _Rows(found.hidden[1:], exponents), _Parts(stages, paths), _given(found, None)


def _of_cell(linear: Linearised, found: Gradients) -> _Taken:
    """∂L/∂c_{t−1} = f_t ⊙ ∂L/∂c_t + o_{t−1} ⊙ (1 − tanh² c_{t−1}) ⊙ ∂L/∂h_{t−1}; c_0 has no h of its own."""
    assert found.cell is not None
    opening = np.concatenate([np.zeros_like(linear.factors["opening"][:1]), linear.factors["opening"][:-1]])
    exponents = found.exponents[1:]
    carried = _Rows(found.cell[1:] * linear.gates["forget"], exponents)
    through = _Rows(found.carried * opening, found.handed)
    stages = {"carried": carried, "recurrent": carried + through}
    paths = {"carried": carried, **_through_gates(linear, found, opening)}
    return _Rows(found.cell[1:], exponents), _Parts(stages, paths), _given(found, opening)


def _given(found: Gradients, opening: Floats | None) -> _Rows:
    rows = found.injected.rows[:-1]
    return _Rows(rows if opening is None else rows * opening, found.injected.exponents[:-1])


def _through_gates(linear: Linearised, found: Gradients, opening: Floats | None) -> dict[str, _Rows]:
    """Return W_hhᵀ δ of each gate on its own, as ∂L/∂h_{t−1} or as it reaches c_{t−1}."""
    width, paths = linear.hidden, {}
    for block, name in enumerate(linear.cell.gates):
        columns = slice(block * width, (block + 1) * width)
        rows = found.delta[..., columns] @ linear.weight[columns]
        paths[name] = _Rows(rows if opening is None else rows * opening, found.handed)
    return paths


def _assembled(result: Result, before: _Rows, parts: _Parts, injected: _Rows) -> Changes:
    last = list(parts.stages.values())[-1]
    with_loss, truncation = last + injected, result.experiment.truncation
    start, norms = before.log10(), {name: rows.log10() for name, rows in parts.stages.items()}
    norms["loss"] = norms["truncation"] = with_loss.log10()
    if truncation is not None:
        cut = np.arange(len(start)) % truncation == 0
        norms["truncation"] = np.where(cut[:, None], injected.log10(), norms["loss"])
    terms, now = {}, start
    for name, norm in norms.items():
        terms[name] = _ratio(norm, now)
        terms[name][np.isneginf(start) & ~np.isposinf(terms[name])] = np.nan
        now = norm
    paths = {name: _ratio(rows.log10(), start, np.nan) for name, rows in parts.paths.items()}
    return Changes(_ratio(now, start, np.nan), terms, paths)


def _ratio(after: Floats, before: Floats, nothing: float = 0.0) -> Floats:
    """Return after − before, and ``nothing`` where both are −inf."""
    gone = np.isneginf(after) & np.isneginf(before)
    with np.errstate(invalid="ignore"):
        return np.where(gone, nothing, after - before)
