"""The largest and smallest |entry| and the norm of rows, in one pass of machine code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import torch
from llvmlite import ir

from gradviz.engine.compiled import machine
from gradviz.engine.compiled.elementary import intrinsic
from gradviz.engine.compiled.emitter import INDEX, POINTER, Emitter, index
from gradviz.engine.loops import Floats

_NAME = "measure"
_DOUBLE = ir.DoubleType()


def measured(tensor: torch.Tensor) -> tuple[Floats, Floats, Floats]:
    """Return the measures of each row of a CPU tensor (…, N), each (…,) in float64; squares are summed in float64."""
    rows = tensor if tensor.dim() == 2 else tensor.flatten(0, -2)  # a view where the rows are evenly spaced
    rows = rows if rows.stride(1) == 1 else rows.contiguous()
    found = np.empty((3, *tensor.shape[:-1]))
    count, numbers = rows.shape
    _function(tensor.dtype)(rows.data_ptr(), count, rows.stride(0), numbers, found.ctypes.data)
    return found[0], found[1], np.sqrt(found[2])


@cache
def _function(dtype: torch.dtype) -> Callable[..., None]:
    name = str(dtype).removeprefix("torch.")
    return machine.function((_NAME, name), lambda: _module(name), _NAME, 5)


def _module(dtype: str) -> ir.Module:
    """Return ``void measure(T* rows, count, stride, numbers, double* found)``."""
    module = ir.Module(_NAME)
    _Measure(Emitter(module, _NAME, dtype, [POINTER, INDEX, INDEX, INDEX, POINTER])).build()
    return module


class _Measure:
    def __init__(self, emitter: Emitter) -> None:
        self._emitter = emitter

    def build(self) -> None:
        """Emit everything. |x| is compared by its bits: as whole numbers they are in order, NaN above all."""
        e, builder = self._emitter, self._emitter.builder
        rows, count, stride, numbers, found = e.arguments
        whole = e.whole(numbers)
        with e.loop(count) as r:
            row = e.moved(rows, builder.mul(r, stride))
            many = self._over(row, index(0), whole, e.width, self._zeros(e.width))
            folds = (self._larger, self._smaller, lambda a, b: builder.fadd(a, b))
            single = [e.folded(value, fold) for value, fold in zip(many, folds, strict=True)]
            for i, value in enumerate(self._over(row, whole, numbers, 1, single)):
                place = builder.add(builder.mul(count, index(i)), r)
                builder.store(self._as_double(value), builder.gep(found, [place], source_etype=_DOUBLE))
        builder.ret_void()

    def _type(self, kind: ir.Type, width: int) -> ir.Type:
        return ir.VectorType(kind, width) if width > 1 else kind

    def _constant(self, kind: ir.Type, width: int, value: float) -> ir.Constant:
        return ir.Constant(self._type(kind, width), [value] * width if width > 1 else value)

    def _mask(self) -> int:
        return int((1 << (self._emitter.form.integer.width - 1)) - 1)

    def _zeros(self, width: int) -> list[Any]:
        integer = self._emitter.form.integer
        bits = [self._constant(integer, width, value) for value in (0, self._mask())]
        return [*bits, self._constant(_DOUBLE, width, 0.0)]

    def _over(self, row: Any, start: Any, end: Any, width: int, values: list[Any]) -> list[Any]:
        e, builder, form = self._emitter, self._emitter.builder, self._emitter.form
        with e.loop(end, width, start, values) as (i, carried):
            x = e.load(e.moved(row, i), self._type(form.float, width))
            bits = builder.bitcast(x, self._type(form.integer, width))
            size = builder.and_(bits, self._constant(form.integer, width, self._mask()))
            double = x if form.float == _DOUBLE else builder.fpext(x, self._type(_DOUBLE, width))
            carried[0] = self._larger(size, carried[0])
            carried[1] = self._smaller(size, carried[1])
            carried[2] = intrinsic(builder, "fmuladd", [double, double, carried[2]])
        return list(carried)

    def _larger(self, a: Any, b: Any) -> Any:
        return self._emitter.builder.select(self._emitter.builder.icmp_signed(">", a, b), a, b)

    def _smaller(self, a: Any, b: Any) -> Any:
        return self._emitter.builder.select(self._emitter.builder.icmp_signed("<", a, b), a, b)

    def _as_double(self, value: Any) -> Any:
        form, builder = self._emitter.form, self._emitter.builder
        if value.type == _DOUBLE:
            return value
        number = builder.bitcast(value, form.float)
        return number if form.float == _DOUBLE else builder.fpext(number, _DOUBLE)
