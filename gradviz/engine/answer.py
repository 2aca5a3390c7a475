"""All layers of one run, forward and back, and what a Result says about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from gradviz.control import Control
from gradviz.engine import adjoint, bptt
from gradviz.engine.bptt import Injection, LostError, Trace
from gradviz.engine.clipping import clipped
from gradviz.engine.contributions import log10_contributions
from gradviz.engine.exact import ExactRun
from gradviz.engine.inputs import Loss
from gradviz.engine.loops import Floats, host
from gradviz.engine.matrices import matrices_of
from gradviz.engine.next_char import NextChar, next_char, step_of
from gradviz.engine.progress import Progress
from gradviz.engine.scaled import Rows, Scaled, summed_outers
from gradviz.engine.tape import LONGER, Plan, Shape, borrowed_plan
from gradviz.engine.weights import KINDS, READOUT, Network
from gradviz.experiment import Experiment


@dataclass(frozen=True)
class Question:
    """An Experiment with its numbers drawn, or given: (T, B, I) inputs, (layers, B, H) initial states.

    Without a ``loss``, it is the cross-entropy of the next character, which the states decide.
    """

    experiment: Experiment
    network: Network
    inputs: Floats
    hidden: Floats
    cell: Floats | None
    loss: Loss | None


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
        self._norms: dict[tuple[str, int], Floats] = {}
        self._gradients: dict[str, Scaled] = {}
        self._predicts: NextChar | None = None

    def _tensor(self, array: Floats) -> torch.Tensor:
        return torch.from_numpy(array).to(self._plan.shape.dtype).to(self._plan.shape.device)

    def fields(self) -> dict[str, Any]:
        """Compute, and return the fields of a Result."""
        held = self._forward()
        found = self._states()
        try:
            grad_input = self._account(self._plain() if held else self._exact(found))
        except LostError:
            grad_input = self._account(self._exact(found))
        self._readout(found["hidden"])
        names = [f"{kind}_l{layer}" for layer in self._layers for kind in KINDS]
        names += [name for name in READOUT if name in self._gradients]
        gradients = {name: self._gradients[name] for name in names}
        arrays = {name: gradient.array() for name, gradient in gradients.items()}
        return {
            **found,
            "note": self._plan.note,
            **{f"log10_grad_{name}": self._stacked_norms(name) for name in ("hidden", "cell", "recurrent")},
            "log10_grad_input": grad_input,
            "log10_grad_parameters": {name: gradient.log10_norm() for name, gradient in gradients.items()},
            "parameter_gradients": arrays,
            "clipped_gradients": clipped(gradients, arrays, self._question.experiment),
        }

    def _stacked_norms(self, name: str) -> Floats | None:
        norms = [self._norms[name, layer] for layer in self._layers if (name, layer) in self._norms]
        return np.stack(norms) if norms else None

    def _forward(self) -> bool:
        question, read, held = self._question, self._inputs, True
        for layer in self._layers:
            tape = self._plan.tapes[layer].of
            tape["h"][0] = self._tensor(question.hidden[layer])
            if question.cell is not None:
                tape["c"][0] = self._tensor(question.cell[layer])
            held &= bptt.forward(self._plan, layer, read, self._matrices[layer], self._progress)
            read = tape["h"][1:]
        return held

    def _plain(self) -> Iterator[Trace]:
        """Yield each layer's way back on plain floats, the top layer first."""
        injection, truncation = self._injection(), self._question.experiment.truncation
        zeros = np.zeros(injection.row[1:].shape + self._question.inputs.shape[1:2])
        for layer in reversed(self._layers):
            matrices, tapes = self._matrices[layer], self._plan.tapes
            back = adjoint.backward(self._plan, layer, injection, matrices, truncation, self._progress)
            below = Rows(back.delta.values @ self._tensor(matrices.to_input), back.delta.exponents)
            read = Rows(tapes[layer - 1].of["h"][1:] if layer else self._inputs, zeros)
            yield Trace(layer, back, self._recurrent(back.delta), Rows(tapes[layer].of["h"][:-1], zeros), read, below)
            if layer:
                injection = Injection(below, np.arange(-1, self._plan.shape.steps))

    def _exact(self, found: dict[str, Any]) -> Iterator[Trace]:
        """Run all again over wide numbers; states that no float held are replaced in ``found``."""
        question, plan = self._question, self._plan
        recorded = [{name: host(tape.of[name]) for name in LONGER if name in tape.of} for tape in plan.tapes]
        run = ExactRun(plan.cell, plan.shape, self._matrices, question.inputs, recorded, self._progress)
        if not np.isfinite(found["hidden"]).all():
            found.update(run.states(found["hidden"].dtype))
            if question.loss is not None:
                found["loss"] = run.loss(question.loss)
        return run.traces(self._injection(), question.experiment.truncation)

    def _states(self) -> dict[str, Any]:
        """Copy out the states and gates, and compute the loss."""
        tapes, cell = self._plan.tapes, self._plan.cell
        hidden = _stack([tape.of["h"] for tape in tapes])
        return {
            "hidden": hidden,
            "cell_state": _stack([tape.of["c"] for tape in tapes]) if cell.has_cell_state else None,
            "gates": {
                gate: _stack([tape.see(view) for tape in tapes])
                for gate, view in zip(cell.gates, cell.gate_views, strict=True)
            },
            "loss": self._loss_at(hidden[-1]),
        }

    def _loss_at(self, hidden: Floats) -> float:
        """Return L; of a prediction, find out what its gradient is."""
        question = self._question
        if question.loss is None:
            at = hidden[step_of(question.experiment)]
            self._predicts = next_char(question.experiment, question.network.weights, at)
            return self._predicts.value
        steps = np.flatnonzero(question.loss.row >= 0)
        terms = hidden[steps].astype(np.float64) * question.loss.gradients[question.loss.row[steps]]
        return float(terms.sum())

    def _injection(self) -> Injection:
        loss = self._predicts.loss if self._predicts else self._question.loss
        assert loss is not None
        return Injection(Rows(self._tensor(loss.gradients), loss.exponents), loss.row)

    def _readout(self, hidden: Floats) -> None:
        """Add the gradients of what predicts: those of its scores, times h at the loss step."""
        if self._predicts is None:
            return
        scores, exponents = torch.from_numpy(self._predicts.scores[None]), self._predicts.exponents[None]
        state = torch.from_numpy(hidden[-1, step_of(self._question.experiment)].astype(np.float64)[None])
        found = summed_outers(Rows(scores, exponents), (Rows(state, np.zeros(exponents.shape)),))
        self._gradients.update(zip(READOUT, found, strict=True))

    def _account(self, traces: Iterator[Trace]) -> Floats:
        """Take from each layer's trace what the Result says of it; return log10 ‖∂L/∂x_t‖."""
        for trace in traces:
            layer = trace.layer
            self._norms["hidden", layer] = trace.adjoint.hidden.log10_norms()
            if trace.adjoint.cell is not None:
                self._norms["cell", layer] = trace.adjoint.cell.log10_norms()
            self._norms["recurrent", layer] = log10_contributions(trace.recurrent, trace.before)
            self._parameters(trace)
            grad_input = trace.grad_read.log10_norms()
        return grad_input

    def _recurrent(self, delta: Rows) -> Rows:
        """Return the blocks of δ that W_hh sees."""
        cell = self._plan.cell
        if cell.blocks == cell.delta_blocks:
            return delta
        return Rows(delta.values[..., : cell.blocks * self._plan.shape.hidden], delta.exponents)

    def _parameters(self, trace: Trace) -> None:
        cell, delta, recurrent = self._plan.cell, trace.adjoint.delta, trace.recurrent
        hidden_size = self._plan.shape.hidden
        if recurrent is delta:
            w_ih, w_hh, bias_ih = summed_outers(delta, (trace.read, trace.before))
            bias_hh = bias_ih
        else:
            w_ih, bias_ih = summed_outers(delta, (trace.read,))
            w_hh, bias_hh = summed_outers(recurrent, (trace.before,))
        seen = np.concatenate([np.arange(hidden_size) + block * hidden_size for block in cell.input_blocks])
        found = {
            "weight_ih": Scaled(w_ih.mantissa[seen], w_ih.exponent),
            "weight_hh": w_hh,
            "bias_ih": Scaled(bias_ih.mantissa[seen], bias_ih.exponent),
            "bias_hh": bias_hh,
        }
        self._gradients.update({f"{kind}_l{trace.layer}": found[kind] for kind in KINDS})


def _stack(tensors: list[torch.Tensor]) -> Any:
    return np.stack([tensor.cpu().numpy() for tensor in tensors])
