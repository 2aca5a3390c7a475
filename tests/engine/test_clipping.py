"""Clipping, against torch's own, and where the gradients are no floats."""

import numpy as np
import pytest
import torch

import gradviz
from gradviz.engine.clipping import clipped, joint_norm
from gradviz.engine.scaled import Scaled
from tests.engine.helpers import CELL_NAMES, experiment


def as_parameters(result):
    parameters = [torch.nn.Parameter(torch.zeros(gradient.shape)) for gradient in result.parameter_gradients.values()]
    for parameter, gradient in zip(parameters, result.parameter_gradients.values(), strict=True):
        parameter.data = parameter.data.double()
        parameter.grad = torch.tensor(gradient)
    return parameters


@pytest.mark.parametrize("threshold", [1e-3, 0.5, 1e3])
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_norm(cell, threshold):
    result = gradviz.run(experiment(cell, layers=2, loss="every", clip="norm", clip_threshold=threshold))
    parameters = as_parameters(result)
    total = torch.nn.utils.clip_grad_norm_(parameters, threshold)
    for parameter, got in zip(parameters, result.clipped_gradients.values(), strict=True):
        assert got == pytest.approx(parameter.grad.numpy(), rel=3e-6 if total > threshold else 1e-12, abs=1e-300)
    joint = np.sqrt(sum((gradient**2).sum() for gradient in result.clipped_gradients.values()))
    assert joint == pytest.approx(min(threshold, float(total)), rel=1e-12)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_value(cell):
    result = gradviz.run(experiment(cell, layers=2, loss="every", clip="value", clip_threshold=0.3))
    parameters = as_parameters(result)
    torch.nn.utils.clip_grad_value_(parameters, 0.3)
    for parameter, got in zip(parameters, result.clipped_gradients.values(), strict=True):
        assert np.array_equal(got, parameter.grad.numpy())


def test_off_leaves_them_alone():
    result = gradviz.run(experiment(clip="none", clip_threshold=1e-9))
    for name, gradient in result.parameter_gradients.items():
        assert np.array_equal(result.clipped_gradients[name], gradient)


def exploding(clip):
    e = gradviz.Experiment(cell="rnn_linear", steps=1400, hidden_size=2, input_size=1, init="identity", input="zeros",
                           spectral_radius=3.0, clip=clip, clip_threshold=2.0)  # fmt: skip
    x = np.zeros((1400, 1, 1))
    x[1399] = 1.0
    return gradviz.run(e, inputs=x)


def test_a_gradient_beyond_floats_is_clipped_to_the_threshold():
    result = exploding("norm")
    assert result.log10_grad_parameters["bias_hh_l0"] > 600
    assert np.isinf(result.parameter_gradients["bias_hh_l0"]).all()
    joint = np.sqrt(sum((gradient**2).sum() for gradient in result.clipped_gradients.values()))
    assert joint == pytest.approx(2.0, rel=1e-12)
    signs = np.sign(result.parameter_gradients["bias_hh_l0"])
    assert np.array_equal(np.sign(result.clipped_gradients["bias_hh_l0"]), signs)
    by_value = exploding("value")
    assert np.array_equal(by_value.clipped_gradients["bias_hh_l0"], 2.0 * signs)


def arrays(gradients):
    return {name: gradient.array() for name, gradient in gradients.items()}


def test_a_gradient_below_floats_is_left_alone():
    tiny = {"a": Scaled(np.array([1.0, 2.0]), -3000.0), "b": Scaled(np.zeros(2), 0.0)}
    e = experiment(clip="norm", clip_threshold=1e-3)
    assert clipped(tiny, arrays(tiny), e)["a"].tolist() == [0.0, 0.0]
    assert joint_norm({"b": tiny["b"]}) == (0.0, 0.0)
    apart = {"a": Scaled(np.array([3.0, 4.0]), 9000.0), "b": Scaled(np.array([1.0]), -9000.0)}
    assert clipped(apart, arrays(apart), e)["a"] == pytest.approx([0.6e-3, 0.8e-3], rel=1e-12)
    assert clipped(apart, arrays(apart), e)["b"].tolist() == [0.0]
