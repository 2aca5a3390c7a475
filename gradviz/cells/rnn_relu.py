"""The Elman network with ReLU: h_t = max(0, W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

from __future__ import annotations

from gradviz.cells.cell import Cell


class ReluRNN(Cell):
    """The Elman network with ReLU: h_t = max(0, W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

    name = "rnn_relu"
    label = "ReLU RNN"
    description = "h_t = max(0, W_ih x_t + W_hh h_(t-1) + b): no saturation, but units can die"
    order = 20


CELL = ReluRNN()
