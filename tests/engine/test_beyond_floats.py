"""Where no float reaches, sixty digits say what is right."""

import mpmath
import numpy as np
import pytest

import gradviz
from gradviz.engine.inputs import inputs_of
from tests.engine.helpers import CELL_NAMES, every_number_wide, loss_rows
from tests.reference.exact import network

TOLERANCE = 1e-9


def exact(e, result, h0=None, c0=None, inputs=None, loss=None):
    zeros = np.zeros(e.hidden_size)
    x, gradient = inputs_of(e, inputs)[:, 0], loss_rows(e, loss)[:, 0]
    return network(e.cell, result.weights, x, gradient, zeros if h0 is None else h0, zeros if c0 is None else c0)


def assert_exact(e, result, wanted, tolerance=TOLERANCE):
    for name, got in (("hidden", result.log10_grad_hidden), ("cell", result.log10_grad_cell)):
        if got is not None:
            close(got[0, :, 0], wanted[name], tolerance, name)
    close(result.log10_grad_input[:, 0], wanted["input"], tolerance, "input")
    for name, value in result.log10_grad_parameters.items():
        close([value], [wanted[name]], tolerance, name)


def close(got, wanted, tolerance, what):
    got, wanted = np.asarray(got), np.asarray(wanted)
    assert np.array_equal(np.isneginf(got), np.isneginf(wanted)), what
    alive = np.isfinite(wanted)
    error = np.abs(got[alive] - wanted[alive]).max(initial=0.0)
    assert error <= tolerance, (what, error)


VANISHING = {
    "rnn_tanh": (2000, {"spectral_radius": 0.5}),
    "rnn_relu": (700, {"spectral_radius": 0.5, "seed": 3}),
    "rnn_linear": (2000, {"spectral_radius": 0.5}),
    "lstm": (700, {"spectral_radius": 0.1, "forget_bias": -3.0}),
    "gru": (700, {"spectral_radius": 0.1, "update_bias": -3.0}),
}


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_vanishing_over_hundreds_of_decades(cell):
    steps, fields = VANISHING[cell]
    e = gradviz.Experiment(cell=cell, steps=steps, hidden_size=2, input_size=1, **fields)
    result = gradviz.run(e)
    assert result.log10_grad_hidden[0, 1, 0] < -320
    assert_exact(e, result, exact(e, result))


@pytest.mark.parametrize(
    ("cell", "steps"), [("rnn_tanh", 1000), ("rnn_relu", 1000), ("rnn_linear", 1000), ("lstm", 300), ("gru", 300)]
)
def test_exploding_beyond_every_float(cell, steps):
    """Zero input and biases keep the states at 0, and the gates half open: the gradient alone explodes."""
    e = gradviz.Experiment(
        cell=cell, steps=steps, hidden_size=2, input_size=1, spectral_radius=3.0 if cell.startswith("rnn") else 60.0,
        init="identity", input="zeros", loss="last",
    )  # fmt: skip
    weights = dict(gradviz.run(e).weights)
    if cell == "rnn_relu":
        weights["bias_ih_l0"] = np.array([1e-280, 2e-280])  # so that both units are on
        weights["weight_hh_l0"] = np.array([[1.5, 0.3], [0.2, 1.4]])
    result = gradviz.run(e, weights=weights)
    assert result.log10_grad_hidden[0, 1, 0] > (200 if cell == "rnn_relu" else 310)
    assert_exact(e, result, exact(e, result))


