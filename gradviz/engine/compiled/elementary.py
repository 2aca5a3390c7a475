"""exp and tanh as LLVM instructions, for single numbers and for vectors, to about a unit in the last place.

exp(x) = 2^n · exp(r), with n = round(x / ln 2) and |r| ≤ ½ ln 2 (Cody & Waite 1980: ln 2 in two parts),
exp(r) = 1 + r · c(r) by its Taylor series; tanh(x) = e / (e + 2) with e = exp(2|x|) − 1, which keeps
its digits at both ends (Kahan). No branches and no tables: every entry of a vector takes the same path.
NaN stays NaN, and what leaves the floats becomes inf or 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from llvmlite import ir


@dataclass(frozen=True)
class Format:
    """What the instructions need to know of a floating-point format.

    ``shift`` is 1.5 times the power of two beyond which floats are whole numbers; ``ln2`` are two
    parts of ln 2, the first with so few digits that its product with n is exact; ``terms`` of the series.
    """

    float: ir.Type
    integer: ir.IntType
    digits: int
    bias: int
    ln2: tuple[float, float]
    terms: int
    least: float
    most: float
    flat: float

    @property
    def shift(self) -> float:
        """Adding it rounds a number of moderate size to a whole one."""
        return 1.5 * 2.0**self.digits


FORMATS = {
    "float64": Format(
        ir.DoubleType(), ir.IntType(64), 52, 1023, (6.93147180369123816490e-01, 1.90821492927058770002e-10), 13,
        -746.0, 710.0, 20.0,
    ),
    "float32": Format(
        ir.FloatType(), ir.IntType(32), 23, 127, (0.693359375, -2.12194440054690583e-4), 8, -104.0, 89.0, 10.0,
    ),
}  # fmt: skip


def intrinsic(builder: ir.IRBuilder, name: str, arguments: list[Any]) -> Any:
    """Call one of LLVM's own operations on numbers or on vectors, all of one type."""
    kind = arguments[0].type
    number, count = (kind.element, f"v{kind.count}") if isinstance(kind, ir.VectorType) else (kind, "")
    full = f"llvm.{name}.{count}{number.intrinsic_name}"
    known = builder.module.globals
    function = known.get(full) or ir.Function(builder.module, ir.FunctionType(kind, [kind] * len(arguments)), full)
    return builder.call(function, arguments)


