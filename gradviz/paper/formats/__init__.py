"""The formats of a picture, one a file, found by this folder.

A module here that defines a ``FORMAT`` is a format: the export dialogue and the command line offer it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.discover import discovered
from gradviz.paper.formats.format import Format

__all__ = ["FORMATS", "Format"]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {found.suffix: found for found in discovered(__name__, __path__, "FORMAT")}
)
"""Every format by its suffix, in the order in which a list shows them."""
