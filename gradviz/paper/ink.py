"""From a Chart to the bytes of a picture: matplotlib without pyplot, and without a user's settings.

The same Chart gives the same bytes: no date, a fixed salt for the names inside an SVG, the
bundled fonts, and matplotlib's own defaults whatever a matplotlibrc says.
"""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import matplotlib

from gradviz.charts.arranged import columns_of
from gradviz.charts.chart import Chart
from gradviz.paper.figure import figure
from gradviz.paper.look import Look

_OURS = (
    "text.", "font.", "mathtext.", "svg.", "pdf.", "path.", "lines.", "image.", "agg.", "axes.", "savefig.", "hatch.",
)  # fmt: skip
SETTINGS = {key: value for key, value in matplotlib.rcParamsDefault.items() if key.startswith(_OURS)} | {
    "pdf.fonttype": 42,  # whole outlines, not the Type 3 that publishers refuse
    "svg.fonttype": "path",  # a viewer without DejaVu would shift every label
    "svg.hashsalt": "gradviz",
    "font.family": "DejaVu Sans",
    "text.hinting": "no_hinting",  # hinted letters are wider in small pictures than the layout knows
    "hatch.linewidth": 0.7,
    "mathtext.fontset": "dejavusans",
}
_COLUMN = 432.0
"""How wide a picture beside others is at least, in points."""
_ONE_AT_A_TIME = threading.Lock()
"""Matplotlib's settings belong to the process."""


@contextlib.contextmanager
def ours() -> Iterator[None]:
    """Draw with our settings, and alone."""
    with _ONE_AT_A_TIME, matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


def save(chart: Chart, stream: BinaryIO, look: Look, kind: str, about: Mapping[str, str | None]) -> None:
    """Write the picture of ``chart`` as ``kind`` (png, svg or pdf) with ``about`` as its metadata."""
    with ours():
        across = _across(chart, look)
        pixels = look.width / across if kind == "png" else 4.0
        drawn = figure(chart, across, look.colours, pixels)
        options: dict[str, Any] = {"dpi": look.width / drawn.get_figwidth()} if kind == "png" else {}
        if kind == "png":
            options["pil_kwargs"] = {"dpi": (look.resolution, look.resolution)}
        drawn.savefig(stream, format=kind, metadata=dict(about), **options)


def _across(chart: Chart, look: Look) -> float:
    """Return how wide the page is laid out, in points: pictures beside each other each find room for their words."""
    columns = columns_of(chart)
    return look.points if columns == 1 else max(look.points, _COLUMN * columns)
