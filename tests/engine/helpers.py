"""What the engine's tests ask over and over."""

from __future__ import annotations

import contextlib

import numpy as np
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.engine import bptt
from gradviz.engine.inputs import inputs_of, loss_of
from tests.reference.autograd import reference

CELL_NAMES = tuple(CELLS)


def experiment(cell="rnn_tanh", **fields):
    return gradviz.Experiment(**{"cell": cell, "steps": 12, "hidden_size": 6, "input_size": 3, **fields})


def states(e, seed=1):
    """Return an initial state for an Experiment, (h0, c0) where the cell has a c."""
    shape = (e.layers, e.batch_size, e.hidden_size)
    h0, c0 = np.random.default_rng(seed).standard_normal((2, *shape)) * 0.5
    return (h0, c0) if CELLS[e.cell].has_cell_state else h0


def loss_rows(e, explicit=None):
    """Return the gradient injected at every step, (T, B, H)."""
    loss = loss_of(e, explicit)
    return np.stack([loss.gradients[i] if i >= 0 else np.zeros_like(loss.gradients[0]) for i in loss.row[1:]])


def slow(e, result, start, explicit_loss=None, inputs=None):
    h0, c0 = start if isinstance(start, tuple) else (start, None)
    weights = {name: array.astype(np.float64) for name, array in result.weights.items()}
    x = inputs_of(e, inputs)
    return reference(e.cell, weights, x, loss_rows(e, explicit_loss), h0, c0, e.truncation)


def norms(tensor, dim=-1):
    return torch.linalg.vector_norm(tensor, dim=dim).numpy()


def assert_close(got, wanted, tolerance, what=""):
    """Compare relative to the largest entry."""
    got, wanted = np.asarray(got, np.float64), np.asarray(wanted, np.float64)
    assert got.shape == wanted.shape, what
    scale = np.abs(wanted).max(initial=0.0)
    assert np.abs(got - wanted).max(initial=0.0) <= tolerance * scale, (what, np.abs(got - wanted).max() / scale)


def assert_logs_close(got, wanted, tolerance, what=""):
    """Compare log10 norms with norms, entry by entry; −inf stands for 0 and for nothing else."""
    got, wanted = np.asarray(got), np.asarray(wanted)
    assert got.shape == wanted.shape, what
    assert np.array_equal(np.isneginf(got), wanted == 0), what
    alive = wanted > 0
    relative = np.abs(10.0 ** (got[alive] - np.log10(wanted[alive])) - 1)
    assert relative.max(initial=0.0) <= tolerance, (what, relative.max())


def assert_same_result(e, result, ref, tolerance):
    assert_close(result.hidden, ref.hidden, tolerance, "hidden")
    assert_logs_close(result.log10_grad_hidden, norms(ref.grad_hidden), tolerance, "grad hidden")
    assert_logs_close(result.log10_grad_input, norms(ref.grad_input), tolerance, "grad input")
    assert_logs_close(result.log10_grad_recurrent, norms(ref.contributions, (-2, -1)), tolerance, "recurrent")
    assert set(result.gates) == set(ref.gates)
    for gate, values in ref.gates.items():
        assert_close(result.gates[gate], values, tolerance, gate)
    if ref.cell_state is None:
        assert result.cell_state is None
        assert result.log10_grad_cell is None
    else:
        assert_close(result.cell_state, ref.cell_state, tolerance, "cell state")
        assert_logs_close(result.log10_grad_cell, norms(ref.grad_cell), tolerance, "grad cell")
    assert list(result.parameter_gradients) == list(ref.grad_weights)
    for name, gradient in ref.grad_weights.items():
        assert result.parameter_gradients[name].dtype == np.float64
        assert_close(result.parameter_gradients[name], gradient, tolerance, name)
        wanted = np.linalg.norm(gradient)
        assert_logs_close(result.log10_grad_parameters[name], wanted, tolerance, name)
    assert abs(result.loss - ref.loss) <= tolerance * max(1.0, float(ref.hidden.abs().max())) * 50


@contextlib.contextmanager
def every_number_wide():
    """Send every run through the numbers with an exponent of their own."""
    plain = bptt.forward
    bptt.forward = lambda *arguments: plain(*arguments) and False
    try:
        yield
    finally:
        bptt.forward = plain


LOG_FIELDS = ("log10_grad_hidden", "log10_grad_cell", "log10_grad_recurrent", "log10_grad_input")


def fingerprint(result):
    """Return every bit of a Result but its time."""
    arrays = [result.hidden, result.cell_state, result.spectral_radius, result.largest_singular_value]
    arrays += [getattr(result, name) for name in LOG_FIELDS]
    for group in (result.gates, result.parameter_gradients, result.clipped_gradients, result.weights):
        arrays += list(group.values())
    parts = [array.tobytes() for array in arrays if array is not None]
    return b"".join(parts) + repr((dict(result.log10_grad_parameters), result.loss)).encode()
