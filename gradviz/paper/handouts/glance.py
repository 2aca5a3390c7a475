"""A hand-out as a small picture, to be looked at before it is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gradviz.charts.chart import Chart
from gradviz.checked import Check
from gradviz.paper.handouts import sheets
from gradviz.result import Result

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_EDGE, _GREY = 2, "#8A8A86"
"""What parts pages that lie beside each other."""


def glance(
    *results: Result, title: str, caption: str, charts: Sequence[Chart], checks: Sequence[Check], theme: str = "light",
    wide: int = 700,
) -> bytes:  # fmt: skip
    """Return what `gradviz.paper.handouts.handout` writes as the bytes of a PNG file: each page ``wide`` pixels wide.

    Pages lie beside each other.

    Raises
    ------
    ExperimentError
        When the words leave no room for a picture.
    """
    from gradviz.paper.ink import ours  # matplotlib takes half a second: only a picture pays for it

    pages = sheets(*results, title=title, caption=caption, charts=charts, checks=checks, theme=theme)
    with ours():
        return _beside([_png(page, wide) for page in pages])


def _png(page: Figure, wide: int) -> bytes:
    stream = io.BytesIO()
    page.savefig(stream, format="png", dpi=wide / page.get_figwidth())
    return stream.getvalue()


def _beside(pages: Sequence[bytes]) -> bytes:
    from PIL import Image

    if len(pages) == 1:
        return pages[0]
    opened = [Image.open(io.BytesIO(page)) for page in pages]
    across = sum(page.width for page in opened) + _EDGE * (len(opened) - 1)
    whole, left = Image.new("RGB", (across, opened[0].height), _GREY), 0
    for page in opened:
        whole.paste(page, (left, 0))
        left += page.width + _EDGE
    stream = io.BytesIO()
    whole.save(stream, "png")
    return stream.getvalue()
