"""The Elman network with tanh: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

from __future__ import annotations

from gradviz.cells.cell import Cell


class TanhRNN(Cell):
    """The Elman network with tanh: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

    name = "rnn_tanh"
    label = "tanh RNN"
    description = "h_t = tanh(W_ih x_t + W_hh h_(t-1) + b): the plain recurrent network of the textbook"
    order = 10


CELL = TanhRNN()
