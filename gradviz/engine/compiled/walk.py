"""A walk through time in machine code, over the buffers of a plan."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gradviz.cells import Cell
from gradviz.engine.compiled import kernel, machine
from gradviz.engine.compiled.memory import Memory, strides_of, traced
from gradviz.engine.compiled.product import packed, tile_of
from gradviz.engine.compiled.trace import INJECTED, Base
from gradviz.engine.loops import Floats


@dataclass(frozen=True)
class _Kernel:
    """A function, the addresses of its rows, and the place of the injected one's."""

    run: Callable[..., None]
    pointers: Any
    slot: int


class CompiledWalk:
    """Takes steps first … last of one layer, forward or back, without coming up for air.

    Parameters
    ----------
    reach
        The powers of two that the adjoint may go before it is brought back (`scaled`).
    """

    def __init__(self, cell: Cell, memory: Memory, *, backwards: bool, reach: int) -> None:
        self._cell, self._memory, self._backwards, self._reach = cell, memory, backwards, reach
        self._dtype = str(memory.dtype).removeprefix("torch.")
        self._tile = tile_of(self._dtype, memory.hidden * (1 if backwards else len(cell.recurrence)))
        self._kernels: dict[tuple[bool, int], _Kernel] = {}

    def load(self, weight: Floats, bias: Floats) -> None:
        """Take over a run's weights: (K, N), what a step multiplies by, and the b_hh that stays beside it."""
        self._weight, self._memory.bias[...] = packed(weight, self._tile), bias

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
        place, weight, memory = ctypes.addressof(found.pointers), self._weight.ctypes.data, self._memory
        direction = -1 if self._backwards else 1
        found.run(place, weight, memory.hidden, at, steps, memory.batch, direction, exponents, lost)

    def _kernel(self, injects: bool = False, reach: int = 0) -> _Kernel:
        if (injects, reach) not in self._kernels:
            self._kernels[injects, reach] = self._made(injects, reach)
        return self._kernels[injects, reach]

    def _made(self, injects: bool, reach: int) -> _Kernel:
        trace, dtype = traced(self._cell, self._backwards, injects), self._dtype
        run = machine.function(
            (self._cell.name, self._backwards, injects, dtype, self._tile, reach),
            lambda: kernel.module_of(trace, strides_of(self._cell, trace), dtype, self._tile, reach),
            kernel.NAME, kernel.ARGUMENTS,
        )  # fmt: skip
        slot = trace.bases().index(Base(INJECTED)) if injects else -1
        return _Kernel(run, self._memory.pointers(trace), slot)
