"""Where a benchmark leaves its raw numbers, and what it says about where they were measured."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def keep(name: str, **figures: Any) -> Path:
    """Write ``results/<name>.json``: the versions, the kind of machine and the figures."""
    about = {
        "python": platform.python_version(),
        **{package: _version(package) for package in ("numpy", "torch", "llvmlite", "pyqt6", "pyqtgraph")},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }
    place = FOLDER / f"{name}.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps({"about": about, **figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return place


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "none"
