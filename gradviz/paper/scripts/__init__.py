"""Scripts that recompute the curve of a question, one kind a file, found by this folder.

A module here that defines a ``KIND`` is a kind of script: ``gradviz run -o reproduce.py --with`` offers it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gradviz.discover import discovered
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.paper.export import known_suffix
from gradviz.paper.scripts.kind import Kind, Script
from gradviz.paper.scripts.writing import companion, write, write_arrays
from gradviz.result import Result

__all__ = ["KINDS", "Kind", "Script", "companion", "export_script", "kind_of", "script", "write_arrays"]


KINDS: Mapping[str, Kind] = MappingProxyType({found.name: found for found in discovered(__name__, __path__, "KIND")})
"""Every kind of script by its name, in the order in which a list shows them."""


def script(*results: Result, using: str = "torch") -> Script:
    """Return a script that recomputes ‖∂L/∂h_t‖ of one or two networks (A, then B) and draws it.

    Parameters
    ----------
    using
        A name of `KINDS`: ``"torch"`` needs numpy, torch and matplotlib; ``"gradviz"`` needs gradviz.

    Raises
    ------
    ExperimentError
        When there is no such kind, or when there are more networks than two.
    """
    if not 1 <= len(results) <= 2:
        raise ExperimentError(f"a script recomputes one network or two, A and B; you gave {len(results)}.")
    return kind_of(using).make(results)


def kind_of(using: str) -> Kind:
    """Return a kind of script by its name.

    Raises
    ------
    ExperimentError
        When there is none.
    """
    if using in KINDS:
        return KINDS[using]
    hint = did_you_mean(str(using), KINDS) or f"; it can be {' or '.join(KINDS)}."
    raise ExperimentError(f"there is no script with {using}{hint}", "using")


def export_script(*results: Result, path: str | os.PathLike[str], using: str = "torch") -> list[Path]:
    """Write a script, and beside it the arrays that it reads, where it reads any; return what was written.

    Raises
    ------
    ExperimentError
        As `script` does.
    FileError
        When the suffix is another one than ``.py``, or the place cannot be written to.
    """
    place = Path(path)
    known_suffix(place, (".py",))
    return write(script(*results, using=using), place)
