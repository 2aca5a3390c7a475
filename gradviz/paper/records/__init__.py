"""The formats of a whole run, one a file, found by this folder.

A module here that defines a ``RECORD`` is a format of ``gradviz run``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gradviz.discover import discovered
from gradviz.files import written_whole
from gradviz.paper.export import known_suffix
from gradviz.paper.records.record import Record
from gradviz.result import Result

__all__ = ["RECORDS", "Record", "export_run", "run_suffixes"]


RECORDS: Mapping[str, Record] = MappingProxyType(
    {found.suffix: found for found in discovered(__name__, __path__, "RECORD")}
)
"""Every format by its suffix, in the order in which a list shows them."""


def run_suffixes() -> tuple[str, ...]:
    """Return the suffixes a run can be written with: ``.npz``, ``.csv``, ``.json``, ``.py``."""
    return tuple(RECORDS)


def export_run(result: Result, path: str | os.PathLike[str]) -> Path:
    """Write a run, whole or not at all; an existing file is replaced.

    A script that needs arrays has them in a second file (`gradviz.paper.scripts.companion`), written first.

    Raises
    ------
    FileError
        When the suffix is unknown or the place cannot be written to.
    """
    place = Path(path)
    record = RECORDS[known_suffix(place, run_suffixes())]
    if record.beside is not None:
        record.beside(result, place)
    with written_whole(place) as temporary:
        record.write(result, temporary)
    return place
