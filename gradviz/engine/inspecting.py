"""`inspect`: a torch module's own network, run by gradviz, and held against the module's own output."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from torch import nn

from gradviz.control import Control
from gradviz.engine.inspected import Module, as_batches, module_of
from gradviz.engine.running import run
from gradviz.engine.same import sameness
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.experiment import FIELDS, Experiment
from gradviz.result import Result

_FREE = ("truncation", "clip", "clip_threshold", "loss", "loss_step", "seed", "device")
"""The fields of a question that a module and its inputs leave open."""


def inspect(
    module: nn.RNN | nn.LSTM | nn.GRU,
    inputs: Any,
    *,
    initial_state: Any = None,
    loss_gradient: Any = None,
    control: Control | None = None,
    **fields: Any,
) -> Result:
    """Run gradviz on a torch module's own weights and inputs, and make sure that it is the same network.

    Every state that gradviz computes is compared with the module's own output: h_t of the top layer at every step,
    and the final states. ``result.note`` states the largest absolute difference. The module is not changed. Biases
    that it does not have are zeros in the result.

    Parameters
    ----------
    module
        An ``nn.RNN`` (tanh or ReLU), ``nn.LSTM`` or ``nn.GRU`` in float32 or float64, any number of layers.
    inputs : (T, B, I), with batch_first (B, T, I), or (T, I) of one sequence
        What the module would be called with; arrays and lists too.
    initial_state : (layers, B, H), or (layers, H) of one sequence
        Of an ``nn.LSTM`` a tuple (h_0, c_0), as the module takes it; None: zeros.
    loss_gradient
        ∂L/∂output in the shape of the module's output, or for the last step alone: (B, H), or (H,) of one sequence.
        None: L = v·h_T, or what ``loss`` and ``loss_step`` say.
    control
        As of `gradviz.run`.
    **fields
        Fields of an `Experiment` that the module leaves open: truncation, clip, clip_threshold, loss, loss_step,
        seed, device (by default the module's own).

    Raises
    ------
    ExperimentError
        When it is another module, or one that gradviz cannot follow (both directions, a projection, dropout in
        training, packed sequences, half precision), or when an argument does not fit it.
    GradvizError
        When the module computes something else than its weights say, such as a subclass with a forward of its own.

    Examples
    --------
    >>> result = gradviz.inspect(nn.LSTM(10, 32, num_layers=2), torch.randn(100, 1, 10))
    >>> result.note
    'nn.LSTM computes the same: …'
    """
    found = module_of(module)
    _refuse_fields(fields)
    batches = as_batches(found, inputs, initial_state, loss_gradient)
    steps, batch, _ = batches.inputs.shape
    experiment = Experiment(
        cell=found.cell, steps=steps, batch_size=batch, hidden_size=module.hidden_size, input_size=module.input_size,
        layers=module.num_layers, spectral_radius=None, dtype=found.dtype,
        **{"device": _device(found), **fields},
    )  # fmt: skip
    result = run(
        experiment,
        weights=found.weights,
        inputs=batches.inputs,
        initial_state=batches.initial_state,
        loss_gradient=batches.loss_gradient,
        control=control,
    )
    said = sameness(found, batches, result)
    return dataclasses.replace(result, note=f"{result.note} {said}".strip())


def _device(found: Module) -> str:
    """Return the module's device, as an Experiment names it."""
    device = next(iter(found.weights.values())).device
    return str(device) if device.type in ("cpu", "cuda") else device.type


def _refuse_fields(fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name in FIELDS and name not in _FREE:
            raise ExperimentError(
                f"{name} is the module's and its inputs' own; inspect takes {', '.join(_FREE)}.", name
            )
        if name not in FIELDS:
            hint = did_you_mean(name, _FREE) or f"; inspect takes {', '.join(_FREE)}."
            raise ExperimentError(f"There is no field named {name}{hint}", name)
    if fields.get("loss") == "next_char":
        raise ExperimentError(
            "loss='next_char' needs a model with a read-out, and this is a recurrent layer alone: give its "
            "loss_gradient, or another loss.",
            "loss",
        )
