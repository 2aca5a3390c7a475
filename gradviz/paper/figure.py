"""A Chart on paper: every panel on one time axis, ready to be written as PNG, SVG or PDF."""

from __future__ import annotations

from matplotlib.figure import Figure

from gradviz.charts.chart import Chart
from gradviz.charts.style import Theme
from gradviz.paper import bars, caption, curves, key, maps, strip
from gradviz.paper.labels import Box
from gradviz.paper.layout import Head, Layout, Row, has_axis_label, layout
from gradviz.paper.page import Page
from gradviz.paper.type import LABEL, NUMBER, QUIET, SMALL, TITLE, width, wrapped


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
    places = layout(chart, across, pixels)
    page = Page(places.width, places.height, theme, pixels)
    left = places.rows[0].box.left
    _head(page, places.head, left, places.height - 13)
    for row in places.rows:
        _row(page, row)
    _x_axis(page, chart, places)
    caption.write(page, places.caption, left, places.caption_top)
    return page.figure


def _row(page: Page, row: Row) -> None:
    _head(page, row.head, row.box.left, row.top)
    _side(page, row)
    if row.panel.empty:
        _empty(page, row)
        return
    if row.panel.maps:
        maps.draw(page, row)
    if row.panel.bars:
        bars.draw(page, row)
    elif row.panel.curves or row.panel.levels or row.panel.marks:
        curves.draw(page, row)
    if row.panel.characters is not None:
        strip.draw(page, row.box, row.panel.x, row.panel.characters)


def _head(page: Page, head: Head, left: float, top: float) -> None:
    theme = page.theme
    below = page.paragraph(left, top, head.titles, head.font, theme.text if head.font is TITLE else theme.secondary)
    if head.start:
        base = top - head.font.size * 0.98
        page.text(left + head.start, base, "".join(head.subtitles), QUIET, theme.secondary)
    else:
        below = page.paragraph(left, below, head.subtitles, QUIET, theme.secondary)
    key.write(page, head.key, left, below)


def _side(page: Page, row: Row) -> None:
    box, panel = row.box, row.panel
    right, middle = box.left - 7, (box.bottom + box.top) / 2
    if panel.badge and not panel.bars:
        page.text(right, middle + 2, panel.badge.upper(), LABEL, page.theme.role_colour(panel.badge), ha="right")
    if panel.badge:
        page.line(box.left - 1.5, box.bottom, box.left - 1.5, box.top, page.theme.role_colour(panel.badge), 2.0)
    if panel.side:
        drop = 9.5 if panel.badge else 3
        page.text(right, middle - drop, panel.side, SMALL, page.theme.secondary, ha="right")
    for tick in row.y_ticks:
        at = box.bottom + (tick.at - panel.y.low) / (panel.y.high - panel.y.low) * box.height
        page.text(right, at, tick.label, NUMBER, page.theme.secondary, ha="right", va="center_baseline")
    if row.y_ticks and has_axis_label(panel):
        words = f"{panel.y.label} ({panel.y.unit})" if panel.y.unit else panel.y.label
        page.text(20, middle, words, SMALL, page.theme.secondary, rotation=90, ha="center", va="center")


def _empty(page: Page, row: Row) -> None:
    box, axis = row.box, row.panel.x
    axes = page.axes(box, axis.low, axis.high)
    axes.axhspan(0, 1, color=page.theme.window, lw=0)
    axes.set_ylim(0, 1)
    lines = wrapped(row.panel.empty, QUIET, box.width - 16)
    top = (box.bottom + box.top) / 2 + len(lines) * QUIET.size * 0.7
    page.paragraph((box.left + box.right) / 2, top, lines, QUIET, page.theme.secondary, ha="center")


def _x_axis(page: Page, chart: Chart, places: Layout) -> None:
    axis, box = chart.panels[-1].x, places.rows[-1].box
    base = box.bottom - 14.5
    for tick in places.x_ticks:
        x = _across(box, axis.low, axis.high, tick.at)
        page.line(x, box.bottom - 1.5, x, box.bottom - 4.5, page.theme.secondary, 0.6)
        page.text(x, base, tick.label, NUMBER, page.theme.secondary, ha="center")
    if axis.label:
        last = places.x_ticks[-1]
        x = max(_across(box, axis.low, axis.high, last.at) + width(last.label, NUMBER) / 2 + 7, box.right + 5)
        page.text(x, base, axis.label, NUMBER, page.theme.secondary)


def _across(box: Box, low: float, high: float, at: float) -> float:
    return box.left + (at - low) / (high - low) * box.width
