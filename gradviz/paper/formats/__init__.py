"""The formats of a picture, one a file, found by this folder.

A module here that defines a ``FORMAT`` is a format: the export dialogue and the command line offer it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from gradviz.paper.formats.format import Format

__all__ = ["FORMATS", "Format"]


def _discover() -> dict[str, Format]:
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    formats = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {found.suffix: found for found in sorted(formats, key=lambda found: found.order)}


FORMATS: Mapping[str, Format] = MappingProxyType(_discover())
"""Every format by its suffix, in the order in which a list shows them."""
