"""Where the files that are not code lie: in the wheel or in the checkout, found by one function."""

from __future__ import annotations

from pathlib import Path

from gradviz.errors import FileError

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def resource(name: str) -> Path:
    """Return the path of a file under ``resources/``, such as ``icons/gradviz.svg``.

    Raises
    ------
    FileError
        When the installation lacks the file.
    """
    for place in _PLACES:
        if (path := place / name).exists():
            return path
    raise FileError(f"This installation of gradviz lacks its file {name}; install gradviz again.")
