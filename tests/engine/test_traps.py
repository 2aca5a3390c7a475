"""Each trap that a scaled adjoint can fall into, by its name."""

import numpy as np
import pytest
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.engine import adjoint, answer
from gradviz.engine.loops import NumpyLoop, TorchLoop, shifted
from gradviz.engine.scaled import Rows, summed_outers
from tests.engine.helpers import LOG_FIELDS, every_number_wide, experiment


def diagonal(entries, steps, batch=1, cell="rnn_linear", dtype="float64", layers=1):
    """Return an Experiment and weights of independent units: ∂L/∂h_{t−1} = entries · ∂L/∂h_t."""
    size = len(entries)
    e = gradviz.Experiment(cell=cell, hidden_size=size, input_size=size, steps=steps, batch_size=batch, input="zeros",
                           dtype=dtype, layers=layers)  # fmt: skip
    weights = {}
    for layer in range(layers):
        weights[f"weight_ih_l{layer}"] = np.eye(size)
        weights[f"weight_hh_l{layer}"] = np.diag(np.asarray(entries, float))
        weights[f"bias_ih_l{layer}"] = weights[f"bias_hh_l{layer}"] = np.zeros(size)
    return e, weights


def only(steps, batch, size, entries):
    loss = np.zeros((steps, batch, size))
    for (t, b), value in entries.items():
        loss[t - 1, b] = value
    return loss


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("rate", [1e-30, 1e-9, 0.5, 1.0, 3.0, 1e9, 1e30])
def test_decay_and_growth_at_every_rate(rate, dtype):
    """Blocks shrink to single steps where a step alone crosses half the range."""
    e, weights = diagonal([rate, rate], 300, dtype=dtype)
    result = gradviz.run(e, weights=weights, loss_gradient=np.ones((1, 2)))
    rounded = float(np.dtype(dtype).type(rate))
    wanted = 0.5 * np.log10(2) + np.log10(rounded) * np.arange(300, -1, -1)
    tolerance = 1e-9 if dtype == "float64" else 3e-5
    assert result.log10_grad_hidden[0, :, 0] == pytest.approx(wanted, rel=1e-12, abs=tolerance)


def test_a_carry_that_reaches_zero_inside_a_block():
    """Truly: a dead ReLU. Not truly: 1e-200 a step, where plain floats would end after two."""
    e, weights = diagonal([1.0, 1.0], 60, cell="rnn_relu")
    weights["bias_ih_l0"] = np.ones(2)
    x = np.zeros((60, 1, 2))
    x[20] = -1e6
    result = gradviz.run(e, weights=weights, inputs=x)
    assert np.isneginf(result.log10_grad_hidden[0, :21, 0]).all()
    assert np.isfinite(result.log10_grad_hidden[0, 21:, 0]).all()
    e, weights = diagonal([1e-200, 1e-200], 60)
    result = gradviz.run(e, weights=weights, loss_gradient=np.ones((1, 2)))
    assert result.log10_grad_hidden[0, 0, 0] == pytest.approx(-12000 + 0.5 * np.log10(2), abs=1e-9)


def test_the_same_hole_with_sparse_injection():
    """A dead stretch, then a new loss: the exponent of a zero mantissa means nothing."""
    e, weights = diagonal([0.0, 0.0], 50)
    loss = only(50, 1, 2, {(50, 0): [1, 1], (20, 0): [3e-300, 4e-300]})
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    logs = result.log10_grad_hidden[0, :, 0]
    assert logs[50] == pytest.approx(0.5 * np.log10(2), abs=1e-12)
    assert logs[20] == pytest.approx(np.log10(5e-300), abs=1e-12)
    assert np.isneginf(np.delete(logs, [20, 50])).all()


def test_a_zero_injection_does_not_win_over_a_tiny_carry():
    e, weights = diagonal([1e-3, 1e-3], 400)
    loss = only(400, 1, 2, {(400, 0): [3, 4]})
    loss[::7] += 0.0
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    assert result.log10_grad_hidden[0, 0, 0] == pytest.approx(np.log10(5) - 1200, abs=1e-9)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_new_loss_far_larger_or_smaller_than_the_carry(dtype):
    e, weights = diagonal([1e-3, 1e-3], 400, dtype=dtype)
    loss = only(
        400,
        1,
        2,
        {(400, 0): [3, 4], (200, 0): [3e-30, 4e-30], (199, 0): [6e-30, 8e-30], (100, 0): [0, 1e30], (5, 0): [1e-36, 0]},
    )
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    logs = result.log10_grad_hidden[0, :, 0]
    tolerance = 1e-9 if dtype == "float64" else 1e-4
    assert logs[201] == pytest.approx(np.log10(5) - 597, abs=tolerance)
    assert logs[200] == pytest.approx(np.log10(5) - 30, abs=tolerance)
    assert logs[199] == pytest.approx(np.log10(10) - 30, abs=2e-3)
    assert logs[100] == pytest.approx(30, abs=tolerance)
    assert logs[6] == pytest.approx(30 - 3 * 94, abs=tolerance)
    assert logs[5] == pytest.approx(-36, abs=tolerance)


