"""Arrays that the caller gives: checked, and refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from gradviz.cells import CELLS
from gradviz.engine.loops import Floats
from gradviz.engine.weights import KINDS, readout_shapes, shapes
from gradviz.errors import ExperimentError, GradvizError, did_you_mean
from gradviz.experiment import Experiment
from gradviz.models import model


def array_of(value: Any, field: str, allowed: Mapping[str, tuple[int, ...]], dtype: str, name: str = "") -> Floats:
    """Return ``value`` (array, tensor, nested list) as an array of ``dtype`` that belongs to gradviz.

    Parameters
    ----------
    field, name
        The argument of `run`, and the entry in it (default: the argument itself).
    allowed
        The shapes that are right, and their names in words.

    Raises
    ------
    ExperimentError
        When it is no array of finite real numbers of an allowed shape.
    """
    name = name or field
    array = _numbers(value, field, name)
    if array.shape not in allowed.values():
        right = " or ".join(f"{words} = {shape}" for words, shape in allowed.items())
        raise ExperimentError(f"{name} has shape {array.shape}; it must be {right}.", field)
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ExperimentError(f"{name} holds {array[place]} at {list(place)}: give finite numbers.", field)
    with np.errstate(over="ignore", under="ignore"):
        found = array.astype(dtype, order="C")
    if not np.isfinite(found).all():
        raise ExperimentError(f"{name} holds numbers beyond {dtype}: give smaller ones, or dtype = float64.", field)
    return found


def _numbers(value: Any, field: str, name: str) -> Floats:
    try:
        if isinstance(value, torch.Tensor):
            value = value.detach().to("cpu")
            value = value.to(torch.float64) if value.is_floating_point() else value
            value = value.numpy()
        array = np.asarray(value)
        if array.dtype.kind not in "biuf":
            raise TypeError
        return array.astype(np.float64, order="C")
    except (TypeError, ValueError, RuntimeError):
        raise ExperimentError(f"{name} must be an array of real numbers; you gave {_kind(value)}.", field) from None


def _kind(value: Any) -> str:
    dtype = getattr(value, "dtype", None)
    return f"a {type(value).__name__}" + (f" of {dtype}" if dtype is not None else "")


def weights_of(weights: Any, experiment: Experiment) -> dict[str, Floats]:
    """Return explicit weights by PyTorch's names, in PyTorch's order, in the Experiment's dtype.

    Raises
    ------
    ExperimentError
        When an entry is missing, not expected, misshapen, or not finite; the first is named, with
        what would be right.
    """
    if not isinstance(weights, Mapping):
        raise ExperimentError(
            f"weights must be a mapping of PyTorch's names to arrays, such as a state_dict; you gave {_kind(weights)}.",
            "weights",
        )
    expected = shapes(experiment) | readout_shapes(experiment)
    _refuse_extra(weights, expected, experiment)
    needed = expected if experiment.loss == "next_char" else shapes(experiment)
    _refuse_missing(weights, needed, experiment)
    return {name: _entry(weights[name], name, shape, experiment) for name, shape in expected.items() if name in weights}


def weights_of_model(experiment: Experiment) -> dict[str, Floats]:
    """Return the weights of an Experiment's model, in the Experiment's dtype.

    Raises
    ------
    ExperimentError
        When the file is gone, or holds another network than when the Experiment was built.
    """
    try:
        found = model(str(experiment.model))
    except GradvizError as error:
        raise ExperimentError(f"model cannot be used: {error}", "model") from error
    if found.header != experiment.header:
        raise ExperimentError(
            f"model {experiment.model} is another network now than when it was chosen: choose it again.", "model"
        )
    return weights_of(found.weights, experiment)


def _refuse_extra(weights: Mapping[str, Any], expected: Mapping[str, Any], experiment: Experiment) -> None:
    for name in weights:
        if name in expected:
            continue
        if not isinstance(name, str):
            reason = "the names are strings such as weight_hh_l0."
        elif name.endswith("_reverse"):
            reason = "gradviz runs forward in time only: give the weights of a network with bidirectional=False."
        elif name.startswith("weight_hr"):
            reason = "give the weights of a network without a projection (proj_size=0)."
        elif name.rpartition("_l")[0] in KINDS and name.rpartition("_l")[2].isdigit():
            needed = int(name.rpartition("_l")[2]) + 1
            reason = f"the Experiment has layers = {experiment.layers}; this entry needs {needed}."
        else:
            reason = f"the names are {', '.join(expected)}" + (did_you_mean(name, expected) + ".").replace("?.", "?")
        raise ExperimentError(f"weights has an entry {name!r} that is not expected: {reason}", "weights")


def _refuse_missing(
    weights: Mapping[str, Any], expected: Mapping[str, tuple[int, ...]], experiment: Experiment
) -> None:
    missing = [name for name in expected if name not in weights]
    if not missing:
        return
    name = missing[0]
    which = "it, with" if len(missing) == 1 else f"them, {name} with"
    reason = f"{experiment.cell} with layers = {experiment.layers} needs {which} shape {expected[name]}"
    if all(entry.startswith("bias") for entry in missing):
        reason += "; for a network without biases give zeros"
    raise ExperimentError(f"weights lacks {', '.join(missing)}: {reason}.", "weights")


def _entry(value: Any, name: str, shape: tuple[int, ...], experiment: Experiment) -> Floats:
    array = _numbers(value, "weights", name)
    if array.shape != shape:
        raise ExperimentError(f"{name} has shape {array.shape}; {_why(name, experiment)} needs {shape}.", "weights")
    return array_of(array, "weights", {"": shape}, experiment.dtype, name)


def _why(name: str, experiment: Experiment) -> str:
    words = f"cell = {experiment.cell} with hidden_size = {experiment.hidden_size}"
    if name == "weight_ih_l0":
        words += f" and input_size = {experiment.input_size}"
    return words if CELLS[experiment.cell].blocks > 1 or name == "weight_ih_l0" else words.partition(" with ")[2]
