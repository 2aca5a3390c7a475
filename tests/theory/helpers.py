"""What the tests of theory ask over and over: runs, and torch's own derivative of one step."""

from __future__ import annotations

import numpy as np
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.engine.asked import asked_of
from tests.reference.autograd import KINDS, cell_step, tensor

CELL_NAMES = tuple(CELLS)
PLAIN = tuple(name for name, cell in CELLS.items() if not cell.gates)
GATED = tuple(name for name, cell in CELLS.items() if cell.gates)


def ran(cell="rnn_tanh", given=None, **fields):
    """Run a small network; ``given`` are the arrays that `gradviz.run` takes."""
    return gradviz.run(
        gradviz.Experiment(**{"cell": cell, "steps": 12, "hidden_size": 6, "input_size": 3, **fields}), **(given or {})
    )


def plain_weights(recurrent, input_size=1, bias=0.0):
    size = len(recurrent)
    return {
        "weight_ih_l0": np.zeros((size, input_size)),
        "weight_hh_l0": np.asarray(recurrent, np.float64),
        "bias_ih_l0": np.full(size, bias),
        "bias_hh_l0": np.zeros(size),
    }


def states(result, layer, t, sequence):
    """Return s_t: h_t, or (h_t, c_t)."""
    both = (result.hidden, result.cell_state)
    return tensor(np.concatenate([array[layer, t, sequence] for array in both if array is not None]))


def autograd_jacobian(result, t, layer=0, sequence=0):
    """Return ∂s_t/∂s_{t−1} by torch, from a step written from the textbook."""
    hidden = result.hidden.shape[-1]
    weights = [tensor(result.weights[f"{kind}_l{layer}"]) for kind in KINDS]
    read = asked_of(result).inputs[t - 1] if layer == 0 else result.hidden[layer - 1, t]
    x = tensor(read[sequence])[None]

    def step(state):
        c = state[hidden:][None] if result.cell_state is not None else None
        h, c, _ = cell_step(result.experiment.cell, x, state[:hidden][None], c, *weights)
        return h[0] if c is None else torch.cat([h[0], c[0]])

    return torch.autograd.functional.jacobian(step, states(result, layer, t - 1, sequence)).numpy()


def assert_close(got, wanted, tolerance):
    got, wanted = np.asarray(got, np.float64), np.asarray(wanted, np.float64)
    assert got.shape == wanted.shape
    assert np.array_equal(np.isnan(got), np.isnan(wanted))
    infinite = np.isinf(wanted)
    assert np.array_equal(got[infinite], wanted[infinite])
    finite = np.isfinite(wanted)
    assert np.isfinite(got[finite]).all()
    assert np.abs(got[finite] - wanted[finite]).max(initial=0.0) <= tolerance
