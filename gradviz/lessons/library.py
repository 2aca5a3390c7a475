"""The lessons that come with gradviz, and how one is found by its name."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from gradviz.errors import FileError, did_you_mean
from gradviz.resources import resource

SUFFIX = ".toml"


def lessons() -> dict[str, Path]:
    """Return the bundled lessons, name → file, in the order in which they are taught."""
    files = sorted(resource("lessons").glob(f"*{SUFFIX}"))
    return {path.stem.partition("-")[2]: path for path in files}


def heading(path: Path) -> tuple[str, str]:
    """Return the title of a bundled lesson and what it is about; its scenes, which stand behind, are not looked at."""
    text, _, _ = path.read_text(encoding="utf-8").partition("\n[[scene]]")
    found = tomllib.loads(text)
    return found["title"], found.get("about", "")


def find_lesson(name_or_path: str | os.PathLike[str]) -> Path:
    """Return the file of a bundled lesson, or the given one.

    Raises
    ------
    FileError
        When there is no such lesson.
    """
    words, known = os.fspath(name_or_path), lessons()
    if words in known:
        return known[words]
    if os.path.exists(words) or words.endswith(SUFFIX) or os.sep in words:
        return Path(words)
    hint = did_you_mean(words, known) or f"; there are {', '.join(known)}."
    raise FileError(f"there is no lesson {words}{hint}")
