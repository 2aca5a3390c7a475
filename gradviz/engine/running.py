"""`run`: one Experiment in, one Result out."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import torch

import gradviz
from gradviz.cells import CELLS
from gradviz.control import Control
from gradviz.engine import compiled, memory, weights
from gradviz.engine.answer import Question, answer
from gradviz.engine.devices import chosen
from gradviz.engine.failures import explained
from gradviz.engine.given import weights_of, weights_of_model
from gradviz.engine.inputs import initial_of, inputs_of, loss_of
from gradviz.engine.loops import Floats
from gradviz.engine.tape import Shape
from gradviz.engine.threads import sized_for
from gradviz.experiment import Experiment
from gradviz.models import unread
from gradviz.result import Result


def run(
    experiment: Experiment,
    *,
    weights: Mapping[str, Any] | None = None,
    inputs: Any = None,
    initial_state: Any = None,
    loss_gradient: Any = None,
    control: Control | None = None,
) -> Result:
    """Run a network forward, and its gradient back through time; a pure function.

    Parameters
    ----------
    weights
        PyTorch's names (``weight_ih_l0``, ``weight_hh_l0``, ``bias_ih_l0``, ``bias_hh_l0``, …) to
        arrays or tensors, such as the ``state_dict()`` of an ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``. They
        are used exactly as given: init, spectral_radius and the bias fields don't touch them. With a model
        ``readout.weight`` (A, H) and ``readout.bias`` (A,) may be among them; the loss next_char needs them.
    inputs : (T, B, I)
        Instead of what the input fields describe.
    initial_state : (layers, B, H), or a tuple of two for h_0 and c_0
        Instead of zeros.
    loss_gradient : (B, H) or (T, B, H)
        ∂L/∂h_T of the top layer, or the gradient injected at every step; instead of what the
        loss fields describe.
    control
        Told about progress, and asked between steps whether to stop.

    Raises
    ------
    ExperimentError
        When an argument doesn't fit the Experiment, the device isn't there, memory can't hold the
        run, or the states leave the range of floats.
    Cancelled
        When ``control`` asked for a stop.
    """
    started = time.perf_counter()
    device = chosen(experiment.device, experiment.dtype)
    cell = CELLS[experiment.cell]
    shape = Shape(
        experiment.cell, experiment.steps, experiment.batch_size, experiment.hidden_size, experiment.layers,
        getattr(torch, experiment.dtype), device,
    )  # fmt: skip
    memory.refuse_what_cannot_fit(shape, experiment.input_size)
    flops = 2 * shape.batch * cell.blocks * shape.hidden**2
    with explained(device), sized_for(flops):
        question = _question(experiment, weights, inputs, initial_state, loss_gradient)
        fields = answer(question, shape, control, flops)
    explicit = _explicit(question, weights, inputs, initial_state, loss_gradient)
    return Result(
        experiment=experiment.kept(),
        **_with_note(fields, experiment, inputs),
        weights=question.network.weights,
        spectral_radius=question.network.spectral_radius,
        largest_singular_value=question.network.largest_singular_value,
        device=str(device),
        versions=versions(),
        explicit=explicit,
        seconds=time.perf_counter() - started,
    )


def _with_note(fields: dict[str, Any], experiment: Experiment, inputs: Any) -> dict[str, Any]:
    """Say which characters of the text the model reads as another one."""
    reads = experiment.model is not None and experiment.input == "text" and inputs is None
    words = [fields["note"], unread(experiment.alphabet, experiment.text[: experiment.steps]) if reads else ""]
    return {**fields, "note": " ".join(sentence for sentence in words if sentence)}


def _question(
    experiment: Experiment, given: Mapping[str, Any] | None, inputs: Any, initial_state: Any, loss_gradient: Any
) -> Question:
    if given is None and experiment.is_trained:
        network = weights.measured(weights_of_model(experiment), experiment)
    elif given is None:
        network = weights.drawn(experiment)
    else:
        network = weights.measured(weights_of(given, experiment), experiment)
    hidden, cell = initial_of(experiment, initial_state)
    return Question(
        experiment, network, inputs_of(experiment, inputs), hidden, cell, loss_of(experiment, loss_gradient)
    )


def _explicit(question: Question, given: Any, inputs: Any, initial_state: Any, loss_gradient: Any) -> dict[str, Floats]:
    found: dict[str, Any] = {}
    if given is not None:
        found["weights"] = np.zeros(0)
    if inputs is not None:
        found["inputs"] = question.inputs
    if initial_state is not None:
        found["initial_hidden"] = question.hidden
        if question.cell is not None:
            found["initial_cell"] = question.cell
    if loss_gradient is not None:
        found["loss_gradient"] = question.loss.given if question.loss else None
    return found


@cache
def versions() -> dict[str, str]:
    """Return the versions of gradviz and of what it computes with."""
    found = {
        "gradviz": gradviz.__version__,
        "numpy": np.__version__,
        "torch": torch.__version__,
        "python": platform.python_version(),
    }
    return {**found, "llvmlite": importlib.metadata.version("llvmlite")} if compiled.available() else found
