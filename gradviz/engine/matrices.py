"""A layer's weights as the loop multiplies by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gradviz.cells import Cell
from gradviz.engine.loops import Floats


@dataclass(frozen=True)
class Matrices:
    """One layer's weights, laid out for the cell; arrays in the run's dtype.

    Attributes
    ----------
    projection : (I, P · H), bias : (P · H,)
        x_t @ projection + bias is what the input and the biases give to ``pre``.
    recurrence : (H, G · H)
        What h_{t−1} is multiplied by on the way forward, as a transposed view.
    inner_bias : (1, H)
        The b_hh that stays beside W_hh·h_{t−1} (the GRU's new gate), else zeros.
    back : (G · H, H)
        W_hh itself: what δ_t is multiplied by on the way back.
    to_input : (D · H, I)
        What ``delta`` is multiplied by to give ∂L/∂x_t: W_ih, with zeros for the blocks that W_ih doesn't see.
    """

    projection: Floats
    bias: Floats
    recurrence: Floats
    inner_bias: Floats
    back: Floats
    to_input: Floats


def matrices_of(cell: Cell, weights: Mapping[str, Floats], layer: int) -> Matrices:
    """Return the matrices of one layer from PyTorch's names."""
    w_ih, w_hh = weights[f"weight_ih_l{layer}"], weights[f"weight_hh_l{layer}"]
    hidden = w_hh.shape[1]
    input_blocks, hidden_blocks = w_ih.reshape(cell.blocks, hidden, -1), w_hh.reshape(cell.blocks, hidden, hidden)
    b_ih = weights[f"bias_ih_l{layer}"].reshape(cell.blocks, hidden)
    b_hh = weights[f"bias_hh_l{layer}"].reshape(cell.blocks, hidden)
    bias = [b_ih[block] if block == cell.inner else b_ih[block] + b_hh[block] for block in range(cell.blocks)]
    to_input = np.zeros((cell.delta_blocks, hidden, w_ih.shape[1]), w_ih.dtype)
    to_input[list(cell.input_blocks)] = input_blocks
    return Matrices(
        projection=np.concatenate([sign * input_blocks[block] for block, sign in cell.projection]).T.copy(),
        bias=np.concatenate([sign * bias[block] for block, sign in cell.projection]),
        recurrence=np.concatenate([sign * hidden_blocks[block] for block, sign in cell.recurrence]).T,
        inner_bias=(b_hh[cell.inner] if cell.inner >= 0 else np.zeros(hidden, w_hh.dtype))[None],
        back=w_hh,
        to_input=to_input.reshape(-1, w_ih.shape[1]),
    )
