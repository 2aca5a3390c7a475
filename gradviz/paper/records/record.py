"""What a format of a run is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gradviz.result import Result


@dataclass(frozen=True)
class Record:
    """A format: its suffix, its words in a file dialogue, its place in a list, and how it is written.

    ``beside`` writes what the file needs beside it, whole or not at all; it is given the place of the file itself.
    """

    suffix: str
    label: str
    order: int
    write: Callable[[Result, Path], None]
    beside: Callable[[Result, Path], None] | None = None
