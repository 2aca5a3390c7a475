"""All layers of one run, forward and back, and what a Result says about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from gradviz.control import Control
from gradviz.engine import adjoint, bptt
from gradviz.engine.bptt import Adjoint, Injection
from gradviz.engine.clipping import clipped
from gradviz.engine.contributions import log10_contributions
from gradviz.engine.inputs import Loss
from gradviz.engine.loops import Floats
from gradviz.engine.matrices import Matrices, matrices_of
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import Rows, Scaled, summed_outer
from gradviz.engine.tape import Plan, Shape, borrowed_plan
from gradviz.engine.weights import KINDS, Network
from gradviz.experiment import Experiment


@dataclass(frozen=True)
class Question:
    """An Experiment with its numbers drawn, or given: (T, B, I) inputs, (layers, B, H) initial states."""

    experiment: Experiment
    network: Network
    inputs: Floats
    hidden: Floats
    cell: Floats | None
    loss: Loss


def answer(question: Question, shape: Shape, control: Control | None, flops: int) -> dict[str, Any]:
    """Return the fields of a Result that the computation gives."""
    progress = Progress(control, 2 * shape.steps * shape.layers, flops)
    with borrowed_plan(shape) as plan, np.errstate(all="ignore"):
        found = _Answer(question, plan, progress).fields()
    progress.finish()
    return found


class _Answer:
    def __init__(self, question: Question, plan: Plan, progress: Progress) -> None:
        self._question, self._plan, self._progress = question, plan, progress
        self._layers = range(plan.shape.layers)
        self._matrices = [matrices_of(plan.cell, question.network.weights, layer) for layer in self._layers]
        self._inputs = self._tensor(question.inputs)
        self._norms: dict[str, list[Any]] = {"hidden": [], "cell": [], "recurrent": []}
        self._gradients: dict[str, Scaled] = {}

    def _tensor(self, array: Floats) -> torch.Tensor:
        return torch.from_numpy(array).to(self._plan.shape.device, self._plan.shape.dtype)

    def fields(self) -> dict[str, Any]:
        """Compute, and return the fields of a Result."""
        self._forward()
        found = self._states()
        injection = self._loss_injection()
        for layer in reversed(self._layers):
            back = adjoint.backward(
                self._plan, layer, injection, self._matrices[layer], self._question.experiment.truncation, self._progress
            )
            below = self._account(layer, back)
            injection = Injection(below, np.arange(-1, self._plan.shape.steps))
        gradients = {f"{kind}_l{layer}": self._gradients[f"{kind}_l{layer}"] for layer in self._layers for kind in KINDS}
        return {
            **found,
            "log10_grad_hidden": np.stack(self._norms["hidden"][::-1]),
            "log10_grad_cell": np.stack(self._norms["cell"][::-1]) if self._norms["cell"] else None,
            "log10_grad_recurrent": np.stack(self._norms["recurrent"][::-1]),
            "log10_grad_input": below.log10_norms(),
            "log10_grad_parameters": {name: gradient.log10_norm() for name, gradient in gradients.items()},
            "parameter_gradients": {name: gradient.array() for name, gradient in gradients.items()},
            "clipped_gradients": clipped(gradients, self._question.experiment),
        }

    def _forward(self) -> None:
        question, read = self._question, self._inputs
        for layer in self._layers:
            tape = self._plan.tapes[layer].of
            tape["h"][0] = self._tensor(question.hidden[layer])
            if question.cell is not None:
                tape["c"][0] = self._tensor(question.cell[layer])
            bptt.forward(self._plan, layer, read, self._matrices[layer], self._progress)
            read = tape["h"][1:]

    def _states(self) -> dict[str, Any]:
        """Copy out the states and gates, and compute the loss."""
        tapes, cell = self._plan.tapes, self._plan.cell
        hidden = _stack([tape.of["h"] for tape in tapes])
        loss = self._question.loss
        steps = np.flatnonzero(loss.row >= 0)
        terms = hidden[-1][steps].astype(np.float64) * loss.gradients[loss.row[steps]]
        return {
            "hidden": hidden,
            "cell_state": _stack([tape.of["c"] for tape in tapes]) if cell.has_cell_state else None,
            "gates": {
                gate: _stack([tape.see(view) for tape in tapes])
                for gate, view in zip(cell.gates, cell.gate_views, strict=True)
            },
            "loss": float(terms.sum()),
        }

    def _loss_injection(self) -> Injection:
        loss = self._question.loss
        gradients = self._tensor(loss.gradients)
        return Injection(Rows(gradients, np.zeros(gradients.shape[:2])), loss.row)

    def _account(self, layer: int, back: Adjoint) -> Rows:
        """Take from a layer's adjoint all that the Result says of it; return ∂L/∂ of what it read."""
        cell, tape, hidden_size = self._plan.cell, self._plan.tapes[layer].of, self._plan.shape.hidden
        zeros = np.zeros(back.delta.exponents.shape)
        before = Rows(tape["h"][:-1], zeros)
        read = Rows(self._plan.tapes[layer - 1].of["h"][1:] if layer else self._inputs, zeros)
        recurrent = Rows(back.delta.values[..., : cell.blocks * hidden_size], back.delta.exponents)
        self._norms["hidden"].append(back.hidden.log10_norms())
        if back.cell is not None:
            self._norms["cell"].append(back.cell.log10_norms())
        self._norms["recurrent"].append(log10_contributions(recurrent, before))
        self._parameters(layer, back.delta, recurrent, before, read)
        values = back.delta.values @ self._tensor(self._matrices[layer].to_input)
        return Rows(values, back.delta.exponents)

    def _parameters(self, layer: int, delta: Rows, recurrent: Rows, before: Rows, read: Rows) -> None:
        cell, hidden_size = self._plan.cell, self._plan.shape.hidden
        ones = Rows(torch.ones_like(before.values[..., :1]), before.exponents)
        seen = [block * hidden_size + unit for block in cell.input_blocks for unit in range(hidden_size)]
        for kind, left, right in (
            ("weight_ih", delta, read), ("weight_hh", recurrent, before), ("bias_ih", delta, ones), ("bias_hh", recurrent, ones)
        ):  # fmt: skip
            total = summed_outer(left, right)
            mantissa = total.mantissa[seen] if kind.endswith("ih") else total.mantissa
            mantissa = mantissa[:, 0] if kind.startswith("bias") else mantissa
            self._gradients[f"{kind}_l{layer}"] = Scaled(mantissa, total.exponent)


def _stack(tensors: list[torch.Tensor]) -> Any:
    return np.stack([tensor.cpu().numpy() for tensor in tensors])
