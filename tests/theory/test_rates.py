"""ρ^k and the bounds: closed forms where there are some, and the measured gradient everywhere."""

import numpy as np
import pytest

from gradviz.theory import TheoryError, asymptotic_rate, measured_slope_bound, singular_value_bound
from gradviz.theory.rates import log10_sum
from tests.theory.helpers import GATED, PLAIN, assert_close, autograd_jacobian, plain_weights, ran


def relative(result, start):
    return result.log10_grad_hidden[-1] - result.log10_grad_hidden[-1, start]


def test_for_a_scaled_rotation_all_are_the_measured_curve():
    for radius in (0.3, 1.0, 1.7):
        result = ran("rnn_linear", init="orthogonal", spectral_radius=radius, steps=1000, input="zeros", batch_size=2)
        wanted = np.repeat(((1000 - np.arange(1001)) * np.log10(radius))[:, None], 2, 1)
        for curve in (asymptotic_rate(result), singular_value_bound(result), measured_slope_bound(result)):
            assert_close(curve.log10, wanted, 1e-9)
            assert_close(curve.log10, relative(result, 1000), 1e-9)


def test_the_linear_cell_settles_to_rho_and_nothing_else_need():
    weights = plain_weights(np.diag([0.9, 0.8, 0.7]) + 9 * np.eye(3, k=1))
    result = ran("rnn_linear", {"weights": weights}, steps=3000, hidden_size=3, input_size=1, input="zeros")
    rate, measured = asymptotic_rate(result), relative(result, 3000)
    assert_close(np.diff(measured[:2500], axis=0), np.diff(rate.log10[:2500], axis=0), 1e-11)
    assert rate.log10[0, 0] == pytest.approx(3000 * np.log10(0.9), abs=1e-9)
    assert not rate.is_upper_bound
    assert (measured[:, 0] - rate.log10[:, 0]).max() > 0.1  # it is not a bound
    tanh = ran("rnn_tanh", steps=500, hidden_size=8)
    assert relative(tanh, 500)[0, 0] < asymptotic_rate(tanh).log10[0, 0] - 20


@pytest.mark.parametrize("cell", PLAIN)
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"batch_size": 3, "loss": "every"},
        {"loss": "every", "truncation": 7},
        {"truncation": 7, "loss_step": 31},
        {"layers": 2, "spectral_radius": 1.5},
        {"dtype": "float32"},
        {"steps": 900, "spectral_radius": 0.2, "input": "zeros", "init": "torch"},
        {"input_scale": 30.0},
    ],
)
def test_nothing_lies_above_the_bounds(cell, fields):
    result = ran(cell, **{"steps": 40, **fields})
    wide, close = singular_value_bound(result), measured_slope_bound(result)
    measured = relative(result, wide.start)[: wide.start + 1]
    with np.errstate(invalid="ignore"):
        slack = 1e-5 if "dtype" in fields else 1e-11
        assert not (measured > close.log10[: wide.start + 1] + slack).any()
        assert not (close.log10 > wide.log10 + 1e-11).any()
    assert wide.is_upper_bound
    assert np.isfinite(close.log10[wide.start]).all()
    assert np.isnan(wide.log10[wide.start + 1 :]).all()


def test_the_bounds_are_what_their_names_say():
    result = ran(steps=20)
    sigma = np.linalg.svd(result.weights["weight_hh_l0"], compute_uv=False)[0]
    assert_close(singular_value_bound(result).log10[:, 0], (20 - np.arange(21)) * np.log10(sigma), 1e-12)
    inverse = np.linalg.inv(result.weights["weight_hh_l0"])
    slopes = [np.diagonal(autograd_jacobian(result, t) @ inverse).max() for t in range(1, 21)]
    wanted = np.r_[np.cumsum(np.log10(slopes[::-1]) + np.log10(sigma))[::-1], 0.0]
    assert_close(measured_slope_bound(result).log10[:, 0], wanted, 1e-10)


def test_the_closer_bound_is_right_where_every_unit_is_saturated():
    result = ran(steps=50, hidden_size=1, input_size=1, given={
        "weights": {"weight_ih_l0": np.ones((1, 1)), "weight_hh_l0": np.array([[0.5]]), "bias_ih_l0": np.array([500.0]),
                    "bias_hh_l0": np.zeros(1)}})  # fmt: skip
    bound = measured_slope_bound(result)
    assert bound.log10[0, 0] < -20000
    assert_close(bound.log10, relative(result, 50), 1e-8)


def test_a_cut_is_an_exact_zero_of_the_bound():
    result = ran(truncation=5)
    found = singular_value_bound(result).log10[:, 0]
    assert np.isneginf(found[:11]).all()
    assert np.isfinite(found[11:]).all()


@pytest.mark.parametrize("cell", GATED)
def test_no_gated_cell_is_claimed(cell):
    for function in (asymptotic_rate, singular_value_bound, measured_slope_bound):
        with pytest.raises(TheoryError, match="plain RNNs"):
            function(ran(cell))


def test_a_loss_without_gradient_is_refused():
    with pytest.raises(TheoryError, match="no gradient at any step"):
        asymptotic_rate(ran(given={"loss_gradient": np.zeros((1, 6))}))


def test_the_sum_of_logarithms():
    left, right = np.array([-700.0, -np.inf, 3.0, -np.inf]), np.array([-700.0, 2.0, -400.0, -np.inf])
    assert_close(log10_sum(left, right), [-700 + np.log10(2), 2.0, 3.0, -np.inf], 1e-12)
