"""Reading a text that someone brings along; every way in which that fails has its sentence."""

from __future__ import annotations

import os

from gradviz.errors import FileError
from gradviz.fields import spaced
from gradviz.files import reading

LARGEST = 5_000_000


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a UTF-8 file, its line ends made plain newlines.

    Raises
    ------
    FileError
        When the file is missing, a folder, unreadable, empty, too large, or not UTF-8 text.
    """
    with reading(path) as place:
        size = place.stat().st_size
        if size > LARGEST:
            raise FileError(f"{place.name} has {size / 1e6:.1f} MB; give a text of at most {LARGEST // 1_000_000} MB.")
        with place.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    if not data:
        raise FileError(f"{place.name} is empty; give a file with some text.")
    if b"\0" in data:
        raise FileError(f"{place.name} is not plain text; save it as UTF-8 text, or give another file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            f"{place.name} is not UTF-8 (byte {error.start + 1} does not fit); save it as UTF-8 and try again."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def described(text: str) -> str:
    """Return how long a text is and how many different characters it has."""
    if not text:
        return "no text yet"
    return f"{spaced(len(text))} characters, {len(set(text))} different"
