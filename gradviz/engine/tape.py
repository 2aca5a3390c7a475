"""The buffers of a run, laid out once, and the rows of them that each step sees.

Cutting a buffer into T rows costs about as much as a step's arithmetic, so the rows are cut once
and a plan is lent again to the next run of the same shape (a slider that is dragged). What a run
hands out is copied: no later run can change it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import torch

from gradviz.cells import CELLS, Cell
from gradviz.cells.cell import View
from gradviz.engine import compiled
from gradviz.engine.loops import NumpyLoop, loop_for

_KEPT_ROWS = 8192  # beyond it, rows are cut as they are needed
_KEPT_BYTES = 2**27
_KEPT_PLANS = 4
_FEW = 2**16  # B · H · H up to which machine code multiplies as well as a library


LONGER = ("h", "c", "dh", "dc")
"""The buffers with a row for t = 0, too."""


class Shape(NamedTuple):
    """What decides the layout of a run."""

    cell: str
    steps: int
    batch: int
    hidden: int
    layers: int
    dtype: torch.dtype
    device: torch.device


class Buffers:
    """Named buffers (T or T + 1, B, blocks · H) of any kind of array, and views of them."""

    def __init__(self, of: dict[str, Any], longer: tuple[str, ...], hidden: int) -> None:
        self.of, self.longer, self._hidden = of, longer, hidden

    def see(self, view: View) -> Any:
        """Return the rows of steps 1 … T of a view: (T, B, blocks · H), or (T, B, blocks, H) stacked."""
        whole = self.of[view.buffer]
        if view.buffer in self.longer:
            whole = whole[:-1] if view.before else whole[1:]
        first, last = view.first * self._hidden, (view.first + view.blocks) * self._hidden
        part = whole[..., first:last] if view.blocks else whole
        return part.reshape(*part.shape[:-1], -1, self._hidden) if view.stacked else part


def tape_blocks(cell: Cell) -> dict[str, int]:
    """Return the buffers that the way forward leaves, each with its blocks of H columns."""
    return {"pre": len(cell.projection), **dict.fromkeys(_states(cell), 1), **cell.tape}


def back_blocks(cell: Cell) -> dict[str, int]:
    """Return the buffers that the way back leaves, likewise."""
    return {**{f"d{state}": 1 for state in _states(cell)}, "delta": cell.delta_blocks}


def _states(cell: Cell) -> tuple[str, ...]:
    return ("h", "c") if cell.has_cell_state else ("h",)


def _buffers(shape: Shape, sizes: dict[str, int]) -> Buffers:
    kind: dict[str, Any] = {"dtype": shape.dtype, "device": shape.device}
    longer = tuple(name for name in sizes if name in LONGER)
    tensors = {
        name: torch.empty(shape.steps + (name in longer), shape.batch, blocks * shape.hidden, **kind)
        for name, blocks in sizes.items()
    }
    return Buffers(tensors, longer, shape.hidden)


class Steps:
    """The arguments of every step, in the order in which they are taken."""

    def __init__(self, loop: Any, columns: list[Any], backwards: bool) -> None:
        self._loop, self._columns, self._backwards = loop, columns, backwards
        self._steps = len(columns[0])
        self._kept = self._cut(1, self._steps) if self._steps <= _KEPT_ROWS else None

    def _cut(self, first: int, last: int) -> list[tuple[Any, ...]]:
        rows = (self._loop.rows(column[first - 1 : last]) for column in self._columns)
        steps = list(zip(*rows, strict=True))
        return steps[::-1] if self._backwards else steps

    def between(self, first: int, last: int) -> list[tuple[Any, ...]]:
        """Return the arguments of steps first … last (inclusive; backwards: last … first)."""
        if self._kept is None:
            return self._cut(first, last)
        if self._backwards:
            return self._kept[self._steps - last : self._steps - first + 1]
        return self._kept[first - 1 : last]


class Plan:
    """All buffers of a run: a tape for each layer, and one way back that the layers share.

    Attributes
    ----------
    compiled
        Whether machine code takes the steps.
    walks
        How machine code goes over the buffers, by layer and direction (`gradviz.engine.compiled`).
    recordings
        What a GPU captured, likewise (`gradviz.engine.graphs`).
    note
        Why it could not, as a sentence.
    """

    def __init__(self, shape: Shape) -> None:
        cell = CELLS[shape.cell]
        self.shape, self.cell = shape, cell
        self.loop = loop_for(shape.dtype, shape.device)
        self.compiled = isinstance(self.loop, NumpyLoop) and compiles(shape)
        forward, back = tape_blocks(cell), back_blocks(cell)
        self.tapes = [_buffers(shape, forward) for _ in range(shape.layers)]
        self.back = _buffers(shape, back if self.compiled else {**back, **cell.factors})
        self._cut: dict[tuple[int, bool], Steps] = {}
        self.walks: dict[tuple[int, bool], Any] = {}
        self.recordings: dict[tuple[int, bool], Any] = {}
        self.note = ""

    def rows(self, layer: int, backwards: bool) -> Steps:
        """Return the rows of every step of a layer, cut when they are first asked for."""
        if (layer, backwards) not in self._cut:
            views = self.cell.backward_rows if backwards else self.cell.forward_rows
            homes = [self.back if view.buffer in self.back.of else self.tapes[layer] for view in views]
            columns = [home.see(view) for home, view in zip(homes, views, strict=True)]
            self._cut[layer, backwards] = Steps(self.loop, columns, backwards)
        return self._cut[layer, backwards]

    def room(self, blocks: int) -> Any:
        """Return scratch memory of shape (B, blocks · H)."""
        return self.loop.room(self.shape.batch, blocks * self.shape.hidden)

    @property
    def bytes(self) -> int:
        """The size of all buffers."""
        return buffer_bytes(self.cell, self.shape)


def compiles(shape: Shape) -> bool:
    """Return whether machine code takes the steps, or what lies between their matrix products."""
    return shape.device.type == "cpu" and compiled.available()


def has_many(shape: Shape) -> bool:
    """Return whether a library's matrix product does better with a batch than machine code does."""
    return shape.batch > 1 and shape.batch * shape.hidden**2 > _FEW


def buffer_bytes(cell: Cell, shape: Shape) -> int:
    """Return the bytes that a plan's buffers take."""
    tape, back = sum(tape_blocks(cell).values()), sum(back_blocks(cell).values())
    back += 0 if compiles(shape) else sum(cell.factors.values())
    return (shape.layers * tape + back) * (shape.steps + 1) * shape.batch * shape.hidden * shape.dtype.itemsize


_plans: OrderedDict[Shape, Plan] = OrderedDict()
_lock = threading.Lock()


@contextmanager
def borrowed_plan(shape: Shape) -> Iterator[Plan]:
    """Lend the plan of a shape to one run; the last few small ones are kept for the next."""
    with _lock:
        plan = _plans.pop(shape, None)
    plan = plan or Plan(shape)
    yield plan
    if plan.bytes <= _KEPT_BYTES:
        with _lock:
            _plans[shape] = plan
            while len(_plans) > _KEPT_PLANS:
                _plans.popitem(last=False)


def forget_plans() -> None:
    """Let go of the plans that are kept."""
    with _lock:
        _plans.clear()
