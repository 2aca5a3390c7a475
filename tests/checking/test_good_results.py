"""What the engine computes agrees with autograd, whatever was asked and however far the numbers reach."""

import numpy as np
import pytest
import torch

import gradviz
from tests.engine.helpers import CELL_NAMES, experiment, states

TOLERANCE = 1e-9


def assert_agrees(result, tolerance=TOLERANCE, everywhere=True):
    found = gradviz.check(result)
    assert found.agrees, found
    assert found.max_relative_difference <= tolerance, found
    assert found.covered
    assert not (everywhere and found.left_out), found
    return found


def run(cell="rnn_tanh", given=None, **fields):
    return gradviz.run(experiment(cell, **fields), **(given or {}))


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("init", ["gaussian", "normal", "orthogonal", "identity", "torch", "uniform"])
def test_every_cell_and_initialisation(cell, init):
    assert_agrees(run(cell, init=init, loss="every", steps=40))


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize(
    "fields",
    [
        {"loss": "last", "loss_step": 5},
        {"truncation": 1, "loss": "every"},
        {"truncation": 4},
        {"layers": 3, "batch_size": 4},
        {"layers": 2, "batch_size": 3, "truncation": 5, "loss": "every"},
        {"clip": "norm", "clip_threshold": 1e-3},
        {"clip": "norm", "clip_threshold": 1e3},
        {"clip": "value", "clip_threshold": 1e-2, "loss": "every"},
        {"input": "zeros"},
        {"input": "impulse", "steps": 200},
        {"input": "text", "text": "hello, world"},
        {"hidden_size": 1, "input_size": 1},
        {"steps": 1},
        {"input_scale": 30.0},
    ],
    ids=lambda fields: " ".join(f"{name}={value}" for name, value in fields.items()),
)
def test_every_cell_and_question(cell, fields):
    assert_agrees(run(cell, **fields))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_what_was_given_explicitly(cell):
    e = experiment(cell, layers=2, batch_size=2)
    random = np.random.default_rng(5)
    kinds = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
    module = kinds.get(cell, torch.nn.RNN)(e.input_size, e.hidden_size, 2)
    given = {
        "weights": module.state_dict(),
        "inputs": random.standard_normal((e.steps, 2, e.input_size)),
        "initial_state": states(e),
    }
    for shape in ((2, e.hidden_size), (e.steps, 2, e.hidden_size)):
        assert_agrees(gradviz.run(e, **given, loss_gradient=random.standard_normal(shape)))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_saved_result_is_checked_like_a_fresh_one(cell, tmp_path):
    result = run(cell, given={"initial_state": states(experiment(cell))})
    result.save(tmp_path / "run.npz")
    assert gradviz.check(gradviz.load(tmp_path / "run.npz")) == gradviz.check(result)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_in_single_precision_its_rounding_is_measured(cell):
    found = assert_agrees(run(cell, dtype="float32", steps=100), 1e-3)
    assert found.max_relative_difference > 1e-8
    assert "float32" in found.covered[-1]
    assert "float64" in found.method


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_below_every_float(cell):
    closed = {"lstm": {"forget_bias": -3.0}, "gru": {"update_bias": -3.0}}.get(cell, {})
    result = run(cell, steps=2000, hidden_size=4, spectral_radius=0.3, **closed)
    assert result.log10_grad_hidden[0, 1, 0] < -600
    assert_agrees(result)


def test_above_every_float():
    e = experiment("rnn_tanh", steps=1000, init="identity", spectral_radius=3.02, input="zeros")
    result = gradviz.run(e)
    assert result.log10_grad_hidden[0, 0, 0] > 480
    assert np.isinf(result.parameter_gradients["bias_ih_l0"]).all()
    assert_agrees(result)


