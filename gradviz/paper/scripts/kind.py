"""What a script is, and a kind of script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gradviz.charts.chart import Array
from gradviz.result import Result


@dataclass(frozen=True, eq=False)
class Script:
    """A Python script, and the arrays that it reads from a file beside it; mostly none."""

    text: str
    arrays: Mapping[str, Array]


@dataclass(frozen=True)
class Kind:
    """A kind of script: what it computes with, its words, its place in a list, and how it is made of the runs."""

    name: str
    label: str
    order: int
    make: Callable[[tuple[Result, ...]], Script]
