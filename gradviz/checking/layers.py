"""What one layer of a run was made of: its weights as tensors, its states with exponents, what it read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from gradviz.checking.scaled import Flags, Floats, Scaled
from gradviz.checking.textbook import TEXTBOOK, UNBOUNDED, Before, Recurrence, Step
from gradviz.engine.asked import Asked
from gradviz.result import Result

_NUMBERS = 2**18
_LONGEST = 64


@dataclass(frozen=True)
class Weights:
    """One layer's parameters in float64, by PyTorch's names."""

    weight_ih: Tensor
    weight_hh: Tensor
    bias_ih: Tensor
    bias_hh: Tensor

    def preactivations(self, read: Tensor, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Return W_ih x + b_ih and W_hh h + b_hh."""
        return read @ self.weight_ih.T + self.bias_ih, hidden @ self.weight_hh.T + self.bias_hh

    @cached_property
    def absolute(self) -> Weights:
        """Return the same with every entry's absolute value."""
        return Weights(self.weight_ih.abs(), self.weight_hh.abs(), self.bias_ih.abs(), self.bias_hh.abs())


@dataclass(frozen=True)
class Layer:
    """One layer: ``hidden`` (T + 1, B, H) and ``read`` (T, B, I) with exponents, as the run has them.

    Where the run's states left the floats, they are repeated here with an exponent for each row;
    ``held`` (T + 1, B) says where the run's own were floats. ``seen`` are the run's own throughout. A cell that
    ``squashes`` has slopes that can be below every float; one that ``masks`` has slopes of 0 and 1, by the sign.
    """

    index: int
    recurrence: Recurrence
    weights: Weights
    read: Scaled
    hidden: Scaled
    cell: Floats | None
    seen: Floats
    held: Flags
    squashes: bool
    masks: bool

    def chunks(self) -> Iterator[slice]:
        """Yield slices of steps (entry t − 1 is step t), the last ones first, each soon done."""
        steps, numbers = len(self.read.values), self.seen.shape[1] * len(self.weights.bias_hh)
        length = max(1, min(_LONGEST, _NUMBERS // numbers))
        for last in range(steps, 0, -length):
            yield slice(max(0, last - length), last)

    def before(self, steps: slice) -> Before:
        """Return what these steps start from."""
        cell = None if self.cell is None else torch.from_numpy(self.cell[steps])
        after = slice(steps.start + 1, steps.stop + 1)
        return Before(torch.from_numpy(self.hidden.values[steps]), cell, torch.from_numpy(self.seen[after]))

    def preactivations(self, steps: slice, absolute: bool = False) -> tuple[Tensor, Tensor]:
        """Return p and q of these steps; or bounds of what was summed up in them."""
        read, hidden = torch.from_numpy(self.read.values[steps]), torch.from_numpy(self.hidden.values[steps])
        if absolute:
            return self.weights.absolute.preactivations(read.abs(), hidden.abs())
        return self.weights.preactivations(read, hidden)

    def steps(self, steps: slice) -> Step:
        """Make these steps, each from the run's own state before it."""
        with torch.no_grad():
            return self.recurrence(*self.preactivations(steps), self.before(steps))


def layers_of(result: Result, asked: Asked) -> list[Layer]:
    """Return the layers of a run, the lowest first."""
    found: list[Layer] = []
    read = Scaled.of(asked.inputs)
    for index in range(result.experiment.layers):
        found.append(_layer(result, index, read))
        read = found[-1].hidden[1:]
    return found


def _layer(result: Result, index: int, read: Scaled) -> Layer:
    weights = Weights(*(
        torch.from_numpy(result.weights[f"{kind}_l{index}"].astype(np.float64))
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    ))  # fmt: skip
    seen, name = result.hidden[index].astype(np.float64), result.experiment.cell
    cell = None if result.cell_state is None else result.cell_state[index].astype(np.float64)
    hidden, held = Scaled.of(seen), np.isfinite(seen).all(-1)
    if name in UNBOUNDED and not held.all():
        hidden = _carried_on(weights, read, hidden, held, name == "rnn_relu")
    return Layer(
        index, TEXTBOOK[name], weights, read, hidden, cell, seen, held, name not in UNBOUNDED, name == "rnn_relu"
    )


def _carried_on(weights: Weights, read: Scaled, seen: Scaled, held: Flags, relu: bool) -> Scaled:
    """Repeat the states that are not ``held`` with exponents: without squashing, h(λx, λb, λh) = λh."""
    found = Scaled(seen.values.copy(), seen.exponents.copy())
    bias = Scaled.of((weights.bias_ih + weights.bias_hh).numpy())
    w_ih, w_hh = weights.weight_ih.numpy().T, weights.weight_hh.numpy().T
    for t in np.flatnonzero(~held.all(-1)):
        before, now = found[t - 1].normal(), read[t - 1].normal()
        total = Scaled(before.values @ w_hh, before.exponents) + Scaled(now.values @ w_ih, now.exponents)
        total = total + Scaled(np.broadcast_to(bias.values, total.values.shape), np.zeros_like(total.exponents))
        values = np.where(seen.values[t] > 0, total.values, 0.0) if relu else total.values
        found[t, ~held[t]] = Scaled(values, total.exponents)[~held[t]]
    return found
