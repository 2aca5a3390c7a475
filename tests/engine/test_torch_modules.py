"""PyTorch's own layers, with their state_dict as it is: gate order, names, shapes and conventions."""

import numpy as np
import pytest
import torch

import gradviz
from tests.engine.helpers import assert_close, experiment

MODULES = {
    "rnn_tanh": lambda *sizes, **kw: torch.nn.RNN(*sizes, nonlinearity="tanh", **kw),
    "rnn_relu": lambda *sizes, **kw: torch.nn.RNN(*sizes, nonlinearity="relu", **kw),
    "lstm": torch.nn.LSTM,
    "gru": torch.nn.GRU,
}


@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 2e-5)])
@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("cell", MODULES)
def test_forward_and_parameter_gradients(cell, layers, dtype, tolerance):
    torch.manual_seed(0)
    module = MODULES[cell](3, 6, num_layers=layers, dtype=getattr(torch, dtype))
    e = experiment(cell, layers=layers, batch_size=2, dtype=dtype)
    generator = np.random.default_rng(0)
    x, v = generator.standard_normal((12, 2, 3)), generator.standard_normal((12, 2, 6))
    result = gradviz.run(e, weights=module.state_dict(), inputs=x, loss_gradient=v)
    out, _ = module(torch.tensor(x, dtype=getattr(torch, dtype)))
    (out * torch.tensor(v, dtype=out.dtype)).sum().backward()
    assert_close(result.hidden[-1, 1:], out.detach(), tolerance)
    for name, parameter in module.named_parameters():
        assert_close(result.parameter_gradients[name], parameter.grad, tolerance, name)
        assert np.array_equal(result.weights[name], parameter.detach().numpy())
    assert result.explicit["weights"].size == 0
    assert np.array_equal(result.explicit["inputs"], x.astype(dtype))


def test_a_very_closed_forget_gate_keeps_its_digits():
    e = gradviz.Experiment(cell="lstm", forget_bias=-20.0, hidden_size=5, input_size=2, steps=3, spectral_radius=0.0)
    result = gradviz.run(e)
    pre = (
        np.tensordot(gradviz.engine.inputs.inputs_of(e), result.weights["weight_ih_l0"][5:10].T, 1)
        + result.weights["bias_ih_l0"][5:10]
    )
    wanted = torch.sigmoid(torch.tensor(pre)).numpy()
    assert np.abs(result.gates["forget"][0] / wanted - 1).max() < 1e-12
