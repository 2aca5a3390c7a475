"""Whole runs, for `gradviz.load`: one file for each network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.paper import export_run
from gradviz.paper.records import RECORDS
from gradviz.result import Result
from gradviz.screen.export.kinds.kind import Family, Kind

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

_SUFFIX = ".npz"


def _targets(order: Order) -> list[Path]:
    """Return one file for each network; those of two end in -a and -b."""
    runs = order.runs()
    if len(runs) == 1:
        return [order.path]
    return [order.path.with_stem(f"{order.path.stem}-{slot}") for slot, _ in runs]


def _write(order: Order, _control: Control) -> list[Path]:
    pairs = zip(order.runs(), _targets(order), strict=True)
    return [export_run(result, path) for (_, result), path in pairs]


def _lines(order: Order, _pixels: int, _control: Control) -> str:
    pairs = zip(order.runs(), _targets(order), strict=True)
    return "\n\n".join(_contents(path, result) for (_, result), path in pairs)


def _contents(path: Path, result: Result) -> str:
    arrays = {"hidden": result.hidden, "cell_state": result.cell_state, "log10_grad_hidden": result.log10_grad_hidden,
              "log10_grad_cell": result.log10_grad_cell, "log10_grad_input": result.log10_grad_input,
              "log10_grad_recurrent": result.log10_grad_recurrent, **result.weights}  # fmt: skip
    lines = [f"{name}  {' × '.join(map(str, array.shape))}" for name, array in arrays.items() if array is not None]
    return "\n".join([path.name, *(f"  {line}" for line in lines), "  gates, gradients and the question"])


FAMILY = Family(30, (
    Kind("npz", f"NPZ: {RECORDS[_SUFFIX].label}", _SUFFIX, frozenset({"networks"}), _write, _lines, targets=_targets,
         of_runs=True),
))  # fmt: skip
