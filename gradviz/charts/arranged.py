"""Pictures that stand together, as one: what is written, printed and played of them is that of one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gradviz.charts.chart import Chart


@dataclass(frozen=True, eq=False)
class Arranged(Chart):
    """Pictures below each other, or from left to right where they are ``beside``; a part may be such a group itself.

    Its panels are those of all of them, its words those of the first. ``shares`` are how wide parts beside each other
    are; none: all the same.
    """

    parts: tuple[Chart, ...] = ()
    beside: bool = False
    shares: tuple[float, ...] = ()

    @property
    def columns(self) -> int:
        """How many pictures stand beside each other at most."""
        each = [columns_of(part) for part in self.parts]
        return sum(each) if self.beside else max(each)


def arranged(parts: Sequence[Chart], *, beside: bool = False, shares: Sequence[float] = ()) -> Chart:
    """Return pictures as one that holds them all; a single one is itself."""
    first = parts[0]
    if len(parts) == 1:
        return first
    panels = tuple(panel for part in parts for panel in part.panels)
    return Arranged(
        "arranged", first.title, panels, first.sentences, first.experiments, first.question,
        tuple(parts), beside, tuple(shares),
    )  # fmt: skip


def columns_of(chart: Chart) -> int:
    """Return how many pictures stand beside each other in a chart."""
    return chart.columns if isinstance(chart, Arranged) else 1
