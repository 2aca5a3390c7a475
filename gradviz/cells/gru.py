"""The gated recurrent unit (Cho et al. 2014), with PyTorch's reset gate inside the new gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, final

from gradviz.cells.cell import Array, Cell, Room, Step, View

_RESET, _UPDATE, _REPLACE = (View("sigma", block, 1) for block in range(3))


@final
class GRU(Cell):
    """The gated recurrent unit (Cho et al. 2014), with PyTorch's reset gate inside the new gate.

    n = tanh(W_in x + b_in + r ⊙ (W_hn h_{t−1} + b_hn)) and h_t = z ⊙ h_{t−1} + (1 − z) ⊙ n.
    Inside, 1 − z is a third sigmoid, σ(−a_z): a difference has no digits left when z is near 1.
    ``delta`` holds r, z and r ⊙ n (what W_hh sees) and then n (what W_ih sees).
    """

    name = "gru"
    label = "GRU"
    description = "a hidden state that the update gate carries from step to step"
    equations = (
        "r_t = σ(W_{xr} x_t + W_{hr} h_{t−1} + b_r)",
        "z_t = σ(W_{xz} x_t + W_{hz} h_{t−1} + b_z)",
        "n_t = tanh(W_{xn} x_t + b_{xn} + r_t ⊙ (W_{hn} h_{t−1} + b_{hn}))",
        "h_t = z_t ⊙ h_{t−1} + (1 − z_t) ⊙ n_t",
    )
    adjoint = "∂L/∂h_{t−1} = z_t ⊙ ∂L/∂h_t + W_{hh}^{⊤} δ_t"
    source = "Cho et al. 2014, with the reset gate where PyTorch has it"
    order = 50
    gates = ("reset", "update", "new")
    projection = ((0, -1), (1, -1), (1, 1), (2, 1))
    recurrence = ((0, -1), (1, -1), (2, 1))
    inner = 2
    tape = {"sigma": 3, "new": 1, "inner": 1}  # noqa: RUF012
    gate_views = (_RESET, _UPDATE, View("new"))
    sigmoids = "sigma"
    delta_blocks = 4
    input_blocks = (0, 1, 3)
    factors = {"through_gates": 4}  # noqa: RUF012
    forward_rows = (
        View("pre", 0, 2), View("pre", 1, 1), View("pre", 2, 1), View("pre", 0, 3), View("pre", 3, 1), View("sigma"),
        _RESET, _UPDATE, _REPLACE, View("inner"), View("new"), View("h", before=True), View("h"),
    )  # fmt: skip
    backward_rows = (
        View("dh"), View("dh", stacked=True), View("through_gates", stacked=True), _UPDATE,
        View("delta", stacked=True), View("delta", 0, 3), View("dh", before=True),
    )  # fmt: skip

    def forward(self, ops: Any, weight: Array, inner_bias: Array, room: Room) -> Step:
        """Return the step h_{t−1} → h_t."""
        dot, add, multiply, tanh, exp, reciprocal = ops.dot, ops.add, ops.multiply, ops.tanh, ops.exp, ops.reciprocal
        negative, one, recurrent, fresh = ops.negative, ops.one, room(3), room(1)
        gates = 2 * weight.shape[0]
        recurrent_gates, recurrent_new = recurrent[:, :gates], recurrent[:, gates:]

        def step(
            pre_gates: Array, pre_update: Array, pre_replace: Array, pre_sigma: Array, pre_new: Array, sigma: Array,
            reset: Array, update: Array, replace: Array, inner: Array, new: Array, before: Array, now: Array,
        ) -> None:  # fmt: skip
            dot(before, weight, recurrent)
            add(pre_gates, recurrent_gates, pre_gates)
            negative(pre_update, pre_replace)
            exp(pre_sigma, sigma)
            add(sigma, one, sigma)
            reciprocal(sigma, sigma)
            add(recurrent_new, inner_bias, inner)
            multiply(reset, inner, fresh)
            add(pre_new, fresh, pre_new)
            tanh(pre_new, new)
            multiply(replace, new, fresh)
            multiply(update, before, now)
            add(now, fresh, now)

        return step

    def slopes(self, ops: Any, see: Callable[[View], Array]) -> Mapping[str, Sequence[Array]]:
        """Return ∂h_t/∂a of the reset gate, the update gate, and the new gate seen by W_hh and by W_ih.

        Where h_{t−1} and n_t round to the same float, the update gate's factor h_{t−1} − n_t is 0.
        """
        new = see(_REPLACE) * ops.sech2(see(View("pre", 3, 1)))
        reset = new * see(View("inner")) * ops.sigmoid_slope(see(View("pre", 0, 1)), see(_RESET))
        update = (see(View("h", before=True)) - see(View("new"))) * (see(_UPDATE) * see(_REPLACE))
        return {"through_gates": [reset, update, new * see(_RESET), new]}

    def backward(self, ops: Any, weight: Array, room: Room) -> Step:
        """Return the step back: through the gates and, past them, ∂L/∂h_t ⊙ z."""
        dot, add, multiply, kept = ops.dot, ops.add, ops.multiply, room(1)

        def step(
            grad: Array, grad_stacked: Array, through_gates: Array, update: Array, delta: Array, delta_hidden: Array,
            grad_before: Array,
        ) -> None:  # fmt: skip
            multiply(grad_stacked, through_gates, delta)
            dot(delta_hidden, weight, grad_before)
            multiply(grad, update, kept)
            add(grad_before, kept, grad_before)

        return step


CELL = GRU()
