"""The same numbers on a GPU as on the CPU; runs where there is one."""

import numpy as np
import pytest
import torch

import gradviz
from gradviz.cells import CELLS
from tests.engine.helpers import experiment

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device on this machine")

QUESTIONS = [
    {},
    {"layers": 2, "batch_size": 3},
    {"loss": "every", "truncation": 30},
    {"steps": 2000, "spectral_radius": 0.5},
    {"steps": 600, "forget_bias": -60.0},
]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_prediction_is_that_of_the_cpu(dtype):
    text = '"I wonder," said the old man. "It will rain before the night is over," she replied. ' * 3
    e = gradviz.Experiment(model="prose", input="text", text=text, steps=200, loss="next_char", dtype=dtype)
    limit = 1e-9 if dtype == "float64" else 1e-2
    wanted = gradviz.run(e.replace(device="cpu"))
    for _ in range(2):
        got = gradviz.run(e.replace(device="cuda"))
        assert got.loss == pytest.approx(wanted.loss, rel=limit)
        assert np.abs(got.log10_grad_hidden - wanted.log10_grad_hidden).max() < limit
        for name in ("readout.weight", "readout.bias"):
            size = np.abs(wanted.parameter_gradients[name]).max()
            assert np.abs(got.parameter_gradients[name] - wanted.parameter_gradients[name]).max() < limit * size


@pytest.mark.parametrize("fields", QUESTIONS, ids=str)
@pytest.mark.parametrize("cell", CELLS)
def test_the_numbers_are_those_of_the_cpu(cell, fields):
    if "forget_bias" in fields and cell != "lstm":
        pytest.skip("only an LSTM has a forget gate")
    e = experiment(cell, **{"steps": 150, "hidden_size": 32, **fields})
    wanted = gradviz.run(e.replace(device="cpu"))
    for _ in range(2):  # captured, then replayed
        got = gradviz.run(e.replace(device="cuda"))
        assert got.note == ""
        for name in ("log10_grad_hidden", "log10_grad_recurrent", "log10_grad_input"):
            there = np.isfinite(getattr(wanted, name))
            assert np.array_equal(np.isfinite(getattr(got, name)), there), name
            assert np.abs(getattr(got, name)[there] - getattr(wanted, name)[there]).max() < 1e-9, name
        for name, gradient in wanted.parameter_gradients.items():
            assert np.abs(got.parameter_gradients[name] - gradient).max() <= 1e-9 * np.abs(gradient).max(), name
