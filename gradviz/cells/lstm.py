"""Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000)."""

from __future__ import annotations

from gradviz.cells.cell import Cell


class LSTM(Cell):
    """Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000)."""

    name = "lstm"
    label = "LSTM"
    description = "a cell state c_t that the forget gate carries from step to step"
    order = 40
    gates = ("input", "forget", "cell", "output")
    has_cell_state = True


CELL = LSTM()
