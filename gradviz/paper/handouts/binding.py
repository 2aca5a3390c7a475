"""Several pages as one document: a whole lesson to be taken home."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gradviz.charts.chart import Chart
from gradviz.charts.markup import to_plain
from gradviz.checked import Check
from gradviz.errors import ExperimentError
from gradviz.files import written_whole
from gradviz.paper.export import known_suffix
from gradviz.paper.formats.format import made_by
from gradviz.paper.handouts import reading_sheet, sheet
from gradviz.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from gradviz.paper.handouts.below import Reading


class Page(NamedTuple):
    """What is on one page; see `gradviz.paper.handouts.handout`. With a ``reading`` there are no results."""

    results: Sequence[Result]
    title: str
    caption: str
    charts: Sequence[Chart]
    checks: Sequence[Check]
    reading: Reading | None = None


def bound(path: str | os.PathLike[str], pages: Iterable[Page], title: str) -> Path:
    """Write pages as one PDF, whole or not at all; one that is too full has its first picture only.

    Parameters
    ----------
    title
        Of the document, in the markup of charts.

    Raises
    ------
    FileError
        When the suffix is no ``.pdf``, or the place cannot be written to.
    ExperimentError
        When not even one picture fits on a page.
    """
    place = Path(path)
    known_suffix(place, (".pdf",))
    from matplotlib.backends.backend_pdf import PdfPages

    from gradviz.paper.ink import ours

    about = {"Title": to_plain(title), "Creator": made_by(), "Producer": made_by(), "CreationDate": None}
    drawn = [_drawn(page) for page in pages]  # drawing a page takes the lock of matplotlib's settings itself
    with written_whole(place) as temporary, ours(), PdfPages(temporary, metadata=about) as document:
        for figure in drawn:
            document.savefig(figure)
    return place


def _drawn(page: Page) -> Figure:
    try:
        return _sheet(page, page.charts)
    except ExperimentError:
        if len(page.charts) == 1:
            raise
        return _sheet(page, page.charts[:1])


def _sheet(page: Page, charts: Sequence[Chart]) -> Figure:
    if page.reading is not None:
        return reading_sheet(page.reading, title=page.title, caption=page.caption, charts=charts)
    return sheet(*page.results, title=page.title, caption=page.caption, charts=charts, checks=page.checks)
