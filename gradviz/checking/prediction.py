"""The cross-entropy of the next character once more: by autograd, in a form in which nothing cancels.

−log p_target = log(1 + e^u) with u = log Σ_{j ≠ target} e^{z_j} − z_target, so ∂L = σ(u) ∂u. Autograd differentiates u,
whose gradient is of moderate size wherever the prediction stands; σ(u) is taken as its logarithm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import logsigmoid, softplus

from gradviz.checking.scaled import Blurred, Floats, Scaled
from gradviz.result import Result

_EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class Prediction:
    """What a model's prediction at one step makes of the run's own state there.

    Attributes
    ----------
    step
        1 … T.
    loss, error
        L in nats, and what rounding may leave in it.
    injected, blur : (B, H)
        ∂L/∂h of that step, and how far rounding may move it.
    parameters
        The gradients of the read-out.
    """

    step: int
    loss: float
    error: float
    injected: Scaled
    blur: Scaled
    parameters: dict[str, Blurred]


class _Read(NamedTuple):
    """u and log σ(u) of each sequence (B,), and how far rounding moves u."""

    margin: Tensor
    log_share: Tensor
    moved: Tensor


def prediction_of(result: Result) -> Prediction | None:
    """Return the prediction that a Result's loss is about; None where the loss is something else."""
    experiment = result.experiment
    if experiment.loss != "next_char" or "loss_gradient" in result.explicit:
        return None
    step = experiment.loss_step or experiment.steps
    weight, bias = (_leaf(result.weights[f"readout.{kind}"]) for kind in ("weight", "bias"))
    hidden, target = _leaf(result.hidden[-1, step]), _target(experiment.alphabet, experiment.text[step])
    read = _read(hidden, weight, bias, target)
    error = float((read.log_share.exp() * read.moved).sum())
    found = softplus(read.margin).sum().item()
    rounding = float(np.finfo(experiment.dtype).eps) + read.moved.numpy()
    gradient, *parameters = _pulled(read, hidden, weight, bias)
    blur = gradient.blur * rounding[:, None]
    return Prediction(
        step, found, error + _EPS * found, gradient.row, Scaled(blur, gradient.row.exponents),
        {f"readout.{kind}": each for kind, each in zip(("weight", "bias"), parameters, strict=True)},
    )  # fmt: skip


def _leaf(array: Floats) -> Tensor:
    return torch.from_numpy(array.astype(np.float64)).requires_grad_()


def _target(alphabet: tuple[str, ...], character: str) -> int:
    """Return the place of a character; of one that is not there that of ``?``, a space, or the first one."""
    return alphabet.index(next((sign for sign in (character, "?", " ") if sign in alphabet), alphabet[0]))


def _read(hidden: Tensor, weight: Tensor, bias: Tensor, target: int) -> _Read:
    scores = hidden @ weight.T + bias
    others = torch.cat([scores[:, :target], scores[:, target + 1 :]], -1)
    margin = torch.logsumexp(others, -1) - scores[:, target]
    with torch.no_grad():
        moved = _EPS * (hidden.abs() @ weight.abs().T + bias.abs()).amax(-1) * 4
    return _Read(margin, logsigmoid(margin.detach()), moved)


class _Row(NamedTuple):
    row: Scaled
    blur: Floats


def _pulled(read: _Read, hidden: Tensor, weight: Tensor, bias: Tensor) -> tuple[_Row, Blurred, Blurred]:
    """Return σ(u) ∂u/∂h of each sequence, and the sums over them for the read-out's weight and bias."""
    if len(bias) == 1:  # the only character there is: it is sure to come
        zeros = [Blurred(Scaled.zeros(part.numel()), np.asarray(-np.inf)) for part in (weight, bias)]
        return _Row(Scaled.zeros(*hidden.shape), np.zeros(hidden.shape)), zeros[0], zeros[1]
    shares, powers = _split(read.log_share.numpy())
    to_hidden = torch.autograd.grad(read.margin, hidden, torch.from_numpy(shares), retain_graph=True)[0].numpy()
    size = np.broadcast_to(shares[:, None] * 2 * np.abs(weight.detach().numpy()).max(0), to_hidden.shape)
    top = powers.max()
    joint = torch.from_numpy(np.ldexp(shares, np.maximum(powers - top, -4000).astype(int)))
    sums = torch.autograd.grad(read.margin, [weight, bias], joint)
    rough = _EPS * 8 + float(read.moved.max())
    sizes = (2 * hidden.detach().norm(dim=-1) * joint).sum().item(), (2 * joint).sum().item()
    found = [
        Blurred(
            Scaled(part.numpy().reshape(-1), np.asarray(top)),
            np.asarray(math.log10(each * rough) + top * math.log10(2) if each else -np.inf),
        )
        for part, each in zip(sums, sizes, strict=True)
    ]
    return _Row(Scaled(to_hidden, powers), size), found[0], found[1]


def _split(logs: Floats) -> tuple[Floats, Floats]:
    """Return e ** logs as numbers about 1 and whole powers of two."""
    powers = np.floor(logs / math.log(2))
    return np.exp2(logs * math.log2(math.e) - powers), powers
