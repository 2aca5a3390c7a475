"""Weights that someone brings along: read without running code, recognised, and refused in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.cells import CELLS
from gradviz.errors import ExperimentError, FileError, did_you_mean

Arrays = dict[str, npt.NDArray[Any]]

_RECURRENT = re.compile(r"(weight|bias)_(ih|hh)_l(\d+)$")
_READOUTS = ("readout", "decoder", "fc", "linear", "out", "output", "head")
_NESTS = ("state_dict", "model_state_dict", "model")
_CELLS = {1: "rnn_tanh", 3: "gru", 4: "lstm"}
_FLOATS = {"F16": "<f2", "F32": "<f4", "F64": "<f8"}
_KNOWN = ("rnn_tanh", "rnn_relu", "lstm", "gru")


def arrays_of(path: Path) -> tuple[Arrays, dict[str, str]]:
    """Return the arrays of a file by name, and its metadata; only a pickle of torch's needs torch to be read.

    Raises
    ------
    FileError
        When the file is truncated, foreign, or a pickle that would run code.
    """
    tensors, metadata = KINDS[path.suffix.lower()](path)
    try:
        return {name: _array(tensor) for name, tensor in tensors.items()}, metadata
    except (TypeError, ValueError, AttributeError, RuntimeError) as error:
        raise FileError(f"{path} holds something else than real arrays by name: give a state_dict().") from error


def _safetensors(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    from safetensors import SafetensorError, deserialize, safe_open

    try:
        with safe_open(path, "numpy") as archive:
            metadata = archive.metadata() or {}
        entries: Any = deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
    except (SafetensorError, OSError, ValueError) as error:
        raise FileError(f"{path} is not a whole .safetensors file.") from error
    return {name: _decoded(entry) for name, entry in entries}, metadata


def _decoded(entry: Mapping[str, Any]) -> npt.NDArray[Any] | None:
    """Return an entry as an array; None where it holds something else than real numbers."""
    if entry["dtype"] == "BF16":  # which numpy does not know: the upper half of a float32
        upper = np.frombuffer(entry["data"], "<u2").astype(np.uint32)
        return (upper << 16).view(np.float32).reshape(entry["shape"])
    if entry["dtype"] not in _FLOATS:
        return None
    return np.frombuffer(entry["data"], _FLOATS[entry["dtype"]]).reshape(entry["shape"])


def _torch(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    import pickle

    import torch

    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        raise FileError(f"{path} holds more than arrays, and would run code to be read: save state_dict().") from error
    except Exception as error:  # whatever zip and pickle make of a broken byte
        raise FileError(f"{path} is not a whole file of torch.save.") from error
    for name in _NESTS:
        if isinstance(found, Mapping) and isinstance(found.get(name), Mapping):
            found = found[name]
    if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found):
        raise FileError(f"{path} holds something else than arrays by name: give a state_dict().")
    return dict(found), {}


def _array(tensor: Any) -> npt.NDArray[Any]:
    if tensor is not None and not isinstance(tensor, np.ndarray):
        tensor = _of_torch(tensor)
    if tensor is None or tensor.dtype.kind != "f":
        raise TypeError("whole numbers")
    return np.array(tensor, np.float64 if tensor.dtype == np.float64 else np.float32)


def _of_torch(tensor: Any) -> npt.NDArray[Any]:
    import torch

    if not tensor.is_floating_point():
        raise TypeError("whole numbers")
    array: npt.NDArray[Any] = (
        tensor.detach().to(torch.float64 if tensor.dtype == torch.float64 else torch.float32).numpy()
    )
    return array


KINDS: Mapping[str, Callable[[Path], tuple[dict[str, Any], dict[str, str]]]] = {
    ".safetensors": _safetensors, ".pt": _torch, ".pth": _torch,
}  # fmt: skip
"""The kinds of files that can be read, by their ending."""


def adopted(arrays: Arrays, alphabet: int | None, cell: str | None) -> tuple[str, Arrays]:
    """Return the cell and the weights by gradviz's names.

    Parameters
    ----------
    alphabet
        How many characters the model reads; None: nobody knows which, so there is no read-out of them either.
    cell
        What the file says; None: by the number of blocks in W_hh.

    Raises
    ------
    ExperimentError
        When they are not those of one recurrent network of that alphabet; the sentence begins in its middle.
    """
    weights = _recurrent(arrays)
    cell = _cell(weights, cell)
    layers = 1 + max(int(name.rpartition("_l")[2]) for name in weights)
    hidden = weights["weight_hh_l0"].shape[1]
    rows, reads = CELLS[cell].blocks * hidden, _width(weights) if alphabet is None else alphabet
    found: Arrays = {}
    for layer in range(layers):
        width = hidden if layer else reads
        shapes = {"weight_ih": (rows, width), "weight_hh": (rows, hidden), "bias_ih": (rows,), "bias_hh": (rows,)}
        for kind, shape in shapes.items():
            name = f"{kind}_l{layer}"
            if name not in weights and kind.startswith("bias"):
                weights[name] = np.zeros(shape, np.float32)
            found[name] = _fitting(weights, name, shape)
    return cell, found if alphabet is None else {**found, **_readout(arrays, alphabet, hidden)}


def _width(weights: Arrays) -> int:
    first = weights.get("weight_ih_l0")
    return int(first.shape[1]) if first is not None and first.ndim == 2 and first.shape[1] else 1


def _recurrent(arrays: Arrays) -> Arrays:
    starts = [name.removesuffix("weight_hh_l0") for name in arrays if name.endswith("weight_hh_l0")]
    if not starts:
        raise ExperimentError("it has no recurrent weights (weight_hh_l0): give those of an nn.RNN, nn.LSTM or nn.GRU.")
    if len(starts) > 1:
        raise ExperimentError(f"it holds {len(starts)} recurrent networks ({', '.join(starts)}): give one of them.")
    inside = {name.removeprefix(starts[0]): array for name, array in arrays.items() if name.startswith(starts[0])}
    if any(name.endswith("_reverse") for name in inside):
        raise ExperimentError("it reads backwards, too: give the weights of a network with bidirectional=False.")
    if any(name.startswith("weight_hr") for name in inside):
        raise ExperimentError("it has a projection: give the weights of a network with proj_size=0.")
    return {name: array for name, array in inside.items() if _RECURRENT.match(name)}


def _cell(weights: Arrays, cell: str | None) -> str:
    shape = weights["weight_hh_l0"].shape
    if len(shape) != 2 or not shape[1] or shape[0] % shape[1] or shape[0] // shape[1] not in _CELLS:
        raise ExperimentError(f"weight_hh_l0 has shape {shape}; it must be (H, H), (3 H, H) or (4 H, H).")
    if cell is None:
        return _CELLS[shape[0] // shape[1]]
    if cell not in _KNOWN:
        hint = did_you_mean(cell, _KNOWN) or f"; the cells are {', '.join(_KNOWN)}."
        raise ExperimentError(f"it names the cell {cell}, which is none of a model's{hint}")
    if CELLS[cell].blocks != shape[0] // shape[1]:
        wanted = (CELLS[cell].blocks * shape[1], shape[1])
        raise ExperimentError(f"it names the cell {cell}, but weight_hh_l0 has shape {shape}, not {wanted}.")
    return cell


def _fitting(weights: Mapping[str, npt.NDArray[Any]], name: str, shape: tuple[int, ...]) -> npt.NDArray[Any]:
    if name not in weights:
        raise ExperimentError(f"it lacks {name}, with shape {shape}.")
    if weights[name].shape != shape:
        where = ""
        if name in ("weight_ih_l0", "readout.weight", "readout.bias"):
            where = f" for an alphabet of {shape[1 if name == 'weight_ih_l0' else 0]} characters (read one-hot)"
        raise ExperimentError(f"{name} has shape {weights[name].shape}; it must be {shape}{where}.")
    if not np.isfinite(weights[name]).all():
        raise ExperimentError(f"{name} holds numbers that are not finite.")
    return weights[name]


def _readout(arrays: Arrays, alphabet: int, hidden: int) -> Arrays:
    for name in _READOUTS:
        for key in arrays:
            if key == f"{name}.weight" or key.endswith(f".{name}.weight"):
                bias = arrays.get(f"{key.removesuffix('weight')}bias", np.zeros(alphabet, np.float32))
                given = {"readout.weight": arrays[key], "readout.bias": bias}
                return {
                    "readout.weight": _fitting(given, "readout.weight", (alphabet, hidden)),
                    "readout.bias": _fitting(given, "readout.bias", (alphabet,)),
                }
    return {}
