"""The recurrences as the textbooks write them, for autograd to differentiate.

p = W_ih x_t + b_ih and q = W_hh h_{t−1} + b_hh, in PyTorch's gate order. Autograd's own derivative of tanh is
1 − h², which has no digits left once h rounds to ±1, though the true slope may be 1e-20. So each
squashing function takes its value from torch and its derivative, still by autograd, from
exp(log σ), which keeps all digits down to the smallest float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import logsigmoid


@dataclass(frozen=True)
class Step:
    """What one step makes: h_t, c_t where there is one, and the gates by name."""

    hidden: Tensor
    cell: Any = None
    gates: Mapping[str, Tensor] = field(default_factory=dict)


@dataclass(frozen=True)
class Before:
    """What one step starts from: (…, H) each, ``cell`` None without one; ``seen`` is the run's own h_t."""

    hidden: Tensor
    cell: Any
    seen: Tensor


def _valued(value: Tensor, twin: Tensor) -> Tensor:
    """Return the value of one tensor with the derivative of the other."""
    return value.detach() + (twin - twin.detach())


def _sigmoid(a: Tensor) -> Tensor:
    return _valued(torch.sigmoid(a), torch.exp(logsigmoid(a)))


def _tanh(a: Tensor) -> Tensor:
    return _valued(torch.tanh(a), 2 * torch.exp(logsigmoid(2 * a)))


def _rnn_tanh(p: Tensor, q: Tensor, before: Before) -> Step:  # noqa: ARG001
    """Elman 1990."""
    return Step(_tanh(p + q))


def _rnn_relu(p: Tensor, q: Tensor, before: Before) -> Step:
    """Return max(0, a).

    A unit whose sum rounds to about 0 is on or off as the run has it; its size is compared as a state.
    """
    a = p + q
    return Step(_valued(torch.relu(a), torch.where(before.seen > 0, a, torch.zeros_like(a))))


def _rnn_linear(p: Tensor, q: Tensor, before: Before) -> Step:  # noqa: ARG001
    return Step(p + q)


def _lstm(p: Tensor, q: Tensor, before: Before) -> Step:
    """Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000."""
    i, f, g, o = (p + q).chunk(4, -1)
    i, f, g, o = _sigmoid(i), _sigmoid(f), _tanh(g), _sigmoid(o)
    cell = f * before.cell + i * g
    return Step(o * _tanh(cell), cell, {"input": i, "forget": f, "cell": g, "output": o})


def _gru(p: Tensor, q: Tensor, before: Before) -> Step:
    """Cho et al. 2014 in PyTorch's variant; 1 − z is written σ(−a), which keeps its digits."""
    (p_r, p_z, p_n), (q_r, q_z, q_n) = p.chunk(3, -1), q.chunk(3, -1)
    reset, update = _sigmoid(p_r + q_r), _sigmoid(p_z + q_z)
    new = _tanh(p_n + reset * q_n)
    hidden = _sigmoid(-(p_z + q_z)) * new + update * before.hidden
    return Step(hidden, None, {"reset": reset, "update": update, "new": new})


Recurrence = Callable[[Tensor, Tensor, Before], Step]

TEXTBOOK: Mapping[str, Recurrence] = {
    "rnn_tanh": _rnn_tanh,
    "rnn_relu": _rnn_relu,
    "rnn_linear": _rnn_linear,
    "lstm": _lstm,
    "gru": _gru,
}

UNBOUNDED = ("rnn_relu", "rnn_linear")
"""The cells whose states can leave the range of floats; without squashing, they have no slope to lose."""
