"""Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, final

from gradviz.cells.cell import Array, Cell, Room, Step, View

_INPUT, _FORGET, _OUTPUT = (View("sigma", block, 1) for block in range(3))


@final
class LSTM(Cell):
    """Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers et al. 2000).

    c_t = f ⊙ c_{t−1} + i ⊙ g and h_t = o ⊙ tanh(c_t). Inside, the three sigmoid gates lie side
    by side (i, f, o, then g); ``delta`` is in PyTorch's order (i, f, g, o).
    """

    name = "lstm"
    label = "LSTM"
    description = "a cell state c_t that the forget gate carries from step to step"
    equations = (
        "i_t = σ(W_{xi} x_t + W_{hi} h_{t−1} + b_i)",
        "f_t = σ(W_{xf} x_t + W_{hf} h_{t−1} + b_f)",
        "g_t = tanh(W_{xg} x_t + W_{hg} h_{t−1} + b_g)",
        "o_t = σ(W_{xo} x_t + W_{ho} h_{t−1} + b_o)",
        "c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t",
        "h_t = o_t ⊙ tanh c_t",
    )
    adjoint = "∂L/∂c_{t−1} = f_t ⊙ ∂L/∂c_t + o_{t−1} ⊙ (1 − tanh^{2} c_{t−1}) ⊙ ∂L/∂h_{t−1}"
    source = "Hochreiter & Schmidhuber 1997; the forget gate: Gers, Schmidhuber & Cummins 2000"
    order = 40
    gates = ("input", "forget", "cell", "output")
    has_cell_state = True
    projection = recurrence = ((0, -1), (1, -1), (3, -1), (2, 1))
    tape = {"sigma": 3, "new": 1, "squashed": 1}  # noqa: RUF012
    gate_views = (_INPUT, _FORGET, View("new"), _OUTPUT)
    sigmoids = "sigma"
    delta_blocks = 4
    input_blocks = (0, 1, 2, 3)
    factors = {"through_cell": 3, "through_output": 1, "opening": 1}  # noqa: RUF012
    forward_rows = (
        View("pre"), View("pre", 0, 3), View("pre", 3, 1), View("sigma"), _INPUT, _FORGET, _OUTPUT, View("new"),
        View("squashed"), View("c", before=True), View("c"), View("h", before=True), View("h"),
    )  # fmt: skip
    backward_rows = (
        View("dh"), View("dc"), View("dc", stacked=True), View("opening"), View("through_cell", stacked=True),
        View("through_output"), _FORGET, View("delta", 0, 3, stacked=True), View("delta", 3, 1), View("delta"),
        View("dc", before=True), View("dh", before=True),
    )  # fmt: skip

    def forward(self, ops: Any, weight: Array, inner_bias: Array, room: Room) -> Step:  # noqa: ARG002
        """Return the step (h, c)_{t−1} → (h, c)_t."""
        dot, add, multiply, tanh, exp, reciprocal = ops.dot, ops.add, ops.multiply, ops.tanh, ops.exp, ops.reciprocal
        one, recurrent, fresh = ops.one, room(4), room(1)

        def step(
            pre: Array, pre_sigma: Array, pre_new: Array, sigma: Array, into: Array, keep: Array, out: Array,
            new: Array, squashed: Array, cell_before: Array, cell: Array, before: Array, now: Array,
        ) -> None:  # fmt: skip
            dot(before, weight, recurrent)
            add(pre, recurrent, pre)
            exp(pre_sigma, sigma)
            add(sigma, one, sigma)
            reciprocal(sigma, sigma)
            tanh(pre_new, new)
            multiply(into, new, fresh)
            multiply(keep, cell_before, cell)
            add(cell, fresh, cell)
            tanh(cell, squashed)
            multiply(out, squashed, now)

        return step

    def slopes(self, ops: Any, see: Callable[[View], Array]) -> Mapping[str, Sequence[Array]]:
        """Return ∂(i, f, g)/∂a on the way through c_t, ∂o/∂a, and o ⊙ (1 − tanh² c_t)."""
        gates = [(see(View("pre", block, 1)), see(View("sigma", block, 1))) for block in range(3)]
        into, keep, out = (ops.sigmoid_slope(*gate) for gate in gates)
        fresh = ops.sech2(see(View("pre", 3, 1)))
        return {
            "through_cell": [see(View("new")) * into, see(View("c", before=True)) * keep, see(_INPUT) * fresh],
            "through_output": [see(View("squashed")) * out],
            "opening": [see(_OUTPUT) * ops.sech2(see(View("c")))],
        }

    def backward(self, ops: Any, weight: Array, room: Room) -> Step:
        """Return the step back; ∂L/∂c_t becomes total (through h_t too) before it is used."""
        dot, add, multiply, through_hidden = ops.dot, ops.add, ops.multiply, room(1)

        def step(
            grad: Array, grad_cell: Array, grad_cell_stacked: Array, opening: Array, through_cell: Array,
            through_output: Array, keep: Array, delta_cell: Array, delta_output: Array, delta: Array,
            grad_cell_before: Array, grad_before: Array,
        ) -> None:  # fmt: skip
            multiply(grad, opening, through_hidden)
            add(grad_cell, through_hidden, grad_cell)
            multiply(grad_cell_stacked, through_cell, delta_cell)
            multiply(grad, through_output, delta_output)
            multiply(grad_cell, keep, grad_cell_before)
            dot(delta, weight, grad_before)

        return step


CELL = LSTM()
