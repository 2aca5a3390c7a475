"""A torch module's own network: the gradients are those of autograd through the module, and strangers are refused."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils import parametrizations, rnn

import gradviz
from gradviz.errors import ExperimentError, GradvizError

KINDS = {
    "tanh": lambda *sizes, **more: nn.RNN(*sizes, **more),
    "relu": lambda *sizes, **more: nn.RNN(*sizes, nonlinearity="relu", **more),
    "lstm": nn.LSTM,
    "gru": nn.GRU,
}
SHAPES = [{}, {"num_layers": 3}, {"bias": False, "batch_first": True}, {"num_layers": 2, "batch_first": True}]
CLOSE = {torch.float64: 1e-10, torch.float32: 2e-3}


@pytest.fixture(autouse=True)
def _same_draws() -> None:
    torch.manual_seed(1)


def log10_norm(gradient: torch.Tensor) -> np.ndarray:
    return gradient.double().norm(dim=-1).log10().numpy()


@pytest.mark.parametrize(("kind", "shape"), list(itertools.product(KINDS, SHAPES)))
@pytest.mark.parametrize("dtype", CLOSE)
def test_the_gradients_are_those_of_autograd_through_the_module(kind, shape, dtype) -> None:
    module = KINDS[kind](4, 6, **shape).to(dtype)
    x = torch.randn(3, 20, 4, dtype=dtype) if module.batch_first else torch.randn(20, 3, 4, dtype=dtype)
    pull = torch.randn(*x.shape[:2], 6, dtype=dtype)
    result = gradviz.inspect(module, x, loss_gradient=pull)
    read = x.clone().requires_grad_()
    output, _ = module(read)
    (output * pull).sum().backward()
    first = (lambda array: array.transpose(0, 1)) if module.batch_first else (lambda array: array)
    close = {"rtol": 0, "atol": CLOSE[dtype]}
    np.testing.assert_allclose(result.log10_grad_input, log10_norm(first(read.grad)), **close)
    np.testing.assert_allclose(result.hidden[-1, 1:], first(output.detach()).numpy(), **close)
    for name, parameter in module.named_parameters():
        got, wanted = result.parameter_gradients[name], parameter.grad.double().numpy()
        np.testing.assert_allclose(got, wanted, rtol=0, atol=CLOSE[dtype] * abs(wanted).max())
    assert result.note.startswith(f"nn.{type(module).__name__} computes the same: h_t and the final states differ by")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("batch_first", [False, True])
def test_one_sequence_with_a_start_and_a_loss_at_the_end(kind, batch_first) -> None:
    module = KINDS[kind](4, 6, num_layers=2, batch_first=batch_first).double()
    x, pull = torch.randn(15, 4), torch.randn(6)
    start = tuple(torch.randn(2, 6) for _ in range(2 if kind == "lstm" else 1))
    state = start if kind == "lstm" else start[0]
    result = gradviz.inspect(module, x, initial_state=state, loss_gradient=pull)
    read = x.double().requires_grad_()
    output, _ = module(read, tuple(s.double() for s in start) if kind == "lstm" else start[0].double())
    (output[-1] * pull.double()).sum().backward()
    np.testing.assert_allclose(result.log10_grad_input[:, 0], log10_norm(read.grad), rtol=0, atol=1e-10)
    assert result.hidden.shape == (2, 16, 1, 6)


def test_what_is_left_open_can_be_asked() -> None:
    module = nn.GRU(4, 6).double()
    result = gradviz.inspect(module, np.random.default_rng(0).normal(size=(12, 4)), truncation=5, loss="every", seed=3)
    asked = result.experiment
    assert (asked.cell, asked.truncation, asked.loss, asked.seed) == ("gru", 5, "every", 3)
    assert (asked.dtype, asked.spectral_radius) == ("float64", None)
    assert gradviz.check(result).agrees
    assert gradviz.inspect(module, [[0.5] * 4, [1.0] * 4]).experiment.steps == 2


def test_the_module_is_left_as_it_was() -> None:
    module = nn.LSTM(4, 6, num_layers=2, dropout=0.5).eval()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    x = torch.randn(9, 4, requires_grad=True)
    gradviz.inspect(module, x)
    assert not module.training
    assert all(torch.equal(before[name], value) for name, value in module.state_dict().items())
    assert all(parameter.grad is None and parameter.requires_grad for parameter in module.parameters())


def test_a_parametrised_weight_and_a_dropout_of_one_layer_are_followed() -> None:
    assert (
        "the same"
        in gradviz.inspect(parametrizations.weight_norm(nn.RNN(3, 4), "weight_hh_l0"), torch.randn(8, 3)).note
    )
    with pytest.warns(UserWarning, match="dropout"):
        module = nn.LSTM(3, 4, dropout=0.3)
    assert "the same" in gradviz.inspect(module, torch.randn(8, 3)).note


def test_a_network_that_amplifies_rounding_is_compared_step_by_step() -> None:
    module = nn.RNN(3, 100).double()
    with torch.no_grad():
        module.weight_hh_l0 *= 30
    note = gradviz.inspect(module, 0.01 * torch.randn(200, 3)).note
    assert "two steps from any common state it differs by at most" in note
    assert "amplifies rounding" in note


def test_a_state_beyond_the_floats_is_not_compared() -> None:
    module = nn.RNN(2, 3, nonlinearity="relu").double()
    with torch.no_grad():
        module.weight_hh_l0.fill_(1e3)
    assert "was not compared" in gradviz.inspect(module, torch.ones(400, 2)).note


class Louder(nn.GRU):
    def forward(self, *given):
        output, state = super().forward(*given)
        return output * 1.0005, state


class Otherwise(nn.LSTM):
    def forward(self, given, state=None):
        return super().forward(given.flip(0), state)


@pytest.mark.parametrize("kind", [Louder, Otherwise])
@pytest.mark.parametrize("dtype", CLOSE)
def test_a_module_that_computes_something_else_is_found_out(kind, dtype) -> None:
    with pytest.raises(GradvizError, match=r"steps? from a common state it differs by .*, where rounding explains"):
        gradviz.inspect(kind(3, 50).to(dtype), torch.randn(10, 3))


def test_a_hook_is_found_out() -> None:
    module = nn.GRU(3, 4)
    module.register_forward_hook(lambda _module, _given, found: (found[0] + 0.01, found[1]))
    with pytest.raises(GradvizError, match="does not compute what its weights say"):
        gradviz.inspect(module, torch.randn(10, 3))


GRU, X = nn.GRU(2, 3), torch.zeros(5, 2)


@pytest.mark.parametrize(
    ("module", "inputs", "more", "words"),
    [
        (nn.LSTM(2, 3, bidirectional=True), X, {}, "runs in both directions"),
        (nn.LSTM(2, 3, proj_size=2), X, {}, "with a projection"),
        (nn.LSTM(2, 3, num_layers=2, dropout=0.5), X, {}, "call module.eval() first"),
        (nn.LSTMCell(2, 3), X, {}, "give an nn.LSTM."),
        (nn.Linear(2, 3), X, {}, "you gave a Linear."),
        (nn.Sequential(nn.Linear(2, 2), GRU), X, {}, "such as module.1."),
        ("gru", X, {}, "you gave a str"),
        (nn.GRU(2, 3).half(), X, {}, "weights are float16; give it as float32 or float64"),
        (GRU, rnn.pack_sequence([X]), {}, "not a PackedSequence"),
        (GRU, torch.zeros(5), {}, "they have 1 axes"),
        (GRU, torch.zeros(5, 4), {}, "hold 4 numbers a step; the module takes 2"),
        (GRU, torch.zeros(0, 2), {}, "hold no step"),
        (GRU, torch.full((5, 2), torch.nan), {}, "nan at [0, 0]"),
        (GRU, "text", {}, "array of real numbers; you gave a str"),
        (GRU, [[1.0], [1.0, 2.0]], {}, "array of real numbers"),
        (GRU, None, {}, "array of real numbers"),
        (GRU, X, {"initial_state": torch.zeros(2, 3)}, "must be (layers, H) = (1, 3)"),
        (GRU, X, {"initial_state": (torch.zeros(1, 3),) * 2}, "an nn.GRU takes h_0 alone"),
        (nn.LSTM(2, 3), X, {"initial_state": torch.zeros(1, 3)}, "takes a tuple (h_0, c_0)"),
        (GRU, X, {"loss_gradient": torch.zeros(2)}, "must be (H,) = (3,) or (T, H) = (5, 3)"),
        (GRU, X, {"cell": "lstm"}, "cell is the module's"),
        (GRU, X, {"steps": 3}, "steps is the module's and its inputs' own"),
        (GRU, X, {"truncaton": 3}, "did you mean truncation?"),
        (GRU, X, {"loss": "next_char"}, "needs a model with a read-out"),
        (GRU, X, {"loss_step": 9}, "between 1 and steps = 5"),
    ],
)
def test_what_is_refused(module, inputs, more, words: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        gradviz.inspect(module, inputs, **more)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
