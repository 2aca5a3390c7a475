"""``--text``: the text itself, or the path of a UTF-8 file that holds it."""

from __future__ import annotations

import os
import re

from gradviz.errors import FileError
from gradviz.textfile import read_text

_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")


def text_of(words: str) -> str:
    r"""Return the text that ``words`` is, or that the file named so holds, its line ends as ``\n``.

    Words are a path where a file or folder of this name exists, and where they look like one:
    without a space, with a suffix or a separator.

    Raises
    ------
    FileError
        When the file is missing, empty, too large, not text or not UTF-8.
    """
    if os.path.exists(words):
        return read_text(words)
    if _looks_like_path(words):
        raise FileError(f"there is no file {words}; to give the text itself, let it hold a space.")
    return words


def _looks_like_path(words: str) -> bool:
    if not words or any(sign.isspace() for sign in words):
        return False
    return bool(_SUFFIX.search(words)) or os.sep in words or (os.altsep or os.sep) in words
