"""Cause and effect: every pair against torch's autograd, beyond the floats against exact powers."""

import importlib

import mpmath
import numpy as np
import pytest
import torch

import gradviz
from gradviz.engine.asked import asked_of
from gradviz.theory import TheoryError, influence
from tests.reference.autograd import KINDS, cell_step, tensor
from tests.theory.helpers import CELL_NAMES, assert_close, plain_weights, ran

FIELDS = [
    {},
    {"layers": 2, "batch_size": 3, "loss": "every"},
    {"truncation": 5, "loss": "every"},
    {"truncation": 1},
    {"layers": 2, "truncation": 4, "loss_step": 7},
    {"steps": 1},
    {"hidden_size": 1, "truncation": 12},
    {"spectral_radius": 0.0},
    {"dtype": "float32"},
    {"init": "identity", "batch_size": 2},
]


def autograds(result, layer, direction):
    """Return ‖∂(v·h_t)/∂h_s‖, (T, T + 1), of a layer that reads what the run recorded; 0 where there is no path."""
    e, asked = result.experiment, asked_of(result)
    weights = [tensor(result.weights[f"{kind}_l{layer}"]) for kind in KINDS]
    read = tensor(asked.inputs if layer == 0 else result.hidden[layer - 1, 1:])[:, :1]
    states = [tensor(asked.hidden[layer, :1]).requires_grad_()]
    c = None if asked.cell is None else tensor(asked.cell[layer, :1])
    for t, x in enumerate(read):
        h = states[-1]
        if e.truncation is not None and t % e.truncation == 0:
            h, c = h.detach(), None if c is None else c.detach()
        h, c, _ = cell_step(e.cell, x, h, c, *weights)
        states.append(h if h.requires_grad else h.requires_grad_())
    found = np.full((e.steps, e.steps + 1), np.nan)
    for t in range(1, e.steps + 1):
        loss = (tensor(direction) * states[t]).sum()
        gradients = torch.autograd.grad(loss, states[: t + 1], retain_graph=True, allow_unused=True)
        found[t - 1, : t + 1] = [0.0 if g is None else float(torch.linalg.vector_norm(g)) for g in gradients]
    return found


