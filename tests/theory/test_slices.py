"""What each step adds to ∂L/∂W_hh: against a copy of W_hh for each step, exact powers, and the measurement."""

import importlib
import tracemalloc

import numpy as np
import pytest

from gradviz.engine.asked import asked_of
from gradviz.theory import TheoryError, recurrent_slices
from tests.engine.helpers import loss_rows
from tests.reference.autograd import reference
from tests.theory.helpers import CELL_NAMES, assert_close, plain_weights, ran

FIELDS = [
    {},
    {"batch_size": 3, "loss": "every"},
    {"layers": 2, "batch_size": 3, "loss": "every", "truncation": 5},
    {"loss_step": 7},
    {"hidden_size": 1},
    {"hidden_size": 1, "batch_size": 3},
    {"steps": 1, "batch_size": 2},
    {"dtype": "float32", "batch_size": 3},
    {"spectral_radius": 0.0},
]


def autograds(result):
    """Return each step's slice, (L, T, G·H, H), by a copy of W_hh for each step."""
    e, asked = result.experiment, asked_of(result)
    weights = {name: array.astype(np.float64) for name, array in result.weights.items()}
    found = reference(e.cell, weights, asked.inputs, loss_rows(e), asked.hidden, asked.cell, e.truncation)
    return found.contributions.numpy()


def assert_same_slices(found, wanted, tolerance):
    """Compare entry by entry, relative to the largest of each slice."""
    peaks = np.abs(wanted).max((1, 2))
    with np.errstate(divide="ignore"):
        assert_close(found.log10_largest, np.log10(peaks), tolerance)
        assert_close(found.log10_norm, np.log10(np.linalg.norm(wanted, axis=(1, 2))), tolerance)
    for t, (slice_, peak) in enumerate(zip(wanted, peaks, strict=True), 1):
        assert_close(found.at(t), slice_ / (peak or 1.0), tolerance)
        if peak == 0:
            assert not found.left[t - 1].any()
            assert found.exponents[t - 1] == 0
        else:
            assert abs(np.abs(found.at(t)).max() - 1) < 1e-14


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("fields", FIELDS)
def test_every_slice_is_autograds(cell, fields):
    result = ran(cell, init="torch", **({"spectral_radius": None} | fields))
    single = "dtype" in fields
    for layer, wanted in enumerate(autograds(result)):
        found = recurrent_slices(result, layer)
        assert_same_slices(found, wanted, 1e-4 if single else 1e-12)
        assert_close(found.log10_norm, result.log10_grad_recurrent[layer], 1e-4 if single else 1e-11)
        scaled = found.left.mT @ found.right * np.exp2(found.exponents)[:, None, None]
        assert_close(scaled.sum(0), wanted.sum(0), (1e-4 if single else 1e-12) * np.abs(wanted).max(initial=1.0))
    assert np.array_equal(recurrent_slices(result).left, found.left)


@pytest.mark.parametrize("cell", ["lstm", "gru"])
@pytest.mark.parametrize("layers", [1, 2])
def test_picked_rows_and_columns_are_those_of_the_whole(cell, layers):
    found = recurrent_slices(ran(cell, batch_size=3, layers=layers))
    whole = found.at(12)
    rows, columns = np.array([3, 0, 17]), slice(1, 6, 2)
    assert_close(found.at(12, rows), whole[rows], 1e-15)
    assert_close(found.at(12, rows, columns), whole[rows][:, columns], 1e-15)
    assert_close(found.at(12, slice(0, 2), [5]), whole[:2, [5]], 1e-15)
    assert_close(found.at(12, columns=[2, 2]), whole[:, [2, 2]], 1e-15)
    assert found.at(12, []).shape == (0, 6)


def test_beyond_every_float():
    """W = ½, x = 1: δ_t = v ½^(T−t) and h_{t−1} = 2 (1 − ½^(t−1)) exactly; slice 2 is 1e−602 of slice T."""
    steps = 2000
    weights = plain_weights([[0.5, 0.0], [0.0, 0.25]])
    weights["weight_ih_l0"][:] = 1.0
    v = np.array([[3.0, -5.0]])
    given = {"weights": weights, "inputs": np.ones((steps, 1, 1)), "loss_gradient": v}
    found = recurrent_slices(ran("rnn_linear", given, steps=steps, hidden_size=2, input_size=1))
    t = np.arange(1, steps + 1)
    hidden = np.stack([2 * (1 - 0.5 ** (t - 1.0)), 4 / 3 * (1 - 0.25 ** (t - 1.0))])
    with np.errstate(divide="ignore"):
        log10_hidden = np.log10(hidden)
    log10_delta = np.stack([np.log10(3) + (steps - t) * np.log10(0.5), np.log10(5) + (steps - t) * np.log10(0.25)])
    wanted = log10_delta.max(0) + log10_hidden.max(0)
    assert wanted[1] < -600
    assert np.isneginf(found.log10_largest[0])
    assert_close(found.log10_largest, wanted, 1e-9)
    column = log10_delta[:, 1989] + log10_hidden[0, 1989] - wanted[1989]
    assert_close(np.log10(np.abs(found.at(1990)[:, 0])), column, 1e-9)
    assert_close(found.at(3)[0], [1.0, hidden[1, 2] / hidden[0, 2]], 1e-12)


