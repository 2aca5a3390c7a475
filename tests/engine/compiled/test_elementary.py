"""exp, tanh and the slopes made of them, against sixty digits."""

import ctypes

import mpmath
import numpy as np
import pytest

from gradviz.engine.compiled import machine
from gradviz.engine.compiled.trace import Base, Operation, Row, Trace

pytestmark = pytest.mark.skipif(not machine.available(), reason="llvmlite is not installed")


def sech2(x):
    return 1 / mpmath.cosh(x) ** 2


EXACT = {"exp": mpmath.exp, "tanh": mpmath.tanh, "sech2": sech2, "reciprocal": lambda x: 1 / x}
ULPS = {"exp": 2, "tanh": 3, "sech2": 6, "reciprocal": 1}


def computed(name, *arrays):
    """Run one operation over rows of numbers; their count is chosen so that vectors and leftovers occur."""
    rows = [Row(Base(f"x{i}"), 0, 1) for i in range(len(arrays))]
    out = Row(Base("y"), 0, 1)
    from gradviz.engine.compiled import kernel

    trace, dtype = Trace((Operation(name, tuple(rows), out),), {}), str(arrays[0].dtype)
    bases = trace.bases()
    run = machine.function(
        ("test", name, dtype), lambda: kernel.module_of(trace, dict.fromkeys(bases, 1), dtype, 32, 0),
        kernel.NAME, kernel.ARGUMENTS,
    )  # fmt: skip
    found = np.empty_like(arrays[0])
    pointers = (ctypes.c_int64 * len(bases))(*(array.ctypes.data for array in (*arrays, found)))
    run(ctypes.addressof(pointers), 0, found.size, 0, 1, 1, 1, 0, 0)
    return found


def points(dtype):
    random = np.random.default_rng(0)
    limit = 740 if dtype == "float64" else 100
    spread = np.concatenate([random.uniform(-limit, limit, 400), random.standard_normal(400) * 3])
    tiny = np.ldexp(random.standard_normal(203), -random.integers(1, 1000 if dtype == "float64" else 120, 203))
    return np.concatenate([spread, tiny]).astype(dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", EXACT)
def test_it_is_right_to_a_few_units_in_the_last_place(name, dtype):
    x = points(dtype)
    wanted = [EXACT[name](mpmath.mpf(float(value))) for value in x]
    info = np.finfo(dtype)
    for value, got, exact in zip(x, computed(name, x), wanted, strict=True):
        if abs(exact) > float(info.max):
            assert np.isinf(got), value
        elif abs(exact) >= float(info.smallest_normal):
            assert abs(mpmath.mpf(float(got)) - exact) <= ULPS[name] * float(info.eps) * abs(exact), value
        else:
            assert abs(mpmath.mpf(float(got)) - exact) <= ULPS[name] * float(info.smallest_subnormal), value


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_ends_of_the_floats(dtype):
    x = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0] * 5, dtype)
    with np.errstate(all="ignore"):
        assert np.array_equal(computed("exp", x), np.exp(x), equal_nan=True)
        assert np.array_equal(computed("tanh", x), np.tanh(x), equal_nan=True)
    assert np.array_equal(np.signbit(computed("tanh", x)[3:5]), [False, True])
    assert np.array_equal(computed("relu", x), np.maximum(x, 0), equal_nan=True)
    assert computed("positive", x)[:5].tolist() == [0, 1, 0, 0, 0]


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_saturated_gate_has_a_slope(dtype):
    """σ′(a) = exp(−a) / (1 + exp(−a))², also where σ(a) rounds to 1."""
    negated = np.concatenate([np.linspace(-80, 80, 203), [0.0]]).astype(dtype)
    with np.errstate(over="ignore"):
        sigma = (1 / (1 + np.exp(negated))).astype(dtype)
    got = computed("sigmoid_slope", negated, sigma)
    for a, slope in zip(negated, got, strict=True):
        exact = mpmath.exp(float(a)) / (1 + mpmath.exp(float(a))) ** 2
        if exact > 1e-37:
            assert abs(float(slope) / float(exact) - 1) < 20 * np.finfo(dtype).eps, a
