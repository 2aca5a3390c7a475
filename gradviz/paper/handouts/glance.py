"""A hand-out as a small picture, to be looked at before it is written."""

from __future__ import annotations

import io
from collections.abc import Sequence

from gradviz.charts.chart import Chart
from gradviz.checked import Check
from gradviz.paper.handouts import sheet
from gradviz.result import Result


def glance(
    *results: Result, title: str, caption: str, charts: Sequence[Chart], checks: Sequence[Check], theme: str = "light",
    wide: int = 700,
) -> bytes:  # fmt: skip
    """Return the page that `gradviz.paper.handouts.handout` writes as the bytes of a PNG file, ``wide`` pixels wide.

    Raises
    ------
    ExperimentError
        When all does not fit on a page.
    """
    from gradviz.paper.ink import ours  # matplotlib takes half a second: only a picture pays for it

    page = sheet(*results, title=title, caption=caption, charts=charts, checks=checks, theme=theme)
    stream = io.BytesIO()
    with ours():
        page.savefig(stream, format="png", dpi=wide / page.get_figwidth())
    return stream.getvalue()
