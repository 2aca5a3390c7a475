"""Models as a question names them: what a file says of its network, and its weights; read once for each stamp."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gradviz.errors import ExperimentError
from gradviz.files import reading
from gradviz.models.alphabet import alphabet_of
from gradviz.models.checkpoint import alphabet_beside, alphabet_in, found
from gradviz.models.foreign import adopted, arrays_of


class Stamp(NamedTuple):
    """Which file it is, and when and how large it was written: another stamp, another model."""

    path: str
    mtime_ns: int
    size: int


@dataclass(frozen=True)
class Header:
    """What a model says of its network.

    Attributes
    ----------
    cell
        A name of `gradviz.cells.CELLS`.
    hidden_size, input_size, layers
        H, I (the size of the alphabet) and the number of layers.
    alphabet
        Its characters in order; None for a foreign ``state_dict`` that does not say them.
    has_readout
        Whether it predicts the next character.
    """

    cell: str
    hidden_size: int
    input_size: int
    layers: int
    alphabet: tuple[str, ...] | None
    has_readout: bool


@dataclass(frozen=True, eq=False)
class Model:
    """A model's header and its weights: PyTorch's names, with a read-out ``readout.weight`` and ``readout.bias``."""

    header: Header
    weights: Mapping[str, npt.NDArray[np.floating[Any]]]


def stamp(name_or_path: str | os.PathLike[str]) -> Stamp:
    """Return what tells a model's file from what it was before.

    Raises
    ------
    FileError
        When there is no such model.
    """
    with reading(found(name_or_path)[0]) as place:
        about = [part.stat() for part in (place, alphabet_beside(place)) if part.is_file()]
        written, size = max(part.st_mtime_ns for part in about), sum(part.st_size for part in about)
        return Stamp(str(place.resolve()), written, size)


def header(name_or_path: str | os.PathLike[str]) -> Header:
    """Return what a model says of its network; read once for each stamp.

    Raises
    ------
    FileError
        When there is no such model, or its file is no whole one.
    ExperimentError
        When the file holds something else than one recurrent network.
    """
    return _header(stamp(name_or_path))


def model(name_or_path: str | os.PathLike[str]) -> Model:
    """Return a model with its weights, which are read-only; a few are kept. It raises what `header` does."""
    return _model(stamp(name_or_path))


@lru_cache(maxsize=32)
def _header(stamped: Stamp) -> Header:
    return _model(stamped).header


@lru_cache(maxsize=4)
def _model(stamped: Stamp) -> Model:
    path = Path(stamped.path)
    tensors, metadata = arrays_of(path)
    listed = alphabet_in(metadata, path)
    try:
        signs = None if listed is None else alphabet_of(listed)
        cell, weights = adopted(tensors, None if signs is None else len(signs), metadata.get("cell"))
    except ExperimentError as error:
        raise ExperimentError(f"{path} cannot be used: {error}", "model") from error
    for array in weights.values():
        array.flags.writeable = False
    (width, hidden), layers = _sizes(weights), sum(name.startswith("weight_hh_l") for name in weights)
    return Model(Header(cell, hidden, width, layers, signs, "readout.weight" in weights), MappingProxyType(weights))


def _sizes(weights: Mapping[str, npt.NDArray[Any]]) -> tuple[int, int]:
    return int(weights["weight_ih_l0"].shape[1]), int(weights["weight_hh_l0"].shape[1])
