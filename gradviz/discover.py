"""Things that are found by their folder: one module each, which defines one well-known name."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable
from typing import Any


def discovered(package: str, folders: Iterable[str], name: str) -> list[Any]:
    """Return what the modules of a package define as ``name``, in the order of their ``order``.

    Parameters
    ----------
    package, folders
        The package's ``__name__`` and ``__path__``.
    """
    # pkgutil would import inspect and typing, which takes as long as the rest of gradviz --help
    files = (file.partition(".") for folder in folders for file in os.listdir(folder))
    stems = sorted({stem for stem, _, suffix in files if suffix in ("py", "pyc") and not stem.startswith("_")})
    modules = (importlib.import_module(f"{package}.{stem}") for stem in stems)
    found = [getattr(module, name) for module in modules if hasattr(module, name)]
    return sorted(found, key=lambda thing: thing.order)
