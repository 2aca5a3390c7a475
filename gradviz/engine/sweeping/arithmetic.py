"""What a sweep needs of numpy or torch beyond a loop's operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from gradviz.engine import curves
from gradviz.engine.loops import Floats, NumpyLoop, TorchLoop, host
from gradviz.engine.sweeping import hostcurves

Flags = npt.NDArray[np.bool_]


class OnHost:
    """numpy over torch's (aligned) memory."""

    matmul = staticmethod(np.matmul)
    sech2 = staticmethod(hostcurves.sech2)
    sigmoid_slope = staticmethod(hostcurves.sigmoid_slope)
    positive = staticmethod(hostcurves.positive)
    ones_like = staticmethod(np.ones_like)

    def __init__(self, dtype: torch.dtype) -> None:
        self.loop: Any = NumpyLoop(dtype)

    def put(self, array: Floats) -> Any:
        """Return the numbers in the dtype and memory of the run."""
        buffer = self.loop.room(*array.shape)
        buffer[...] = array
        return buffer

    def fetched(self, array: Any) -> Floats:
        """Return the numbers as float64 on the host."""
        return np.asarray(array, np.float64)

    def squares(self, rows: Any) -> Any:
        """Return Σ row²."""
        return np.vecdot(rows, rows)

    def smallest(self, rows: Any) -> float:
        """Return the smallest |entry| of all; NaN where one is NaN."""
        return float(np.abs(rows).min())

    def join(self, blocks: Sequence[Any], out: Any) -> None:
        """Write blocks of columns side by side."""
        np.concatenate(blocks, -1, out=out)


class OnDevice:
    """torch on any device."""

    sigmoid_slope = staticmethod(curves.sigmoid_slope)
    positive = staticmethod(curves.positive)
    ones_like = staticmethod(curves.ones_like)

    def __init__(self, dtype: torch.dtype, device: torch.device) -> None:
        self.loop: Any = TorchLoop(dtype, device)
        self._kind: dict[str, Any] = {"dtype": dtype, "device": device}

    def sech2(self, pre: Any, squashed: Any) -> Any:  # noqa: ARG002 - digits matter more here than a pass
        """Return tanh′."""
        return curves.sech2(pre)

    def matmul(self, left: Any, right: Any, out: Any) -> None:
        """Write the products of two stacks of matrices."""
        torch.matmul(left, right, out=out)

    def put(self, array: Floats) -> Any:
        """Return the numbers in the dtype and on the device of the run."""
        return torch.from_numpy(np.ascontiguousarray(array)).to(**self._kind)

    def fetched(self, array: Any) -> Floats:
        """Return the numbers as float64 on the host."""
        return host(array)

    def squares(self, rows: Any) -> Any:
        """Return Σ row²."""
        return torch.linalg.vecdot(rows, rows)

    def smallest(self, rows: Any) -> float:
        """Return the smallest |entry| of all; NaN where one is NaN."""
        return float(rows.abs().min())

    def join(self, blocks: Sequence[Any], out: Any) -> None:
        """Write blocks of columns side by side."""
        torch.cat(list(blocks), -1, out=out)


def arithmetic_for(dtype: torch.dtype, device: torch.device) -> OnHost | OnDevice:
    """Return the fastest arithmetic for a device."""
    return OnHost(dtype) if device.type == "cpu" else OnDevice(dtype, device)


def odd_ones(arithmetic: OnHost | OnDevice, rows: Any, least: float) -> tuple[Flags, Flags] | None:
    """Return which sequences of (n, B, N) hold a 0, and which a NaN or another |entry| < ``least``; None: none does."""
    if arithmetic.smallest(rows) >= least:
        return None
    size = abs(rows)
    tiny = ((size > 0) & (size < least)) | (size != size)
    return _of_sequence(size == 0), _of_sequence(tiny)


def _of_sequence(flags: Any) -> Flags:
    found: Flags = np.asarray(flags.any(0).any(-1).tolist())
    return found
