"""Rows measured in one pass, against numpy."""

import numpy as np
import pytest
import torch

from gradviz.engine import compiled, measures

pytestmark = pytest.mark.skipif(not compiled.available(), reason="llvmlite is not installed")


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
@pytest.mark.parametrize("width", [1, 3, 8, 13, 64])
def test_it_gives_what_numpy_gives(dtype, width, monkeypatch):
    whole = torch.randn(5, 2, width + 4, dtype=dtype)
    whole[1, 0] = 0
    whole[2, 1, 0] = torch.inf
    whole[3, 0, -1] = -0.0
    for tensor in (whole, whole[..., 2:-1], whole[1:, :1], whole[:, :, 0:1], whole.transpose(0, 1)):
        found = measures.measured(tensor)
        array = np.abs(tensor.numpy().astype(np.float64))
        assert np.array_equal(found.largest, array.max(-1))
        assert np.array_equal(found.smallest, array.min(-1))
        assert np.allclose(found.norm, np.sqrt((array**2).sum(-1)), rtol=1e-15, atol=0)
        monkeypatch.setattr(compiled, "available", lambda: False)
        slow = measures.measured(tensor)
        monkeypatch.undo()
        assert np.array_equal(found.largest, slow.largest)
        assert np.array_equal(found.smallest, slow.smallest)
        assert np.allclose(found.norm, slow.norm, rtol=1e-6, atol=0)


def test_what_is_no_number_is_seen():
    rows = torch.ones(3, 1, 9)
    rows[1, 0, 8] = torch.nan
    rows[2, 0, 2] = torch.nan
    assert np.isnan(measures.measured(rows).largest[:, 0]).tolist() == [False, True, True]


def test_float32_squares_are_summed_in_float64():
    tiny = torch.full((1, 1, 16), 2.0**-100, dtype=torch.float32)
    assert measures.measured(tiny).norm.item() == 2.0**-98