@pytest.mark.parametrize("cell", ["rnn_linear", "rnn_relu"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_states_beyond_floats_leave_only_themselves_unchecked(cell, dtype):
    result = run(cell, steps=1500, spectral_radius=2.5, layers=2, batch_size=2, dtype=dtype, seed=2)
    assert not np.isfinite(result.hidden).all()
    found = assert_agrees(result, TOLERANCE if dtype == "float64" else 1e-3, everywhere=False)
    assert {line.partition(":")[0] for line in found.left_out} == {
        "hidden",
        "loss (rounding in " + dtype + " decides what is there)",
    }


def test_a_chaotic_network_is_checked_at_its_own_states():
    """The last bit of h_1 decides h_300: two forward passes in float64 have nothing in common there."""
    assert_agrees(run(steps=1000, hidden_size=64, spectral_radius=4.0, input_scale=0.1))


@pytest.mark.parametrize(("cell", "fields"), [("lstm", {"forget_bias": 40.0}), ("gru", {"update_bias": 40.0})])
def test_gates_that_round_to_one(cell, fields):
    assert_agrees(run(cell, loss="every", steps=60, **fields))


def test_units_that_round_to_one_keep_their_slopes():
    """1 − h² is 0 in floats, and tanh′ is 1e-30: autograd through torch.tanh would call it a true zero."""
    bias = np.linspace(30.0, 40.0, 6)
    e = experiment(spectral_radius=0.1, steps=20)
    weights = {**gradviz.run(e).weights, "bias_ih_l0": bias}
    result = gradviz.run(e, weights=weights)
    assert (1 - result.hidden[0, 1:] ** 2 == 0).all()
    assert np.isfinite(result.log10_grad_hidden[0, 0, 0])
    assert_agrees(result)


def test_slopes_below_every_float_are_left_out_and_no_wolf_is_cried():
    weights = {
        "weight_ih_l0": np.array([[500.0], [-700.0]]), "weight_hh_l0": np.array([[0.5, 0.2], [-0.3, 0.4]]),
        "bias_ih_l0": np.zeros(2), "bias_hh_l0": np.zeros(2),
    }  # fmt: skip
    e = gradviz.Experiment(hidden_size=2, input_size=1, steps=6)
    found = assert_agrees(gradviz.run(e, weights=weights, inputs=np.ones((6, 1, 1))), everywhere=False)
    assert any(line.startswith("log10_grad_hidden: t = 0 … 5") for line in found.left_out)
    assert any(line.startswith("hidden: t = 0 … 6") for line in found.covered)


def test_a_unit_that_was_far_below_takes_over():
    """One unit leads by 700 decades and dies; whether the other is right, floats can't say."""
    e = gradviz.Experiment(cell="rnn_relu", hidden_size=2, input_size=2, steps=360)
    weights = {
        "weight_ih_l0": np.eye(2), "weight_hh_l0": np.diag([1.0, 1e-2]), "bias_ih_l0": np.ones(2),
        "bias_hh_l0": np.zeros(2),
    }  # fmt: skip
    x = np.ones((360, 1, 2))
    x[5, 0, 0] = -1e6
    found = assert_agrees(gradviz.run(e, weights=weights, inputs=x), everywhere=False)
    assert any("log10_grad_hidden" in line for line in found.left_out)


def test_true_zeros_agree_with_true_zeros():
    dead = run("rnn_relu", given={"weights": {**run("rnn_relu").weights, "bias_ih_l0": np.full(6, -1e3)}})
    assert np.isneginf(dead.log10_grad_hidden[0, :-1]).all()
    assert_agrees(dead)
    assert_agrees(run("rnn_linear", spectral_radius=0.0))


def test_states_that_underflow_are_no_true_zeros():
    result = run(steps=1500, spectral_radius=0.5, input="impulse")
    found = assert_agrees(result, everywhere=False)
    assert {line.partition(":")[0] for line in found.left_out} <= {
        "hidden",
        "log10_grad_recurrent",
        "log10_grad_parameters",
    }


def test_a_nilpotent_recurrence_is_what_rounding_makes_of_it():
    e = gradviz.Experiment(cell="rnn_linear", hidden_size=2, input_size=1, steps=10, input="zeros")
    weights = {**gradviz.run(e).weights, "weight_hh_l0": np.array([[0.1, -0.1], [0.1, -0.1]]) * np.pi}
    assert_agrees(gradviz.run(e, weights=weights, loss_gradient=np.array([[1.0, 3.0]])), everywhere=False)
