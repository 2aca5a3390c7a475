"""What every cell promises the engine."""

import numpy as np
import pytest
import torch

from gradviz.cells import CELLS, Cell
from gradviz.cells.cell import View
from gradviz.engine import curves
from gradviz.engine.wide import Wide, WideLoop

CELL_LIST = list(CELLS.values())
BUFFERS = {"h", "c", "dh", "dc", "pre", "delta"}


@pytest.mark.parametrize("cell", CELL_LIST, ids=lambda cell: cell.name)
def test_a_cell_names_only_what_is_there(cell):
    sizes = {"pre": len(cell.projection), "h": 1, "dh": 1, "delta": cell.delta_blocks, **cell.tape, **cell.factors}
    sizes |= {"c": 1, "dc": 1} if cell.has_cell_state else {}
    for view in (*cell.forward_rows, *cell.backward_rows, *cell.gate_views):
        assert view.first + view.blocks <= sizes[view.buffer]
        assert not view.before or view.buffer in {"h", "c", "dh", "dc"}
    assert cell.backward_rows[-1] == View("dh", before=True)
    assert len(cell.gate_views) == len(cell.gates)
    assert len(cell.input_blocks) == cell.blocks
    assert cell.delta_blocks >= cell.blocks
    assert sorted({block for block, _ in cell.projection}) == sorted(block for block, _ in cell.recurrence)
    assert not set(cell.tape) & BUFFERS
    assert not set(cell.factors) & (BUFFERS | set(cell.tape))


def test_a_class_is_abstract_or_final():
    def concrete(kind):
        for sub in kind.__subclasses__():
            yield from concrete(sub) if sub.__subclasses__() else [sub]

    for kind in concrete(Cell):
        assert not kind.__abstractmethods__
        assert getattr(kind, "__final__", False)
    with pytest.raises(TypeError):
        Cell()


def test_names_and_orders_are_unique():
    assert len({cell.order for cell in CELL_LIST}) == len({cell.label for cell in CELL_LIST}) == len(CELLS)
    assert [cell.name for cell in CELL_LIST] == list(CELLS)


GRID = [0.0, 1e-12, 0.3, -2.0, 5.0, -19.0, 40.0, -300.0]


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float64, 1e-14), (torch.float32, 1e-5)])
def test_slopes_keep_their_digits_at_saturation(dtype, tolerance):
    import mpmath

    pre = torch.tensor(GRID if dtype == torch.float64 else GRID[:-2], dtype=dtype)
    sigma = torch.sigmoid(pre)
    wanted = [float(1 / mpmath.cosh(x) ** 2) for x in pre.tolist()]
    assert curves.sech2(pre).tolist() == pytest.approx(wanted, rel=tolerance, abs=0)
    wanted = [float(mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2) for x in map(mpmath.mpf, pre.tolist())]
    assert curves.sigmoid_slope(-pre, sigma).tolist() == pytest.approx(wanted, rel=tolerance, abs=0)


def test_wide_slopes_go_on_where_floats_end():
    import mpmath

    loop, values = WideLoop(), np.array([[0.0, 0.4, -3.0, 354.0, -800.0, 5e4]])
    pre = Wide.of(values)
    slope = loop.sech2(pre)
    for x, m, e in zip(values[0], slope.m[0], slope.e[0], strict=True):
        wanted = mpmath.log(mpmath.sech(mpmath.mpf(x)) ** 2, 2)
        assert float(mpmath.log(mpmath.mpf(m), 2) + mpmath.mpf(e)) == pytest.approx(float(wanted), abs=1e-10)
    sigma = Wide.zeros(1, 6)
    loop.exp(-pre, sigma)
    loop.add(sigma, loop.one, sigma)
    loop.reciprocal(sigma, sigma)
    slope = loop.sigmoid_slope(-pre, sigma)
    with mpmath.workdps(60):
        for x, m, e in zip(values[0], slope.m[0], slope.e[0], strict=True):
            decay = mpmath.exp(-mpmath.mpf(x))
            wanted = mpmath.log(decay / (1 + decay) ** 2, 2)
            assert float(mpmath.log(mpmath.mpf(m), 2) + mpmath.mpf(e)) == pytest.approx(float(wanted), abs=1e-10)


@pytest.mark.parametrize("scale", [-900, 0, 900])
def test_wide_products_are_products(scale):
    """Also where every float term would underflow, or only some."""
    generator, loop = np.random.default_rng(0), WideLoop()
    left, right = generator.standard_normal((3, 5)), generator.standard_normal((5, 4))
    wide = Wide.of(left)
    wide.e += scale * np.array([0, 1, 2, 3, 4]) * (wide.m != 0)
    right[4], right[:, 2] = 0.0, [1.0, 0, 0, 0, 0]
    out = Wide.zeros(3, 4)
    loop.dot(wide, Wide.of(right), out)
    for i in range(3):
        for j in range(4):
            terms = [(left[i, k] * right[k, j], scale * k) for k in range(5) if right[k, j]]
            top = max(power for _, power in terms)
            wanted = sum(value * 2.0 ** max(power - top, -1070) for value, power in terms)
            assert np.ldexp(out.m[i, j], int(out.e[i, j] - top)) == pytest.approx(wanted, rel=1e-12)
