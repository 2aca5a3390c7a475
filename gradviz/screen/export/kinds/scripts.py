"""A Python script that recomputes the runs: every kind of `gradviz.paper.scripts`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.errors import GradvizError
from gradviz.models import stamp
from gradviz.paper import export_script
from gradviz.paper.scripts import KINDS, companion, script
from gradviz.screen.export.kinds.kind import Family, Kind

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

_LABELS = {"torch": "Script in plain torch", "gradviz": "Script with gradviz"}


def _targets(order: Order) -> list[Path]:
    """Return the script, and what may lie beside it where there is such a file already."""
    beside = companion(order.path)
    return [order.path, *([beside] if beside.is_file() else [])]


def _check(order: Order) -> None:
    """Refuse a script that would ask gradviz for a model that is not there."""
    if order.kind.name != _name("gradviz"):
        return
    for _, result in order.runs():
        model = result.experiment.model
        try:
            if model is not None:
                stamp(model)
        except GradvizError as error:
            words = f"This script would read the model {model}, which is not there: put it there, or choose the script "
            raise GradvizError(f"{words}in plain torch, which takes the weights with it.") from error


def _write(using: str, order: Order, _control: Control) -> list[Path]:
    return export_script(*(result for _, result in order.runs()), path=order.path, using=using)


def _lines(using: str, order: Order, _pixels: int, _control: Control) -> str:
    """Return the script, above it what it needs beside it."""
    made = script(*(result for _, result in order.runs()), using=using)
    if not made.arrays:
        return made.text
    shapes = [f"#   {name}  {' × '.join(map(str, array.shape))}" for name, array in made.arrays.items()]
    return "\n".join([f"# {companion(order.path).name}, beside the script:", *shapes, "", made.text])


def _name(using: str) -> str:
    return f"script {using}"


FAMILY = Family(40, tuple(
    Kind(
        _name(kind.name), _LABELS.get(kind.name, f"Script: {kind.label}"), ".py", frozenset({"networks"}),
        partial(_write, kind.name), partial(_lines, kind.name), _check, _targets, of_runs=True,
    )
    for kind in KINDS.values()
))  # fmt: skip
