"""Memory that was freed goes back to the system: the C library keeps it otherwise, in pieces that no one uses."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable


def give_back() -> None:
    """Return freed memory to the system where the C library can (glibc); some milliseconds."""
    _trim()(0)


@functools.cache
def _trim() -> Callable[[int], object]:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # no glibc: Windows, macOS, musl
        return lambda _: None
