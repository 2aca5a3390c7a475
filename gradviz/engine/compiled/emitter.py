"""What every kernel is written with: loops, places in memory, vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from llvmlite import ir

from gradviz.engine.compiled.elementary import FORMATS

INDEX = ir.IntType(64)
POINTER = ir.PointerType()
_BYTES = 32  # of a vector


def index(value: int) -> ir.Constant:
    """Return a whole number."""
    return ir.Constant(INDEX, value)


def vector_width(dtype: str) -> int:
    """Return how many numbers a vector holds."""
    return _BYTES // np.dtype(dtype).itemsize


class Emitter:
    """An `llvmlite.ir.IRBuilder` at the start of a new function of 64-bit integers and addresses.

    Attributes
    ----------
    arguments
        Of the function, of the types ``kinds``.
    form, width
        The floats that are computed with, and how many a vector holds.
    """

    def __init__(self, module: ir.Module, name: str, dtype: str, kinds: list[ir.Type]) -> None:
        function = ir.Function(module, ir.FunctionType(ir.VoidType(), kinds), name)
        self.arguments = function.args
        self.builder = ir.IRBuilder(function.append_basic_block())
        self.form, self.width = FORMATS[dtype], vector_width(dtype)
        self.vector = ir.VectorType(self.form.float, self.width)
        self.align = self.form.integer.width // 8

    @contextmanager
    def loop(self, count: Any, by: int = 1, start: Any = None, sums: Any = ()) -> Iterator[Any]:
        """Repeat what is emitted inside while i < count, i rising ``by`` as much.

        ``sums`` are starting values of what is carried from turn to turn; the loop then yields (i, carried),
        and the list ``carried`` has to be given its new values inside; it holds the last ones afterwards.
        """
        builder, before = self.builder, self.builder.block
        head, body, after = (builder.append_basic_block() for _ in range(3))
        builder.branch(head)
        builder.position_at_end(head)
        i = builder.phi(INDEX)
        i.add_incoming(index(0) if start is None else start, before)
        phis = [builder.phi(value.type) for value in sums]
        for phi, value in zip(phis, sums, strict=True):
            phi.add_incoming(value, before)
        builder.cbranch(builder.icmp_signed("<", i, count), body, after)
        builder.position_at_end(body)
        carried = list(phis)
        yield (i, carried) if phis else i
        i.add_incoming(builder.add(i, index(by)), builder.block)
        for phi, value in zip(phis, carried, strict=True):
            phi.add_incoming(value, builder.block)
        builder.branch(head)
        builder.position_at_end(after)
        carried[:] = phis

    def whole(self, numbers: Any) -> Any:
        """Return how many of some numbers fill vectors."""
        return self.builder.and_(numbers, index(-self.width))

    def moved(self, pointer: Any, numbers: Any) -> Any:
        """Return the place some numbers further on."""
        return self.builder.gep(pointer, [numbers], source_etype=self.form.float)

    def load(self, pointer: Any, kind: ir.Type) -> Any:
        """Return the number or vector that lies there."""
        return self.builder.load(pointer, align=self.align, typ=kind)

    def store(self, value: Any, pointer: Any) -> None:
        """Write a number or vector."""
        self.builder.store(value, pointer, align=self.align)

    def word(self, pointers: Any, place: int) -> Any:
        """Return an address out of an array of them."""
        return self.builder.load(self.builder.gep(pointers, [index(place)], source_etype=POINTER), typ=POINTER)

    def spread(self, value: Any) -> Any:
        """Return a vector full of a number."""
        kind = ir.VectorType(value.type, self.width)
        single = self.builder.insert_element(ir.Constant(kind, ir.Undefined), value, ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), self.width), [0] * self.width)
        return self.builder.shuffle_vector(single, ir.Constant(kind, ir.Undefined), mask)

    def folded(self, vector: Any, combine: Any) -> Any:
        """Return the entries of a vector combined into one."""
        parts = [self.builder.extract_element(vector, ir.Constant(ir.IntType(32), i)) for i in range(self.width)]
        while len(parts) > 1:
            parts = [combine(a, b) for a, b in zip(parts[::2], parts[1::2], strict=True)]
        return parts[0]
