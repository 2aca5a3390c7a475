"""Autograd through one textbook step: the gradient of what came out, pulled back to what went in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from gradviz.checking.layers import Layer
from gradviz.checking.nudge import Nudge
from gradviz.checking.scaled import Floats
from gradviz.checking.textbook import Before


class Pulled(NamedTuple):
    """The gradients of (h_t, c_t), of p, of q, and of (h_{t−1}, c_{t−1}): (1 + 2D, B, …) each.

    The first is the gradient itself, then come D draws of its blur, then the gradient at D nudged places.
    """

    total: Floats
    read: Floats
    recurrent: Floats
    before: Floats


def pulled(layer: Layer, step: int, read: Tensor, nudge: Nudge, arrived: Floats) -> Pulled:
    """Differentiate one step whose loss is what ``arrived``: the gradient and its blurs, (1 + D, B, …).

    Parameters
    ----------
    read : (B, G)
        p, what the input gives to the preactivations.
    """
    before, weights, draws = layer.before(slice(step, step + 1)), layer.weights, len(arrived) - 1
    p = _beside(read, nudge.read).requires_grad_()
    hidden = _beside(before.hidden, nudge.hidden).requires_grad_()
    q = hidden @ weights.weight_hh.T + _beside(weights.bias_hh, nudge.recurrent)
    loss = torch.from_numpy(np.concatenate([arrived, *[arrived[:1]] * draws]))
    if before.cell is None:
        now = layer.recurrence(p, q, Before(hidden, None, before.seen))
        found = torch.autograd.grad([now.hidden], [p, q, hidden], [loss])
        return Pulled(loss.numpy(), *(gradient.numpy() for gradient in found))
    cell = _beside(before.cell, nudge.cell).requires_grad_()
    now = layer.recurrence(p, q, Before(hidden, cell, before.seen))
    to_hidden, direct = loss.tensor_split(2, -1)
    to_cell, to_p, to_q, *back = torch.autograd.grad(
        [now.hidden, now.cell], [now.cell, p, q, hidden, cell], [to_hidden, direct]
    )
    total = torch.cat([to_hidden, to_cell], -1)
    return Pulled(total.numpy(), to_p.numpy(), to_q.numpy(), torch.cat(back, -1).numpy())


def _beside(values: Tensor, nudge: Tensor) -> Tensor:
    """Return the same values for the gradient and each blur, and then nudged for each draw."""
    return torch.cat([values.expand(1 + len(nudge), *nudge.shape[1:]), values + nudge])
