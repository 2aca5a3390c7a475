"""Reading a text that someone brings along; every way in which that fails has its sentence."""

from __future__ import annotations

import os

from gradviz.errors import FileError
from gradviz.files import reading

LARGEST = 5_000_000
"""The most bytes that are read as a text, unless more are asked for."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def read_text(path: str | os.PathLike[str], largest: int = LARGEST) -> str:
    r"""Return the text of a UTF-8 file, its line ends as ``\n``, without a byte-order mark.

    Raises
    ------
    FileError
        When the file is missing, a folder, unreadable, empty, too large, or not UTF-8 text.
    """
    with reading(path) as place:
        with place.open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            raise FileError(f"{place} is larger than {largest // 1_000_000} MB: give a shorter text.")
        text = _decoded(str(place), data)
        if not text:
            raise FileError(f"{place} is empty: give a file with text in it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(name: str, data: bytes) -> str:
    if data.startswith(_WIDE):
        raise FileError(f"{name} is UTF-16 text: save it as UTF-8.")
    if b"\0" in data:
        raise FileError(f"{name} holds binary data, not text: give a text file in UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{name} is not UTF-8 text (byte {error.start + 1} is wrong): save it as UTF-8.") from None
