"""Several pages as one document: a whole lesson to be taken home."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.checked import Check
from gradviz.paper.export import known_suffix
from gradviz.paper.formats.format import made_by
from gradviz.paper.handouts import reading_sheets, sheets
from gradviz.paper.handouts.document import written
from gradviz.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gradviz.paper.handouts.below import Reading


class Page(NamedTuple):
    """What is on a page and those it goes on on; see `gradviz.paper.handouts.handout`. A ``reading`` has no results."""

    results: Sequence[Result]
    title: str
    caption: str
    charts: Sequence[Chart]
    checks: Sequence[Check]
    reading: Reading | None = None


def bound(path: str | os.PathLike[str], pages: Iterable[Page], title: str) -> Path:
    """Write pages as one PDF, whole or not at all; what is too full for a page goes on on the next one.

    Parameters
    ----------
    title
        Of the document, in the markup of charts.

    Raises
    ------
    FileError
        When the suffix is no ``.pdf``, or the place cannot be written to.
    ExperimentError
        When the words of a page leave no room for a picture.
    """
    place = Path(path)
    known_suffix(place, (".pdf",))
    about = {"Title": to_plain(title), "Creator": made_by(), "Producer": made_by(), "CreationDate": None}
    return written(place, [figure for page in pages for figure in _sheets(page)], about)


def _sheets(page: Page) -> list[Figure]:
    words = {"title": page.title, "caption": page.caption}
    if page.reading is not None:
        return reading_sheets(page.reading, charts=page.charts, **words)
    return sheets(*page.results, charts=page.charts, checks=page.checks, **words)
