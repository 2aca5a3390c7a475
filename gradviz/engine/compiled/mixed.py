"""A walk of many sequences: a library's matrix product, and machine code for all that lies between two of them.

The product of a large batch with W_hh is what a library does best; what is done entry by entry would otherwise
pass through memory a dozen times a step.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np

from gradviz.cells import Cell
from gradviz.engine.compiled import kernel, machine
from gradviz.engine.compiled.memory import Memory, strides_of, traced
from gradviz.engine.compiled.trace import Row, Trace
from gradviz.engine.loops import Floats
from gradviz.engine.tape import LONGER

Step = Callable[[int], None]


class MixedWalk:
    """Takes steps first … last of one layer, forward or back."""

    scaled = None

    def __init__(self, cell: Cell, memory: Memory, *, backwards: bool) -> None:
        self._memory, self._backwards = memory, backwards
        self._weight: list[Floats] = []  # one; the parts know the list and not this walk, which goes when its plan goes
        trace = traced(cell, backwards)
        self._parts = [self._part(cell, index, part) for index, part in enumerate(trace.parts())]

    def load(self, weight: Floats, bias: Floats) -> None:
        """Take over a run's weights: (K, N), what a step multiplies by, and the b_hh that stays beside it."""
        self._weight[:], self._memory.bias[...] = [np.ascontiguousarray(weight)], bias

    def __call__(self, first: int, last: int, injected: Floats | None = None) -> None:
        """Take the steps; ``injected`` (last − first, B, H) is added to ∂L/∂h of first … last − 1."""
        for t in range(last, first - 1, -1) if self._backwards else range(first, last + 1):
            for part in self._parts:
                part(t)
            if injected is not None and t > first:
                self._memory.state("dh")[t - 1] += injected[t - 1 - first]

    def _part(self, cell: Cell, index: int, part: Trace) -> Step:
        if part.operations[0].name == "dot":
            return self._product(part)
        memory = self._memory
        dtype = str(memory.dtype).removeprefix("torch.")
        run = machine.function(
            (cell.name, self._backwards, index, dtype),
            lambda: kernel.module_of(part, strides_of(cell, part), dtype, 1, 0), kernel.NAME, kernel.ARGUMENTS,
        )  # fmt: skip
        pointers = memory.pointers(part)
        place, hidden, batch = ctypes.addressof(pointers), memory.hidden, memory.batch

        def step(t: int, _held: Any = pointers) -> None:
            run(place, 0, hidden, t, 1, batch, 1, 0, 0)

        return step

    def _product(self, part: Trace) -> Step:
        (operation,) = part.operations
        row = operation.operands[0]
        assert isinstance(row, Row)
        source, target, weight = self._rows(row, part), self._rows(operation.out, part), self._weight

        def step(t: int) -> None:
            np.dot(source(t), weight[0], target(t))

        return step

    def _rows(self, row: Row, part: Trace) -> Callable[[int], Any]:
        """Return what gives a row's array (B, blocks · H) at step t."""
        base, columns = row.base, slice(row.first * self._memory.hidden, (row.first + row.blocks) * self._memory.hidden)
        if base.name in part.rooms:
            room = self._memory.room(base.name, part.rooms[base.name]).numpy()[:, columns]
            return lambda _: room
        array, back = self._memory.state(base.name)[..., columns], base.before + (base.name not in LONGER)
        return lambda t: array[t - back]
