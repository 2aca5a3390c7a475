"""The Jacobians against torch's, their product against exact arithmetic."""

import mpmath
import numpy as np
import pytest

import gradviz
from gradviz.theory import TheoryError, jacobian_product, jacobians, singular, step_jacobian
from tests.theory.helpers import CELL_NAMES, assert_close, autograd_jacobian, plain_weights, ran


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("layer", [0, 1])
def test_one_step_is_what_autograd_says(cell, layer):
    result = ran(cell, layers=2, batch_size=2, init="torch", spectral_radius=None, truncation=5)
    for t in (1, 6, 12):
        wanted = autograd_jacobian(result, t, layer, 1)
        assert_close(step_jacobian(result, t, layer=layer, sequence=1), wanted, 1e-15)


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("by_columns", [False, True])
def test_the_product_is_that_of_autograds_jacobians(cell, by_columns, monkeypatch):
    if by_columns:
        monkeypatch.setattr(jacobians.Linearised, "is_tame", lambda *_: False)
    result = ran(cell, steps=30, loss_step=25, batch_size=2)
    product, wanted = np.eye(12 if cell == "lstm" else 6), np.full(31, np.nan)
    wanted[25] = 0
    for t in range(25, 0, -1):
        product = product @ autograd_jacobian(result, t, 0, 1)
        wanted[t - 1] = np.log10(np.linalg.norm(product, 2))
    assert_close(jacobian_product(result, sequence=1), wanted, 1e-12)


def test_beyond_every_float_in_both_directions():
    """W = ρ · rotation: σ_max(W^k) = ρ^k exactly, to 1e±900."""
    for radius, sign in ((0.35, -1), (2.8, 1)):
        result = ran("rnn_linear", steps=2000, init="orthogonal", spectral_radius=radius, input="zeros")
        found = jacobian_product(result)
        assert sign * found[0] > 880
        assert_close(found, (2000 - np.arange(2001)) * np.log10(radius), 1e-9)


def test_a_long_product_of_a_matrix_that_is_not_normal():
    """Sixty digits for a triangular W that first grows 100-fold and then dies."""
    w = np.array([[0.5, 100.0], [0.0, 0.25]])
    steps = 1500
    result = ran("rnn_linear", {"weights": plain_weights(w)}, steps=steps, hidden_size=2, input_size=1, input="zeros")
    a, b, c, wanted = mpmath.mpf(1), mpmath.mpf(0), mpmath.mpf(1), [0.0]
    with mpmath.workdps(60):
        for _ in range(steps):
            a, b, c = a / 2, a * 100 + b / 4, c / 4
            trace, determinant = a * a + b * b + c * c, (a * c) ** 2
            wanted.append(float(mpmath.log10((trace + mpmath.sqrt(trace**2 - 4 * determinant)) / 2) / 2))
    assert wanted[1] > 1.9
    assert wanted[-1] < -440
    assert_close(jacobian_product(result), wanted[::-1], 1e-10)


def test_the_smallest_column_is_all_that_is_left():
    """Two units apart: the strong one is off before step 40, the weak one lies 600 decades below by then."""
    steps = 700
    x = np.zeros((steps, 1, 1))
    x[:40] = -1.0
    weights = plain_weights(np.diag([0.9, 0.1]))
    weights["weight_ih_l0"][:] = [[1.0], [0.0]]
    weights["bias_ih_l0"][:] = 0.5
    given = {"weights": weights, "inputs": x, "initial_state": np.ones((1, 1, 2))}
    result = ran("rnn_relu", given, steps=steps, hidden_size=2, input_size=1)
    back = steps - np.arange(steps + 1)
    on = result.hidden[0, :, 0, 0] > 0
    alive = back <= steps - (np.flatnonzero(~on[1:])[-1] + 1)
    wanted = np.where(alive, back * np.log10(0.9), back * np.log10(0.1))
    assert wanted[0] == -700
    assert_close(jacobian_product(result), wanted, 1e-10)


@pytest.mark.parametrize("sizes", [(14.0, -18.0), (500.0, -700.0)])
def test_saturation_within_and_beyond_floats(sizes):
    """|a| > 14: 1 − h² has few digits left; |a| > 354: tanh′ is below every float, and not 0."""
    weights = plain_weights([[0.5, 0.2], [-0.3, 0.4]])
    weights["weight_ih_l0"][:] = np.array(sizes)[:, None]
    result = ran(given={"weights": weights, "inputs": np.ones((6, 1, 1))}, hidden_size=2, input_size=1, steps=6)
    with mpmath.workdps(50):
        w, product, wanted = mpmath.matrix(weights["weight_hh_l0"].tolist()), mpmath.eye(2), [0.0]
        for t in range(6, 0, -1):
            h = result.hidden[0, t - 1, 0].tolist()
            a = [u + w[i, 0] * h[0] + w[i, 1] * h[1] for i, u in enumerate(sizes)]
            product = product * mpmath.diag([mpmath.sech(x) ** 2 for x in a]) * w
            wanted.append(float(mpmath.log10(mpmath.svd_r(product, compute_uv=False)[0])))
    assert wanted[-1] < -4 * sizes[0]
    assert_close(jacobian_product(result), wanted[::-1], 1e-11 * sizes[0])


