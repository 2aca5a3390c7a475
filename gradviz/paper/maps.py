"""Heat maps of one panel with a slim colour bar beside them."""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array, HeatMap, Level, Palette
from gradviz.charts.style import Theme
from gradviz.paper.labels import Box
from gradviz.paper.margins import BAR, TICK, limits
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.thin import mean_map
from gradviz.paper.type import LABEL, SMALL

_KNOWN = 0.5
"""With a smaller share of known values a cell of the page has none."""


def draw(page: Page, place: Place) -> None:
    """Draw the maps and the colour bar of the first one."""
    axes = page.axes(place.box, place.panel.x.low, place.panel.x.high)
    axes.set_ylim(place.panel.y.low, place.panel.y.high)
    for heat in place.panel.maps:
        left, right = heat.first - heat.step / 2, heat.first + (heat.values.shape[1] - 0.5) * heat.step
        extent = (left, right, place.panel.y.low, place.panel.y.high)
        picture = _enlarged(coloured(heat, place.box, page.theme, page.pixels), place.box, page.pixels)
        with page.data():
            axes.imshow(picture, extent=extent, aspect="auto", interpolation="none", origin="upper", zorder=1)
    axes.set_xlim(place.panel.x.low, place.panel.x.high)
    if place.panel.maps:
        scale(page, place.box, place.panel.maps[0].palette, limits(place.panel.maps[0]))
    for level in () if place.panel.plane else place.panel.levels:
        _name(page, place, level)


def _name(page: Page, place: Place, level: Level) -> None:
    """Point at a row from both sides, and name it at the left."""
    ((_, y),) = place.at(np.zeros(1), np.array([level.y]))
    colour = page.theme.role_colour(level.role)
    page.arrow(place.box.left - 4, y, ">", colour)
    page.arrow(place.box.right + 4, y, "<", colour)
    page.text(place.box.left - TICK - 3, y, level.label, LABEL, colour, ha="right", va="center_baseline")


def coloured(heat: HeatMap, box: Box, theme: Theme, pixels: float) -> Array:
    """Return the map as RGB of shape (rows, columns, 3), with no more cells than the page can show.

    Where there is no value, as in the future of a map of causes, the page itself is seen.
    """
    values = heat.values.astype(float)  # the ends of the scale may lie beyond the floats of the values
    known = ~np.isnan(values)
    clipped = np.clip(np.where(known, values, 0.0), heat.low, heat.high)
    size = int(box.height * pixels), int(box.width * pixels)
    share = mean_map(known.astype(float), *size)
    means = mean_map(np.where(known, clipped, 0.0), *size) / np.where(share > 0, share, 1.0)
    index = np.rint((means - heat.low) / (heat.high - heat.low) * 255).clip(0, 255).astype(int)
    picture: Array = theme.lut(heat.palette)[index]
    picture[share < _KNOWN] = [int(theme.panel[i : i + 2], 16) for i in (1, 3, 5)]
    return picture


def _enlarged(picture: Array, box: Box, pixels: float) -> Array:
    rows, columns = picture.shape[:2]
    down, across = int(box.height * pixels / rows), int(box.width * pixels / columns)
    enlarged: Array = np.repeat(np.repeat(picture, max(1, down), axis=0), max(1, across), axis=1)
    return enlarged


def scale(page: Page, box: Box, palette: Palette, ends: tuple[str, str]) -> None:
    """Draw a slim colour bar at the right of a box, with the words of its lower and its upper end."""
    left = box.right + 9
    axes = page.axes(Box(left, box.bottom, left + BAR, box.top), 0, 1)
    ramp = page.theme.lut(palette)[::-1, None, :]
    axes.imshow(ramp, extent=(0, 1, 0, 1), aspect="auto", interpolation="none", origin="upper")
    x, secondary = left + BAR + 4, page.theme.secondary
    page.text(x, box.top - SMALL.size * 0.75, ends[1], SMALL, secondary)
    page.text(x, box.bottom + 0.5, ends[0], SMALL, secondary)