def test_sequences_far_apart_and_a_state_that_hides_the_larger_gradient():
    """Sequence 0 has a gradient of 1e250 and h = 0, sequence 1 one of 1e−250 and all the say."""
    weights = plain_weights(0.5 * np.eye(2))
    weights["weight_ih_l0"][:] = 1.0
    x, v = np.zeros((4, 2, 1)), np.array([[1e250, 1e250], [1e-250, 2e-250]])
    x[:, 1] = 1.0
    given = {"weights": weights, "inputs": x, "loss_gradient": v}
    found = recurrent_slices(ran("rnn_linear", given, steps=4, hidden_size=2, input_size=1, batch_size=2))
    assert_close(found.log10_largest, [-np.inf, *np.log10(2e-250 * np.array([0.25, 0.75, 1.75]))], 1e-12)
    assert_close(found.at(3), [[0.5, 0.5], [1.0, 1.0]], 1e-14)


def test_sequences_that_cancel_are_an_exact_zero():
    weights = plain_weights([[0.5, 0.25], [0.0, 0.5]])
    weights["weight_ih_l0"][:] = 1.0
    given = {"weights": weights, "inputs": np.ones((5, 2, 1)), "loss_gradient": [[1.0, 2.0], [-1.0, -2.0]]}
    found = recurrent_slices(ran("rnn_linear", given, steps=5, hidden_size=2, input_size=1, batch_size=2))
    assert not found.left.any()
    assert not found.exponents.any()
    assert not found.at(5).any()
    assert np.isneginf(found.log10_norm).all()
    assert np.isneginf(found.log10_largest).all()


def test_sequences_that_cancel_but_for_their_rounding_are_not_refused():
    given = {"inputs": np.ones((5, 2, 3)), "loss_gradient": np.outer([1.0, -1.0 - 1e-15], np.arange(1.0, 7.0))}
    found = recurrent_slices(ran(given=given, steps=5, batch_size=2))
    assert (found.log10_largest < -13).all()


def test_dead_units_give_exactly_nothing():
    weights = plain_weights(np.eye(2), bias=1.0)
    weights["weight_ih_l0"][:] = 1.0
    x = np.zeros((9, 1, 1))
    x[4] = -50.0
    found = recurrent_slices(ran("rnn_relu", {"weights": weights, "inputs": x}, steps=9, hidden_size=2, input_size=1))
    dead = np.array([True] * 6 + [False] * 3)  # δ is 0 up to the step that was off, and the state after it is 0
    assert np.array_equal(np.isneginf(found.log10_norm), dead)
    assert np.array_equal(~found.left.any((1, 2)), dead)


@pytest.mark.parametrize(("batch", "hidden"), [(2, 200), (7, 90), (40, 70)])
def test_the_largest_entry_and_the_norm_are_those_of_the_formed_slices(batch, hidden):
    found = recurrent_slices(ran("gru", batch_size=batch, hidden_size=hidden, loss="every"))
    formed = found.left.mT @ found.right
    assert_close(found.peaks, np.abs(formed).max((1, 2)), 1e-13)
    norms = np.linalg.norm(formed, axis=(1, 2))
    alive = norms > 0
    assert_close(found.log10_norm[alive], np.log10(norms[alive]) + found.exponents[alive] * np.log10(2), 1e-11)


def test_a_few_rows_are_not_believed_where_all_may_cancel():
    """100 rows whose sequences cancel have the largest bounds; the largest entry is in the one that stands alone."""
    left, right = np.ones((5, 2, 101)), np.ones((5, 2, 20))
    left[:, 1] = -1.0
    left[:, :, 50] = [[0.5, 0.0]]
    left[3:, 0] += 1.0
    module = importlib.import_module("gradviz.theory.slices")
    norms, peaks = module._measured(left, right)
    formed = left.mT @ right
    assert_close(peaks, [0.5] * 3 + [1.5] * 2, 1e-15)
    assert_close(norms, np.linalg.norm(formed, axis=(1, 2)), 1e-12)


@pytest.mark.parametrize("batch", [3, 12])
def test_slices_are_formed_a_few_at_a_time(batch, monkeypatch):
    result = ran("gru", batch_size=batch, hidden_size=9, loss="every")
    wanted = recurrent_slices(result)
    monkeypatch.setattr(importlib.import_module("gradviz.theory.slices"), "_BLOCK_NUMBERS", 500)
    found = recurrent_slices(result)
    assert_close(found.peaks, wanted.peaks, 1e-15)
    assert_close(found.log10_norm, wanted.log10_norm, 1e-15)


def test_no_room_is_taken_for_whole_slices():
    result = ran("lstm", steps=200, hidden_size=128, batch_size=2)
    tracemalloc.start()
    recurrent_slices(result)
    assert tracemalloc.get_traced_memory()[1] < 200 * 4 * 128 * 128 * 8 / 2
    tracemalloc.stop()


def test_refusals():
    found = recurrent_slices(ran())
    for step in (0, 13):
        with pytest.raises(TheoryError, match="1 to 12"):
            found.at(step)
    with pytest.raises(IndexError):
        found.at(1, [6])
    with pytest.raises(TheoryError, match="no layer 1"):
        recurrent_slices(ran(), 1)
    with pytest.raises(TheoryError, match="left the range of floats"):
        recurrent_slices(ran("rnn_linear", steps=600, spectral_radius=4.0))
    faded = ran("rnn_linear", steps=1500, spectral_radius=0.5, input="impulse")
    assert np.isfinite(faded.log10_grad_recurrent[0, -1])
    with pytest.raises(TheoryError, match="below the smallest float"):
        recurrent_slices(faded)
