"""From an exception to one sentence for the user."""

from __future__ import annotations

import traceback

from gradviz.errors import GradvizError
from gradviz.files import reason


def sentence(error: BaseException) -> str:
    """Return what happened in one sentence; gradviz's own errors carry theirs."""
    if isinstance(error, GradvizError):
        return str(error)
    if isinstance(error, MemoryError):
        return "There is not enough memory for this; a smaller T, H or number of sequences needs less."
    if isinstance(error, OSError) and error.errno is not None:
        where = f"{error.filename}: " if error.filename else ""
        return f"The system refused: {where}{reason(error)}."
    if isinstance(error, ImportError):
        return f"A part of the installation is missing ({error}); “gradviz doctor” says how to complete it."
    first = (str(error).strip().splitlines() or [""])[0][:200]
    told = f"{type(error).__name__}: {first}" if first else type(error).__name__
    return f"Something went wrong inside gradviz ({told.rstrip('.')})."


def details(error: BaseException) -> str:
    """Return the traceback, for a report."""
    return "".join(traceback.format_exception(error)).rstrip()
