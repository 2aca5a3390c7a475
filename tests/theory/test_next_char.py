"""What theory says of a trained model's prediction is about the gradient that was measured."""

import numpy as np
import pytest

import gradviz
from gradviz import theory
from gradviz.theory.untruncated import untruncated
from tests.models.made import KINDS, TEXT, made, written

STEPS = 40


def result_of(path, cell, sure=0.0, **fields):
    model = written(path / "m.safetensors", cell, *made(cell))
    asked = gradviz.Experiment(model=model, input="text", text=TEXT, steps=STEPS, loss="next_char", **fields)
    weights = {name: np.array(array) for name, array in gradviz.run(asked).weights.items()}
    weights["readout.bias"][asked.alphabet.index(TEXT[asked.loss_step or STEPS])] += sure
    weights["bias_ih_l0"] += 0.5 * (cell == "rnn_relu")  # awake
    return gradviz.run(asked, weights=weights)


@pytest.mark.parametrize("sure", [0.0, 2000.0])
@pytest.mark.parametrize("cell", KINDS)
def test_influence_of_the_loss_step_is_the_measured_gradient(cell, sure, tmp_path):
    result = result_of(tmp_path, cell, sure, loss_step=30)
    found = theory.influence(result)
    row = found.log10[list(found.loss_steps).index(30), :31]
    measured = result.log10_grad_hidden[-1, :31, 0]
    there = np.isfinite(measured)
    assert there[30]
    assert (measured[30] < -800) == (sure > 0)
    np.testing.assert_array_equal(np.isfinite(row), there)
    np.testing.assert_allclose(row[there], measured[there], atol=1e-9)


@pytest.mark.parametrize("sure", [0.0, 2000.0])
@pytest.mark.parametrize("cell", KINDS)
def test_the_terms_of_every_step_add_up_to_its_change(cell, sure, tmp_path):
    result = result_of(tmp_path, cell, sure)
    changes = theory.step_changes(result)
    measured = result.log10_grad_hidden[-1, :, 0]
    with np.errstate(invalid="ignore"):
        moved = measured[:-1] - measured[1:]
    there = np.isfinite(moved)
    assert there.any()
    total = sum(terms[:, 0] for terms in changes.terms.values())
    np.testing.assert_allclose(total[there], moved[there], atol=1e-9)


@pytest.mark.parametrize("sure", [0.0, 2000.0])
@pytest.mark.parametrize("cell", ["rnn_tanh", "rnn_relu"])
def test_no_gradient_lies_above_its_bounds(cell, sure, tmp_path):
    result = result_of(tmp_path, cell, sure, truncation=15)
    measured = result.log10_grad_hidden[-1, :, 0]
    for bound in (theory.singular_value_bound(result), theory.measured_slope_bound(result)):
        assert (measured <= bound.log10[:, 0] + measured[bound.start] + 1e-9)[: bound.start + 1].all()


def test_the_run_without_truncation_needs_no_model_file(tmp_path):
    result = result_of(tmp_path, "lstm", truncation=10)
    (tmp_path / "m.safetensors").unlink()
    found = untruncated(result)
    assert np.isfinite(found.log10_grad_hidden).all()
    assert found.loss == result.loss
