"""The recurrent cells, one a file, found by this folder.

A module here that defines a ``CELL`` is a cell: it appears in Experiment, in the form, on the
command line and in every test that runs over all cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.cells.cell import Cell
from gradviz.discover import discovered

__all__ = ["CELLS", "Cell"]


CELLS: Mapping[str, Cell] = MappingProxyType({found.name: found for found in discovered(__name__, __path__, "CELL")})
"""Every cell by its name, in the order in which a list shows them."""
