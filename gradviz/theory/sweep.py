"""Rows of gradients taken back through one layer, one step at a time.

A row is any ∂(something)/∂s_t: the gradient of a loss for each sequence, or the rows of a Jacobian.
The step is the cell's own (`gradviz.cells`); here it only gets its rows.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gradviz.cells.cell import View
from gradviz.theory.floats import Floats, NumpyOps
from gradviz.theory.steps import Linearised


class Sweep:
    """The step back of one layer over ``rows`` rows of gradients.

    Attributes
    ----------
    states : (rows, H) or two of them
        ∂/∂h_t and, where the cell has one, ∂/∂c_t without the path through h_t: h and c count as
        independent parts of the state. `back` replaces them by those of t − 1.
    cell_total : (rows, H)
        After `back`, for a cell with a c: ∂/∂c_t through h_t too.
    delta : (rows, D · H)
        After `back`: the gradients of the preactivations.

    Parameters
    ----------
    sequence
        Whose steps are taken; None: row b takes the steps of sequence b.
    """

    def __init__(self, linear: Linearised, rows: int, sequence: int | None) -> None:
        self._cell, self._hidden, self._factors = linear.cell, linear.hidden, linear.factors
        self._gates = {view: linear.gates[name] for name, view in _gate_views(linear)}
        self._sequence = slice(None) if sequence is None else slice(sequence, sequence + 1)
        names = ("dh", "dc") if linear.cell.has_cell_state else ("dh",)
        self._now = {name: np.zeros((rows, linear.hidden)) for name in names}
        self._before = {name: np.zeros((rows, linear.hidden)) for name in names}
        self.delta = np.zeros((rows, linear.cell.delta_blocks * linear.hidden))
        self._step = linear.cell.backward(
            NumpyOps, linear.weight, lambda blocks: np.zeros((rows, blocks * self._hidden))
        )

    @classmethod
    def of_identity(cls, linear: Linearised, sequence: int) -> Sweep:
        """Return a sweep of the rows of the identity: after steps back, of a product of Jacobians."""
        sweep = cls(linear, linear.states, sequence)
        sweep.fill(np.eye(linear.states))
        return sweep

    def fill(self, rows: Floats) -> None:
        """Set the rows, (rows, H) or (rows, 2 H)."""
        for state, part in zip(self.states, np.split(rows, len(self._now), 1), strict=True):
            state[...] = part

    @property
    def states(self) -> list[Floats]:
        """The rows as they are now."""
        return list(self._now.values())

    @property
    def cell_total(self) -> Floats:
        """∂/∂c_t of the step just taken, through h_t too."""
        return self._before["dc"]

    def back(self, t: int) -> None:
        """Take step t back: ∂/∂s_t becomes ∂/∂s_{t−1}."""
        self._step(*(self._row(view, t - 1) for view in self._cell.backward_rows))
        self._now, self._before = self._before, self._now

    def _row(self, view: View, step: int) -> Any:
        if view in self._gates:
            return self._gates[view][step, self._sequence]
        if view.buffer == "delta":
            row: Any = self.delta
        elif view.buffer in self._now:
            row = (self._before if view.before else self._now)[view.buffer]
        else:
            row = self._factors[view.buffer][step, self._sequence]
        width = self._hidden
        part = row[:, view.first * width : (view.first + view.blocks) * width] if view.blocks else row
        return part.reshape(len(part), -1, width) if view.stacked else part


def _gate_views(linear: Linearised) -> list[tuple[str, View]]:
    return list(zip(linear.cell.gates, linear.cell.gate_views, strict=True))
