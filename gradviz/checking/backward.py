"""The way back through one layer: autograd through each step, from T down to 0.

The gradient that autograd gives for h_{t−1} is the loss of the step before: it is linear in it, so it is
brought into the middle of the floats by an exact power of two, and 1e-600 is reached like any other number.

Beside each gradient runs its *blur*: what rounding leaves at each step, drawn at random, and carried on by the
same autograd. Where it is as large as the gradient itself (two paths cancel; all that is left is a unit that was
1e-300 beside another), floats can't say what is right. For this, autograd differentiates each step several
times side by side: with the gradient, with each draw of its blur, and for each draw with the gradient
once more at a nudged place. That axis comes first; in what is returned it holds the gradient and the draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch

from gradviz.checking.forward import Forward
from gradviz.checking.layers import Layer
from gradviz.checking.nudge import SIZE, nudge_of, signs_of
from gradviz.checking.pull import Pulled, pulled
from gradviz.checking.scaled import NOTHING, Blurred, Flags, Floats, Scaled
from gradviz.checking.sums import Sums

_LOST = 2.0**-980  # what a product that left the floats may have been, beside numbers of about 1
_SMALL = 2.0**-400  # a number beside 1 whose product with another small one may leave the floats
_FEW = 8  # of numbers so few, one draw may by chance see nothing


@dataclass(frozen=True)
class Backward:
    """log10 of norms along the way back, and what goes to the layer below; the first axis is gradient and blurs.

    ``logs``: hidden, cell (1 + D, T + 1, B); recurrent (1 + D, T); input (1 + D, T, B). ``below``
    (1 + D, T, B, I) are the rows of ∂L/∂x_t.
    """

    logs: Mapping[str, Floats]
    below: Scaled
    parameters: Mapping[str, Blurred]


class WayBack:
    """One layer's way back.

    Parameters
    ----------
    injected : (1 + D, T, B, H)
        The gradient, and D draws of its blur, that the loss or the layer above gives to each step's h_t.
    precision
        The relative rounding error of one operation in the run.
    truncation
        K: what arrives at t = mK from later steps is thrown away.
    """

    def __init__(
        self, layer: Layer, made: Forward, injected: Scaled, sums: Sums, precision: float, truncation: int | None
    ) -> None:
        self._layer, self._made, self._injected, self._sums = layer, made, injected, sums
        self._precision, self._truncation = precision, truncation
        self._random, self._draws = np.random.default_rng(1), len(injected.values) - 1
        steps, batch, self._hidden = layer.seen.shape[0] - 1, *layer.seen.shape[1:]
        both = len(injected.values)
        self._carry = Scaled.zeros(both, batch, self._hidden * (1 if layer.cell is None else 2))
        self._lossy = np.zeros(batch, np.bool_)  # whether anything may have left the floats since the last cut
        self._logs = {"hidden": np.zeros((both, steps + 1, batch)), "input": np.zeros((both, steps, batch))}
        self._logs["recurrent"] = np.zeros((both, steps))
        if layer.cell is not None:
            self._logs["cell"] = np.zeros((both, steps + 1, batch))
        self._below = Scaled.zeros(both, *layer.read.values.shape)

    def walk(self, took: Callable[[int], None]) -> Backward:
        """Walk from T down to 0; ``took`` is told how many steps were done."""
        for chunk in self._layer.chunks():
            self._account(chunk, *self._chunk(chunk))
            took(chunk.stop - chunk.start)
        self._note(slice(0, 1), self._carry[:, None])
        return Backward(self._logs, self._below, self._sums.parameters)

    def _chunk(self, chunk: slice) -> tuple[Scaled, Scaled, Scaled]:
        """Take these steps back; return the gradients of (h_t, c_t), of p_t and of q_t."""
        nudge = nudge_of(self._layer, chunk, self._draws, self._random)
        with torch.no_grad():
            read, _ = self._layer.preactivations(chunk)
        steps: list[Pulled] = []
        exponents, lossy, unknown = [], [], self._made.unknown
        for row in reversed(range(chunk.stop - chunk.start)):
            step = chunk.start + row
            arrived = self._arrived(step)
            steps.append(pulled(self._layer, step, read[row], nudge.at(row), arrived.values))
            exponents.append(arrived.exponents)
            self._lossy = self._lossy | self._made.lossy[step] | _small(arrived.values[0])
            lossy.append(self._lossy)
            self._carry = self._handed_on(step, self._folded(steps[-1].before, exponents[-1], lossy[-1], unknown[step]))
        rows = [np.stack(values[::-1], 1) for values in zip(*(step[:3] for step in steps), strict=True)]
        total, to_read, to_hidden = (
            self._folded(values, np.stack(exponents[::-1], 1), np.stack(lossy[::-1]), unknown[chunk]) for values in rows
        )
        return total, to_read, to_hidden

    def _arrived(self, step: int) -> Scaled:
        """Return the gradient of (h_t, c_t), with the loss at this step."""
        injected = self._injected[:, step]
        if (injected.exponents <= NOTHING).all():
            return self._carry
        wide = np.zeros_like(self._carry.values)
        wide[..., : self._hidden] = injected.values
        return (self._carry + Scaled(wide, injected.exponents)).normal()

    def _folded(self, values: Floats, exponents: Floats, lossy: Flags, unknown: Flags) -> Scaled:
        """Put what rounding did in this step into the blurs, and leave the nudged gradients out."""
        gradient, blurs, nudged = values[:1], values[1 : 1 + self._draws], values[1 + self._draws :]
        signs = signs_of(self._random, blurs.shape).numpy()
        errors = ((nudged - gradient) / SIZE + gradient * (1 + 2 * signs)) * self._precision
        blurred = Scaled(blurs * (1 + 8 * signs * self._precision), exponents[1:]) + Scaled(errors, exponents[:1])
        if unknown.any():
            blurred.values[:, unknown] = np.inf
        if lossy.any():
            level = np.maximum(exponents[:1], exponents[1:])
            blurred = blurred + Scaled(signs * (lossy & (level > NOTHING))[..., None] * _LOST, level)
        return Scaled(np.concatenate([gradient, blurred.values]), np.concatenate([exponents[:1], blurred.exponents]))

    def _handed_on(self, step: int, before: Scaled) -> Scaled:
        """Return what arrives at t − 1 from later steps: nothing where truncation cuts."""
        if self._truncation is not None and step % self._truncation == 0:
            self._lossy = np.zeros_like(self._lossy)
            return Scaled.zeros(*before.values.shape)
        return before.normal()

    def _note(self, times: slice, total: Scaled) -> None:
        parts = total.values[..., : self._hidden], total.values[..., self._hidden :]
        for name, values in zip(("hidden", "cell"), parts, strict=True):
            if name in self._logs:
                self._logs[name][:, times] = Scaled(values, total.exponents).log10_norms()

    def _account(self, chunk: slice, total: Scaled, to_read: Scaled, to_hidden: Scaled) -> None:
        self._note(slice(chunk.start + 1, chunk.stop + 1), total)
        self._below[:, chunk] = below = self._sums.add_input(to_read, chunk)
        self._logs["input"][:, chunk] = below.log10_norms()
        self._logs["recurrent"][:, chunk] = self._sums.add_recurrent(to_hidden, chunk)


def draws_for(*sizes: int) -> int:
    """Return how many draws of the blur are needed where rows have so many numbers."""
    return 4 if min(sizes) < _FEW else 1


def _small(values: Floats) -> Flags:
    sizes = np.abs(values)
    found: Flags = np.any((sizes > 0) & (sizes < _SMALL), axis=-1)
    return found
