"""The recurrent cells, one a file, found by this folder.

A module here that defines a ``CELL`` is a cell: it appears in Experiment, in the form, on the
command line and in every test that runs over all cells.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from types import MappingProxyType

from gradviz.cells.cell import Cell

__all__ = ["CELLS", "Cell"]


def _discover() -> dict[str, Cell]:
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    cells = [module.CELL for module in modules if hasattr(module, "CELL")]
    return {cell.name: cell for cell in sorted(cells, key=lambda cell: cell.order)}


CELLS: Mapping[str, Cell] = MappingProxyType(_discover())
"""Every cell by its name, in the order in which a list shows them."""
