"""The recurrent cells: their equations forward and back, and their gates."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.cells import CELLS
from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked, sentence


def entries() -> Iterator[Entry]:
    """Yield one entry a cell."""
    for cell in CELLS.values():
        facts = [("Gates", ", ".join(cell.gates) + ", in PyTorch’s order")] if cell.gates else []
        yield Entry(
            "cell",
            cell.name,
            cell.label,
            (marked(sentence(cell.description)), "The last line is one step of the gradient on its way back."),
            formulas=(*cell.equations, cell.adjoint),
            facts=(*facts, ("On the command line", f"`--cell {cell.name}`")),
            source=cell.source,
            calls=(cell.name.replace("_", " "),),
            also=("field/cell", "picture/equations"),
        )


KIND = Kind("cell", "Cells", 30, entries, spoken=True)
