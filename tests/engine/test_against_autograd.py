"""Every quantity of a run equals the slow, obvious loop under torch's autograd."""

import numpy as np
import pytest

import gradviz
from tests.engine.helpers import CELL_NAMES, assert_same_result, every_number_wide, experiment, slow, states

LOSSES = {
    "last": {},
    "every": {"loss": "every"},
    "one step": {"loss_step": 5},
    "explicit last": {},
    "explicit every": {},
}


def explicit(loss, e):
    generator = np.random.default_rng(3)
    if loss == "explicit last":
        return generator.standard_normal((e.batch_size, e.hidden_size))
    if loss == "explicit every":
        gradient = generator.standard_normal((e.steps, e.batch_size, e.hidden_size))
        gradient[2:6] = 0
        return gradient
    return None


def compare(e, loss, tolerance, **arguments):
    start, gradient = states(e), explicit(loss, e)
    result = gradviz.run(e, initial_state=start, loss_gradient=gradient, **arguments)
    assert_same_result(e, result, slow(e, result, start, gradient), tolerance)


@pytest.mark.parametrize("batch", [1, 3, 5])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_float64(cell, loss, layers, batch):
    e = experiment(cell, layers=layers, batch_size=batch, spectral_radius=1.2, init="torch", **LOSSES[loss])
    compare(e, loss, 1e-12)


@pytest.mark.parametrize(("steps", "batch"), [(64, 1), (12, 3), (12, 5)])
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_float32(cell, loss, layers, steps, batch):
    e = experiment(cell, steps=steps, layers=layers, batch_size=batch, dtype="float32", init="torch", **LOSSES[loss])
    start = states(e)
    start = tuple(s.astype("f4") for s in start) if isinstance(start, tuple) else start.astype("f4")
    gradient = explicit(loss, e)
    result = gradviz.run(e, initial_state=start, loss_gradient=gradient)
    assert result.hidden.dtype == np.float32
    assert_same_result(e, result, slow(e, result, start, gradient), 2e-5)


@pytest.mark.parametrize("truncation", [1, 2, 5, 12, 50])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_truncation_detaches_the_state_handed_on(cell, loss, truncation):
    e = experiment(cell, layers=2, batch_size=2, truncation=truncation, **LOSSES[loss])
    compare(e, loss, 1e-12)


@pytest.mark.parametrize("truncation", [None, 5])
@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_wide_numbers_say_the_same(cell, loss, truncation):
    e = experiment(cell, layers=2, batch_size=2, truncation=truncation, **LOSSES[loss])
    with every_number_wide():
        compare(e, loss, 1e-12)


@pytest.mark.parametrize("init", ["gaussian", "normal", "orthogonal", "identity", "torch", "uniform"])
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_every_initialisation(cell, init):
    compare(experiment(cell, init=init, batch_size=2, layers=2), "last", 1e-12)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_one_unit_and_one_step(cell):
    compare(experiment(cell, hidden_size=1, input_size=1), "last", 1e-12)
    compare(experiment(cell, steps=1, batch_size=2), "every", 1e-12)


@pytest.mark.parametrize(("fields", "bias"), [({"cell": "lstm"}, "forget_bias"), ({"cell": "gru"}, "update_bias")])
@pytest.mark.parametrize("value", [-20.0, -3.0, 3.0, 8.0])
def test_gate_biases(fields, bias, value):
    compare(experiment(**fields, **{bias: value}), "last", 1e-12)


def test_long_runs_are_cut_into_pieces(monkeypatch):
    """Rows that are cut as they are needed, and blocks of every length, change nothing."""
    from gradviz.engine import tape

    monkeypatch.setattr(tape, "_KEPT_ROWS", 7)
    tape._plans.clear()
    for cell in CELL_NAMES:
        compare(experiment(cell, steps=40, layers=2), "every", 1e-12)
    tape._plans.clear()
