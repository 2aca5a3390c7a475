"""``-o``: where the answer goes, refused before anything is computed when it cannot go there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import FileError
from gradviz.files import reason


def add_target(parser: Parser, suffixes: str) -> None:
    """Add the flags for the file to write to a command."""
    group = parser.add_argument_group("what is written")
    group.add_argument("-o", "--output", metavar="FILE", help=f"the file to write; its suffix chooses: {suffixes}")
    group.add_argument("--force", action="store_true", help="replace the file if it exists")


def target_of(words: str | None, force: bool, known: tuple[str, ...], command: str) -> Path:
    """Return the path to write, after a look at the place.

    Raises
    ------
    RequestError
        When no file was named.
    FileError
        When the suffix is unknown, the file exists and ``force`` was not given, or the place
        cannot be written to.
    """
    from gradviz.paper.export import either, known_suffix

    if not words:
        raise RequestError(f"{command} needs -o FILE, a file to write: {either(known)}.")
    path = Path(words)
    if os.path.isdir(path):
        raise FileError(f"{path} is a folder; give a file in it.")
    known_suffix(path, known)
    if os.path.lexists(path) and not force:
        raise FileError(f"{path} exists already; give --force to replace it.")
    if not os.path.isdir(path.parent):
        raise FileError(f"{path} cannot be written: there is no folder {path.parent}.")
    _probe(path)
    return path


def _probe(path: Path) -> None:
    """Ask for the name, and write nothing beside it, which tells whether something could be."""
    try:
        with contextlib.suppress(FileNotFoundError):
            path.lstat()
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise FileError(f"{path} cannot be written: {reason(error)}.") from error