def test_exploding_carry_swallows_an_injection():
    e, weights = diagonal([1e6, 1e6], 200)
    loss = np.ones((200, 1, 2))
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    assert result.log10_grad_hidden[0, 0, 0] == pytest.approx(
        0.5 * np.log10(2) + 6 * 200 + np.log10(1 / (1 - 1e-6)), abs=1e-9
    )


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_sequences_a_thousand_powers_apart(dtype):
    """Each sequence has its own exponent; a dead one beside a live one stays dead, and both stay right."""
    e, weights = diagonal([1e-3, 1e-3], 400, batch=4, dtype=dtype)
    loss = only(400, 4, 2, {(400, 0): [3, 4], (120, 1): [3e-20, 4e-20], (399, 2): [3e30, 4e30]})
    result = gradviz.run(e, weights=weights, loss_gradient=loss)
    at_start, tolerance = result.log10_grad_hidden[0, 0], 1e-9 if dtype == "float64" else 1e-4
    assert at_start[0] == pytest.approx(np.log10(5) - 1200, abs=tolerance)
    assert at_start[1] == pytest.approx(np.log10(5) - 20 - 360, abs=tolerance)
    assert at_start[2] == pytest.approx(np.log10(5) + 30 - 3 * 399, abs=tolerance)
    assert np.isneginf(result.log10_grad_hidden[0, :, 3]).all()
    assert np.isneginf(result.log10_grad_hidden[0, 121:, 1]).all()


def test_shifts_beyond_one_power_of_two():
    """2 ** 1500 is no float; times 1e-300 it is."""
    for exponent, value in (
        (1500.0, 2.0**-1000),
        (-1500.0, 2.0**1000),
        (2040.0, 2.0**-1020),
        (-5000.0, 1e300),
        (5000.0, 0.0),
    ):
        wanted = 0.0 if exponent == -5000 or value == 0 else np.ldexp(value, int(exponent))
        row, exponents = torch.full((1, 3), value, dtype=torch.float64), np.array([exponent])
        assert shifted(row, exponents).tolist() == [[wanted] * 3]
        assert NumpyLoop(torch.float64).shifted(row.numpy(), exponents).tolist() == [[wanted] * 3]
    assert shifted(torch.ones(1, 1, dtype=torch.float64), np.array([-np.inf])).item() == 0
    small = torch.full((1, 1), 2.0**-120, dtype=torch.float32)
    assert shifted(small, np.array([240.0])).item() == 2.0**120


def test_parameter_gradients_over_exponents_hundreds_of_decades_apart():
    """One GEMM, one exponent: the largest terms keep every digit, the rest vanishes; nothing overflows."""
    values = torch.tensor([[[1.0, 2.0]], [[3.0, 4.0]], [[5.0, 6.0]]], dtype=torch.float64)
    exponents = np.array([[3000.0], [2990.0], [-3000.0]])
    ones = Rows(torch.ones(3, 1, 1, dtype=torch.float64), np.array([[0.0], [-500.0], [0.0]]))
    total, column = summed_outers(Rows(values, exponents), [ones])
    assert total.array(-3000.0)[:, 0] == pytest.approx([1.0, 2.0], rel=1e-15)
    assert column.array(-3000.0) == pytest.approx([1 + 3 / 1024, 2 + 4 / 1024], rel=1e-15)
    assert total.log10_norm() == pytest.approx(3000 * np.log10(2) + 0.5 * np.log10(5), abs=1e-12)
    assert np.isinf(total.array()).all()


def test_a_row_of_zeros_with_a_huge_exponent_counts_for_nothing():
    values = torch.tensor([[[0.0, 0.0]], [[1.0, 1.0]]], dtype=torch.float64)
    rows = Rows(values, np.array([[1e6], [0.0]]))
    assert summed_outers(rows, [])[0].array().tolist() == [1.0, 1.0]
    assert rows.log10_norms()[:, 0] == pytest.approx([-np.inf, 0.5 * np.log10(2)])


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_norms_never_square_what_they_have_not_scaled(dtype):
    huge = {torch.float64: 1e300, torch.float32: 1e38}[dtype]
    values = torch.tensor([[[3.0, 4.0]], [[3.0 / huge, 4.0 / huge]], [[0.3 * huge, 0.4 * huge]]], dtype=dtype)
    wanted = np.log10([5.0, 5.0 / huge, 0.5 * huge])
    tolerance = 1e-12 if dtype == torch.float64 else 2e-7 * 40
    assert Rows(values, np.zeros((3, 1))).log10_norms()[:, 0] == pytest.approx(wanted, abs=tolerance)


