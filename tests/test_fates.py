"""What became of a gradient, of curves written by hand."""

import numpy as np
import pytest

import gradviz
from gradviz.fates import Fate, fate, lost, median, shares

NONE, GAP = -np.inf, np.nan

CASES = [
    ("shrinks by ten decades", [-10, -5, 0], Fate.VANISHES, -10),
    ("grows by ten decades", [10, 5, 0], Fate.EXPLODES, 10),
    ("stays", [0.5, 9, 1], Fate.HOLDS, -0.5),
    ("relative to the loss, not to 1", [-4, -4, -4.5], Fate.HOLDS, 0.5),
    ("exactly at the threshold", [-3, 0], Fate.HOLDS, -3),
    ("exactly at the other", [3, 0], Fate.HOLDS, 3),
    ("past it", [-3.0001, 0], Fate.VANISHES, -3.0001),
    ("past the other", [3.0001, 0], Fate.EXPLODES, 3.0001),
    ("a true zero", [NONE, NONE, -2, 0], Fate.DIES, NONE),
    ("a zero at t = 0 alone", [NONE, 1, 0], Fate.DIES, NONE),
    ("a zero on the way that a later loss made good", [-1, NONE, 0], Fate.HOLDS, -1),
    ("no gradient at all", [NONE, NONE, NONE], Fate.DIES, NONE),
    ("a loss in the middle", [-4, -2, 0, NONE, NONE], Fate.VANISHES, -4),
    ("a shorter sequence", [-4, -2, 0, GAP, GAP], Fate.VANISHES, -4),
    ("a loss in the middle of a shorter one", [4, 0, NONE, GAP], Fate.EXPLODES, 4),
    ("no gradient in a shorter one", [NONE, NONE, GAP], Fate.DIES, NONE),
    ("still to come", [GAP, GAP, GAP], Fate.UNKNOWN, GAP),
    ("one step", [-0.4, 0], Fate.HOLDS, -0.4),
    ("no step: nothing can vanish", [-700], Fate.HOLDS, 0),
    ("beyond every float", [-5000, -2000, -1000], Fate.VANISHES, -4000),
]


@pytest.mark.parametrize(("curve", "wanted", "decades"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_curve(curve, wanted, decades):
    assert fate(curve) == wanted
    assert lost(curve) == pytest.approx(decades, nan_ok=True)


def test_a_grid_of_curves_is_each_by_itself():
    width = max(len(case[1]) for case in CASES)
    curves = np.full((2, len(CASES), width), np.nan)
    for place, (_, curve, *_) in enumerate(CASES):
        curves[:, place, : len(curve)] = curve
    found = fate(curves)
    assert found.shape == (2, len(CASES))
    assert found.dtype == np.int8
    assert found.tolist() == [[case[2] for case in CASES]] * 2


def test_thresholds_and_the_step_of_the_loss_are_the_callers():
    curves = [[-2, 0, 5], [2, 0, -5]]
    assert fate(curves).tolist() == [Fate.VANISHES, Fate.EXPLODES]
    assert fate(curves, 1).tolist() == [Fate.HOLDS, Fate.HOLDS]
    assert fate(curves, [2, 1]).tolist() == [Fate.VANISHES, Fate.HOLDS]
    assert fate(curves, 1, vanishes_below=-1).tolist() == [Fate.VANISHES, Fate.HOLDS]
    assert fate(curves, 1, explodes_above=1).tolist() == [Fate.HOLDS, Fate.EXPLODES]


def test_shares_leave_out_what_is_unknown():
    found = shares([[0, 1, 1, -1], [3, 2, 3, 3], [-1, -1, -1, -1]], axis=1)
    assert list(found) == [Fate.DIES, Fate.VANISHES, Fate.HOLDS, Fate.EXPLODES]
    assert found[Fate.DIES] == pytest.approx([1 / 3, 0, np.nan], nan_ok=True)
    assert found[Fate.VANISHES] == pytest.approx([2 / 3, 0, np.nan], nan_ok=True)
    assert found[Fate.HOLDS] == pytest.approx([0, 1 / 4, np.nan], nan_ok=True)
    assert found[Fate.EXPLODES] == pytest.approx([0, 3 / 4, np.nan], nan_ok=True)
    assert shares([[0, 1], [1, -1]])[Fate.VANISHES] == pytest.approx(2 / 3)
    assert shares([[0, 1], [1, -1]], (0, 1))[Fate.DIES] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([3, 1, 2], 2), ([4, 1, 2, 3], 2.5), ([NONE, NONE, 5], NONE), ([NONE, 4, 5], 4), ([NONE, 1], NONE),
        ([NONE, NONE], NONE), ([GAP, 2, GAP], 2), ([GAP, NONE, 1, 7], 1), ([GAP, GAP], GAP), ([6], 6),
    ],
)  # fmt: skip
def test_median(values, wanted):
    assert median(values) == pytest.approx(wanted, nan_ok=True)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_the_median_is_numpys_where_numpy_has_one(axis):
    draw = np.random.default_rng(1)
    values = draw.normal(size=(5, 6, 7))
    values[draw.random(values.shape) < 0.2] = np.nan
    assert np.array_equal(median(values, axis), np.nanmedian(values, axis), equal_nan=True)


def test_what_measured_gradients_did():
    """ρ = 0 dies, a linear network at 0.5 and at 2 does what its radius says over 60 steps."""
    question = gradviz.Experiment(cell="rnn_linear", steps=60, hidden_size=16, device="cpu")
    found = gradviz.sweep(question, spectral_radius=[0.0, 0.5, 2.0], steps=[1, 60], seeds=range(4))
    fates = fate(found.log10_grad_hidden)
    assert fates[0].tolist() == [[Fate.DIES] * 4] * 2
    assert fates[1:, 1].tolist() == [[Fate.VANISHES] * 4, [Fate.EXPLODES] * 4]
    assert fates[1:, 0].tolist() == [[Fate.HOLDS] * 4] * 2
