"""Each step's part of ∂L/∂W_hh."""

import numpy as np
import pytest
import torch

import gradviz
from gradviz.engine import contributions
from gradviz.engine.contributions import log10_contributions
from gradviz.engine.scaled import Rows
from tests.engine.helpers import CELL_NAMES, experiment, slow, states


def rows(values, exponents=None):
    values = torch.as_tensor(values)
    return Rows(values, np.zeros(values.shape[:2]) if exponents is None else np.asarray(exponents, float))


def direct(delta, hidden):
    return np.linalg.norm(np.einsum("tbi,tbj->tij", delta, hidden), axis=(1, 2))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_the_parts_add_up_to_the_total(cell):
    """One sequence, so that each part's norm is checked against a part that is really summed."""
    e = experiment(cell, layers=2, loss="every")
    start = states(e)
    result = gradviz.run(e, initial_state=start)
    parts = slow(e, result, start).contributions.numpy()
    for layer in range(2):
        total = parts[layer].sum(0)
        assert result.parameter_gradients[f"weight_hh_l{layer}"] == pytest.approx(total, rel=1e-11, abs=1e-13)
        assert 10 ** result.log10_grad_recurrent[layer] == pytest.approx(
            np.linalg.norm(parts[layer], axis=(1, 2)), rel=1e-12
        )


@pytest.mark.parametrize(("batch", "hidden"), [(2, 8), (4, 8), (5, 8), (30, 8), (1, 1), (3, 1)])
def test_gram_and_direct_agree(batch, hidden):
    generator = np.random.default_rng(0)
    delta, h = generator.standard_normal((20, batch, 2 * hidden)), generator.standard_normal((20, batch, hidden))
    assert 10 ** log10_contributions(rows(delta), rows(h)) == pytest.approx(direct(delta, h), rel=1e-13)


def test_two_opposite_sequences_cancel_exactly():
    delta = np.ones((3, 2, 8))
    h = np.ones((3, 2, 8))
    h[:, 1] = -1
    h[1, 1] *= 1 - 2.0**-30
    found = log10_contributions(rows(delta), rows(h))
    assert np.isneginf(found[[0, 2]]).all()
    assert found[1] == pytest.approx(np.log10(8 * 2.0**-30), abs=1e-12)


def test_sequences_hundreds_of_decades_apart():
    delta = np.ones((2, 3, 8))
    h = np.ones((2, 3, 8))
    h[:, 2] = 0
    exponents = [[-3000, -3001, 9000], [4000, -4000, -np.inf]]
    found = log10_contributions(rows(delta, exponents), rows(h))
    assert found == pytest.approx([np.log10(8 * 1.5) - 3000 * np.log10(2), np.log10(8) + 4000 * np.log10(2)], abs=1e-9)


def test_nothing_is_minus_infinity():
    assert np.isneginf(log10_contributions(rows(np.zeros((4, 3, 8))), rows(np.ones((4, 3, 8))))).all()
    assert np.isneginf(log10_contributions(rows(np.zeros((4, 1, 8))), rows(np.ones((4, 1, 8))))).all()


def test_large_batches_are_taken_in_blocks(monkeypatch):
    """No T × H × H array is ever made."""
    generator = np.random.default_rng(0)
    delta, h = generator.standard_normal((50, 6, 8)), generator.standard_normal((50, 6, 8))
    monkeypatch.setattr(contributions, "_BLOCK_NUMBERS", 200)
    assert 10 ** log10_contributions(rows(delta), rows(h)) == pytest.approx(direct(delta, h), rel=1e-13)
