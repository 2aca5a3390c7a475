"""A training's state in a file: whole or not at all, and read without running code."""

from __future__ import annotations

import os
from typing import Any

import torch

from gradviz.errors import FileError
from gradviz.files import reading, written_whole
from gradviz.language.recipe import Recipe

Snapshot = dict[str, Any]

_FREE = ("steps", "minutes", "device")  # may differ when it goes on


def keep(path: str | os.PathLike[str], snapshot: Snapshot) -> None:
    """Write the state of a training.

    Raises
    ------
    FileError
        When the place cannot be written to.
    """
    with written_whole(path) as temporary:
        torch.save(snapshot, temporary)


def kept(path: str | os.PathLike[str], recipe: Recipe, fingerprint: int) -> Snapshot:
    """Return the state of a training that was interrupted.

    Parameters
    ----------
    fingerprint
        Of the text that it goes on with.

    Raises
    ------
    FileError
        When there is none, it is not whole, or it is that of another recipe or text.
    """
    with reading(path) as place:
        place.open("rb").close()
        try:
            snapshot: Snapshot = torch.load(place, map_location="cpu", weights_only=True)
            before, text = snapshot["recipe"], snapshot["fingerprint"]
        except Exception as error:  # whatever zip and pickle make of a broken byte
            raise FileError(f"{place} is not a whole state of a training: begin again without --resume.") from error
    for name, value in recipe.fields().items():
        if name not in _FREE and before.get(name) != value:
            raise FileError(f"{place} is of a training with {name} = {before.get(name)}, not {value}: give the same.")
    if text != fingerprint:
        raise FileError(f"{place} is of a training on another text: give the same, or begin again without --resume.")
    return snapshot
