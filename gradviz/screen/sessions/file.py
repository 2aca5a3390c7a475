"""A session as a file: read as far as it is right, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from gradviz.errors import FileError
from gradviz.files import reading, written_whole
from gradviz.screen.sessions.elsewhere import is_near
from gradviz.screen.sessions.parts import SessionError
from gradviz.screen.sessions.state import Opened, State

SUFFIX = ".gradviz"
LARGEST = 50_000_000
"""Bytes of a file that is looked at at all."""


def load(path: str | os.PathLike[str], agreed: Collection[str] = ()) -> Opened:
    """Return the state in a file; of models that lie outside its folder only those are read that a hand agreed to.

    Raises
    ------
    FileError
        When it cannot be read, or is no session.
    """
    with reading(path) as place:
        if place.exists() and not place.is_file():  # a pipe would never end
            raise FileError(f"{place} is no file: give a session ({SUFFIX}).")
        with place.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    try:
        return State.from_json(_text(data), lambda model: is_near(model, place.parent, agreed))
    except SessionError as error:
        raise FileError(f"{place} cannot be opened: {str(error).rstrip('.')}.") from error


def save(state: State, path: str | os.PathLike[str]) -> None:
    """Write a state.

    Raises
    ------
    FileError
        When the place cannot be written to; a file that was there stays as it was.
    """
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(state.to_json())
        stream.flush()
        os.fsync(stream.fileno())


def with_suffix(path: str) -> Path:
    """Return a path for a session: with its suffix, whatever was typed."""
    place = Path(path)
    return place if place.suffix.lower() == SUFFIX else place.with_name(place.name + SUFFIX)


def is_session(path: str) -> bool:
    """Return whether a path looks like a session's."""
    return path.lower().endswith(SUFFIX)


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise SessionError(f"it is larger than {LARGEST // 1_000_000} MB, and no session is")
    if not data.strip():
        raise SessionError("it is empty")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SessionError(f"it is no session of gradviz: byte {error.start + 1} is not text") from None
