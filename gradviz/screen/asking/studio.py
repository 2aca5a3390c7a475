"""Where pictures are drawn, on the runner's thread: each once, until something that it shows has changed."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING

from gradviz.charts import CHARTS

if TYPE_CHECKING:
    from gradviz.charts import Chart
    from gradviz.charts.kind import Grid
    from gradviz.control import Control
    from gradviz.experiment import Experiment
    from gradviz.result import Result
    from gradviz.screen.asking.question import Question
    from gradviz.sweeps import Sweep

SWEEPS = 4
"""How many sweeps are remembered: a picture that was left and is opened again is there at once."""

EARLY = 0.03
"""Seconds after which finished pictures don't wait for slower ones."""


class Studio:
    """Draws the pictures of a question and remembers the last one of each kind, and a few sweeps."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[str, Hashable], tuple[tuple[Result, ...], Chart]] = {}
        self._spared: frozenset[Experiment] = frozenset()
        self._took: dict[str, float] = {}
        self._sweeps: OrderedDict[Grid, tuple[Sweep, bool]] = OrderedDict()

    def draw(
        self,
        name: str,
        question: Question,
        results: tuple[Result, ...],
        pinned: tuple[Result, ...],
        at: int,
        control: Control | None,
    ) -> Chart:
        """Return one picture; the very same Chart when nothing in it is new."""
        kind, grid = CHARTS[name], question.grids().get(name)
        sweep = self._sweeps[grid][0] if grid is not None and grid in self._sweeps else None
        options = question.options_of(name)
        key = (
            results, tuple(sorted(options.items())), sweep,
            at if "at" in kind.needs else None, pinned if "pinned" in kind.needs else (),
        )  # fmt: skip
        if (name, key) not in self._drawn:
            self._make_room(name, results)
            began = time.perf_counter()
            chart = kind(*results, at=at, pinned=pinned, sweep=sweep, control=control, **options)
            self._drawn[name, key] = results, chart
            self._took[name] = time.perf_counter() - began
        return self._drawn[name, key][1]

    def spare(self, experiments: frozenset[Experiment]) -> None:
        """Keep a picture of each kind of these networks, too, until others are spared."""
        self._spared = experiments

    def _make_room(self, name: str, results: tuple[Result, ...]) -> None:
        """Forget the older picture of a kind, and those of other networks, which would be kept in memory with them."""
        for known, (drawn, _) in list(self._drawn.items()):
            spared = drawn != results and all(result.experiment in self._spared for result in drawn)
            if not (spared or (drawn == results and known[0] != name)):
                del self._drawn[known]

    def in_order(self, pictures: tuple[str, ...]) -> list[str]:
        """Return pictures as they are best drawn: the first one, then those that were quick the last time."""
        return [pictures[0], *sorted(pictures[1:], key=lambda name: self._took.get(name, math.inf))]

    def takes_long(self, name: str) -> bool:
        """Return whether the others should not wait for a picture; of one that is new, nobody knows."""
        return self._took.get(name, math.inf) > EARLY

    def missing(self, question: Question) -> list[Grid]:
        """Return the sweeps of a question that are not there as a whole."""
        return [grid for grid in question.grids().values() if not self._sweeps.get(grid, (None, False))[1]]

    def keep(self, grid: Grid, sweep: Sweep, whole: bool) -> None:
        """Remember what is known of a sweep."""
        self._sweeps[grid] = sweep, whole
        self._sweeps.move_to_end(grid)
        while len(self._sweeps) > SWEEPS:
            self._sweeps.popitem(last=False)
