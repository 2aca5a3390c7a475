"""The Elman network with ReLU: h_t = max(0, W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, final

from gradviz.cells.cell import Array
from gradviz.cells.elman import PREACTIVATION, Elman


@final
class ReluRNN(Elman):
    """The Elman network with ReLU: h_t = max(0, W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

    name = "rnn_relu"
    label = "ReLU RNN"
    description = "h_t = max(0, W_ih x_t + W_hh h_(t-1) + b): no saturation, but units can die"
    equations = (PREACTIVATION, "h_t = max(0, a_t)")
    adjoint = "∂L/∂h_{t−1} = W_{hh}^{⊤} diag(h_t > 0) ∂L/∂h_t"
    sharp = True
    order = 20

    def activation(self, ops: Any) -> Callable[[Array, Array], Any]:
        """Return φ."""
        return ops.relu  # type: ignore[no-any-return]

    def slope(self, ops: Any, pre: Array) -> Array:
        """Return 1 where the unit is on, and 0 (PyTorch: also at 0) where it is off."""
        return ops.positive(pre)


CELL = ReluRNN()
