"""Characters as numbers: what a model's alphabet makes of a text, and of what is not in it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.errors import ExperimentError, FileError
from gradviz.files import reading

_STAND_INS = ("?", " ")
_NAMES = {" ": "a space", "\n": "a line end", "\t": "a tab"}
_SHOWN = 5


@dataclass(frozen=True, eq=False)
class Encoded:
    """A text in a model's alphabet.

    Attributes
    ----------
    indices : (T,)
        Each character's place in the alphabet.
    unknown : (n,)
        Where the text has characters that the alphabet lacks, in order.
    stand_in
        What the model reads there instead.
    """

    indices: npt.NDArray[np.int64]
    unknown: npt.NDArray[np.int64]
    stand_in: str


def encoded(alphabet: Sequence[str], text: str) -> Encoded:
    """Return a text in an alphabet; what is not in it becomes ``?``, a space, or the first character."""
    stand_in = next((sign for sign in _STAND_INS if sign in alphabet), alphabet[0])
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    table = np.full(max(int(codes.max(initial=0)), max(map(ord, alphabet))) + 1, -1, np.int64)
    table[[ord(sign) for sign in alphabet]] = np.arange(len(alphabet))
    indices = table[codes]
    unknown = np.flatnonzero(indices < 0)
    indices[unknown] = table[ord(stand_in)]
    return Encoded(indices, unknown, stand_in)


def unread(alphabet: Sequence[str], text: str) -> str:
    """Return in one sentence which characters of a text an alphabet lacks; nothing where it has them all."""
    found = encoded(alphabet, text)
    if not len(found.unknown):
        return ""
    lacking = list(dict.fromkeys(text[place] for place in found.unknown))
    shown = ", ".join(f"“{repr(sign)[1:-1]}”" for sign in lacking[:_SHOWN]) + (", …" if len(lacking) > _SHOWN else "")
    count, stand_in = len(found.unknown), _NAMES.get(found.stand_in, found.stand_in)
    what = f"1 character ({shown}) is" if count == 1 else f"{count} characters ({shown}) are"
    return f"{what} not in the model's alphabet: it reads {stand_in} there."


def alphabet_of(given: Any) -> tuple[str, ...]:
    """Return the alphabet that a list of characters is, or that a JSON file holds as one list.

    Raises
    ------
    FileError
        When the file is missing or not JSON.
    ExperimentError
        When it is no list of different single characters.
    """
    if isinstance(given, (str, os.PathLike)):
        return _checked(_from_file(given), str(given))
    return _checked(given, "the alphabet")


def _from_file(path: str | os.PathLike[str]) -> Any:
    with reading(path) as place:
        try:
            return json.loads(place.read_bytes())
        except (ValueError, RecursionError) as error:
            raise FileError(f"{place} is not a JSON list of characters.") from error


def _checked(given: Any, name: str) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)) or not given:
        raise ExperimentError(f'{name} must be a list of the characters in order, such as ["\\n", " ", "a"].', "model")
    wrong = next((entry for entry in given if not isinstance(entry, str) or len(entry) != 1), None)
    if wrong is not None:
        raise ExperimentError(f"{name} must hold single characters; {wrong!r} is none.", "model")
    twice = next((sign for place, sign in enumerate(given) if sign in given[:place]), None)
    if twice is not None:
        raise ExperimentError(f"{name} holds {twice!r} twice: each character has one place.", "model")
    return tuple(given)
