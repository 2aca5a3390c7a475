"""A trained character model as data: its cell, its alphabet, its weights, and what made it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.errors import ExperimentError, FileError, did_you_mean
from gradviz.files import reading, written_whole
from gradviz.models.alphabet import Encoded, alphabet_of, encoded
from gradviz.models.bundle import files
from gradviz.models.foreign import KINDS, adopted, arrays_of

__all__ = ["Checkpoint", "Encoded", "checkpoints", "encode", "load_checkpoint", "save_checkpoint"]


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A character model: one-hot characters into a recurrent network, and its read-out of the next character.

    Attributes
    ----------
    cell
        A name of `gradviz.cells.CELLS`.
    alphabet
        Single characters; a character's place is its one-hot input and its row of the read-out.
    weights
        PyTorch's names (``weight_ih_l0``, ``weight_hh_l0``, ``bias_ih_l0``, ``bias_hh_l0``, ``…_l1``, …) and, with
        a read-out, ``readout.weight`` (A, H) and ``readout.bias`` (A,); float32 or float64.
    about
        What made it: the command, the corpus, the steps, the scores.
    name
        The name of a bundled model, or that of its file.
    """

    cell: str
    alphabet: tuple[str, ...]
    weights: Mapping[str, npt.NDArray[Any]]
    about: Mapping[str, str]
    name: str

    @property
    def hidden_size(self) -> int:
        """H."""
        return int(self.weights["weight_hh_l0"].shape[1])

    @property
    def layers(self) -> int:
        """How many recurrent layers lie on each other."""
        return sum(name.startswith("weight_hh_l") for name in self.weights)

    @property
    def input_size(self) -> int:
        """A, the size of the alphabet."""
        return len(self.alphabet)

    @property
    def has_readout(self) -> bool:
        """Whether it predicts the next character."""
        return "readout.weight" in self.weights


def encode(alphabet: Checkpoint | Sequence[str], text: str) -> Encoded:
    """Return a text as a model reads it: indices, where it has characters the alphabet lacks, and their stand-in."""
    return encoded(alphabet.alphabet if isinstance(alphabet, Checkpoint) else alphabet, text)


def load_checkpoint(
    name_or_path: str | os.PathLike[str], alphabet: Sequence[str] | str | os.PathLike[str] | None = None
) -> Checkpoint:
    """Return a bundled model by its name, or the one in a file; nothing in the file can run code.

    Parameters
    ----------
    name_or_path
        A name of `checkpoints`, or a ``.safetensors``, ``.pt`` or ``.pth`` file: one of `save_checkpoint`, or the
        ``state_dict()`` of an nn.RNN (taken for tanh), nn.LSTM or nn.GRU, alone or within a module that has
        a Linear read-out.
    alphabet
        The characters in order, or a JSON file that lists them; needed where neither the file says them nor one
        beside it, ``NAME.alphabet.json``.

    Raises
    ------
    FileError
        When the file is missing, truncated, foreign, or would run code; when there is no such model.
    ExperimentError
        When weights and alphabet don't fit each other, or the weights are not finite.
    """
    path, name = found(name_or_path)
    tensors, metadata = arrays_of(path)
    if alphabet is None and (alphabet := alphabet_in(metadata, path)) is None:
        raise FileError(
            f"{path} does not say its alphabet: give the characters in order as one JSON list, in "
            f"{alphabet_beside(path).name} beside it (or by --alphabet)."
        )
    try:
        signs = alphabet_of(alphabet)
        cell, weights = adopted(tensors, len(signs), metadata.get("cell"))
    except ExperimentError as error:
        raise ExperimentError(f"{path} cannot be used: {error}", "model") from error
    about = {key: words for key, words in metadata.items() if key not in ("cell", "alphabet", "format")}
    return Checkpoint(cell, signs, weights, about, name)


def save_checkpoint(checkpoint: Checkpoint, path: str | os.PathLike[str], half: bool = True) -> None:
    """Write a model as safetensors, whole or not at all.

    Parameters
    ----------
    half
        As float16, half the size of float32; weights beyond its range are refused.

    Raises
    ------
    FileError
        When the place cannot be written to.
    ExperimentError
        When a weight leaves float16.
    """
    from safetensors.numpy import save_file

    dtype = np.float16 if half else np.float32
    with np.errstate(over="ignore"):
        weights = {name: np.ascontiguousarray(array, dtype) for name, array in checkpoint.weights.items()}
    if not all(np.isfinite(array).all() for array in weights.values()):
        raise ExperimentError(f"A weight leaves {dtype.__name__}: save this model with half = False.", "model")
    alphabet = json.dumps(checkpoint.alphabet)
    with written_whole(path) as temporary:
        save_file(weights, temporary, {**checkpoint.about, "cell": checkpoint.cell, "alphabet": alphabet})


def checkpoints() -> list[tuple[str, str]]:
    """Return the bundled models, each as (name, description)."""
    return [(name, _metadata(path).get("description", "")) for name, path in files().items()]


def _metadata(path: Path) -> dict[str, str]:
    from safetensors import safe_open

    with safe_open(path, "numpy") as archive:
        return archive.metadata() or {}


def found(name_or_path: str | os.PathLike[str]) -> tuple[Path, str]:
    """Return the file of a bundled model, or the given one, and what the model is called.

    Raises
    ------
    FileError
        When there is none that can be read.
    """
    known, words = files(), os.fspath(name_or_path)
    if words in known:
        return known[words], words
    path = Path(words)
    if path.suffix.lower() in KINDS:
        with reading(path) as place:
            place.open("rb").close()
        return path, path.stem
    hint = did_you_mean(words, known) or f"; the models are {', '.join(known)}, or a .safetensors, .pt or .pth file."
    raise FileError(f"there is no model {words}{hint}")


def alphabet_beside(path: Path) -> Path:
    """Return where the alphabet of a foreign model is looked for: ``mine.alphabet.json`` beside ``mine.pt``."""
    return path.with_suffix(".alphabet.json")


def alphabet_in(metadata: Mapping[str, str], path: Path) -> Any:
    """Return the alphabet that the metadata of a file lists, or a file beside it (`alphabet_beside`), unchecked.

    None where neither is there.

    Raises
    ------
    FileError
        When what the metadata says is not JSON.
    """
    if "alphabet" not in metadata:
        beside = alphabet_beside(path)
        return beside if beside.is_file() else None
    try:
        return json.loads(metadata["alphabet"])
    except ValueError:
        raise FileError(f"{path} has an alphabet that is not a JSON list of characters.") from None
