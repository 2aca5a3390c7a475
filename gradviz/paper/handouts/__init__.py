"""Hand-outs: an A4 page for a question, or a few, to be printed and taken home."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.charts import CHARTS
from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.charts.parts.names import names_of
from gradviz.charts.spoken import spoken
from gradviz.checked import Check
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.paper.export import known_suffix
from gradviz.paper.formats.format import experiments_json, made_by
from gradviz.paper.look import Look
from gradviz.paper.picture import show
from gradviz.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gradviz.paper.handouts.below import Reading

__all__ = ["handout", "reading_sheets", "sheets"]


def handout(
    path: str | os.PathLike[str],
    *results: Result,
    title: str = "",
    caption: str = "",
    charts: Sequence[str | Chart] = ("lecture",),
    checks: Sequence[Check] | None = None,
    theme: str = "light",
) -> Path:
    """Write an A4 page as PDF, whole or not at all; an existing file is replaced.

    On the page, from the top: the title, the caption, the pictures, what each network's gradient does in numbers, the
    settings that differ from the defaults, the cells' equations, what was checked, and the versions. Pictures that
    leave too little room go on on further pages; none is left out.

    Parameters
    ----------
    path
        A ``.pdf`` file.
    results
        Network A, and B where there are two.
    title, caption
        In the markup of charts (``h_t``, ``10^{−5}``); line ends part the caption's paragraphs. Without a title the
        networks' names.
    charts
        Names of `gradviz.charts.CHARTS` that are drawn with their defaults, or Charts as they are.
    checks
        What `gradviz.check` found for every result; None: it is asked now. Empty: nothing was checked, and the page
        says so.
    theme
        ``"light"`` is black on white; ``"dark"`` is for a screen.

    Raises
    ------
    FileError
        When the suffix is another one, or the place cannot be written to.
    ExperimentError
        When there is no such picture, when the words leave no room for one, or when there are more than two networks.
    """
    place = Path(path)
    known_suffix(place, (".pdf",))
    Look(theme=theme)
    drawn = _charts(results, charts)
    found = _checked(results) if checks is None else list(checks)
    pages = sheets(*results, title=title, caption=caption, charts=drawn, checks=found, theme=theme)
    about = {
        "Title": to_plain(title or _title(results)),
        "Subject": spoken(drawn[0]),
        "Keywords": experiments_json(drawn[0]),
        "Creator": made_by(),
        "Producer": made_by(),
        "CreationDate": None,
    }
    from gradviz.paper.handouts.document import written

    return written(place, pages, about)


def sheets(
    *results: Result,
    title: str,
    caption: str,
    charts: Sequence[Chart],
    checks: Sequence[Check],
    theme: str = "light",
) -> list[Figure]:
    """Return the pages as figures, so that those of several make one document; it takes what `handout` takes."""
    from gradviz.paper.handouts.below import of_networks
    from gradviz.paper.handouts.composing import composed  # matplotlib takes half a second: only a picture pays for it
    from gradviz.paper.ink import ours

    with ours():
        beneath = of_networks(results, checks)
        return composed(title or _title(results), caption, charts, beneath, Look(theme=theme).colours)


def reading_sheets(reading: Reading, *, title: str, caption: str, charts: Sequence[Chart]) -> list[Figure]:
    """Return the pages of a network that reads a text."""
    from gradviz.paper.handouts.below import of_reading
    from gradviz.paper.handouts.composing import composed
    from gradviz.paper.ink import ours

    with ours():
        return composed(title, caption, charts, of_reading(reading), Look().colours)


def _charts(results: tuple[Result, ...], charts: Sequence[str | Chart]) -> list[Chart]:
    if not 1 <= len(results) <= 2:
        raise ExperimentError(f"a hand-out shows one network or two, A and B; you gave {len(results)}.")
    if not charts:
        raise ExperimentError("a hand-out shows at least one picture: give its name.", "charts")
    for name in charts:
        if not isinstance(name, Chart) and name not in CHARTS:
            hint = did_you_mean(str(name), CHARTS) or f"; the charts are {', '.join(CHARTS)}."
            raise ExperimentError(f"there is no chart {name}{hint}", "charts")
    return [each if isinstance(each, Chart) else show(*results, chart=each).chart for each in charts]


def _title(results: tuple[Result, ...]) -> str:
    words = " and ".join(names_of(*results))
    return words[0].upper() + words[1:]


def _checked(results: tuple[Result, ...]) -> list[Check]:
    check = importlib.import_module("gradviz").check  # what checks lies beside, not below
    return [check(result) for result in results]
