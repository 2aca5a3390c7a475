"""W_hh ~ N(0, 1), not divided by √H: five ReLU units, fifty steps, as in the fifty lines of CS231n."""

import numpy as np
import pytest

import gradviz
from gradviz.engine.inputs import loss_of
from gradviz.engine.weights import drawn
from gradviz.fates import Fate, fate, shares
from tests.engine.helpers import CELL_NAMES, experiment
from tests.reference.fifty_lines import gradients

QUESTION = gradviz.Experiment(
    cell="rnn_relu", init="normal", spectral_radius=None, hidden_size=5, steps=51, input="impulse", device="cpu"
)
SEEDS = range(400)


@pytest.fixture(scope="module")
def found():
    return gradviz.sweep(QUESTION, seeds=SEEDS)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_the_same_numbers_as_gaussian_without_the_root(cell):
    for layers in (1, 2):
        size = {"cell": cell, "layers": layers, "hidden_size": 7, "spectral_radius": None, "seed": 3}
        plain, scaled = (drawn(experiment(**size, init=init)).weights for init in ("normal", "gaussian"))
        for name in plain:
            wanted = plain[name] / np.sqrt(7) if name.startswith("weight_hh") else plain[name]
            assert np.array_equal(scaled[name], wanted), name


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_spectral_radius_makes_it_gaussian(cell):
    plain, scaled = (drawn(experiment(cell, init=init, spectral_radius=0.8)) for init in ("normal", "gaussian"))
    for name in plain.weights:
        np.testing.assert_allclose(plain.weights[name], scaled.weights[name], rtol=1e-12, atol=0)
    np.testing.assert_allclose(plain.spectral_radius, 0.8, rtol=1e-12)


def test_entries_of_variance_one():
    weights = drawn(experiment(init="normal", spectral_radius=None, hidden_size=300, input_size=200)).weights
    assert weights["weight_hh_l0"].std() == pytest.approx(1, rel=0.01)
    assert weights["weight_ih_l0"].std() == pytest.approx(1 / np.sqrt(200), rel=0.01)
    assert not weights["bias_ih_l0"].any()
    assert not weights["bias_hh_l0"].any()


def test_mean_field_reads_its_variance():
    """σ_w² = H · 1: it is measured on the weights."""
    question = gradviz.Experiment(init="normal", spectral_radius=None, hidden_size=200, steps=20, device="cpu")
    found = gradviz.theory.mean_field(gradviz.run(question))
    scaled = gradviz.theory.mean_field(gradviz.run(question.replace(init="gaussian")))
    assert found.sigma_w == pytest.approx(np.sqrt(200) * scaled.sigma_w, rel=1e-12)
    assert found.sigma_w**2 == pytest.approx(200, rel=0.02)
    relu = gradviz.theory.mean_field(gradviz.run(question.replace(cell="rnn_relu", input="impulse")))
    assert relu.chi == pytest.approx(relu.sigma_w**2 / 2, rel=1e-12)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_autograd_agrees(cell):
    result = gradviz.run(QUESTION.replace(cell=cell, steps=30))
    assert gradviz.check(result).max_relative_difference < 1e-8


@pytest.mark.parametrize("seed", [0, 1, 2, 7, 42, 399])
def test_the_fifty_lines_say_the_same(found, seed):
    """From the Result's own W_hh and h_1 on; h_1 stands for their random initial state."""
    result = gradviz.run(QUESTION.replace(seed=seed))
    wanted = gradients(
        result.weights["weight_hh_l0"], result.hidden[0, 1, 0], loss_of(result.experiment).gradients[0, 0], 50
    )
    with np.errstate(divide="ignore"):
        norms = np.log10(np.linalg.norm(wanted, axis=1))[::-1]
    for got in (result.log10_grad_hidden[0, 1:, 0], found.log10_grad_hidden[seed, 1:]):
        assert np.array_equal(np.isneginf(got), np.isneginf(norms))
        np.testing.assert_allclose(got, norms, rtol=0, atol=1e-9)


def test_all_three_fates_of_the_lecture_happen(found):
    """Of the same network with other numbers, most explode and some vanish or die; as the fifty lines say of each."""
    measured = fate(found.log10_grad_hidden[:, 1:])
    own = []
    for seed in SEEDS:
        result = gradviz.run(QUESTION.replace(seed=seed, steps=1))
        last = loss_of(QUESTION.replace(seed=seed)).gradients[0, 0]
        norms = np.linalg.norm(gradients(result.weights["weight_hh_l0"], result.hidden[0, 1, 0], last, 50), axis=1)
        ratio = norms[-1] / norms[0]
        own.append(
            Fate.DIES if ratio == 0 else Fate.VANISHES if ratio < 1e-3 else Fate.EXPLODES if ratio > 1e3 else Fate.HOLDS
        )
    assert measured.tolist() == own
    found_shares = shares(measured)
    print({which.name: float(share) for which, share in found_shares.items()})
    assert all(found_shares[which] > 0 for which in (Fate.DIES, Fate.VANISHES, Fate.EXPLODES))
