"""Machine code for a trace: all steps of a walk through time, for one sequence after the other.

The kernel is ``void (T** bases, T* weight, H, at, steps, batch, direction, double* exponents, int64* lost)``.
``bases`` are rows 0 of the buffers; step k of the walk stands at row ``at + k · direction``. The last
two are used by kernels that scale (`gradviz.engine.compiled.scaling`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llvmlite import ir

from gradviz.engine.compiled.elementary import Elementary
from gradviz.engine.compiled.emitter import INDEX, POINTER, Emitter, index
from gradviz.engine.compiled.product import Product
from gradviz.engine.compiled.scaling import Scaling
from gradviz.engine.compiled.trace import Base, Operation, Row, Trace

NAME = "walk"
ARGUMENTS = 9


def module_of(trace: Trace, strides: Mapping[Base, int], dtype: str, tile: int, reach: int) -> ir.Module:
    """Return the kernel.

    Parameters
    ----------
    strides
        The blocks of a whole row of each base; one that is missing has the same row for all.
    tile
        As the weight was packed for (`gradviz.engine.compiled.product`).
    reach
        The powers of two that one step of a scaled adjoint may reach; 0: nothing is scaled.
    """
    module = ir.Module(NAME)
    emitter = Emitter(module, NAME, dtype, [POINTER, POINTER, *[INDEX] * 5, POINTER, POINTER])
    _Kernel(emitter, trace, strides, tile).build(dtype, reach)
    return module


class _Kernel:
    def __init__(self, emitter: Emitter, trace: Trace, strides: Mapping[Base, int], tile: int) -> None:
        self._emitter, self._trace, self._strides = emitter, trace, strides
        self._bases, self._weight, self._size, self._at, self._steps, self._batch, self._direction = emitter.arguments[
            :7
        ]
        self._product = Product(emitter, tile)
        self._rows: dict[Base, Any] = {}

    def build(self, dtype: str, reach: int) -> None:
        """Emit everything."""
        e, builder = self._emitter, self._emitter.builder
        exponents, lost = e.arguments[7:]
        scaling = Scaling(e, dtype, exponents, lost, reach) if reach else None
        starts = {base: e.word(self._bases, i) for i, base in enumerate(self._trace.bases())}
        with e.loop(self._steps) as k, e.loop(self._batch) as b:
            now = builder.add(self._at, builder.mul(k, self._direction))
            place = builder.add(builder.mul(now, self._batch), b)
            place_before = builder.sub(place, self._batch)
            for base, start in starts.items():
                row = b if base.name in self._trace.rooms else place_before if base.before else place
                self._rows[base] = e.moved(start, builder.mul(row, self._blocks(self._strides.get(base, 0))))
            for group in self._trace.groups():
                if group[0].name == "dot":
                    self._dot(group[0])
                else:
                    self._elementwise(group)
            if scaling is not None:
                rows = [self._rows[base] for base in starts if base.before and base.name in ("dh", "dc")]
                scaling.emit(rows, self._size, place, place_before)
        builder.ret_void()

    def _blocks(self, count: int) -> Any:
        return self._emitter.builder.mul(self._size, index(count))

    def _place(self, row: Row, block: int = 0) -> Any:
        return self._emitter.moved(self._rows[row.base], self._blocks(row.first + block))

    def _dot(self, operation: Operation) -> None:
        row, out = operation.operands[0], operation.out
        assert isinstance(row, Row)
        sizes = self._blocks(row.blocks), self._blocks(out.blocks)
        self._product.emit(self._place(row), self._weight, self._place(out), *sizes)

    def _elementwise(self, group: list[Operation]) -> None:
        e, blocks = self._emitter, group[0].out.blocks
        rows = dict.fromkeys(row for op in group for row in (*op.operands, op.out) if isinstance(row, Row))
        together = all(row.blocks == blocks for row in rows)
        for block in range(1 if together else blocks):
            places = {row: self._place(row, 0 if row.blocks == 1 else block) for row in rows}
            numbers = self._blocks(blocks if together else 1)
            whole = e.whole(numbers)
            for width, start, end in ((e.width, index(0), whole), (1, whole, numbers)):
                with e.loop(end, width, start) as i:
                    _Entries(e, width, places, i).take(group)


class _Entries:
    """A group's operations on some neighbouring entries, kept in registers between them."""

    def __init__(self, emitter: Emitter, width: int, places: Mapping[Row, Any], i: Any) -> None:
        self._emitter, self._places, self._i = emitter, places, i
        self._known: dict[Row, Any] = {}
        self._functions = Elementary(emitter.builder, emitter.form, width)

    def take(self, group: list[Operation]) -> None:
        for name, operands, out in group:
            value = self._value(name, [self._read(operand) for operand in operands])
            self._known[out] = value
            self._emitter.store(value, self._emitter.moved(self._places[out], self._i))

    def _read(self, operand: Any) -> Any:
        if isinstance(operand, float):
            return self._functions.constant(operand)
        if operand not in self._known:
            place = self._emitter.moved(self._places[operand], self._i)
            self._known[operand] = self._emitter.load(place, self._functions.type)
        return self._known[operand]

    def _value(self, name: str, operands: list[Any]) -> Any:
        builder = self._emitter.builder
        simple = {
            "add": builder.fadd, "subtract": builder.fsub, "multiply": builder.fmul, "negative": builder.fneg,
            "copy": lambda value: value,
        }  # fmt: skip
        if name in simple:
            return simple[name](*operands)
        return getattr(self._functions, name)(*operands)
