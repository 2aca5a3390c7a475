"""The namespace of a cell's step where sequences share the W_hh of their seed, up to a factor of their own."""

from __future__ import annotations

from typing import Any

from gradviz.engine.sweeping.arithmetic import OnDevice, OnHost


class Stack:
    """One matrix for each seed, as a cell's step sees it: of the shape of one."""

    def __init__(self, matrices: Any) -> None:
        self.matrices = matrices
        self.shape = tuple(matrices.shape[1:])


class Namespace:
    """A loop's operations, with products for sequences that share a seed's W_hh up to a factor of their own.

    Rows are (S · R, N): R sequences for each of S seeds. ``factor`` (S · R, H) multiplies h_{t−1} on the way
    forward and ∂L/∂h_{t−1} on the way back; None: all factors are 1.
    """

    def __init__(self, arithmetic: OnHost | OnDevice, factor: Any, backwards: bool) -> None:
        self._loop, self._matmul, self._factor = arithmetic.loop, arithmetic.matmul, factor
        self.dot = self._product if factor is None else self._then_scaled if backwards else self._scaled_first
        self._scaled = None if factor is None else self._loop.room(*factor.shape)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop, name)

    def _product(self, rows: Any, stack: Stack, out: Any) -> None:
        seeds, height, width = stack.matrices.shape
        self._matmul(rows.reshape(seeds, -1, height), stack.matrices, out.reshape(seeds, -1, width))

    def _scaled_first(self, rows: Any, stack: Stack, out: Any) -> None:
        self._loop.multiply(rows, self._factor, self._scaled)
        self._product(self._scaled, stack, out)

    def _then_scaled(self, rows: Any, stack: Stack, out: Any) -> None:
        self._product(rows, stack, out)
        self._loop.multiply(out, self._factor, out)
