"""Writing a file whole or not at all, and one sentence for every way in which a file fails."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gradviz.errors import FileError

_REASONS = {
    errno.ENOENT: "there is no such file or folder",
    errno.EACCES: "it may not be opened with your permissions",
    errno.EPERM: "it may not be changed with your permissions",
    errno.EROFS: "that place is read-only",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of its path is not a folder",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.ENAMETOOLONG: "the name is too long",
}


def reason(error: OSError) -> str:
    """Return why the system refused, in words that fit into a sentence."""
    return _REASONS.get(error.errno or 0, (error.strerror or str(error)).lower())


@contextlib.contextmanager
def reading(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Turn the system's refusal to read ``path`` into a `FileError`."""
    place = Path(path)
    try:
        if place.is_dir():
            raise FileError(f"{place} cannot be read: it is a folder; give a file.")
        yield place
    except FileError:
        raise
    except OSError as error:
        raise FileError(f"{place} cannot be read: {reason(error)}.") from error


@contextlib.contextmanager
def written_whole(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside ``path``; move it there when the block ends well.

    A failure inside the block leaves ``path`` as it was and removes the temporary file.

    Raises
    ------
    FileError
        When the place cannot be written to.
    """
    place = Path(path)
    if os.path.isdir(place):  # unlike Path.is_dir, it takes any name
        raise FileError(f"{place} cannot be written: it is a folder; give a file name.")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.stem[:40]}-", suffix=place.suffix, dir=place.parent)
        os.close(handle)
    except OSError as error:
        raise FileError(f"{place} cannot be written: {reason(error)}.") from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(place)
    except OSError as error:
        if isinstance(error, FileError):
            raise
        raise FileError(f"{place} cannot be written: {reason(error)}.") from error
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
