"""The two namespaces over which a cell's step runs: numpy on the CPU, torch anywhere.

A small call costs a third in numpy of what it costs in torch, so one sequence on the CPU runs
over zero-copy numpy views of torch's memory (64-byte aligned, so that the bits of a result don't
depend on where the allocator put it). Both have the same names and the same positional ``out``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from gradviz.operations import NumpyOperations

Floats = npt.NDArray[np.float64]
_FAR = 5000.0  # more powers of two than any float spans
_PIECE = 2**18


class NumpyLoop(NumpyOperations):
    """numpy over views of torch's memory."""

    def __init__(self, dtype: torch.dtype) -> None:
        self._dtype = dtype
        self.one = self.lend(torch.ones((), dtype=dtype))
        self._zero = self.lend(torch.zeros((), dtype=dtype))

    def relu(self, row: Any, out: Any) -> None:
        """Write max(0, row)."""
        np.maximum(row, self._zero, out=out)

    def lend(self, tensor: torch.Tensor) -> Any:
        """Return the tensor's memory as an array."""
        return tensor.numpy()

    def rows(self, buffer: torch.Tensor) -> list[Any]:
        """Return the rows of a buffer along its first axis."""
        return list(buffer.numpy())

    def room(self, *shape: int) -> Any:
        """Return uninitialised scratch memory."""
        return torch.empty(*shape, dtype=self._dtype).numpy()

    def peak(self, row: Any) -> Floats:
        """Return max |row| of each sequence, (B,)."""
        peak: Floats = np.maximum.reduce(np.abs(row), -1).astype(np.float64)
        return peak

    def lift(self, row: Any, exponents: npt.NDArray[np.int32]) -> None:
        """Multiply each sequence by 2 ** exponent, in place; small exponents."""
        np.ldexp(row, exponents[:, None], row)

    def shift(self, row: Any, exponents: Floats) -> None:
        """Multiply each sequence by 2 ** exponent, in place; any exponents."""
        np.ldexp(row, _whole(exponents), row)

    def shifted(self, row: Any, exponents: Floats) -> Any:
        """Return the row with each sequence multiplied by 2 ** exponent."""
        return np.ldexp(row, _whole(exponents))

    def picked(self, rows: Any, index: npt.NDArray[np.intp]) -> Any:
        """Return some of the rows."""
        return rows[index]


def _into(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Give a torch operation numpy's positional ``out``."""

    def call(*operands: Any) -> Any:
        return operation(*operands[:-1], out=operands[-1])

    return call


class TorchLoop:
    """torch on any device."""

    add = staticmethod(_into(torch.add))
    multiply = staticmethod(_into(torch.mul))
    dot = staticmethod(_into(torch.mm))
    tanh = staticmethod(_into(torch.tanh))
    exp = staticmethod(_into(torch.exp))
    reciprocal = staticmethod(_into(torch.reciprocal))
    negative = staticmethod(_into(torch.neg))

    def __init__(self, dtype: torch.dtype, device: torch.device) -> None:
        self._kind: dict[str, Any] = {"dtype": dtype, "device": device}
        self.one = torch.ones((), **self._kind)

    def relu(self, row: Any, out: Any) -> None:
        """Write max(0, row)."""
        torch.clamp(row, min=0, out=out)

    def copy(self, row: Any, out: Any) -> None:
        """Write the row."""
        out.copy_(row)

    def lend(self, tensor: torch.Tensor) -> Any:
        """Return the tensor itself."""
        return tensor

    def rows(self, buffer: torch.Tensor) -> list[Any]:
        """Return the rows of a buffer along its first axis."""
        return list(buffer.unbind(0))

    def room(self, *shape: int) -> Any:
        """Return uninitialised scratch memory."""
        return torch.empty(*shape, **self._kind)

    def peak(self, row: Any) -> Floats:
        """Return max |row| of each sequence."""
        return host(row.abs().amax(-1))

    def lift(self, row: Any, exponents: npt.NDArray[np.int32]) -> None:
        """Multiply each sequence by 2 ** exponent, in place."""
        row.copy_(shifted(row, exponents.astype(np.float64)))

    def shift(self, row: Any, exponents: Floats) -> None:
        """Multiply each sequence by 2 ** exponent, in place."""
        row.copy_(shifted(row, exponents))

    def shifted(self, row: Any, exponents: Floats) -> Any:
        """Return the row with each sequence multiplied by 2 ** exponent."""
        return shifted(row, exponents)

    def picked(self, rows: Any, index: npt.NDArray[np.intp]) -> Any:
        """Return some of the rows."""
        return rows[torch.from_numpy(index).to(rows.device)]


def host(tensor: torch.Tensor) -> Floats:
    """Return a tensor as float64 on the CPU (some devices have no float64: first there, then converted)."""
    array: Floats = tensor.detach().cpu().to(torch.float64).numpy()
    return array


def _whole(exponents: Floats) -> npt.NDArray[np.int32]:
    whole: npt.NDArray[np.int32] = np.clip(exponents, -_FAR, _FAR).astype(np.int32)[..., None]
    return whole


def shifted(tensor: torch.Tensor, exponents: Floats) -> torch.Tensor:
    """Return ``tensor`` (…, N) times 2 ** exponents (…), exactly, however large the exponents are.

    One factor 2^e may itself leave the floats, so it is taken in parts; where the product is a
    float, it is exact.
    """
    part, gone = (1000.0, -2200.0) if tensor.dtype == torch.float64 else (120.0, -300.0)
    left = np.where(exponents > gone, np.minimum(exponents, _FAR), -np.inf)
    while True:
        now = np.clip(left, -part, part)
        factor = np.where(left == -np.inf, 0.0, np.ldexp(1.0, now.astype(np.int32)))
        tensor = tensor * torch.from_numpy(factor[..., None]).to(tensor.dtype).to(tensor.device)
        left = left - now
        if not ((left != 0) & (left != -np.inf)).any():
            return tensor


def pieces(steps: int, numbers: int) -> Iterator[slice]:
    """Yield slices of time short enough that what is computed for a moment stays small.

    ``numbers`` is how many numbers a step needs. A long run then takes no more memory than its
    buffers, nor the time to be given it.
    """
    length = max(1, _PIECE // max(1, numbers))
    for first in range(0, steps, length):
        yield slice(first, min(first + length, steps))


def loop_for(dtype: torch.dtype, device: torch.device) -> Any:
    """Return the fastest namespace for a device."""
    return NumpyLoop(dtype) if device.type == "cpu" else TorchLoop(dtype, device)
