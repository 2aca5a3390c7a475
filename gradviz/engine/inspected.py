"""A torch module and what it is called with, as gradviz takes them: checked, and refused in one sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from gradviz.cells import CELLS
from gradviz.engine.given import array_of
from gradviz.engine.loops import Floats
from gradviz.errors import ExperimentError

Recurrent = nn.RNN | nn.LSTM | nn.GRU

_STEPWISE = (nn.RNNCell, nn.LSTMCell, nn.GRUCell)
_DTYPES = {torch.float32: "float32", torch.float64: "float64"}


@dataclass(frozen=True, eq=False)
class Module:
    """A module that gradviz can follow.

    Attributes
    ----------
    module
        Itself.
    name
        ``nn.LSTM``, for sentences.
    cell, dtype
        As an Experiment names them.
    weights
        By PyTorch's names, on the module's device; biases that it does not have are zeros.
    """

    module: Recurrent
    name: str
    cell: str
    dtype: str
    weights: Mapping[str, Tensor]


@dataclass(frozen=True, eq=False)
class Batches:
    """What the module is called with, time first: (T, B, I); (layers, B, H) each; (B, H) or (T, B, H)."""

    inputs: Floats
    initial_state: tuple[Floats, ...] | None
    loss_gradient: Floats | None


def module_of(module: Any) -> Module:
    """Return a module as gradviz takes it.

    Raises
    ------
    ExperimentError
        When it is none that gradviz can follow.
    """
    if not isinstance(module, Recurrent):
        raise ExperimentError(_wrong_kind(module), "module")
    kinds: dict[type[nn.Module], str] = {nn.RNN: "nn.RNN", nn.LSTM: "nn.LSTM", nn.GRU: "nn.GRU"}
    name = next(words for kind, words in kinds.items() if isinstance(module, kind))
    if reason := _beyond(module):
        raise ExperimentError(f"inspect cannot follow an {name} {reason}.", "module")
    cell = f"rnn_{module.nonlinearity}" if isinstance(module, nn.RNN) else name[3:].lower()
    weights = {entry: parameter.detach() for entry, parameter in _parameters(module).items()}
    kind, *others = {parameter.dtype for parameter in weights.values()}
    if others or kind not in _DTYPES:
        said = " and ".join(sorted(str(each).removeprefix("torch.") for each in (kind, *others)))
        raise ExperimentError(f"the module's weights are {said}; give it as float32 or float64.", "module")
    return Module(module, name, cell, _DTYPES[kind], weights)


def _wrong_kind(module: Any) -> str:
    given = type(module).__name__
    if isinstance(module, _STEPWISE):
        return f"inspect takes a layer that runs over time; you gave an nn.{given}: give an nn.{given[:-4]}."
    inside = [entry for entry, child in _children(module) if isinstance(child, Recurrent)]
    hint = f"; give the layer itself, such as module.{inside[0]}." if inside else "."
    return f"inspect takes an nn.RNN, nn.LSTM or nn.GRU; you gave a {given}{hint}"


def _children(module: Any) -> list[tuple[str, nn.Module]]:
    return list(module.named_modules()) if isinstance(module, nn.Module) else []


def _beyond(module: Recurrent) -> str:
    """Return what of a module gradviz does not have; "" where it has all."""
    if module.bidirectional:
        return "that runs in both directions: gradviz runs forward in time only (bidirectional=False)"
    if module.proj_size:
        return "with a projection of its hidden state (proj_size=0)"
    if module.dropout > 0 and module.training and module.num_layers > 1:
        return f"whose dropout ({module.dropout:g}) draws anew in every call: call module.eval() first"
    return ""


def _parameters(module: Recurrent) -> dict[str, Tensor]:
    """Return the parameters as they are used (a parametrised weight too), zeros for biases that are not there."""
    found: dict[str, Tensor] = {}
    for layer in range(module.num_layers):
        rows = getattr(module, f"weight_hh_l{layer}")
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            name = f"{kind}_l{layer}"
            found[name] = getattr(module, name) if hasattr(module, name) else rows.new_zeros(len(rows))
    return found


def as_batches(found: Module, inputs: Any, initial_state: Any, loss_gradient: Any) -> Batches:
    """Return what a module is called with, time first and with a batch.

    Raises
    ------
    ExperimentError
        When something does not have a shape that the module takes.
    """
    if isinstance(inputs, PackedSequence):
        raise ExperimentError(
            "inspect takes sequences of one length, not a PackedSequence: give one sequence, or those of one length.",
            "inputs",
        )
    module = found.module
    read = array_of(inputs, "inputs", {"": _shape(inputs)}, found.dtype)
    if read.ndim not in (2, 3):
        own = "(B, T, I)" if module.batch_first else "(T, B, I)"
        raise ExperimentError(
            f"inputs must have the shape {own}, or (T, I) of one sequence; they have {read.ndim} axes.", "inputs"
        )
    alone, swapped = read.ndim == 2, module.batch_first and read.ndim == 3
    read = read[:, None] if alone else read.swapaxes(0, 1) if swapped else read
    steps, batch, width = read.shape
    if width != module.input_size:
        raise ExperimentError(f"inputs hold {width} numbers a step; the module takes {module.input_size}.", "inputs")
    if not steps or not batch:
        raise ExperimentError("inputs hold no step: give at least one.", "inputs")
    states = None if initial_state is None else _states(found, initial_state, batch, alone)
    return Batches(read, states, _loss(found, loss_gradient, (steps, batch), alone, swapped))


def _states(found: Module, given: Any, batch: int, alone: bool) -> tuple[Floats, ...]:
    module, pair = found.module, given if isinstance(given, tuple) else (given,)
    wanted = 2 if CELLS[found.cell].has_cell_state else 1
    if len(pair) != wanted:
        right = "a tuple (h_0, c_0)" if wanted == 2 else "h_0 alone"
        raise ExperimentError(
            f"initial_state holds {len(pair)} arrays; an {found.name} takes {right}.", "initial_state"
        )
    shape = (module.num_layers, batch, module.hidden_size)
    allowed = {"(layers, H)": (shape[0], shape[2])} if alone else {"(layers, B, H)": shape}
    return tuple(array_of(state, "initial_state", allowed, found.dtype).reshape(shape) for state in pair)


def _loss(found: Module, given: Any, sizes: tuple[int, int], alone: bool, swapped: bool) -> Floats | None:
    if given is None:
        return None
    (steps, batch), hidden = sizes, found.module.hidden_size
    if alone:
        allowed: dict[str, tuple[int, ...]] = {"(H,)": (hidden,), "(T, H)": (steps, hidden)}
    else:
        whole = {"(B, T, H)": (batch, steps, hidden)} if swapped else {"(T, B, H)": (steps, batch, hidden)}
        allowed = {"(B, H)": (batch, hidden), **whole}
    array = array_of(given, "loss_gradient", allowed, found.dtype)
    if alone:
        return array[..., None, :]
    return array.swapaxes(0, 1) if swapped and array.ndim == 3 else array


def _shape(value: Any) -> tuple[int, ...]:
    """Return the shape of what may be no array at all."""
    try:
        return tuple(np.shape(value))
    except ValueError:
        return ()