def test_a_unit_shut_for_one_step_is_not_forgotten():
    """exp(−800) beside 1 in one step, exp(−1600) against it in the next: the first unit is what is left."""
    weights = {**plain_weights(0.5 * np.eye(2)), "weight_ih_l0": np.eye(2)}
    x = np.array([[0.0, 0.0], [0.0, 800.0], [400.0, 0.0]])[:, None]
    result = ran(given={"weights": weights, "inputs": x}, hidden_size=2, input_size=2, steps=3)
    one, two = (np.log10(4) - 2 * a / np.log(10) for a in (400.0, 800.5))
    half, h = np.log10(0.5), result.hidden[0, 2, 0]
    kept = half + 2 * np.log10(1 / np.cosh(0.5 * h[1]))
    assert two < one
    assert_close(jacobian_product(result), [3 * half + one, 2 * half + one, kept, 0.0], 1e-10)


def test_relu_below_the_smallest_float_is_alive():
    """An impulse fades below 1e−308; the units stay on, and σ_max(∂h_T/∂h_t) is the product's, not 0."""
    w = np.array([[0.3, 0.1], [0.2, 0.25]])
    weights = plain_weights(w)
    weights["weight_ih_l0"][:] = 1.0
    x = np.zeros((1200, 1, 1))
    x[0] = 1.0
    result = ran("rnn_relu", {"weights": weights, "inputs": x}, steps=1200, hidden_size=2, input_size=1)
    assert not result.hidden[0, -1].any()
    radius = np.log10(np.abs(np.linalg.eigvals(w)).max())
    found = jacobian_product(result)
    assert_close(np.diff(found)[:-20], np.full(1180, -radius), 1e-10)


def test_dead_units_give_exactly_nothing():
    weights = plain_weights(np.eye(2), bias=1.0)
    x = np.zeros((9, 1, 1))
    x[4] = -50.0
    weights["weight_ih_l0"][:] = 1.0
    result = ran("rnn_relu", {"weights": weights, "inputs": x}, steps=9, hidden_size=2, input_size=1)
    assert_close(jacobian_product(result), [-np.inf] * 5 + [0.0] * 5, 1e-15)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_no_loss_at_one_step_lies_above_it(cell):
    result = ran(cell, steps=40, batch_size=3, spectral_radius=1.3)
    for b in range(3):
        measured = result.log10_grad_hidden[0, :, b] - result.log10_grad_hidden[0, 40, b]
        assert (measured <= jacobian_product(result, sequence=b) + 1e-12).all()


def test_proven_and_computed_singular_values_agree():
    result = ran(steps=200, hidden_size=40, spectral_radius=1.2)
    found = jacobian_product(result)
    product, wanted = np.eye(40), [0.0]
    for t in range(200, 100, -1):
        product = product @ step_jacobian(result, t)
        wanted.append(np.log10(np.linalg.svd(product, compute_uv=False)[0]))
    assert_close(found[100:][::-1], wanted, 1e-11)


def test_a_value_that_is_not_proven_is_computed():
    """Orthogonal matrices: no vector is special, and a start far from the largest is not believed."""
    largest = singular.Largest(30)
    matrix = np.diag(np.r_[np.full(29, 0.9), 1.0])
    assert abs(largest.of(matrix) - 1) < 1e-13
    for _ in range(40):
        largest.of(np.diag(np.r_[1.0, np.full(29, 1e-3)]))
    assert abs(largest.of(np.diag(np.r_[0.5, np.full(28, 1e-3), 1.0])) - 1) < 1e-13


def test_float32_is_linearised_where_it_was():
    """A chaotic run: a replay from the first input would be somewhere else after 60 steps."""
    result = ran(steps=300, hidden_size=30, spectral_radius=4.0, dtype="float32")
    for t in (100, 300):
        assert_close(step_jacobian(result, t), autograd_jacobian(result, t), 1e-14)


def test_refusals():
    result = ran()
    with pytest.raises(TheoryError, match="1 to 12"):
        step_jacobian(result, 0)
    with pytest.raises(TheoryError, match="no layer 1"):
        jacobian_product(result, layer=1)
    with pytest.raises(TheoryError, match="no sequence 3"):
        jacobian_product(result, sequence=3)
    with pytest.raises(TheoryError, match="cannot start at 13"):
        jacobian_product(result, start=13)
    infinite = ran("rnn_linear", steps=600, spectral_radius=4.0)
    with pytest.raises(TheoryError, match="left the range of floats"):
        jacobian_product(infinite)
    with pytest.raises(TheoryError, match="saturated beyond 300"):
        jacobian_product(ran("gru", input_scale=1000.0))


def test_it_stops_when_asked():
    seen = []
    control = gradviz.Control(seen.append)
    jacobian_product(ran(), control=control)
    assert seen[-1] == 1.0
    control.cancel()
    with pytest.raises(gradviz.Cancelled):
        jacobian_product(ran(), control=control)