def log10(values):
    with np.errstate(divide="ignore"):
        return np.log10(values)


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("fields", FIELDS)
def test_every_pair_is_autograds(cell, fields):
    result = ran(cell, **fields)
    direction = asked_of(result).loss.gradients[0, 0]
    for layer in range(result.experiment.layers):
        found = influence(result, layer=layer)
        # a float32 run is linearised at its own states; torch's replay in float64 goes a little elsewhere
        assert_close(found.log10, log10(autograds(result, layer, direction)), 1e-4 if "dtype" in fields else 1e-10)
    assert np.array_equal(found.loss_steps, np.arange(1, result.experiment.steps + 1))
    assert np.array_equal(found.cause_steps, np.arange(result.experiment.steps + 1))
    assert not found.thinned
    assert np.array_equal(influence(result).log10, found.log10, equal_nan=True)


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("truncation", [None, 40])
def test_the_row_of_the_loss_is_the_measured_gradient(cell, truncation):
    result = ran(cell, steps=150, hidden_size=20, loss_step=130, truncation=truncation)
    found = influence(result)
    measured = result.log10_grad_hidden[0, :131, 0]
    assert_close(found.log10[129, :131], measured, 1e-10)
    assert np.isnan(found.log10[129, 131:]).all()


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_truncation_is_a_wall(cell):
    found = influence(ran(cell, truncation=5)).log10
    for t in range(1, 13):
        wall = 5 * ((t - 1) // 5)
        assert np.isneginf(found[t - 1, : wall + 1]).all()
        assert np.isfinite(found[t - 1, wall + 1 : t + 1]).all()


@pytest.mark.parametrize(("factor", "init"), [(0.5, "diagonal"), (0.5, "rotation"), (2.0, "rotation")])
def test_beyond_every_float(factor, init):
    """v Wᵏ for 2000 steps in 50 digits: ½ᵏ reaches 1e−602, 2ᵏ 1e+602."""
    steps, angle = 2000, 0.3
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    block = np.diag([factor, 0.25]) if init == "diagonal" else factor * rotation
    weights = plain_weights(block)
    given = {"weights": weights, "inputs": np.zeros((steps, 1, 1)), "loss_gradient": np.array([[3.0, -5.0]])}
    found = influence(ran("rnn_linear", given, steps=steps, hidden_size=2, input_size=1), most=steps)
    assert found.log10.shape == (2000, 2001)
    with mpmath.workdps(50):
        w, row, wanted = mpmath.matrix(block.tolist()), mpmath.matrix([[3, -5]]), []
        for _ in range(steps + 1):
            wanted.append(float(mpmath.log10(mpmath.sqrt(row[0] ** 2 + row[1] ** 2))))
            row = row * w
    assert abs(wanted[-1]) > 600
    for t in (1, 700, 2000):
        assert_close(found.log10[t - 1, t::-1], wanted[: t + 1], 1e-9)


def test_dead_units_are_an_exact_zero_and_walls_of_their_own():
    weights = plain_weights(np.eye(2), bias=1.0)
    weights["weight_ih_l0"][:] = 1.0
    x = np.zeros((9, 1, 1))
    x[4] = -50.0
    result = ran("rnn_relu", {"weights": weights, "inputs": x}, steps=9, hidden_size=2, input_size=1)
    found = influence(result).log10
    size = np.log10(np.linalg.norm(asked_of(result).loss.gradients))
    wanted = np.where(np.arange(10) <= np.arange(1, 10)[:, None], size, np.nan)
    wanted[4:, :5] = -np.inf
    assert_close(found, wanted, 1e-14)


def test_all_units_dead():
    found = influence(ran("rnn_relu", {"weights": plain_weights(np.eye(2), bias=-1.0)}, hidden_size=2, input_size=1))
    past = np.arange(13) < np.arange(1, 13)[:, None]
    assert np.isneginf(found.log10[past]).all()
    assert np.isfinite(np.diagonal(found.log10, 1)).all()


def drifting(last):
    """Two ReLU units apart, 0.9 and 0.1: the strong one is off at ``last`` steps after the weak one left the floats."""
    steps = 700
    x = np.zeros((steps, 1, 1))
    x[:last] = -1.0
    weights = plain_weights(np.diag([0.9, 0.1]))
    weights["weight_ih_l0"][:] = [[1.0], [0.0]]
    weights["bias_ih_l0"][:] = 0.5
    given = {"weights": weights, "inputs": x, "initial_state": np.ones((1, 1, 2)), "loss_gradient": np.ones((1, 2))}
    return ran("rnn_relu", given, steps=steps, hidden_size=2, input_size=1)


def test_units_that_drift_apart_are_followed_and_never_given_a_false_zero():
    harmless = influence(drifting(0), most=700)
    back = np.arange(700, -1, -1)
    assert_close(harmless.log10[-1], 0.5 * np.log10(0.81**back + 0.01 ** back.astype(float)), 1e-10)
    with pytest.raises(TheoryError, match="drift so far apart"):
        influence(drifting(40), most=700)


def test_a_cell_state_whose_units_lie_apart_reaches_nothing_through_h():
    """Without W_hh ∂/∂h is exactly 0 while c lives on, its units 900 decades apart: zeros, not a refusal."""
    weights = dict(ran("lstm", spectral_radius=0.0).weights)
    weights["bias_ih_l0"] = np.concatenate([np.zeros(6), np.linspace(-3, 3, 6), np.zeros(12)])
    found = influence(ran("lstm", {"weights": weights}, steps=700), most=700).log10
    assert np.isneginf(found[699, :700]).all()
    assert np.isfinite(np.diagonal(found, 1)).all()


def test_an_h_far_below_its_c():
    """W_hh of 1e−200: the part of h is 1e−200 of that of c, and its squares leave the floats."""
    weights = dict(ran("lstm").weights)
    weights["weight_hh_l0"] = weights["weight_hh_l0"] * 1e-200
    result = ran("lstm", {"weights": weights})
    found = influence(result).log10[-1]
    assert (found[:-1] < -199).all()
    assert_close(found, result.log10_grad_hidden[0, :, 0], 1e-10)


def test_units_that_drift_apart_while_all_of_them_vanish():
    """tanh′ = exp(−40) at every step, one unit 149 times the other at each: the lesser one is no reason to refuse."""
    given = {"weights": plain_weights(np.diag([0.9, 0.001]), bias=20.0)}
    result = ran(given=given, steps=700, hidden_size=2, input_size=1)
    found = influence(result, most=700).log10
    assert found[-1, 0] < -10_000
    assert_close(found[-1], result.log10_grad_hidden[0, :, 0], 1e-7)


def test_saturation_beyond_floats():
    """tanh′ = exp(−1000) at every step: nothing that matters is lost."""
    weights = plain_weights([[0.5, 0.2], [-0.3, 0.4]])
    weights["weight_ih_l0"][:] = [[500.0], [-500.0]]
    result = ran(given={"weights": weights, "inputs": np.ones((6, 1, 1))}, hidden_size=2, input_size=1, steps=6)
    found = influence(result).log10
    assert found[5, 0] < -2000
    assert_close(found[5], result.log10_grad_hidden[0, :, 0], 1e-9)


def test_the_direction_is_that_of_the_last_loss_that_is_not_zero():
    gradient = np.zeros((12, 2, 6))
    gradient[3, 0], gradient[7, 0], gradient[9, 1] = 1.0, 2.0, 4.0
    result = ran(given={"loss_gradient": gradient}, batch_size=2)
    assert_close(np.diagonal(influence(result).log10, 1), np.full(12, np.log10(2 * np.sqrt(6))), 1e-14)
    gradient[:, 0] = 0.0
    with pytest.raises(TheoryError, match="no gradient for the first sequence"):
        influence(ran(given={"loss_gradient": gradient}, batch_size=2))


@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm"])
@pytest.mark.parametrize("truncation", [None, 7])
def test_a_thinned_map_is_a_part_of_the_whole(cell, truncation, monkeypatch):
    result = ran(cell, steps=50, truncation=truncation)
    whole = influence(result)
    found = influence(result, most=20)
    assert found.thinned
    assert (found.loss_stride, found.cause_stride) == (3, 3)
    assert found.loss_steps[-1] == found.cause_steps[-1] == 50
    assert_close(found.log10, whole.log10[np.ix_(found.loss_steps - 1, found.cause_steps)], 1e-12)
    monkeypatch.setattr(importlib.import_module("gradviz.theory.influence"), "_FLOPS", 2e5)
    dear = influence(result, most=20)
    assert dear.cause_stride == 3
    assert dear.loss_stride > 3
    assert dear.loss_stride % 3 == 0
    assert_close(dear.log10, whole.log10[np.ix_(dear.loss_steps - 1, dear.cause_steps)], 1e-12)


def test_one_row_at_most():
    found = influence(ran(), most=1)
    assert found.loss_steps.tolist() == [12]
    assert found.cause_steps.tolist() == [0, 12]


def test_refusals():
    with pytest.raises(TheoryError, match="no layer 1"):
        influence(ran(), layer=1)
    with pytest.raises(TheoryError, match="at least one step"):
        influence(ran(), most=0)
    with pytest.raises(TheoryError, match="left the range of floats"):
        influence(ran("rnn_linear", steps=600, spectral_radius=4.0))
    with pytest.raises(TheoryError, match="saturated beyond 300"):
        influence(ran("gru", input_scale=1000.0))


def test_it_tells_its_progress_and_stops_when_asked():
    seen = []
    control = gradviz.Control(seen.append)
    influence(ran(), control=control)
    assert seen[-1] == 1.0
    assert seen == sorted(seen)
    control.cancel()
    with pytest.raises(gradviz.Cancelled):
        influence(ran(), control=control)
