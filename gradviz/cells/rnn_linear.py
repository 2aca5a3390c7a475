"""The linear network: h_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, final

from gradviz.cells.cell import Array
from gradviz.cells.elman import PREACTIVATION, Elman


@final
class LinearRNN(Elman):
    """The linear network: h_t = W_ih x_t + b_ih + W_hh h_{t-1} + b_hh."""

    name = "rnn_linear"
    label = "linear RNN"
    description = "h_t = W_ih x_t + W_hh h_(t-1) + b: no nonlinearity, so W_hh alone decides"
    equations = (PREACTIVATION, "h_t = a_t")
    adjoint = "∂L/∂h_{t−1} = W_{hh}^{⊤} ∂L/∂h_t"
    sharp = True
    order = 30

    def activation(self, ops: Any) -> Callable[[Array, Array], Any]:
        """Return φ."""
        return ops.copy  # type: ignore[no-any-return]

    def slope(self, ops: Any, pre: Array) -> Array:
        """Return 1: nothing is lost but by W_hh."""
        return ops.ones_like(pre)


CELL = LinearRNN()
