"""What the steps add up to: gradients of the parameters, contributions of single steps, ∂L/∂x_t.

p = W_ih x + b_ih and q = W_hh h + b_hh are differentiated by autograd, for many steps at once. The first axis
is the gradient and the D draws of its blur.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from gradviz.checking.layers import Layer
from gradviz.checking.scaled import Blurred, Flags, Floats, Scaled, Total, log10_sum

_NUMBERS = 2**21


class Sums:
    """The parameters' gradients of one layer, summed up over the steps.

    Parameters
    ----------
    read_flushed, flushed : (T, B)
        Where what the layer reads, and its h_t, are smaller than ``smallest``, and yet perhaps not zero.
    """

    def __init__(self, layer: Layer, read_flushed: Flags, flushed: Flags, smallest: float, draws: int) -> None:
        before = np.concatenate([np.zeros_like(flushed[:1]), flushed[:-1]])
        self._weights = layer.weights
        self._read, self._hidden = layer.read.normal(), layer.hidden[:-1].normal()
        self._unknown = {"ih": np.where(read_flushed, smallest, 0.0), "hh": np.where(before, smallest, 0.0)}
        self._sides = {"ih": (layer.weights.weight_ih, self._read), "hh": (layer.weights.weight_hh, self._hidden)}
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        self._totals = {name: [Total() for _ in range(1 + draws)] for name in names}

    @property
    def parameters(self) -> dict[str, Blurred]:
        """The gradients by name, without their layer."""
        rows = {name: [total.row() for total in totals] for name, totals in self._totals.items()}
        return {
            name: Blurred(row, log10_sum([blur.log10_norms() for blur in blurs]))
            for name, (row, *blurs) in rows.items()
        }

    def add_input(self, deltas: Scaled, chunk: slice) -> Scaled:
        """Add what p's gradients (1 + D, T, B, G) give to W_ih and b_ih; return those of x, (1 + D, T, B, I)."""
        rows = deltas.normal()
        self._add("ih", rows, chunk)
        return Scaled(_of_what_was_read(self._weights.weight_ih, rows.values), rows.exponents).normal()

    def add_recurrent(self, deltas: Scaled, chunk: slice) -> Floats:
        """Add what q's gradients give to W_hh and b_hh; return log10 of each step's part in W_hh's, (1 + D, T)."""
        rows = deltas.normal()
        self._add("hh", rows, chunk)
        found, *blurs = (
            _log10_outer(row, self._hidden[chunk]) for row in map(rows.__getitem__, range(len(rows.values)))
        )
        unknown = rows[0].log10_norms() + np.log10(self._unknown["hh"][chunk])
        return np.stack([found, *(log10_sum([blur, unknown.max(-1)]) for blur in blurs)])

    def _add(self, side: str, deltas: Scaled, chunk: slice) -> None:
        weight, read = self._sides[side][0], self._sides[side][1][chunk]
        for kind, (of_weight, of_bias) in enumerate(
            zip(self._totals[f"weight_{side}"], self._totals[f"bias_{side}"], strict=True)
        ):
            rows = deltas[kind]
            top, unit = float((rows.exponents + read.exponents).max()), float(rows.exponents.max())
            of_weight.add(_of_weight(weight, read.values, rows.brought_to(top - read.exponents)), top)
            of_bias.add(rows.brought_to(np.asarray(unit)).sum((0, 1)), unit)
        if (unknown := self._unknown[side][chunk]).any():
            sizes, unit = np.abs(deltas[0].values).max(-1) * unknown, float(deltas[0].exponents.max())
            total = Scaled(sizes[..., None], deltas[0].exponents).brought_to(np.asarray(unit)).sum()
            self._totals[f"weight_{side}"][1].add(total * np.ones(weight.shape), unit)


def _of_weight(weight: Tensor, read: Floats, deltas: Floats) -> Floats:
    """Return the gradient of W where W x has the gradients ``deltas``."""
    leaf = weight.detach().requires_grad_()
    made = torch.from_numpy(read) @ leaf.T
    return torch.autograd.grad(made, leaf, torch.from_numpy(deltas))[0].numpy()


def _of_what_was_read(weight: Tensor, deltas: Floats) -> Floats:
    """Return the gradient of x where W x has the gradients ``deltas``."""
    leaf = torch.zeros(*deltas.shape[:-1], weight.shape[1], dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(leaf @ weight.T, leaf, torch.from_numpy(deltas))[0].numpy()


def _log10_outer(deltas: Scaled, states: Scaled) -> Floats:
    """Return log10 ‖Σ_b δ_b ⊗ h_b‖ for each step, a few steps at a time."""
    if deltas.values.shape[1] == 1:
        return (deltas.log10_norms() + states.log10_norms())[:, 0]
    top = (deltas.exponents + states.exponents).max(-1)
    left, right = deltas.brought_to(top[:, None] - states.exponents), states.values
    count = max(1, _NUMBERS // (left.shape[-1] * right.shape[-1]))
    norms = [_norms(left[at : at + count], right[at : at + count]) for at in range(0, len(left), count)]
    return Scaled(np.concatenate(norms)[:, None], top).log10_norms()


def _norms(left: Floats, right: Floats) -> Floats:
    norms: Floats = torch.linalg.vector_norm(torch.from_numpy(left).mT @ torch.from_numpy(right), dim=(1, 2)).numpy()
    return norms
