"""Every step of a measured run, linearised in float64 where the run was.

Step t is replayed on its own: preactivations, gates and derivatives are computed in float64 from
the *recorded* state of step t − 1 and from what the layer read, for all steps in one matrix
product. A replay of the whole sequence would be another trajectory wherever the network is chaotic
(a rounding error grows by exp(λ t)), in float32 after some dozens of steps; a step on its own cannot
drift away. So the theory of a float32 run is the float64 theory of the states that it visited.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gradviz.cells import CELLS, Cell
from gradviz.cells.cell import View
from gradviz.result import Result
from gradviz.theory.borrowed import asked_of, matrices_of
from gradviz.theory.floats import LOWEST, Floats, NumpyOps, Whole, joined, split, split_sech2
from gradviz.theory.refusal import TheoryError, refuse_infinite_states
from gradviz.theory.silence import relu_preactivations

_SATURATED = 300.0  # beyond it the derivative of a gate comes near the end of the floats
_MODERATE = 40.0  # up to here all paths through the gates stay within 2 ** TAME
TAME = 300


@dataclass(frozen=True)
class Linearised:
    """One layer of a run, ready to be differentiated.

    Attributes
    ----------
    weight : (G · H, H)
        W_hh.
    to_input : (D · H, I)
        W_ih as ∂L/∂x_t = δ_t @ to_input asks for it.
    factors : name → (T, B, blocks · H)
        What the cell's step back multiplies by, computed from the preactivations, without 2 ** lift.
    lift : (T, B)
        A power of two that belongs to every factor of a step: that of a tanh RNN's largest slope.
    slope : mantissas and powers of two, each (T, B, H), or None
        A plain RNN's φ′(a_t), however small.
    gates : name → (T, B, H)
    after : (T, B, H) each
        h_t, and c_t where there is one: what the step makes of the recorded state before it.
    spread : (T, B)
        By how many powers of two the slopes of a step (those that are not 0) differ.
    tame
        Whether plain floats can hold what W_hh and the gates do in a step.
    """

    cell: Cell
    weight: Floats
    to_input: Floats
    factors: dict[str, Floats]
    lift: Whole
    slope: tuple[Floats, Whole] | None
    gates: dict[str, Floats]
    after: tuple[Floats, ...]
    spread: Whole
    tame: bool

    @property
    def hidden(self) -> int:
        """The number of units."""
        return int(self.weight.shape[1])

    def is_tame(self, t: int, sequence: int) -> bool:
        """Return whether no coefficient of step t is so small beside another that plain floats lose it."""
        return self.tame and bool(self.spread[t - 1, sequence] < TAME)

    @property
    def states(self) -> int:
        """The length of the state that one step hands to the next: H, or 2 H for (h, c)."""
        return self.hidden * (2 if self.cell.has_cell_state else 1)


def read_by(result: Result, layer: int) -> Floats:
    """Return what a layer read, (T, B, inputs), in float64."""
    if layer == 0:
        return asked_of(result).inputs
    return result.hidden[layer - 1, 1:].astype(np.float64)


def linearised(result: Result, layer: int) -> Linearised:
    """Return one layer's steps, linearised at the recorded states.

    Raises
    ------
    TheoryError
        When the states left the floats, or a gate is shut beyond what a float's derivative holds.
    """
    refuse_infinite_states(result)
    hidden = result.hidden[layer].astype(np.float64)
    cell = None if result.cell_state is None else result.cell_state[layer].astype(np.float64)
    return steps_at(result, layer, hidden[:-1], None if cell is None else cell[:-1], read_by(result, layer))


def steps_at(result: Result, layer: int, hidden: Floats, cell_state: Floats | None, read: Floats) -> Linearised:
    """Linearise a layer's step at given states h_{t−1}, c_{t−1} (T, B, H), reading x_t (T, B, inputs).

    Raises
    ------
    TheoryError
        When a gate is shut beyond what a float's derivative holds.
    """
    cell = CELLS[result.experiment.cell]
    matrices = matrices_of(cell, {name: array.astype(np.float64) for name, array in result.weights.items()}, layer)
    with np.errstate(all="ignore"):
        projection = read @ matrices.projection + matrices.bias
        tape = Tape(cell, projection, hidden, cell_state)
        tape.run(matrices.recurrence, matrices.inner_bias)
        if cell.name == "rnn_relu":
            tape.of["pre"] = relu_preactivations(result, layer, tape.of["pre"], projection, matrices.recurrence)
        _refuse_saturated(cell, tape)
        slopes = cell.slopes(NumpyOps, tape.see)
        factors = {name: np.concatenate(list(blocks), -1) for name, blocks in slopes.items()}
    slope, lift = None, np.zeros(hidden.shape[:2], np.int64)
    spread = lift
    if "slope" in factors:
        slope = split_sech2(tape.of["pre"]) if cell.name == "rnn_tanh" else split(factors["slope"])
        lift = np.where(slope[0] > 0, slope[1], LOWEST).max(-1)
        spread = lift - np.where(slope[0] > 0, slope[1], -LOWEST).min(-1)
        factors["slope"] = joined(slope[0], slope[1] - lift[..., None])
    tame = not cell.gates or _largest(cell, tape) < _MODERATE
    tame &= bool(np.abs(matrices.back[matrices.back != 0]).min(initial=1.0) > 2.0**-100)
    after = tuple(tape.of[name] for name in ("h", "c") if name in tape.of)
    gates = {name: tape.see(view) for name, view in zip(cell.gates, cell.gate_views, strict=True)}
    return Linearised(cell, matrices.back, matrices.to_input, factors, lift, slope, gates, after, spread, tame)


class Tape:
    """What all steps leave behind when each is taken from a state of its own."""

    def __init__(self, cell: Cell, projection: Floats, hidden: Floats, cell_state: Floats | None) -> None:
        self._cell, self._shape = cell, hidden.shape
        blocks = {"h": 1, **cell.tape} | ({"c": 1} if cell.has_cell_state else {})
        width = hidden.shape[-1]
        self.of = {name: np.empty((*hidden.shape[:-1], size * width)) for name, size in blocks.items()}
        self.of["pre"] = projection.copy()
        self._before = {"h": hidden} | ({} if cell_state is None else {"c": cell_state})

    def see(self, view: View) -> Floats:
        """Return a view of all steps, (T, B, blocks · H)."""
        whole, width = (self._before if view.before else self.of)[view.buffer], self._shape[-1]
        part = whole[..., view.first * width : (view.first + view.blocks) * width] if view.blocks else whole
        return part.reshape(*part.shape[:-1], -1, width) if view.stacked else part

    def run(self, recurrence: Floats, inner_bias: Floats) -> None:
        """Take every step once, all in one call: to a cell they are one large batch."""
        steps, batch, width = self._shape

        def room(blocks: int) -> Any:
            return np.empty((steps * batch, blocks * width))

        rows = [_flat(self.see(view)) for view in self._cell.forward_rows]
        self._cell.forward(NumpyOps, recurrence, inner_bias, room)(*rows)


def _flat(rows: Floats) -> Floats:
    """Return (T, B, …) as (T · B, …), a view: the step writes into it."""
    found = rows.view()
    found.shape = (rows.shape[0] * rows.shape[1], *rows.shape[2:])
    return found


def _refuse_saturated(cell: Cell, tape: Tape) -> None:
    if cell.gates and _largest(cell, tape) > _SATURATED:
        raise TheoryError(
            f"A unit of this {cell.label} is saturated beyond {_SATURATED:g}, where the derivative of its gate "
            "comes near the end of the floats: choose a smaller input scale or smaller biases."
        )


def _largest(cell: Cell, tape: Tape) -> float:
    """Return the largest |preactivation| or |cell state|."""
    seen = [tape.of["pre"]] + ([tape.of["c"]] if cell.has_cell_state else [])
    return max(float(np.abs(array).max(initial=0.0)) for array in seen)
