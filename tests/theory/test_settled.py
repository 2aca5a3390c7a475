"""The rate at the fixed point, against eigenvalues of autograd's Jacobian and the measured slope."""

import numpy as np
import pytest

from gradviz.theory import settled_prediction, settled_rate
from tests.theory.helpers import CELL_NAMES, GATED, assert_close, autograd_jacobian, plain_weights, ran


def constant(cell, steps=1500, **fields):
    given = {"inputs": np.ones((steps, 2, 3)) * [0.3, -0.4, 0.5]}
    return ran(cell, given, steps=steps, batch_size=2, init="torch", spectral_radius=0.7, seed=2, **fields)


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("layers", [1, 2])
def test_it_is_the_largest_eigenvalue_of_autograds_jacobian(cell, layers):
    result = constant(cell, layers=layers)
    for layer in range(layers):
        found = settled_rate(result, layer=layer, sequence=1)
        wanted = np.abs(np.linalg.eigvals(autograd_jacobian(result, 1500, layer, 1))).max()
        assert found.radius == pytest.approx(wanted, rel=1e-10)
        assert found.log10_per_step == pytest.approx(np.log10(wanted), abs=1e-10)
        assert found.residual <= 1e-12
        assert found.change <= 1e-6


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_it_is_the_measured_slope_of_a_long_run(cell):
    result = constant(cell, loss_step=1400)
    curve, rate = result.log10_grad_hidden[0, :, 0], settled_rate(result).log10_per_step
    slope = (curve[300] - curve[1300]) / 1000
    assert slope == pytest.approx(rate, abs=6e-4)  # a complex pair makes the curve swing about the line
    line = settled_prediction(result)
    assert line.log10[0, 0] == pytest.approx(1400 * rate)
    assert np.isnan(line.log10[1401:]).all()


@pytest.mark.parametrize("cell", [*GATED, "rnn_tanh"])
def test_a_state_that_is_not_there_yet_is_followed_to_its_end(cell):
    """After 40 steps the state is still 1e-8 away; Newton's method gets what 1500 steps get."""
    early, late = constant(cell, steps=60), constant(cell)
    found = settled_rate(early)
    assert found.change > 0
    assert found.residual <= 1e-12
    assert found.radius == pytest.approx(settled_rate(late).radius, rel=1e-9)
    assert found.state is not None


def test_the_linear_cell_has_w_whatever_it_reads():
    result = ran("rnn_linear", spectral_radius=0.8)
    assert settled_rate(result).radius == pytest.approx(0.8, rel=1e-12)


def test_zero_input_at_rest_has_w_itself():
    for radius in (0.5, 1.5):
        assert settled_rate(ran(input="zeros", spectral_radius=radius)).radius == pytest.approx(radius, rel=1e-12)


def test_relu_takes_the_units_that_are_on():
    w = np.array([[0.5, 0.3], [0.2, 0.9]])
    weights = {**plain_weights(w, bias=1.0), "bias_hh_l0": np.array([0.0, -9.0])}
    result = ran("rnn_relu", {"weights": weights}, steps=50, hidden_size=2, input_size=1, input="zeros")
    assert settled_rate(result).radius == pytest.approx(0.5, rel=1e-12)


def test_a_nilpotent_jacobian_gives_exactly_nothing():
    """Whole numbers, so the matrix is nilpotent to the last bit; eigenvalue routines say 0.01."""
    lower = np.eye(8) + np.eye(8, k=-1)
    w = np.rint(lower @ np.triu(np.ones((8, 8)), 1) @ np.linalg.inv(lower))
    assert not np.linalg.matrix_power(w, 8).any()
    assert np.abs(np.linalg.eigvals(w)).max() > 1e-3
    result = ran("rnn_linear", {"weights": plain_weights(w)}, steps=80, hidden_size=8, input_size=1)
    assert settled_rate(result).log10_per_step == -np.inf
    assert_close(settled_prediction(result).log10[:, 0], [-np.inf] * 80 + [0.0], 0)


def test_saturation_beyond_floats():
    weights = plain_weights([[0.5]], bias=600.0)
    result = ran(given={"weights": weights}, steps=20, hidden_size=1, input_size=1, input="zeros")
    found = settled_rate(result)
    assert found.log10_per_step == pytest.approx(np.log10(0.5) + (np.log(4) - 2 * 600.5) / np.log(10), rel=1e-13)


@pytest.mark.parametrize("cell", [name for name in CELL_NAMES if name != "rnn_linear"])
def test_moving_input_or_state_has_no_rate(cell):
    assert settled_rate(ran(cell)) is None
    assert settled_prediction(ran(cell)) is None


def test_units_that_happen_to_stay_on_under_noise_have_no_rate():
    for seed in range(6):
        assert settled_rate(ran("rnn_relu", hidden_size=1, input_size=1, seed=seed)) is None


def swinging(cell, bias, start):
    weights = {**plain_weights([[-1.0 if cell == "rnn_relu" else -2.0]], bias=bias)}
    given = {"weights": weights, "initial_state": np.full((1, 1, 1), start)}
    return ran(cell, given, steps=99, hidden_size=1, input_size=1, input="zeros")


def test_oscillation_and_chaos_have_no_rate():
    assert settled_rate(swinging("rnn_tanh", 0.1, 0.2)) is None
    assert settled_rate(swinging("rnn_relu", 1.0, 3.0)) is None
    assert settled_rate(ran(steps=300, hidden_size=60, spectral_radius=2.5, input="impulse")) is None


def test_one_step_is_too_few():
    assert settled_rate(ran(steps=1, input="zeros")) is None