def test_the_total_gradient_beyond_floats_in_both_directions():
    for radius, steps, sign in ((0.5, 2000, -1), (3.0, 1000, 1)):
        e = gradviz.Experiment(
            cell="rnn_linear",
            steps=steps,
            hidden_size=2,
            input_size=1,
            input="zeros",
            spectral_radius=radius,
            init="identity",
        )
        h0 = np.full((1, 1, 2), 1e-300 if sign > 0 else 1.0)
        x = np.zeros((steps, 1, 1))
        x[0] = 1e-290
        result = gradviz.run(e, initial_state=h0, inputs=x)
        wanted = exact(e, result, h0[0, 0], inputs=x)
        assert_exact(e, result, wanted)
        assert sign * result.log10_grad_parameters["weight_hh_l0"] > 160


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_every_step_and_sparse_injection_beyond_floats(cell):
    """A long dead stretch between two injections, of very different sizes."""
    steps = 400
    closed = {"lstm": {"forget_bias": -6.0}, "gru": {"update_bias": -6.0}}.get(cell, {})
    e = gradviz.Experiment(
        cell=cell, steps=steps, hidden_size=2, input_size=1, spectral_radius=0.02, init="identity", **closed
    )
    loss = np.zeros((steps, 1, 2))
    loss[-1, 0] = [1.0, -2.0]
    loss[150, 0] = [3e-200, 1e-200]
    loss[60, 0] = [5e250, 1e250]
    loss[59, 0] = [1e-20, 1e-20]
    result = gradviz.run(e, loss_gradient=loss)
    assert result.log10_grad_hidden[0, 152, 0] < -400
    assert_exact(e, result, exact(e, result, loss=loss))


