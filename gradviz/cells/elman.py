"""The plain recurrence h_t = φ(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh) (Elman 1990)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gradviz.cells.cell import Array, Cell, Room, Step, View

PREACTIVATION = "a_t = W_{ih} x_t + W_{hh} h_{t−1} + b"
"""What every plain RNN computes first."""


class Elman(Cell):
    """Everything about a plain RNN but its φ."""

    source = "Elman 1990"
    factors = {"slope": 1}  # noqa: RUF012
    forward_rows = (View("pre"), View("h", before=True), View("h"))
    backward_rows = (View("dh"), View("slope"), View("delta"), View("dh", before=True))

    @abstractmethod
    def activation(self, ops: Any) -> Callable[[Array, Array], Any]:
        """Return ``activate(pre, out)``."""

    @abstractmethod
    def slope(self, ops: Any, pre: Array) -> Array:
        """Return φ′ of the preactivations."""

    def forward(self, ops: Any, weight: Array, inner_bias: Array, room: Room) -> Step:  # noqa: ARG002
        """Return the step h_{t−1} → h_t."""
        dot, add, activate, recurrent = ops.dot, ops.add, self.activation(ops), room(1)

        def step(pre: Array, before: Array, now: Array) -> None:
            dot(before, weight, recurrent)
            add(pre, recurrent, pre)
            activate(pre, now)

        return step

    def slopes(self, ops: Any, see: Callable[[View], Array]) -> Mapping[str, Sequence[Array]]:
        """Return φ′(a_t)."""
        return {"slope": [self.slope(ops, see(View("pre")))]}

    def backward(self, ops: Any, weight: Array, room: Room) -> Step:  # noqa: ARG002
        """Return the step δ_t = φ′(a_t) ∂L/∂h_t, ∂L/∂h_{t−1} = W_hhᵀ δ_t."""
        dot, multiply = ops.dot, ops.multiply

        def step(grad: Array, slope: Array, delta: Array, grad_before: Array) -> None:
            multiply(grad, slope, delta)
            dot(delta, weight, grad_before)

        return step