def test_cut_at_the_very_first_state_is_a_true_zero():
    for cell in CELLS:
        result = gradviz.run(experiment(cell, truncation=4, loss="every"))
        assert np.isneginf(result.log10_grad_hidden[0, 0, 0])
        assert np.isfinite(result.log10_grad_hidden[0, 1:, 0]).all()
        if cell == "lstm":
            assert np.isneginf(result.log10_grad_cell[0, 0, 0])


def test_a_saturated_step_before_a_cut_keeps_its_digits():
    """The carry is thrown away there, so only δ itself can show that the slope left the floats."""
    e = gradviz.Experiment(
        steps=16, hidden_size=2, layers=3, spectral_radius=100.0, input="zeros", init="torch", truncation=1,
        dtype="float32", seed=482, loss_step=15,
    )  # fmt: skip
    single = gradviz.run(e)
    double = gradviz.run(e.replace(dtype="float64"), weights=single.weights)
    assert np.isfinite(single.log10_grad_recurrent[:, 14]).all()
    assert single.log10_grad_recurrent[:, 14] == pytest.approx(double.log10_grad_recurrent[:, 14], rel=1e-5)
    assert not any(np.isnan(gradient).any() for gradient in single.parameter_gradients.values())


def test_nilpotent_recurrence_dies_exactly():
    """[[1, −1], [1, −1]]² = 0: rounding must not keep it alive, nor an underflow kill what lives."""
    e = gradviz.Experiment(cell="rnn_linear", hidden_size=2, input_size=1, steps=10, input="zeros")
    weights = dict(gradviz.run(e).weights)
    weights["weight_hh_l0"] = np.array([[1.0, -1.0], [1.0, -1.0]])
    result = gradviz.run(e, weights=weights, loss_gradient=np.array([[1.0, 2.0]]))
    assert result.spectral_radius[0, 0] == 0
    assert np.isneginf(result.log10_grad_hidden[0, :9, 0]).all()
    assert np.isfinite(result.log10_grad_hidden[0, 9:, 0]).all()