class Elementary:
    """The instructions for one format and one width (1: single numbers)."""

    def __init__(self, builder: ir.IRBuilder, form: Format, width: int) -> None:
        self._builder, self._form, self._width = builder, form, width
        self.type = ir.VectorType(form.float, width) if width > 1 else form.float
        self._whole = ir.VectorType(form.integer, width) if width > 1 else form.integer

    def constant(self, value: float) -> ir.Constant:
        """Return a number, or a vector full of it."""
        return ir.Constant(self.type, [value] * self._width if self._width > 1 else value)

    def _integer(self, value: int) -> ir.Constant:
        return ir.Constant(self._whole, [value] * self._width if self._width > 1 else value)

    def _fma(self, a: Any, b: Any, c: Any) -> Any:
        return intrinsic(self._builder, "fmuladd", [a, b, c])

    def _at_most(self, x: Any, limit: float) -> Any:
        over = self._builder.fcmp_ordered(">", x, self.constant(limit))
        return self._builder.select(over, self.constant(limit), x)

    def _at_least(self, x: Any, limit: float) -> Any:
        under = self._builder.fcmp_ordered("<", x, self.constant(limit))
        return self._builder.select(under, self.constant(limit), x)

    def _reduced(self, x: Any) -> tuple[Any, Any]:
        """Return n as an integer, and exp(r) − 1."""
        builder, form = self._builder, self._form
        shifted = self._fma(x, self.constant(1 / math.log(2)), self.constant(form.shift))
        n = builder.fsub(shifted, self.constant(form.shift))
        r = x
        for part in form.ln2:
            r = self._fma(n, self.constant(-part), r)
        series = self.constant(1 / math.factorial(form.terms))
        for power in range(form.terms - 1, 0, -1):
            series = self._fma(series, r, self.constant(1 / math.factorial(power)))
        origin = builder.bitcast(self.constant(form.shift), self._whole)
        whole = builder.sub(builder.bitcast(shifted, self._whole), origin)
        return whole, builder.fmul(r, series)

    def _power_of_two(self, n: Any) -> Any:
        biased = self._builder.add(n, self._integer(self._form.bias))
        return self._builder.bitcast(self._builder.shl(biased, self._integer(self._form.digits)), self.type)

    def exp(self, x: Any) -> Any:
        """Return exp(x)."""
        return self._called("exp", x)

    def tanh(self, x: Any) -> Any:
        """Return tanh(x)."""
        return self._called("tanh", x)

    def _called(self, name: str, x: Any) -> Any:
        """Call a function of the module, which is written when it is first called: code once, not at each place."""
        module = self._builder.module
        full = f"{name}.{self._width}.{self._form.float.intrinsic_name}"
        function = module.globals.get(full)
        if function is None:
            function = ir.Function(module, ir.FunctionType(self.type, [self.type]), full)
            function.linkage = "internal"
            inner = Elementary(ir.IRBuilder(function.append_basic_block()), self._form, self._width)
            inner._builder.ret({"exp": inner._exp, "tanh": inner._tanh}[name](function.args[0]))
        return self._builder.call(function, [x])

    def _exp(self, x: Any) -> Any:
        """Emit exp(x); 2^n in two factors, for neither may leave the floats where the product doesn't."""
        builder = self._builder
        n, more = self._reduced(self._at_least(self._at_most(x, self._form.most), self._form.least))
        half = builder.ashr(n, self._integer(1))
        value = builder.fmul(builder.fadd(self.constant(1.0), more), self._power_of_two(half))
        return builder.fmul(value, self._power_of_two(builder.sub(n, half)))

    def _tanh(self, x: Any) -> Any:
        """Emit tanh(x); beyond ``flat`` it is ±1."""
        builder = self._builder
        size = self._at_most(intrinsic(builder, "fabs", [x]), self._form.flat)
        n, more = self._reduced(builder.fadd(size, size))
        power = self._power_of_two(n)
        e = self._fma(more, power, builder.fsub(power, self.constant(1.0)))
        value = builder.fdiv(e, builder.fadd(e, self.constant(2.0)))
        return intrinsic(builder, "copysign", [value, x])

    def reciprocal(self, x: Any) -> Any:
        """Return 1 / x."""
        return self._builder.fdiv(self.constant(1.0), x)

    def relu(self, x: Any) -> Any:
        """Return max(0, x), NaN for NaN."""
        under = self._builder.fcmp_ordered("<", x, self.constant(0.0))
        return self._builder.select(under, self.constant(0.0), x)

    def sigmoid_slope(self, negated: Any, sigma: Any) -> Any:
        """Return σ′ = (exp(−a) σ) σ, as `gradviz.engine.curves` does."""
        rest = self._builder.fmul(self.exp(self._at_most(negated, self._form.most - 1)), sigma)
        return self._builder.fmul(rest, sigma)

    def sech2(self, x: Any) -> Any:
        """Return tanh′(x) = 4e / (1 + e)² with e = exp(−2|x|), as `gradviz.engine.curves` does."""
        builder = self._builder
        decay = self.exp(builder.fmul(intrinsic(builder, "fabs", [x]), self.constant(-2.0)))
        more = builder.fadd(decay, self.constant(1.0))
        return builder.fdiv(builder.fmul(decay, self.constant(4.0)), builder.fmul(more, more))

    def positive(self, x: Any) -> Any:
        """Return 1 where x > 0, else 0."""
        above = self._builder.fcmp_ordered(">", x, self.constant(0.0))
        return self._builder.select(above, self.constant(1.0), self.constant(0.0))

    def ones_like(self, x: Any) -> Any:  # noqa: ARG002
        """Return 1."""
        return self.constant(1.0)
