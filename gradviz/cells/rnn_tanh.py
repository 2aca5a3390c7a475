"""The Elman network with tanh: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, final

from gradviz.cells.cell import Array
from gradviz.cells.elman import PREACTIVATION, Elman


@final
class TanhRNN(Elman):
    """The Elman network with tanh: h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)."""

    name = "rnn_tanh"
    label = "tanh RNN"
    description = "h_t = tanh(W_ih x_t + W_hh h_(t-1) + b): the plain recurrent network of the textbook"
    equations = (PREACTIVATION, "h_t = tanh a_t")
    adjoint = "∂L/∂h_{t−1} = W_{hh}^{⊤} diag(1 − h_t^{2}) ∂L/∂h_t"
    order = 10

    def activation(self, ops: Any) -> Callable[[Array, Array], Any]:
        """Return φ."""
        return ops.tanh  # type: ignore[no-any-return]

    def slope(self, ops: Any, pre: Array) -> Array:
        """Return 1 − tanh², from the preactivation: 1 − h² has no digits left at saturation."""
        return ops.sech2(pre)


CELL = TanhRNN()
