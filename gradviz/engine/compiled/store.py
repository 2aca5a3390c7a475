"""Machine code that was compiled once, kept on disk for the next start.

A file is named by the hash of all that its code was made of, so no change of gradviz, of LLVM or of the
processor can be served the code of another; and it begins with the hash of its own content, so a file
that was cut off or altered is not run but made again.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from gradviz.errors import FileError
from gradviz.files import written_whole

_MOST = 128  # files
_HEAD = hashlib.sha256().digest_size


@cache
def folder() -> Path:
    """Return where the code is kept."""
    import platformdirs

    return platformdirs.user_cache_path("gradviz", appauthor=False) / "machine-code"


def code_for(made_of: str, compiled: Callable[[], bytes]) -> bytes:
    """Return the code of what it is made of, compiled only when it is not kept. A disk that refuses is no error."""
    place = folder() / f"{hashlib.sha256(made_of.encode()).hexdigest()}.o"
    code = _read(place)
    if code is None:
        code = compiled()
        with contextlib.suppress(OSError, FileError):
            _write(place, code)
    return code


def _read(place: Path) -> bytes | None:
    try:
        content = place.read_bytes()
    except OSError:
        return None
    head, code = content[:_HEAD], content[_HEAD:]
    return code if hashlib.sha256(code).digest() == head else None


def _write(place: Path, code: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(place) as temporary:
        temporary.write_bytes(hashlib.sha256(code).digest() + code)
    kept = sorted(place.parent.glob("*.o"), key=lambda path: path.stat().st_mtime)
    for oldest in kept[:-_MOST]:
        oldest.unlink(missing_ok=True)