def test_saturated_units_are_not_dead():
    """|a| > 354 in every unit: tanh′ is below every float, and not 0."""
    e = gradviz.Experiment(hidden_size=2, input_size=1, steps=6)
    weights = {
        "weight_ih_l0": np.array([[500.0], [-700.0]]), "weight_hh_l0": np.array([[0.5, 0.2], [-0.3, 0.4]]),
        "bias_ih_l0": np.zeros(2), "bias_hh_l0": np.zeros(2),
    }  # fmt: skip
    result = gradviz.run(e, weights=weights, inputs=np.ones((6, 1, 1)))
    assert result.log10_grad_hidden[0, 0, 0] < -2000
    assert_exact(e, result, exact(e, result, inputs=np.ones((6, 1, 1))))


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize("size", [400.0, -400.0, 900.0, -900.0])
def test_saturated_gates_are_not_dead(cell, size):
    e = gradviz.Experiment(cell=cell, hidden_size=2, input_size=1, steps=5, init="torch")
    weights = dict(gradviz.run(e).weights)
    bias = np.full_like(weights["bias_ih_l0"], size) * np.tile([1.0, 1.1], len(weights["bias_ih_l0"]) // 2)
    bias[4:6] = 0.0 if cell == "gru" else size  # the GRU's n stays apart from h: their difference is not a gate's
    weights["bias_ih_l0"] = bias
    result = gradviz.run(e, weights=weights)
    with mpmath.workdps(1500):  # 1 − z is 1e-170 or less
        wanted = exact(e, result)
    assert_exact(e, result, wanted)


def test_the_highway_alone_is_left_when_h_sees_nothing():
    """W_hh = 0: ∂L/∂h_t is a true zero before T, ∂L/∂c_t is ∏ f, tiny beside the first."""
    e = gradviz.Experiment(cell="lstm", hidden_size=2, input_size=1, steps=300, spectral_radius=0.0, forget_bias=-5.0)
    result = gradviz.run(e)
    assert np.isneginf(result.log10_grad_hidden[0, :-1, 0]).all()
    assert result.log10_grad_cell[0, 0, 0] < -500
    assert_exact(e, result, exact(e, result))


def test_a_block_that_is_run_again_starts_from_the_same_cell_gradient():
    """26 powers of two a step end the first block of 16; ∂L/∂c_T must not be made total twice."""
    e = gradviz.Experiment(
        cell="lstm", hidden_size=2, input_size=1, steps=60, spectral_radius=1e-7, forget_bias=-18.0, loss="last"
    )
    result = gradviz.run(e)
    assert_exact(e, result, exact(e, result))


def test_dh_and_dc_of_very_different_size():
    e = gradviz.Experiment(cell="lstm", hidden_size=2, input_size=1, steps=40, init="torch")
    for factor in (1e-280, 1e-150):
        weights = dict(gradviz.run(e).weights)
        weights["weight_hh_l0"] = weights["weight_hh_l0"] * factor
        result = gradviz.run(e, weights=weights)
        assert result.log10_grad_cell[0, 5, 0] - result.log10_grad_hidden[0, 5, 0] > 140
        assert_exact(e, result, exact(e, result))


def test_states_that_underflow_still_contribute():
    """h decays below every float; its part of ∂L/∂W_hh is tiny, not zero."""
    e = gradviz.Experiment(
        cell="rnn_tanh", hidden_size=2, input_size=1, steps=1500, spectral_radius=0.5, input="impulse"
    )
    result = gradviz.run(e)
    assert np.isfinite(result.log10_grad_recurrent[0, 1:]).all()
    assert np.isneginf(result.log10_grad_recurrent[0, 0])
    assert_exact(e, result, exact(e, result))
    eigen = np.log10(0.5) * 1000
    assert result.log10_grad_recurrent[0, 1200] == pytest.approx(result.log10_grad_recurrent[0, 200], abs=3)
    assert eigen < -300


def test_a_unit_that_was_far_below_takes_over():
    """Two units apart: one leads by 700 decades, then dies; the other is all that is left."""
    steps = 360
    e = gradviz.Experiment(cell="rnn_relu", hidden_size=2, input_size=2, steps=steps, loss="last")
    weights = {
        "weight_ih_l0": np.eye(2),
        "weight_hh_l0": np.diag([1.0, 1e-2]),
        "bias_ih_l0": np.ones(2),
        "bias_hh_l0": np.zeros(2),
    }
    x = np.ones((steps, 1, 2))
    x[5, 0, 0] = -1e6
    result = gradviz.run(e, weights=weights, inputs=x)
    assert result.log10_grad_hidden[0, 7, 0] > -10
    assert -800 < result.log10_grad_hidden[0, 3, 0] < -700
    assert_exact(e, result, exact(e, result, inputs=x))


def test_a_silent_layer_hides_nothing_from_the_one_below():
    """The same trap one layer down: what the upper layer passes on is kept number by number."""
    steps = 120
    e = gradviz.Experiment(cell="rnn_linear", hidden_size=2, input_size=2, layers=2, steps=steps, input="zeros")
    weights = {}
    for layer in range(2):
        weights[f"weight_ih_l{layer}"] = np.eye(2)
        weights[f"weight_hh_l{layer}"] = np.diag([1.0, 1e-4] if layer else [0.0, 1.0])
        weights[f"bias_ih_l{layer}"] = weights[f"bias_hh_l{layer}"] = np.zeros(2)
    loss = np.zeros((steps, 1, 2))
    loss[-1] = [1.0, 1.0]
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    # step t of the lower layer gets (1, 1e-4^(T−t)), and its own W_hh keeps unit 2 only: Σ_t 1e-4^(T−t) at t = 0
    assert result.log10_grad_hidden[0, 0, 0] == pytest.approx(np.log10(1 / (1 - 1e-4)), abs=1e-12)
    assert result.log10_grad_hidden[1, 0, 0] == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_float32_keeps_the_range_too(dtype):
    e = gradviz.Experiment(steps=600, hidden_size=2, input_size=1, spectral_radius=0.5, dtype=dtype)
    result = gradviz.run(e)
    assert result.log10_grad_hidden[0, 1, 0] < -150
    assert_exact(e, result, exact(e, result), 1e-9 if dtype == "float64" else 2e-2)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_wide_numbers_agree_with_sixty_digits(cell):
    e = gradviz.Experiment(cell=cell, steps=150, hidden_size=2, input_size=1, init="torch", spectral_radius=1.5)
    with every_number_wide():
        result = gradviz.run(e)
    assert_exact(e, result, exact(e, result))
