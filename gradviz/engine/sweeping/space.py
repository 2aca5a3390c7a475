"""The numbers and the memory of a block: B = S · R sequences, R for each of S seeds, ordered by seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import torch

from gradviz.cells import CELLS
from gradviz.engine.loops import Floats
from gradviz.engine.sweeping.arithmetic import OnDevice, OnHost
from gradviz.engine.sweeping.window import Window
from gradviz.engine.tape import Buffers, Shape

_LENGTH = {torch.float64: 16, torch.float32: 8}  # steps in a window


class Layer(NamedTuple):
    """The numbers of one layer for S seeds and B = S · R sequences.

    ``projection`` (S, I, P · H), ``bias`` (B, P · H), ``recurrence`` (S, H, G · H), ``inner`` (B, H),
    ``back`` (S, G · H, H).
    """

    projection: Floats
    bias: Floats
    recurrence: Floats
    inner: Floats
    back: Floats


@dataclass(frozen=True)
class Numbers:
    """What a block computes with: all on the host, in float64.

    ``inputs`` (S, T, I), ``scale`` (B,) of the inputs and ``factor`` (B,) of W_hh (None: 1), ``loss`` (B, H).
    """

    layers: list[Layer]
    inputs: Floats
    scale: Floats | None
    factor: Floats | None
    loss: Floats


class Space:
    """The memory of a block; one block after the other uses it."""

    def __init__(self, shape: Shape, arithmetic: OnHost | OnDevice) -> None:
        cell = CELLS[shape.cell]
        self.shape, self.cell, self.arithmetic = shape, cell, arithmetic
        self.length = _LENGTH[shape.dtype]
        self.states = ("h", "c") if cell.has_cell_state else ("h",)
        self._long = self._buffers(shape.steps, _kept(shape.cell), ())
        sizes = {"pre": len(cell.projection), **dict.fromkeys(self.states, 1), **cell.tape}
        self.tapes = [self._window(sizes, self.states, layer) for layer in range(shape.layers)]
        adjoint = tuple("d" + state for state in self.states)
        self.back = self._window({**dict.fromkeys(adjoint, 1), "delta": cell.delta_blocks}, adjoint, shape.layers - 1)

    def _window(self, sizes: dict[str, int], longer: tuple[str, ...], layer: int) -> Window:
        long = self._long if layer == self.shape.layers - 1 else Buffers({}, (), self.shape.hidden)
        short = {name: blocks for name, blocks in sizes.items() if name not in long.of}
        return Window(self.length, self._buffers(self.length, short, longer), long)

    def _buffers(self, steps: int, sizes: dict[str, int], longer: tuple[str, ...]) -> Buffers:
        arrays = {
            name: self.arithmetic.loop.room(steps + (name in longer), self.shape.batch, blocks * self.shape.hidden)
            for name, blocks in sizes.items()
        }
        return Buffers(arrays, longer, self.shape.hidden)

    def room(self, blocks: int) -> Any:
        """Return scratch memory of shape (B, blocks · H)."""
        return self.arithmetic.loop.room(self.shape.batch, blocks * self.shape.hidden)

    def kept(self, name: str, first: int, last: int) -> Any:
        """Return what is kept of steps first … last under a name."""
        return self._long.of[name][first - 1 : last]


def _kept(name: str) -> dict[str, int]:
    """Return what the way back reads of every step: buffer → blocks."""
    cell = CELLS[name]
    wanted = {view.buffer for view in cell.backward_rows}
    return {**cell.factors, **{name: blocks for name, blocks in cell.tape.items() if name in wanted}}


def bytes_of(shape: Shape) -> int:
    """Return the bytes that a block takes."""
    cell, states = CELLS[shape.cell], 1 + CELLS[shape.cell].has_cell_state
    long = sum(_kept(shape.cell).values()) * shape.steps * shape.hidden * shape.dtype.itemsize
    window = len(cell.projection) + 2 * states + sum(cell.tape.values()) + cell.delta_blocks + 8
    short = shape.layers * window * (_LENGTH[shape.dtype] + 1) * shape.hidden * shape.dtype.itemsize
    norms = 6 * states * (shape.steps + 1) * 8
    return (long + short + norms) * shape.batch
