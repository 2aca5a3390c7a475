"""A check repeats a model's cross-entropy by a formula of its own, and finds what was altered."""

import dataclasses

import numpy as np
import pytest
import torch

import gradviz
from gradviz.checking.prediction import prediction_of
from tests.checking.test_planted_errors import assert_found, with_entry
from tests.models.made import KINDS, TEXT, made, written


def asked(path, cell="lstm", layers=1, **fields):
    model = written(path / "m.safetensors", cell, *made(cell, layers))
    return gradviz.Experiment(
        **{"model": model, "input": "text", "text": TEXT, "steps": 40, "loss": "next_char", **fields}
    )


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("cell", KINDS)
def test_every_cell_agrees(cell, dtype, tmp_path):
    experiment = asked(tmp_path, cell, 2, dtype=dtype, batch_size=2, loss_step=30, clip="norm", clip_threshold=0.1)
    found = gradviz.check(gradviz.run(experiment))
    assert found.agrees, found
    assert found.max_relative_difference < (1e-11 if dtype == "float64" else 1e-3)
    assert any("readout.weight" in line and "clipped_gradients" in line for line in found.covered)
    assert any(line.startswith("loss") or ", loss" in line for line in found.covered)


@pytest.mark.parametrize("scale", [40.0, 2000.0])
def test_what_autograd_alone_would_lose_is_checked(scale, tmp_path):
    experiment = asked(tmp_path)
    weights = {name: np.array(array) for name, array in gradviz.run(experiment).weights.items()}
    hidden = gradviz.run(experiment).hidden[-1, -1, 0]
    target = experiment.alphabet.index(TEXT[40])
    weights["readout.weight"][target] = scale * hidden / (hidden @ hidden)
    result = gradviz.run(experiment, weights=weights)
    scores = torch.from_numpy(weights["readout.weight"] @ hidden + weights["readout.bias"])
    assert torch.softmax(scores, 0)[target] == 1.0
    found = gradviz.check(result)
    assert found.agrees, found
    assert any("log10_grad_hidden" in line and "40" in line for line in found.covered), found
    wrong = dataclasses.replace(result, log10_grad_hidden=result.log10_grad_hidden + 1e-3)
    assert not gradviz.check(wrong).agrees


def test_altered_numbers_are_found(tmp_path):
    result = gradviz.run(asked(tmp_path))
    assert_found(dataclasses.replace(result, loss=result.loss * 1.0001), "loss")
    for group in ("parameter_gradients", "clipped_gradients"):
        assert_found(with_entry(result, group, "readout.weight", lambda array: array * 1.01), group)
    assert_found(with_entry(result, "log10_grad_parameters", "readout.bias", lambda norm: norm + 0.01), "readout.bias")


def test_another_loss_is_none_of_its(tmp_path):
    result = gradviz.run(asked(tmp_path, loss="last"))
    assert prediction_of(result) is None
    assert gradviz.check(result).agrees
