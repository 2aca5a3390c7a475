"""Pages that are drawn, as one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gradviz.files import written_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def written(place: Path, pages: Sequence[Figure], about: Mapping[str, str | None]) -> Path:
    """Write the pages, whole or not at all, and what is said ``about`` them."""
    from matplotlib.backends.backend_pdf import PdfPages  # matplotlib takes half a second: only a picture pays for it

    from gradviz.paper.ink import ours

    with written_whole(place) as temporary, ours(), PdfPages(temporary, metadata=dict(about)) as document:
        for page in pages:
            document.savefig(page)
    return place
