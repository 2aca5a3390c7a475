"""The gradient along the highway alone: what the forget gate (GRU: the update gate) carries, and nothing else.

∂c_t/∂c_{t−1} along the cell state is diag f_t (Gers, Schmidhuber and Cummins 2000, Learning to forget;
with f = 1 the constant error carousel of Hochreiter and Schmidhuber 1997), so the highway alone gives
∏ f ⊙ ∂L/∂c. The total ∂L/∂c_t counts the paths through h too, and may be larger or, where paths
cancel, smaller.
"""

from __future__ import annotations

import numpy as np

from gradviz.cells import CELLS
from gradviz.result import Result
from gradviz.theory.adjoint import gradients
from gradviz.theory.floats import LOWEST, Floats, Whole, joined, log10_norm, split
from gradviz.theory.refusal import TheoryError, layer_of


def highway(result: Result, *, layer: int = -1) -> Floats:
    """Return log10 of the gradient's norm along the highway alone, over t.

    LSTM: d_{t−1} = f_t ⊙ d_t + o_{t−1} ⊙ (1 − tanh² c_{t−1}) ⊙ (what the loss injects at t − 1), to be
    held against ``result.log10_grad_cell``. GRU: d_{t−1} = z_t ⊙ d_t + (what is injected), against
    ``result.log10_grad_hidden``. In a lower layer what the layer above gives counts as injected.
    Truncation cuts the highway too. Every unit carries a power of two of its own.

    Returns
    -------
    (T + 1, B), decades
        Absolute: equal to the total at the loss, −inf where nothing arrives.

    Raises
    ------
    TheoryError
        For a plain RNN, and as `gradviz.theory.step_changes`.
    """
    cell = CELLS[result.experiment.cell]
    gate = {"lstm": "forget", "gru": "update"}.get(cell.name)
    if gate is None:
        raise TheoryError(f"The {cell.label} has no gate that carries its state: a highway is the LSTM's or the GRU's.")
    linear, found = gradients(result, layer_of(result, layer))
    rows, exponents = found.injected.rows, found.injected.exponents
    if cell.has_cell_state:
        opening = linear.factors["opening"]
        rows = np.concatenate([np.zeros_like(rows[:1]), rows[1:] * opening])
    return _along(linear.gates[gate], rows, exponents, result.experiment.truncation)


def _along(gate: Floats, rows: Floats, exponents: Whole, truncation: int | None) -> Floats:
    """Run d_{t−1} = gate_t ⊙ d_t + injected_{t−1} from T to 0, entry by entry beyond the floats."""
    now, power = np.zeros(rows.shape[1:]), np.full(rows.shape[1:], LOWEST)
    found = np.empty(rows.shape[:2])
    for t in range(len(rows) - 1, -1, -1):
        if truncation is not None and t % truncation == 0:
            now, power = np.zeros_like(now), np.full_like(power, LOWEST)
        common = np.maximum(power, exponents[t][:, None])
        now, change = split(joined(now, power - common) + joined(rows[t], exponents[t][:, None] - common))
        power = np.where(now == 0, LOWEST, common + change)
        top = power.max(-1)
        found[t] = log10_norm(joined(now, power - top[:, None]), top)
        if t:
            now = now * gate[t - 1]
    return found