@pytest.mark.parametrize("cell", CELLS)
def test_the_length_of_a_block_does_not_show(cell, monkeypatch):
    """Blocks of one step, each measured, give what long blocks give."""
    e = experiment(cell, steps=90, layers=2, batch_size=2, loss="every")
    long = gradviz.run(e)
    monkeypatch.setattr(adjoint, "_LONGEST_BLOCK", 1)
    short = gradviz.run(e)
    assert short.log10_grad_hidden == pytest.approx(long.log10_grad_hidden, abs=1e-13)
    assert short.log10_grad_recurrent == pytest.approx(long.log10_grad_recurrent, abs=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cell", CELLS)
def test_torch_operations_give_what_numpy_gives(cell, dtype, monkeypatch):
    """The backend of every other device, run on the CPU."""
    from gradviz.engine import tape

    e = experiment(cell, steps=70, layers=2, batch_size=3, loss="every", truncation=30, dtype=dtype)
    wanted = gradviz.run(e)
    monkeypatch.setattr(tape, "loop_for", TorchLoop)
    tape._plans.clear()
    result = gradviz.run(e)
    tape._plans.clear()
    tolerance = 1e-12 if dtype == "float64" else 2e-5
    assert result.log10_grad_hidden == pytest.approx(wanted.log10_grad_hidden, abs=tolerance)
    assert result.log10_grad_recurrent == pytest.approx(wanted.log10_grad_recurrent, abs=tolerance)
    assert result.hidden == pytest.approx(wanted.hidden, abs=tolerance)
    for name, gradient in wanted.parameter_gradients.items():
        assert result.parameter_gradients[name] == pytest.approx(gradient, rel=tolerance, abs=tolerance * 10)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_states_beyond_floats_leave_every_gradient_exact(dtype):
    """h_t = 2 h_{t−1}: ∂L/∂h_0 = 2^T, and every step contributes ‖δ_t‖ ‖h_{t−1}‖ = 2^(T−t) 2^(t−1) each."""
    e, weights = diagonal([2.0, 2.0], 2000, dtype=dtype)
    result = gradviz.run(e, weights=weights, initial_state=np.ones((1, 1, 2)), loss_gradient=np.ones((1, 2)))
    assert result.log10_grad_hidden[0, 0, 0] == pytest.approx(np.log10(2**0.5) + 2000 * np.log10(2), abs=1e-9)
    assert result.log10_grad_recurrent[0] == pytest.approx(np.full(2000, np.log10(2) * 2000), abs=1e-9)
    assert result.log10_grad_parameters["weight_hh_l0"] == pytest.approx(np.log10(2000) + 2000 * np.log10(2), abs=1e-9)
    last = 1023 if dtype == "float64" else 127
    assert result.hidden[0, last, 0, 0] == 2.0**last
    assert (result.hidden[0, last + 1 :] == np.inf).all()
    assert result.loss == np.inf


@pytest.mark.parametrize("cell", CELLS)
def test_states_from_wide_numbers_are_those_of_plain_ones(cell, monkeypatch):
    e = experiment(cell, steps=20, layers=2, batch_size=2)
    plain = gradviz.run(e)
    exact = answer._Answer._exact
    monkeypatch.setattr(answer._Answer, "_forward", lambda self, run=answer._Answer._forward: run(self) and False)
    monkeypatch.setattr(
        answer._Answer, "_exact", lambda self, found: exact(self, _spoiled(found))
    )  # as if a float had ended
    wide = gradviz.run(e)
    assert wide.hidden == pytest.approx(plain.hidden, rel=1e-12)
    assert wide.loss == pytest.approx(plain.loss, rel=1e-12)
    assert list(wide.gates) == list(plain.gates)
    for gate, values in plain.gates.items():
        assert wide.gates[gate] == pytest.approx(values, rel=1e-12)
    if plain.cell_state is not None:
        assert wide.cell_state == pytest.approx(plain.cell_state, rel=1e-12)


def _spoiled(found):
    found["hidden"] = np.full_like(found["hidden"], np.inf)
    return found


@pytest.mark.parametrize("cell", ["rnn_linear", "rnn_relu"])
def test_beyond_floats_a_network_without_biases_is_still_homogeneous(cell):
    """Inputs 2^−800 times as large give states 2^−800 times as large, and the same gradients."""
    e = gradviz.Experiment(cell=cell, hidden_size=4, input_size=3, steps=1500, spectral_radius=4.0, seed=1, layers=2)
    inputs = np.random.default_rng(0).normal(size=(1500, 1, 3))
    large, small = gradviz.run(e, inputs=inputs), gradviz.run(e, inputs=inputs * 2.0**-800)
    assert np.isfinite(large.log10_grad_hidden[:, 1:]).all()
    assert not np.isnan(large.hidden).any()
    assert large.log10_grad_hidden == pytest.approx(small.log10_grad_hidden, abs=1e-9)
    shift = large.log10_grad_recurrent[:, 1:] - small.log10_grad_recurrent[:, 1:]
    assert shift == pytest.approx(np.full_like(shift, 800 * np.log10(2)), abs=1e-9)


ZEROS = [
    *({"cell": cell, "spectral_radius": 0.0, "loss": loss} for cell in CELLS for loss in ("last", "every")),
    {"cell": "rnn_relu", "hidden_size": 4, "steps": 90, "spectral_radius": 0.3, "input_scale": 0.4, "seed": 5},
    {"cell": "rnn_relu", "hidden_size": 6, "steps": 90, "spectral_radius": 1.0, "batch_size": 3, "seed": 0},
    {"cell": "rnn_relu", "hidden_size": 2, "steps": 60, "loss": "every", "truncation": 7, "seed": 2},
]


@pytest.mark.parametrize("fields", ZEROS, ids=str)
def test_a_true_zero_is_known_for_one_without_wide_numbers(fields, monkeypatch):
    """W_hh = 0, or units that are all off: no underflow could have made these zeros."""
    e = experiment(**{"steps": 40, "hidden_size": 5, **fields})
    with every_number_wide():
        wanted = gradviz.run(e)
    assert np.isneginf(wanted.log10_grad_hidden).any() or e.cell == "gru"
    monkeypatch.setattr(answer, "ExactRun", None)
    got = gradviz.run(e)
    for name in LOG_FIELDS:
        if getattr(wanted, name) is not None:
            there = np.isfinite(getattr(wanted, name))
            assert np.array_equal(np.isfinite(getattr(got, name)), there), name
            assert np.abs(getattr(got, name)[there] - getattr(wanted, name)[there]).max(initial=0) < 1e-10, name


@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-9), ("float32", 1e-3)])
def test_wide_numbers_follow_the_states_that_were_recorded(dtype, tolerance):
    """In chaos the last bit of h_1 decides h_100: a forward pass of their own would be another trajectory."""
    e = experiment("rnn_tanh", hidden_size=24, steps=400, spectral_radius=8.0, input_scale=0.1, dtype=dtype)
    wanted = gradviz.run(e)
    moved = gradviz.run(e, initial_state=np.full((1, 1, 24), 1e-7))
    assert np.abs(moved.hidden - wanted.hidden)[0, -50:].max() > 0.5, "chaotic"
    with every_number_wide():
        got = gradviz.run(e)
    assert np.abs(got.log10_grad_hidden - wanted.log10_grad_hidden).max() < tolerance
