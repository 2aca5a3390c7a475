"""A file that only one process holds, until it ends: the system itself lets go when it dies."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class Lock:
    """Holds a file, or finds that another one does.

    Parameters
    ----------
    path
        The file; it is made when it is taken, and removed when it is let go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """Return whether it is held now; False: someone else holds it, or it cannot be held here."""
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return False
        try:
            _hold(handle)
        except OSError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self, *, remove: bool = True) -> None:
        """Let go; the file is left when ``remove`` is False."""
        if self._handle is None:
            return
        os.close(self._handle)
        self._handle = None
        if remove:
            with contextlib.suppress(OSError):
                self.path.unlink()


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
