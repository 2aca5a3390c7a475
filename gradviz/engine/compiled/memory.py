"""Where the rows of a cell's step lie: the buffers of a plan, scratch memory, and what is lent for a moment."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from functools import cache
from typing import Any

import torch

from gradviz.cells import Cell
from gradviz.engine.compiled.trace import BIAS, INJECTED, Base, Trace, backward_trace, forward_trace
from gradviz.engine.tape import LONGER, back_blocks, tape_blocks


@cache
def traced(cell: Cell, backwards: bool, injects: bool = False) -> Trace:
    """Return a cell's step, recorded."""
    blocks = _blocks(cell).__getitem__
    return backward_trace(cell, blocks, injects) if backwards else forward_trace(cell, blocks)


def strides_of(cell: Cell, trace: Trace) -> dict[Base, int]:
    """Return how many blocks of H a row of each base has; the bias has one row for all."""
    blocks = {**_blocks(cell), **trace.rooms}
    return {base: blocks[base.name] for base in trace.bases() if base.name in blocks}


def _blocks(cell: Cell) -> dict[str, int]:
    return {**tape_blocks(cell), **back_blocks(cell), INJECTED: 1}


class Memory:
    """The memory of one layer's steps in one direction.

    Parameters
    ----------
    buffers
        Every buffer of time that the cell's rows name.

    Attributes
    ----------
    bias : (1, H)
        The b_hh that stays beside W_hh·h; each run writes its own.
    """

    def __init__(self, buffers: Mapping[str, torch.Tensor]) -> None:
        states = buffers["h"]
        self.batch, self.hidden, self.dtype = states.shape[1], states.shape[2], states.dtype
        self._buffers, self.bias = buffers, torch.empty(1, self.hidden, dtype=self.dtype).numpy()
        self._rooms: dict[str, torch.Tensor] = {}

    def room(self, name: str, blocks: int) -> torch.Tensor:
        """Return scratch memory (B, blocks · H)."""
        if name not in self._rooms:
            self._rooms[name] = torch.empty(self.batch, blocks * self.hidden, dtype=self.dtype)
        return self._rooms[name]

    def pointers(self, trace: Trace) -> Any:
        """Return the addresses of row 0 of each base, for a kernel; 0 for what is lent later."""
        bases = trace.bases()
        return (ctypes.c_int64 * len(bases))(*(self._address(base, trace.rooms) for base in bases))

    def _address(self, base: Base, rooms: Mapping[str, int]) -> int:
        if base.name == INJECTED:
            return 0
        if base.name == BIAS:
            return int(self.bias.ctypes.data)
        if base.name in rooms:
            return self.room(base.name, rooms[base.name]).data_ptr()
        tensor = self._buffers[base.name]
        missing = 0 if base.name in LONGER else self.batch * tensor.shape[2] * tensor.itemsize  # row 0
        return tensor.data_ptr() - missing

    def state(self, name: str) -> Any:
        """Return a buffer of time as an array."""
        return self._buffers[name].numpy()
