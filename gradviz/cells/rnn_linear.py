"""The linear network: h_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh."""

from __future__ import annotations

from gradviz.cells.cell import Cell


class LinearRNN(Cell):
    """The linear network: h_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh."""

    name = "rnn_linear"
    label = "linear RNN"
    description = "h_t = W_ih x_t + W_hh h_(t-1) + b: no nonlinearity, so W_hh alone decides"
    order = 30


CELL = LinearRNN()
