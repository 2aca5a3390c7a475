"""A walk through time in machine code, over the buffers of a plan."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch

from gradviz.cells import Cell
from gradviz.engine.compiled import kernel, machine
from gradviz.engine.compiled.product import packed, tile_of
from gradviz.engine.compiled.trace import BIAS, INJECTED, ROOM, Base, Trace, backward_trace, forward_trace
from gradviz.engine.loops import Floats
from gradviz.engine.tape import LONGER, back_blocks, tape_blocks


@dataclass(frozen=True)
class _Kernel:
    """A function, the addresses of its rows, the place of the injected one's, and memory to be kept."""

    run: Callable[..., None]
    pointers: Any
    slot: int
    room: torch.Tensor


class CompiledWalk:
    """Takes steps first … last of one layer, forward or back.

    Parameters
    ----------
    buffers
        Every buffer that the cell's rows name.
    weight : (K, N)
        What a step multiplies by; ``bias`` (1, H) is the b_hh that stays beside it.
    reach
        The powers of two that one step may change the adjoint by (`scaled`).
    """

    def __init__(
        self,
        cell: Cell,
        buffers: Mapping[str, torch.Tensor],
        weight: Floats,
        bias: Floats,
        *,
        backwards: bool,
        reach: int,
    ) -> None:
        self._cell, self._buffers, self._backwards, self._reach = cell, buffers, backwards, reach
        self._tile = tile_of(str(weight.dtype), weight.shape[1])
        self._weight, self._bias = packed(weight, self._tile), np.ascontiguousarray(bias)
        states = buffers["h"]
        self._batch, self._hidden, self._dtype = states.shape[1], states.shape[2], states.dtype
        self._kernels: dict[tuple[bool, int], _Kernel] = {}

    def __call__(self, first: int, last: int, injected: Floats | None = None) -> None:
        """Take the steps; ``injected`` (last − first, B, H) is added to ∂L/∂h of first … last − 1."""
        if injected is None:
            self._take(self._kernel(), last if self._backwards else first, last - first + 1)
            return
        found = self._kernel(injects=True)
        found.pointers[found.slot] = injected.ctypes.data - (first + 1) * injected.strides[0]
        self._take(found, last, last - first)
        self._take(self._kernel(), first, 1)

    def scaled(self, first: int, last: int, exponents: Floats) -> bool:
        """Take steps last … first, with a power of two for each sequence that follows its adjoint.

        ``exponents`` (T + 1, B) are filled in below ``last``. Returns False when a step took the
        adjoint further than floats keep their digits; what was written is worth nothing then.
        """
        lost = ctypes.c_int64(0)
        found = self._kernel(reach=self._reach)
        self._take(found, last, last - first + 1, exponents.ctypes.data, ctypes.addressof(lost))
        return not lost.value

    def _take(self, found: _Kernel, at: int, steps: int, exponents: int = 0, lost: int = 0) -> None:
        place, weight = ctypes.addressof(found.pointers), self._weight.ctypes.data
        direction = -1 if self._backwards else 1
        found.run(place, weight, self._hidden, at, steps, self._batch, direction, exponents, lost)

    def _kernel(self, injects: bool = False, reach: int = 0) -> _Kernel:
        if (injects, reach) not in self._kernels:
            self._kernels[injects, reach] = self._made(injects, reach)
        return self._kernels[injects, reach]

    def _made(self, injects: bool, reach: int) -> _Kernel:
        trace, bases, dtype = *_traced(self._cell, self._backwards, injects), str(self._weight.dtype)
        run = machine.function(
            (self._cell.name, self._backwards, injects, dtype, self._tile, reach),
            lambda: kernel.module_of(trace, _strides(self._cell, bases), dtype, self._tile, reach),
            kernel.NAME, kernel.ARGUMENTS,
        )  # fmt: skip
        room = torch.empty(trace.room_blocks * self._hidden, dtype=self._dtype)
        pointers = (ctypes.c_int64 * len(bases))(*(self._address(base, room) for base in bases))
        return _Kernel(run, pointers, bases.index(Base(INJECTED)) if injects else -1, room)

    def _address(self, base: Base, room: torch.Tensor) -> int:
        if base.name in (ROOM, INJECTED):
            return room.data_ptr()
        if base.name == BIAS:
            return int(self._bias.ctypes.data)
        tensor = self._buffers[base.name]
        missing = 0 if base.name in LONGER else self._batch * tensor.shape[2] * tensor.itemsize  # row 0
        return tensor.data_ptr() - missing


def _blocks(cell: Cell) -> dict[str, int]:
    return {**tape_blocks(cell), **back_blocks(cell), INJECTED: 1}


def _strides(cell: Cell, bases: list[Base]) -> dict[Base, int]:
    """Return how many blocks a step moves each base by; those that lie in no buffer of time stay."""
    blocks = _blocks(cell)
    return {base: blocks[base.name] for base in bases if base.name in blocks}


@cache
def _traced(cell: Cell, backwards: bool, injects: bool) -> tuple[Trace, list[Base]]:
    blocks = _blocks(cell).__getitem__
    trace = backward_trace(cell, blocks, injects) if backwards else forward_trace(cell, blocks)
    return trace, trace.bases()
