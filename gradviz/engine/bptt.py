"""Back-propagation through time: one layer forward, and its adjoint back, with exact exponents.

Index conventions, everywhere in the engine
-------------------------------------------
* time t = 0 … T, 0 being the initial state. Buffers of states and of their gradients have T + 1
  rows, row t being t; buffers of steps (preactivations, gates, δ) have T rows, row t − 1 being step t.
* then batch b = 0 … B − 1, then unit, in blocks of H columns where there are several gates:
  (T, B, blocks · H). The layer is outside: one set of buffers each.
* in a `Result` the layer comes first: (layers, T + 1, B, H).

How the adjoint stays inside the floats
---------------------------------------
Each sequence's (∂L/∂h_t, ∂L/∂c_t) is a mantissa times an exact power of two. A block of steps runs
on plain floats from a mantissa whose largest entry is in [½, 1); after it the mantissa is measured and its
exponent moved out. A block that left the safe range is run again, shorter, down to a single step. A block
also ends where a loss of another size is injected, and where truncation cuts. What even single steps can't
hold (`Lost`) is run again with an exponent for every number (`gradviz.engine.wide`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import torch

from gradviz.cells.cell import View
from gradviz.engine.graphs import CaptureError
from gradviz.engine.limits import LIMITS
from gradviz.engine.loops import Floats, pieces
from gradviz.engine.matrices import Matrices
from gradviz.engine.measures import measured
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import Rows
from gradviz.engine.tape import LONGER, Plan
from gradviz.engine.walks import forward_walk


class LostError(Exception):
    """Plain floats can't tell a true zero, or the digits of a number, from an underflow."""


def forward(plan: Plan, layer: int, inputs: torch.Tensor, matrices: Matrices, progress: Progress) -> bool:
    """Run one layer forward; its tape then holds the states, row 0 of which must be set.

    Returns whether the states kept their digits: an underflow to 0 would pass for a true zero, and
    what follows an overflow is no number.

    Parameters
    ----------
    inputs : (T, B, I)
        What the layer reads, in the run's dtype and on its device.
    """
    tape, device = plan.tapes[layer], plan.shape.device
    projection = torch.from_numpy(matrices.projection).to(device)
    pre = tape.of["pre"]
    torch.addmm(torch.from_numpy(matrices.bias).to(device), inputs.flatten(0, 1), projection, out=pre.flatten(0, 1))
    silent = _silent_rows(plan, layer) & (not matrices.inner_bias.any())
    walk = forward_walk(plan, layer, matrices)
    try:
        for first in range(1, plan.shape.steps + 1, progress.chunk):
            last = min(first + progress.chunk - 1, plan.shape.steps)
            walk(first, last)
            progress.took(last - first + 1)
    except CaptureError:  # once: the plan has its note now, and takes the steps one by one
        return forward(plan, layer, inputs, matrices, progress)
    return _states_hold(plan, layer, silent)


def _silent_rows(plan: Plan, layer: int) -> npt.NDArray[np.bool_]:
    """Return which steps of which sequences have nothing to read and nothing to remember: true zeros.

    The last block of ``pre`` is what enters the state; gates alone make nothing out of nothing.
    """
    tape = plan.tapes[layer]
    entering = tape.of["pre"][..., -plan.shape.hidden :]
    starts = torch.stack([(tape.of[state][0] != 0).any(-1) for state in LONGER if state in tape.of]).any(0)
    speaks = (entering[:1] != 0).any(-1) | starts
    if not bool(speaks.all()):
        speaks = (entering != 0).any(-1)
        speaks[0] |= starts
    silent: npt.NDArray[np.bool_] = speaks.cumsum(0).cpu().numpy() == 0
    return silent


def _states_hold(plan: Plan, layer: int, silent: npt.NDArray[np.bool_]) -> bool:
    tape = plan.tapes[layer]
    whole = [tape.of["pre"], *([tape.of["c"]] if plan.cell.has_cell_state else [])]
    peak = measured(tape.of["h"][1:]).largest
    if not np.isfinite(peak).all() or not all(np.isfinite(measured(buffer).largest).all() for buffer in whole):
        return False
    least = 2.0 ** -LIMITS[plan.shape.dtype].row
    if plan.cell.sharp:  # units that are all off are at 0 truly
        silent = silent | ((peak == 0) & (measured(tape.of["pre"]).largest >= least))
    return not ((peak < least) & ~silent).any()


class Injection:
    """Gradients that reach a layer's outputs from outside time: from the loss or the layer above.

    Attributes
    ----------
    rows : (N, B, H)
        The different ones.
    row : (T + 1,)
        Which of them step t gets, −1 for none.
    exponents : (N, B)
        Of the rows; −inf for zeros, whose own exponent means nothing.
    steps, lowest
        The steps that get something other than zero, ascending, and the first of them.
    """

    def __init__(self, rows: Rows, row: npt.NDArray[np.intp]) -> None:
        self.rows, self.row = rows, row
        self.exponents: Floats = np.where(np.isneginf(rows.tops), -np.inf, rows.exponents)
        alive = np.append(np.any(np.isfinite(self.exponents), axis=-1), False)
        self.steps = np.flatnonzero(alive[row])
        self.lowest = int(self.steps[0]) if len(self.steps) else len(row)

    def between(self, first: int, last: int) -> npt.NDArray[np.intp]:
        """Return the steps from ``first`` to ``last`` that get something."""
        low, high = np.searchsorted(self.steps, first), np.searchsorted(self.steps, last + 1)
        return self.steps[low:high]

    def last(self, t: int) -> int:
        """Return the latest step ≤ t that gets something; 0 when there is none."""
        found = self.between(1, t)
        return int(found[-1]) if len(found) else 0


@dataclass(frozen=True)
class Adjoint:
    """What the way back through one layer leaves: ∂L/∂h_t, ∂L/∂c_t (T + 1 rows) and δ_t (T rows)."""

    hidden: Rows
    cell: Rows | None
    delta: Rows


@dataclass(frozen=True)
class Trace:
    """One layer, there and back, T rows each beside its adjoint.

    ``recurrent`` is the part of δ that W_hh sees, ``before`` is h_{t−1}, ``read`` what the layer
    read, and ``grad_read`` the gradient with respect to that.
    """

    layer: int
    adjoint: Adjoint
    recurrent: Rows
    before: Rows
    read: Rows
    grad_read: Rows


def fill_slopes(plan: Plan, layer: int, curves: Any) -> None:
    """Compute the factors of every step of a layer's way back, all at once (machine code does so itself)."""
    tape, shape = plan.tapes[layer], plan.shape
    if plan.compiled:
        return
    for piece in pieces(shape.steps, shape.batch * shape.hidden):

        def see(view: View, piece: slice = piece) -> torch.Tensor:
            return cast(torch.Tensor, tape.see(view)[piece])

        for name, blocks in plan.cell.slopes(curves, see).items():
            torch.cat(list(blocks), -1, out=plan.back.of[name][piece])
