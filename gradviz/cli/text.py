"""``--text``: the text itself, or the path of a UTF-8 file that holds it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from gradviz.errors import FileError
from gradviz.files import reading

LARGEST = 5_000_000
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def text_of(words: str) -> str:
    r"""Return the text that ``words`` is, or that the file named so holds, its line ends as ``\n``.

    Words are a path where a file or folder of this name exists, and where they look like one:
    without a space, with a suffix or a separator.

    Raises
    ------
    FileError
        When the file is missing, empty, too large, not text or not UTF-8.
    """
    if os.path.exists(words) or _looks_like_path(words):
        return _read(Path(words))
    return words


def _looks_like_path(words: str) -> bool:
    if not words or any(sign.isspace() for sign in words):
        return False
    return bool(_SUFFIX.search(words)) or os.sep in words or (os.altsep or os.sep) in words


def _read(path: Path) -> str:
    if not os.path.exists(path):
        raise FileError(f"there is no file {path}; to give the text itself, let it hold a space.")
    with reading(path) as place, place.open("rb") as stream:
        data = stream.read(LARGEST + 1)
    if not data:
        raise FileError(f"{path} is empty: give a file with text in it.")
    if len(data) > LARGEST:
        raise FileError(f"{path} is larger than {LARGEST // 1_000_000} MB: give a shorter text, a character a step.")
    return _decoded(path, data)


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith(_WIDE):
        raise FileError(f"{path} is UTF-16 text: save it as UTF-8.")
    if b"\0" in data:
        raise FileError(f"{path} holds binary data, not text: give a text file in UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is not UTF-8 text (byte {error.start + 1} is wrong): save it as UTF-8.") from None
    if not text:
        raise FileError(f"{path} is empty: give a file with text in it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
