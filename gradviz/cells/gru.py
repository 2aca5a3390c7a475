"""The gated recurrent unit (Cho et al. 2014), with PyTorch's reset gate inside the new gate."""

from __future__ import annotations

from gradviz.cells.cell import Cell


class GRU(Cell):
    """The gated recurrent unit (Cho et al. 2014), with PyTorch's reset gate inside the new gate."""

    name = "gru"
    label = "GRU"
    description = "a hidden state that the update gate carries from step to step"
    order = 50
    gates = ("reset", "update", "new")


CELL = GRU()
