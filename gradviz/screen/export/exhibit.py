"""What can leave the window: pictures by name, and the runs behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from gradviz.charts import Chart
from gradviz.result import Result


class Exhibit(Protocol):
    """Pictures that are shown together.

    Attributes
    ----------
    charts
        By name.
    pictures
        Their names in order; the first is the main one.
    results
        The runs that they show, which can be written, too; none where they show something else.
    stem
        The beginning of a file's name.
    """

    @property
    def charts(self) -> Mapping[str, Chart]: ...  # noqa: D102
    @property
    def pictures(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def results(self) -> tuple[Result, ...]: ...  # noqa: D102
    @property
    def stem(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, eq=False)
class Charts:
    """Pictures without runs."""

    charts: Mapping[str, Chart]
    stem: str
    results: tuple[Result, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the pictures."""
        return tuple(self.charts)
