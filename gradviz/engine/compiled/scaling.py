"""What keeps the adjoint inside the floats, in machine code: a power of two for each sequence.

After each step the largest entry of (∂L/∂h, ∂L/∂c) is found; where it strayed from 1 by more than a few
powers of two, the rows are multiplied by the power that brings it back (exact), which goes to the sequence's
exponent. A step that took it further than floats keep their digits, to 0 or to no number, ends the
walk: the caller is told, and takes another way.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from gradviz.engine.compiled.emitter import INDEX, POINTER, Emitter, index

_NEAR = {"float64": 16, "float32": 8}
"""Powers of two that the largest entry may be away from 1."""


class Scaling:
    """Emits the scaling of a sequence's rows.

    ``exponents`` is the address of (T + 1, B) float64 numbers, −inf for rows of zeros; ``lost`` of a
    whole number that becomes 1; ``reach`` the powers of two that the largest entry may be away from 1.
    """

    def __init__(self, emitter: Emitter, dtype: str, exponents: Any, lost: Any, reach: int) -> None:
        self._emitter, self._exponents, self._lost = emitter, exponents, lost
        self._near, self._reach = _NEAR[dtype], reach

    def emit(self, rows: list[Any], numbers: Any, place: Any, place_before: Any) -> None:
        """Emit it for rows of t − 1; ``place`` and ``place_before`` are those of the exponents of t and t − 1."""
        e, builder = self._emitter, self._emitter.builder
        integer, bias = e.form.integer, e.form.bias
        bits = self._peak(rows, numbers)
        power = builder.sub(builder.lshr(bits, ir.Constant(integer, e.form.digits)), ir.Constant(integer, bias))
        size = self._size(power)
        exponent = builder.load(self._at(place), typ=ir.DoubleType())
        builder.store(exponent, self._at(place_before))
        alive = builder.fcmp_ordered(">", exponent, ir.Constant(ir.DoubleType(), float("-inf")))
        far = builder.icmp_signed(">", size, ir.Constant(integer, self._near))
        with builder.if_then(builder.and_(alive, far)):
            self._leave_if(builder.icmp_signed(">", size, ir.Constant(integer, self._reach)))
            moved = builder.fadd(exponent, builder.sitofp(power, ir.DoubleType()))
            builder.store(moved, self._at(place_before))
            inverse = builder.shl(builder.sub(ir.Constant(integer, bias), power), ir.Constant(integer, e.form.digits))
            for row in rows:
                self._multiply(row, numbers, builder.bitcast(inverse, e.form.float))

    def _at(self, place: Any) -> Any:
        return self._emitter.builder.gep(self._exponents, [place], source_etype=ir.DoubleType())

    def _size(self, power: Any) -> Any:
        builder = self._emitter.builder
        negative = builder.icmp_signed("<", power, ir.Constant(power.type, 0))
        return builder.select(negative, builder.neg(power), power)

    def _leave_if(self, condition: Any) -> None:
        builder = self._emitter.builder
        with builder.if_then(condition):
            builder.store(index(1), builder.inttoptr(builder.ptrtoint(self._lost, INDEX), POINTER))
            builder.ret_void()

    def _peak(self, rows: list[Any], numbers: Any) -> Any:
        """Return the bits of the largest |entry|: as whole numbers they are in order, NaN above all."""
        e = self._emitter
        single = ir.Constant(e.form.integer, 0)
        wide = ir.VectorType(e.form.integer, e.width)
        many = ir.Constant(wide, [0] * e.width)
        whole = e.whole(numbers)
        for row in rows:
            many = self._larger(row, e.vector, wide, many, index(0), whole, e.width)
            single = self._larger(row, e.form.float, e.form.integer, single, whole, numbers, 1)
        return self._larger_of(e.folded(many, self._larger_of), single)

    def _larger(
        self, row: Any, kind: ir.Type, whole: ir.Type, largest: Any, start: Any, end: Any, width: int
    ) -> Any:  # fmt: skip
        e = self._emitter
        mask = (1 << (e.form.integer.width - 1)) - 1
        with e.loop(end, width, start, [largest]) as (i, carried):
            bits = e.builder.bitcast(e.load(e.moved(row, i), kind), whole)
            size = e.builder.and_(bits, ir.Constant(whole, [mask] * width if width > 1 else mask))
            carried[0] = self._larger_of(size, carried[0])
        return carried[0]

    def _larger_of(self, a: Any, b: Any) -> Any:
        builder = self._emitter.builder
        return builder.select(builder.icmp_signed(">", a, b), a, b)

    def _multiply(self, row: Any, numbers: Any, factor: Any) -> None:
        e = self._emitter
        whole = e.whole(numbers)
        for kind, by, start, end in (
            (e.vector, e.spread(factor), index(0), whole), (e.form.float, factor, whole, numbers),
        ):  # fmt: skip
            with e.loop(end, e.width if kind is e.vector else 1, start) as i:
                place = e.moved(row, i)
                e.store(e.builder.fmul(e.load(place, kind), by), place)
