"""A script on the disk: itself, and its arrays beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from gradviz.files import written_whole
from gradviz.paper.scripts.kind import Script

LOAD = 'arrays = np.load(__file__[:-3] + "-arrays.npz")'
"""The line of a script that reads what `companion` names, wherever both files were moved."""


def companion(path: Path) -> Path:
    """Return where the arrays of a script lie: ``reproduce-arrays.npz`` beside ``reproduce.py``."""
    return path.with_name(f"{path.name[:-3]}-arrays.npz")


def write(script: Script, path: Path) -> list[Path]:
    """Write a script and its arrays, each whole or not at all; return the files, the script first."""
    beside = write_arrays(script, path)
    with written_whole(path) as temporary:
        temporary.write_text(script.text, encoding="utf-8")
    return [path, *beside]


def write_arrays(script: Script, path: Path) -> list[Path]:
    """Write the arrays of the script at ``path``, whole or not at all; return the file, or nothing without arrays."""
    if not script.arrays:
        return []
    with written_whole(companion(path)) as temporary:
        arrays: dict[str, Any] = dict(script.arrays)
        np.savez_compressed(temporary, **arrays)
    return [companion(path)]
