"""A page to draw on, measured in points from its lower left corner."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from gradviz.charts.chart import Bars, Points, Shade
from gradviz.charts.markup import to_mathtext
from gradviz.charts.style import Theme
from gradviz.paper.labels import Box
from gradviz.paper.type import LEADING, Font

_HATCHES: dict[Shade, str] = {"hatched": "//////", "crossed": "xxxxxx"}


def bar_style(theme: Theme, bars: Bars) -> dict[str, Any]:
    """Return what fills a bar, and the lines over it."""
    fill, lines = theme.bar_colour(bars.role, bars.shade, theme.panel), theme.role_colour(bars.role)
    return {"facecolor": fill, "edgecolor": lines, "hatch": _HATCHES.get(bars.shade), "lw": 0}


def point_style(theme: Theme, points: Points, size: float = 5.0) -> dict[str, Any]:
    """Return how points are drawn; a ring and a cross are a little larger than a dot."""
    colour = theme.role_colour(points.role, points.tone)
    if points.shape == "ring":
        return {"marker": "o", "ms": size + 1.5, "mfc": "none", "mec": colour, "mew": 1.1, "ls": ""}
    if points.shape == "cross":
        return {"marker": "x", "ms": size + 0.5, "mec": colour, "mew": 1.2, "ls": ""}
    return {"marker": "o", "ms": size, "mfc": colour, "mec": colour, "mew": 0.0, "ls": ""}


class Page:
    """A figure of fixed size; no pyplot, so it may be drawn in any thread.

    ``shown`` are the marks of the data, which a movie hides where the story has not come yet.

    Parameters
    ----------
    across, high
        The size in points.
    theme
        Its colours.
    pixels
        How many pixels a point has, for maps; by default 288 an inch, so that a viewer that
        smooths pictures leaves every cell sharp.
    """

    def __init__(self, across: float, high: float, theme: Theme, pixels: float = 4.0) -> None:
        self.theme, self.pixels = theme, pixels
        self.figure = Figure(figsize=(across / 72, high / 72), facecolor=theme.panel)
        self.shown: list[Artist] = []
        self._across, self._high = across, high
        self.points = Affine2D().scale(1 / 72) + self.figure.dpi_scale_trans

    def axes(self, box: Box, low: float, high: float) -> Axes:
        """Return bare axes that fill the box; x and y run over points, ``low … high`` is the page's own."""
        bounds = (box.left / self._across, box.bottom / self._high, box.width / self._across, box.height / self._high)
        axes = self.figure.add_axes(bounds)
        axes.set_axis_off()
        axes.set_xlim(low, high)
        return axes

    @contextlib.contextmanager
    def data(self) -> Iterator[None]:
        """Take what is drawn within the block for data: all else is the ground it is drawn on."""
        before = set(self._artists())
        yield
        self.shown += [artist for artist in self._artists() if artist not in before]

    def _artists(self) -> list[Artist]:
        figure = self.figure
        inside = [
            artist
            for axes in figure.axes
            for artist in (*axes.lines, *axes.collections, *axes.patches, *axes.images, *axes.texts)
        ]
        return [*inside, *figure.texts, *figure.lines, *figure.patches, *figure.artists]

    def text(self, x: float, y: float, markup: str, font: Font, colour: str, **where: Any) -> None:
        """Write one line with its baseline at ``y``."""
        self.figure.text(
            x, y, to_mathtext(markup), fontproperties=font.properties, color=colour, transform=self.points,
            **{"ha": "left", "va": "baseline", **where},
        )  # fmt: skip

    def glyph(self, x: float, y: float, character: str, size: float, file: str, colour: str) -> None:
        """Write one character as it is, centred at ``x``."""
        font = FontProperties(fname=file, size=size)
        where: dict[str, Any] = {"ha": "center", "va": "baseline", "transform": self.points}
        self.figure.text(x, y, character, fontproperties=font, color=colour, parse_math=False, **where)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, thick: float) -> None:
        """Draw a straight line, outside any axes."""
        self.figure.add_artist(Line2D([x0, x1], [y0, y1], color=colour, lw=thick, transform=self.points))

    def rule(self, axes: Axes, y: float) -> None:
        """Draw a line of the grid."""
        axes.axhline(y, color=self.theme.hairline, lw=0.6, zorder=0)

    def patch(self, box: Box, bars: Bars) -> None:
        """Fill a rectangle as a series of bars is filled, outside any axes."""
        style = bar_style(self.theme, bars)
        corner = (box.left, box.bottom)
        self.figure.add_artist(Rectangle(corner, box.width, box.height, transform=self.points, **style))

    def ground(self, box: Box) -> None:
        """Dim what is behind words, so that they can be read on a map and over curves."""
        corner = (box.left - 1.5, box.bottom - 0.5)
        style: dict[str, Any] = {"facecolor": self.theme.panel, "alpha": 0.82, "lw": 0, "transform": self.points}
        self.figure.add_artist(Rectangle(corner, box.width + 3, box.height + 1, **style))

    def arrow(self, x: float, y: float, shape: Literal["<", ">"], colour: str) -> None:
        """Draw a small triangle that points at what is beside it, outside any axes."""
        style: dict[str, Any] = {
            "marker": shape,
            "ms": 4.5,
            "mfc": colour,
            "mew": 0,
            "ls": "",
            "transform": self.points,
        }
        self.figure.add_artist(Line2D([x], [y], **style))

    def symbol(self, x: float, y: float, points: Points) -> None:
        """Draw one point as a series is drawn, outside any axes."""
        self.figure.add_artist(Line2D([x], [y], transform=self.points, **point_style(self.theme, points)))

    def paragraph(self, x: float, top: float, lines: list[str], font: Font, colour: str, **where: Any) -> float:
        """Write lines below each other, the first with its upper edge at ``top``; return the lower edge."""
        for number, line in enumerate(lines):
            self.text(x, top - font.size * (0.98 + number * LEADING), line, font, colour, **where)
        return top - len(lines) * font.size * LEADING
