"""What can leave the window: pictures by name, the runs behind them, and the words beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gradviz.charts import Chart
from gradviz.result import Result

TOGETHER = "together"
"""What the pictures are called where all of them leave as one."""


@dataclass(frozen=True, eq=False)
class Exhibit:
    """Pictures that are shown together.

    Attributes
    ----------
    charts
        By name, in order; the first is the main one.
    stem
        The beginning of a file's name.
    results
        The runs that they show, A and B; none where they show something else.
    together
        All of them as they stand; None where there is only one.
    title, caption
        What a lesson says of them, in the markup of charts.
    """

    charts: Mapping[str, Chart]
    stem: str
    results: tuple[Result, ...] = ()
    together: Chart | None = None
    title: str = ""
    caption: str = ""

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of what can leave: each picture, then all together."""
        return (*self.charts, *((TOGETHER,) if self.together is not None else ()))

    def chart(self, picture: str = "") -> Chart:
        """Return a picture by its name; the main one where that is not there."""
        if picture == TOGETHER and self.together is not None:
            return self.together
        return self.charts.get(picture, next(iter(self.charts.values())))
