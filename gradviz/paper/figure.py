"""A Chart on paper: every panel in its place, ready to be written as PNG, SVG or PDF."""

from __future__ import annotations

from matplotlib.figure import Figure

from gradviz.charts.chart import Chart
from gradviz.charts.style import Theme
from gradviz.paper import axes, bars, caption, coloured, curves, formulas, key, maps, plane, slices, strip
from gradviz.paper.heads import LETTER, Head
from gradviz.paper.layout import Layout
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.spread import spread
from gradviz.paper.type import LABEL, QUIET, TITLE, wrapped


def figure(chart: Chart, across: float, theme: Theme, pixels: float = 4.0) -> Figure:
    """Return the picture on a page ``across`` points wide.

    Parameters
    ----------
    chart
        What to draw.
    across
        The width in points (1/72 inch); the height follows.
    theme
        The colours.
    pixels
        How many pixels a point has.
    """
    return drawn(spread(chart, across, pixels), theme, pixels).figure


def drawn(found: Layout, theme: Theme, pixels: float) -> Page:
    """Return the page with everything in its place."""
    page = Page(found.width, found.height, theme, pixels)
    _head(page, found.head, found.left, found.height - 13)
    for heading in found.headings:
        _head(page, heading.head, heading.left, heading.top)
    for place in found.places:
        _panel(page, place)
    caption.write(page, found.caption, found.left, found.caption_top)
    return page


def _panel(page: Page, place: Place) -> None:
    panel = place.panel
    _head(page, place.head, place.begin, place.top)
    if not panel.lines:
        axes.draw(page, place)
    if panel.empty:
        _empty(page, place)
    elif panel.lines:
        formulas.draw(page, place)
    elif panel.coloured:
        coloured.draw(page, place)
    elif panel.slices:
        slices.draw(page, place)
    elif panel.plane:
        plane.draw(page, place)
    else:
        _over_time(page, place)


def _over_time(page: Page, place: Place) -> None:
    panel = place.panel
    if panel.maps:
        maps.draw(page, place)
    elif panel.bars:
        bars.draw(page, place)
    elif panel.curves or panel.fans or panel.points or panel.levels or panel.marks:
        curves.draw(page, place)
    if panel.characters is not None:
        with page.data():
            strip.draw(page, place.box, panel.x, panel.characters)


def _head(page: Page, head: Head, left: float, top: float) -> None:
    theme = page.theme
    if head.titles == [""]:
        key.write(page, head.key, left, top)
        return
    if head.letter:
        base = top - head.font.size * 0.98
        page.text(left, base, head.letter.upper(), LABEL, theme.role_colour(head.letter))
    begin = left + (LETTER if head.letter else 0.0)
    below = page.paragraph(begin, top, head.titles, head.font, theme.text if head.font is TITLE else theme.secondary)
    if head.start:
        base = top - head.font.size * 0.98
        page.text(left + head.start, base, "".join(head.subtitles), QUIET, theme.secondary)
    else:
        below = page.paragraph(left, below, head.subtitles, QUIET, theme.secondary)
    key.write(page, head.key, left, below)


def _empty(page: Page, place: Place) -> None:
    box = place.box
    axis = place.panel.x
    ground = page.axes(box, *((axis.low, axis.high) if place.shared else (0.0, 1.0)))
    ground.axhspan(0, 1, color=page.theme.window, lw=0)
    ground.set_ylim(0, 1)
    lines = wrapped(place.panel.empty, QUIET, box.width - 16)
    top = (box.bottom + box.top) / 2 + len(lines) * QUIET.size * 0.7
    page.paragraph((box.left + box.right) / 2, top, lines, QUIET, page.theme.secondary, ha="center")
