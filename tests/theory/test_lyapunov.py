"""The exponents against those that are known exactly."""

import numpy as np
import pytest

import gradviz
from gradviz.theory import TheoryError, jacobian_product, lyapunov_exponents
from tests.theory.helpers import CELL_NAMES, assert_close, autograd_jacobian, plain_weights, ran


def test_a_triangular_linear_network_has_its_diagonal():
    rng = np.random.default_rng(3)
    w = np.triu(rng.standard_normal((5, 5)), 1) + np.diag([0.3, 1.2, 0.9, 0.6, 0.1])
    given = {"weights": plain_weights(w)}
    result = ran("rnn_linear", given, steps=3000, hidden_size=5, input_size=1, input="zeros")
    found = lyapunov_exponents(result, count=5)
    assert_close(found.exponents, np.log([1.2, 0.9, 0.6, 0.3, 0.1]), 1e-10)
    assert found.growth.shape == (5, 3001)
    assert found.growth[4, 0] == pytest.approx(3000 * np.log10(0.1), abs=10)


def test_all_exponents_of_a_rotation_are_one():
    result = ran("rnn_linear", steps=2000, init="orthogonal", spectral_radius=0.4, input="zeros")
    assert_close(lyapunov_exponents(result, count=6).exponents, np.full(6, np.log(0.4)), 1e-12)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_all_exponents_add_up_to_the_determinant(cell):
    """Σ λ_i = mean log |det J_t|, whatever the directions are (autograd's Jacobians)."""
    result = ran(cell, steps=40, hidden_size=4, init="torch", spectral_radius=None, seed=5)
    if cell == "rnn_relu":
        weights = {**result.weights, "bias_ih_l0": np.full(4, 99.0)}  # so that all units are on
        result = ran(cell, {"weights": weights}, steps=40, hidden_size=4)
    found = lyapunov_exponents(result, count=8 if cell == "lstm" else 4)
    logs = [np.linalg.slogdet(autograd_jacobian(result, t))[1] for t in range(1, 41)]
    assert found.skipped == 10
    assert found.exponents.sum() == pytest.approx(np.mean(logs[:30]), abs=1e-10)
    assert found.growth[:, 0].sum() == pytest.approx(np.sum(logs) / np.log(10), abs=1e-10)


def test_the_first_is_the_slope_of_the_gradient_and_of_the_product():
    result = ran(steps=1500, hidden_size=20)
    first = lyapunov_exponents(result, count=1).exponents[0] / np.log(10)
    for curve in (result.log10_grad_hidden[0, :, 0], jacobian_product(result)):
        assert first == pytest.approx((curve[0] - curve[1125]) / 1125, abs=1e-3)


def test_saturation_beyond_floats_keeps_its_exponent():
    weights = plain_weights([[0.5]])
    weights["weight_ih_l0"][:] = 600.0
    result = ran(given={"weights": weights, "inputs": np.ones((8, 1, 1))}, hidden_size=1, input_size=1, steps=8)
    exact = np.log(0.5) + np.log(4) - 2 * np.mean([600, 600.5, 600.5, 600.5, 600.5, 600.5])
    assert lyapunov_exponents(result, count=1).exponents[0] == pytest.approx(exact, rel=1e-13)


def test_dead_directions_have_minus_infinity():
    result = ran("rnn_relu", {"weights": plain_weights(np.eye(2), bias=-1.0)}, hidden_size=2, input_size=1)
    assert np.isneginf(lyapunov_exponents(result, count=2).exponents).all()


def test_fewer_units_on_than_directions_have_minus_infinity():
    """One unit of three is off: two directions live, the third is exactly gone."""
    weights = plain_weights(np.array([[0.5, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.1, 0.7]]), bias=1.0)
    weights["bias_ih_l0"][1] = -9.0
    result = ran("rnn_relu", {"weights": weights}, steps=400, hidden_size=3, input_size=1)
    values = np.linalg.eigvals(np.diag([1.0, 0.0, 1.0]) @ weights["weight_hh_l0"])
    wanted = np.log(np.sort(np.abs(values[np.abs(values) > 1e-12]))[::-1])
    found = lyapunov_exponents(result, count=3).exponents
    assert_close(found, [*wanted, -np.inf], 1e-12)


def test_a_direction_that_rounding_hides_is_no_number():
    """A singular W: float64 cannot tell its third direction from 0."""
    w = np.array([[0.5, 0.2, 0.1], [0.1, 0.6, 0.3], [0.6, 0.8, 0.4]])
    result = ran("rnn_linear", {"weights": plain_weights(w)}, steps=400, hidden_size=3, input_size=1)
    found = lyapunov_exponents(result, count=3).exponents
    assert np.isfinite(found[:2]).all()
    assert np.isnan(found[2])


def test_refusals_and_progress():
    seen = []
    lyapunov_exponents(ran(), count=2, control=gradviz.Control(seen.append))
    assert seen[-1] == 1.0
    for count in (0, 7):
        with pytest.raises(TheoryError, match="6 Lyapunov exponents"):
            lyapunov_exponents(ran(), count=count)
