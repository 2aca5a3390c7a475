"""A file of arrays with words: the .npz in which every answer is kept, written whole and read without running code."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from gradviz.errors import FileError, GradvizError
from gradviz.files import reading, written_whole

FORMAT = 1
"""The version of the layout."""

Array = npt.NDArray[Any]
About = dict[str, Any]
Answer = TypeVar("Answer")


def write(path: str | os.PathLike[str], about: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write arrays, and what JSON can say about them, to one compressed ``.npz`` file, whole or not at all.

    Raises
    ------
    FileError
        When the place cannot be written to.
    """
    words = np.array(json.dumps({"format": FORMAT, **about}, ensure_ascii=False))
    with written_whole(path) as temporary, temporary.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays, about=words)


def read(path: str | os.PathLike[str], rebuilt: Callable[[About, dict[str, Array]], Answer]) -> Answer:
    """Return what ``rebuilt`` makes of the words and arrays of a file; nothing in the file can run code.

    Raises
    ------
    FileError
        When the file is missing or unreadable, or ``rebuilt`` cannot make anything of it.
    """
    with reading(path) as place, place.open("rb") as stream:
        try:
            with np.load(stream, allow_pickle=False) as archive:
                arrays = {name: archive[name] for name in archive.files}
            return rebuilt(_about(arrays), arrays)
        except GradvizError as error:
            raise FileError(f"{place} cannot be opened: {error}") from error
        except Exception as error:  # whatever zip, zlib, numpy and json make of a broken byte
            raise FileError(
                f"{place} is not a whole gradviz result (.npz written by Result.save or Sweep.save)."
            ) from error


def _about(arrays: dict[str, Array]) -> About:
    about: About = json.loads(str(arrays.pop("about")[()]))
    if about.pop("format") > FORMAT:
        raise FileError("it was written by a newer gradviz; update gradviz to open it.")
    return about
