"""Mean-field theory against quadrature in 40 digits, closed forms, and wide networks."""

import mpmath
import numpy as np
import pytest

from gradviz.theory import TheoryError, mean_field, mean_field_rate, solve
from gradviz.theory.gaussian import mean_tanh_slope_squared, mean_tanh_squared
from tests.theory.helpers import GATED, assert_close, plain_weights, ran


def exact(function, variance):
    """Return E[f(√q z)] in 40 digits by tanh-sinh quadrature in u = √q z, in pieces."""
    with mpmath.workdps(40):
        q = mpmath.mpf(variance)
        reach = 14 * mpmath.sqrt(q)
        cuts = [0, *[c for c in (mpmath.mpf("0.5"), 1, 2, 4, 8, 16, 40) if c < reach], reach]
        density = lambda u: mpmath.exp(-u * u / (2 * q)) / mpmath.sqrt(2 * mpmath.pi * q)  # noqa: E731
        return 2 * mpmath.quad(lambda u: function(u) * density(u), cuts)


VARIANCES = [1e-12, 1e-4, 0.1, 0.9999, 1.0001, 3.0, 50.0, 1e4, 1e10]


@pytest.mark.parametrize("variance", VARIANCES)
def test_averages_over_a_gaussian(variance):
    squared, slope = exact(lambda u: mpmath.tanh(u) ** 2, variance), exact(lambda u: mpmath.sech(u) ** 4, variance)
    assert abs(mean_tanh_squared(variance) / squared - 1) < 1e-13
    assert abs(mean_tanh_slope_squared(variance) / slope - 1) < 1e-13


def test_gauss_hermite_would_not_do():
    """With 64 nodes E[tanh′²] is wrong in the first digit where the variance is large."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(64)
    for variance, least in ((9.0, 1e-6), (1e4, 0.5)):
        plain = np.sum(weights * np.cosh(np.clip(np.sqrt(variance) * nodes, -300, 300)) ** -4.0) / np.sqrt(2 * np.pi)
        right = float(exact(lambda u: mpmath.sech(u) ** 4, variance))
        assert abs(plain / right - 1) > least
        assert abs(mean_tanh_slope_squared(variance) / right - 1) < 1e-13


@pytest.mark.parametrize(
    ("sigma_w", "sigma_x", "sigma_b"),
    [
        (0.9, 1.0, 0.0),
        (1.5, 0.0, 0.0),
        (1.05, 0.0, 0.0),
        (3.0, 0.5, 0.2),
        (0.0, 1.0, 0.0),
        (200.0, 0.0, 1.0),
        (1.0, 0.1, 0.0),
    ],
)
def test_the_fixed_point_of_tanh(sigma_w, sigma_x, sigma_b):
    found = solve("rnn_tanh", sigma_w=sigma_w, sigma_x=sigma_x, sigma_b=sigma_b)
    with mpmath.workdps(30):
        w, rest = mpmath.mpf(sigma_w) ** 2, mpmath.mpf(sigma_x) ** 2 + mpmath.mpf(sigma_b) ** 2
        q = mpmath.findroot(
            lambda q: w * exact(lambda u: mpmath.tanh(u) ** 2, q) + rest - q,
            (found.variance * (1 - 1e-6), found.variance * (1 + 1e-6)), solver="secant", tol=1e-24,
        )  # fmt: skip
        chi = w * exact(lambda u: mpmath.sech(u) ** 4, q)
    assert found.variance == pytest.approx(float(q), rel=1e-11)
    assert found.variance > 0
    assert found.chi == pytest.approx(float(chi), rel=1e-10)
    if chi:
        assert found.log10_per_step == pytest.approx(float(mpmath.log10(chi) / 2), abs=1e-10)


def test_closed_forms():
    relu = solve("rnn_relu", sigma_w=1.2, sigma_x=0.6, sigma_b=0.8)
    assert (relu.chi, relu.variance) == pytest.approx((0.72, 1 / 0.28))
    linear = solve("rnn_linear", sigma_w=0.5, sigma_x=0.6)
    assert (linear.chi, linear.variance) == pytest.approx((0.25, 0.36 / 0.75))
    assert solve("rnn_relu", sigma_w=2.0).variance == np.inf
    assert solve("rnn_linear", sigma_w=1.0, sigma_b=1.0).variance == np.inf
    assert solve("rnn_linear", sigma_w=2.0, awake=False).variance == 0
    assert solve("rnn_linear", sigma_w=0.0).log10_per_step == -np.inf
    assert np.isnan(solve("rnn_linear", sigma_w=1.0).variance)
    still = solve("rnn_tanh", sigma_w=1.5, awake=False)
    assert (still.variance, still.chi) == (0.0, 2.25)
    assert solve("rnn_tanh", sigma_w=0.7).variance == 0.0


@pytest.mark.parametrize(
    ("cell", "radius"), [("rnn_tanh", 0.9), ("rnn_tanh", 1.6), ("rnn_relu", 1.1), ("rnn_linear", 0.8)]
)
def test_a_wide_network_does_what_is_predicted(cell, radius):
    """800 units: the measured slope, mean of 8 losses, within 3 % of the predicted one."""
    result = ran(cell, steps=50, hidden_size=800, input_size=100, spectral_radius=radius, batch_size=8)
    theory, curve = mean_field(result), result.log10_grad_hidden[0]
    measured = (curve[20] - curve[50]).mean() / 30
    assert measured == pytest.approx(theory.log10_per_step, rel=0.03, abs=0.003)
    variance = np.mean(np.square(_preactivations(result)[25:]))
    assert variance == pytest.approx(theory.variance, rel=0.06)


def _preactivations(result):
    from gradviz.engine.asked import asked_of

    w = result.weights
    return asked_of(result).inputs @ w["weight_ih_l0"].T + result.hidden[0, :-1] @ w["weight_hh_l0"].T


def test_what_is_measured_goes_in():
    result = ran(layers=2, hidden_size=50, init="torch", batch_size=2)
    found, w = mean_field(result), result.weights
    assert found.sigma_w == pytest.approx(np.sqrt(50 * np.mean(w["weight_hh_l1"] ** 2)))
    assert found.sigma_b == pytest.approx(np.sqrt(np.mean((w["bias_ih_l1"] + w["bias_hh_l1"]) ** 2)))
    assert found.sigma_x == pytest.approx(np.sqrt(np.mean((result.hidden[0, 1:] @ w["weight_ih_l1"].T) ** 2)))
    assert mean_field(ran(input="impulse")).sigma_x == 0
    assert mean_field(ran(input="zeros", spectral_radius=2.0)).variance == 0


def test_the_curve_is_the_straight_line():
    result = ran(loss_step=10, batch_size=2)
    curve, rate = mean_field_rate(result), mean_field(result).log10_per_step
    assert_close(curve.log10[:, 1], np.r_[(10 - np.arange(11)) * rate, np.nan, np.nan], 1e-13)


def test_refusals():
    for cell in GATED:
        with pytest.raises(TheoryError, match="plain RNNs"):
            mean_field(ran(cell))
        with pytest.raises(TheoryError, match="tied weights"):
            solve(cell, sigma_w=1.0)
    with pytest.raises(TheoryError, match="does not mix"):
        mean_field(ran(init="identity"))
    with pytest.raises(TheoryError, match="not negative"):
        solve("rnn_tanh", sigma_w=-1.0)
    assert mean_field(ran(given={"weights": plain_weights(np.eye(6), 3)}, init="identity")).sigma_w == 1
