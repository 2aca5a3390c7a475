"""Heat maps of one panel with a slim colour bar beside them."""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Array, HeatMap
from gradviz.charts.style import Theme
from gradviz.paper.labels import Box
from gradviz.paper.layout import BAR, Row, limits
from gradviz.paper.page import Page
from gradviz.paper.thin import mean_map
from gradviz.paper.type import SMALL


def draw(page: Page, row: Row) -> None:
    """Draw the maps and the colour bar of the first one."""
    axes = page.axes(row.box, row.panel.x.low, row.panel.x.high)
    axes.set_ylim(row.panel.y.low, row.panel.y.high)
    for heat in row.panel.maps:
        left, columns = heat.first - 0.5, heat.values.shape[1]
        extent = (left, left + columns, row.panel.y.low, row.panel.y.high)
        picture = _enlarged(coloured(heat, row.box, page.theme, page.pixels), row.box, page.pixels)
        axes.imshow(picture, extent=extent, aspect="auto", interpolation="none", origin="upper", zorder=1)
    axes.set_xlim(row.panel.x.low, row.panel.x.high)
    if row.panel.maps:
        _bar(page, row.box, row.panel.maps[0])


def coloured(heat: HeatMap, box: Box, theme: Theme, pixels: float) -> Array:
    """Return the map as RGB of shape (rows, columns, 3), with no more cells than the page can show."""
    values = heat.values.astype(float)  # the ends of the scale may lie beyond the floats of the values
    values = np.clip(np.where(np.isnan(values), heat.low, values), heat.low, heat.high)
    values = mean_map(values, int(box.height * pixels), int(box.width * pixels))
    index = np.rint((values - heat.low) / (heat.high - heat.low) * 255).clip(0, 255).astype(int)
    picture: Array = theme.lut(heat.palette)[index]
    return picture


def _enlarged(picture: Array, box: Box, pixels: float) -> Array:
    rows, columns = picture.shape[:2]
    down, across = int(box.height * pixels / rows), int(box.width * pixels / columns)
    enlarged: Array = np.repeat(np.repeat(picture, max(1, down), axis=0), max(1, across), axis=1)
    return enlarged


def _bar(page: Page, box: Box, heat: HeatMap) -> None:
    left = box.right + 9
    axes = page.axes(Box(left, box.bottom, left + BAR, box.top), 0, 1)
    ramp = page.theme.lut(heat.palette)[::-1, None, :]
    axes.imshow(ramp, extent=(0, 1, 0, 1), aspect="auto", interpolation="none", origin="upper")
    low, high = limits(heat)
    x, secondary = left + BAR + 4, page.theme.secondary
    page.text(x, box.top - SMALL.size * 0.75, high, SMALL, secondary)
    page.text(x, box.bottom + 0.5, low, SMALL, secondary)
