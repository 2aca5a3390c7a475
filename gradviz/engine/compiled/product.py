"""A row times a matrix, in machine code.

The columns of the matrix come in tiles that fill the registers, each tile's rows one after the other in
memory (`packed`), so that it is read straight through, once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir

from gradviz.engine.compiled.elementary import intrinsic
from gradviz.engine.compiled.emitter import INDEX, POINTER, Emitter, index, vector_width
from gradviz.engine.loops import Floats


def tile_of(dtype: str, columns: int) -> int:
    """Return how many columns are multiplied at a time: a whole number of vectors."""
    vector = vector_width(dtype)
    return vector * (8 if columns >= 8 * vector else 4)


def packed(matrix: Floats, tile: int) -> Floats:
    """Return a (K, N) matrix as tiles (⌈N / tile⌉, K, tile), zeros where there is no column."""
    rows, columns = matrix.shape
    padded = np.zeros((rows, -(-columns // tile) * tile), matrix.dtype)
    padded[:, :columns] = matrix
    return np.ascontiguousarray(padded.reshape(rows, -1, tile).transpose(1, 0, 2))


class Product:
    """Emits ``target = source @ weight``, with a packed weight."""

    def __init__(self, emitter: Emitter, tile: int) -> None:
        self._emitter, self._tile = emitter, tile
        spill = emitter.builder.alloca(emitter.form.float, size=tile)
        self._spill = emitter.builder.inttoptr(emitter.builder.ptrtoint(spill, INDEX), POINTER)

    def emit(self, source: Any, weight: Any, target: Any, rows: Any, columns: Any) -> None:
        """Emit it, for (rows,) times (rows, columns)."""
        e, builder = self._emitter, self._emitter.builder
        with e.loop(columns, self._tile) as first:
            sums = self._sums(source, e.moved(weight, builder.mul(first, rows)), rows)
            left = builder.sub(columns, first)
            with builder.if_else(builder.icmp_signed(">=", left, index(self._tile))) as (full, part):
                with full:
                    self._store(sums, e.moved(target, first))
                with part:
                    self._store(sums, self._spill)
                    with e.loop(left) as i:
                        e.store(e.load(e.moved(self._spill, i), e.form.float), e.moved(target, builder.add(first, i)))

    def _sums(self, source: Any, weight: Any, rows: Any) -> list[Any]:
        e = self._emitter
        zeros = [ir.Constant(e.vector, [0.0] * e.width)] * (self._tile // e.width)
        with e.loop(rows, sums=zeros) as (k, sums):
            entry = e.spread(e.load(e.moved(source, k), e.form.float))
            line = e.moved(weight, e.builder.mul(k, index(self._tile)))
            for i, total in enumerate(sums):
                column = e.load(e.moved(line, index(i * e.width)), e.vector)
                sums[i] = intrinsic(e.builder, "fmuladd", [entry, column, total])
        return list(sums)

    def _store(self, sums: list[Any], target: Any) -> None:
        for i, total in enumerate(sums):
            self._emitter.store(total, self._emitter.moved(target, index(i * self._emitter.width)))
