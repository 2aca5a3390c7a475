"""``--weights`` and ``--inputs``: arrays from files that cannot run code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gradviz.cli.parser import Parser
from gradviz.errors import FileError, GradvizError, did_you_mean
from gradviz.files import reading


def add_arrays(parser: Parser) -> None:
    """Add the flags for given weights and inputs to a command."""
    group = parser.add_argument_group("given arrays")
    group.add_argument("--weights", metavar="FILE", help="PyTorch's names: .safetensors, .npz, or .pt (plain tensors)")
    group.add_argument("--inputs", metavar="FILE", help="an .npy file of shape (T, B, I), or (T, I) for one sequence")


def weights_of(words: str | None) -> Mapping[str, Any] | None:
    """Return the weights in a file, by name; None without a file.

    Raises
    ------
    FileError
        When the file is missing, truncated, foreign, or holds more than arrays by name.
    """
    if words is None:
        return None
    path = Path(words)
    read = _suffix(path, _READERS, "weights")
    found = _read(path, read, f"a whole {path.suffix} file of arrays by name")
    if not isinstance(found, Mapping) or not all(hasattr(entry, "shape") for entry in found.values()):
        raise FileError(f"{path} holds something else than arrays by name: give the network's own state_dict().")
    return found


def inputs_of(words: str | None, batch_size: int) -> Any:
    """Return the inputs in a file, shape (T, B, I); None without a file.

    Raises
    ------
    FileError
        When the file is missing, truncated, or not an array of that shape.
    """
    if words is None:
        return None
    path = Path(words)
    _suffix(path, {".npy": None}, "inputs")
    array = _read(path, _npy, "a whole .npy file of numbers")
    if array.ndim == 2 and batch_size == 1:
        return array[:, None, :]
    if array.ndim != 3:
        wanted = "(T, B, I), or (T, I) for one sequence" if batch_size == 1 else "(T, B, I)"
        raise FileError(f"{path} has shape {tuple(array.shape)}; the inputs must be {wanted}.")
    return array


def _suffix(path: Path, known: Mapping[str, Any], what: str) -> Any:
    if path.suffix.lower() in known:
        return known[path.suffix.lower()]
    hint = did_you_mean(path.suffix.lower(), known) or "."
    raise FileError(f"{path}: {what} come from {', '.join(known)} files{hint}")


def _read(path: Path, read: Callable[[Path], Any], what: str) -> Any:
    with reading(path) as place:
        place.open("rb").close()  # the system's own reason, before a format's
        try:
            return read(place)
        except GradvizError:
            raise
        except Exception as error:  # each format fails in ways of its own: all mean that the file is not one
            raise FileError(f"{path} is not {what}.") from error


def _npy(path: Path) -> Any:
    import numpy as np

    array = np.load(path, allow_pickle=False)
    if not isinstance(array, np.ndarray):
        raise TypeError("an archive, not an array")
    return array


def _npz(path: Path) -> Any:
    import numpy as np

    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


def _safetensors(path: Path) -> Any:
    from safetensors.torch import load_file

    return load_file(path)


def _torch(path: Path) -> Any:
    import torch

    return torch.load(path, map_location="cpu", weights_only=True)


_READERS: Mapping[str, Callable[[Path], Any]] = {".safetensors": _safetensors, ".npz": _npz, ".pt": _torch}
