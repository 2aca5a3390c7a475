"""Several pages as one document: a whole lesson to be taken home."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.charts.markup import to_plain
from gradviz.files import written_whole
from gradviz.paper.export import known_suffix
from gradviz.paper.formats.format import made_by

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def bound(path: str | os.PathLike[str], pages: Iterable[Figure], title: str) -> Path:
    """Write pages, such as those of `gradviz.paper.handouts.sheet`, as one PDF, whole or not at all.

    Parameters
    ----------
    title
        Of the document, in the markup of charts.

    Raises
    ------
    FileError
        When the suffix is no ``.pdf``, or the place cannot be written to.
    """
    place = Path(path)
    known_suffix(place, (".pdf",))
    from matplotlib.backends.backend_pdf import PdfPages

    from gradviz.paper.ink import ours

    about = {"Title": to_plain(title), "Creator": made_by(), "Producer": made_by(), "CreationDate": None}
    drawn = list(pages)  # drawing a page takes the lock of matplotlib's settings itself
    with written_whole(place) as temporary, ours(), PdfPages(temporary, metadata=about) as document:
        for page in drawn:
            document.savefig(page)
    return place
