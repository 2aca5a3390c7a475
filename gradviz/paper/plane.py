"""A panel whose axes are not time: maps, curves, fans, points, circles, and where the networks stand."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle as Round
from matplotlib.patches import Rectangle

from gradviz.charts.chart import Array, Circle, Curve, Handle, Points
from gradviz.paper import curves, fans, maps
from gradviz.paper.names import Names
from gradviz.paper.page import Page, point_style
from gradviz.paper.place import Place
from gradviz.paper.type import LABEL, SMALL

_SEEN = 400
"""How many points of a curve stand for all when a name looks for its place."""


def draw(page: Page, place: Place) -> None:
    """Draw everything, then the names: first where the networks stand, last what lies behind."""
    panel = place.panel
    if panel.maps:
        maps.draw(page, place)
    axes = page.axes(place.box, panel.x.low, panel.x.high)
    axes.set_ylim(panel.y.low, panel.y.high)
    names = Names(page, place)
    _frame(page, place, axes)
    for band in panel.bands:
        curves.band_between(page, place, axes, band)
    spread = fans.draw(page, place, axes, names.labels)
    lines = [_curve(page, place, axes, curve) for curve in panel.curves]
    rings = [_circle(page, place, axes, circle) for circle in panel.circles]
    straight = _straight(page, place, axes)
    for line in (*lines, *rings, *(line for _, line, _ in straight)):
        names.labels.avoid_line(line, 1.0)
    for points in panel.points:
        _points(page, place, axes, names, points)
    _handles(page, place, axes, names)
    for circle, ring in zip(panel.circles, rings, strict=True):
        names.write(circle.label, ring, SMALL, page.theme.role_colour(circle.role))
    for label, line, colour in straight:
        names.write(label, line, SMALL, colour)
    for curve, line in zip(panel.curves, lines, strict=True):
        font = LABEL if curve.role in ("a", "b") else SMALL
        names.write(curve.label, line, font, page.theme.role_colour(curve.role, curve.tone))
    for fan, edges in zip(panel.fans, spread, strict=True):
        font = LABEL if fan.role in ("a", "b") else SMALL
        names.write(fan.label, np.concatenate(edges), font, page.theme.role_colour(fan.role, fan.tone))


def _frame(page: Page, place: Place, axes: Axes) -> None:
    """Draw the grid, where no map lies over it, and the edge."""
    hairline, panel = page.theme.hairline, place.panel
    if not panel.maps:
        for tick in place.y_ticks:
            page.rule(axes, tick.at)
        for tick in place.x_ticks:
            axes.axvline(tick.at, color=hairline, lw=0.6, zorder=0)
    edge = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fill=False, ec=hairline, lw=0.8, zorder=0.5, clip_on=False)
    axes.add_patch(edge)


def _curve(page: Page, place: Place, axes: Axes, curve: Curve) -> Array:
    """Draw a curve point by point in its own order, which is not that of x; return it on the page.

    Over a map it has a bed of the ground's colour, on which it stands out whatever the map's colour is there.
    """
    y = np.where(np.isfinite(curve.y), curve.y, np.nan)
    if place.panel.maps:
        axes.plot(curve.x, y, color=page.theme.panel, alpha=0.6, lw=3.2, zorder=1.55, solid_joinstyle="round")
    curves.stroke(page, axes, curve, curve.x, y, False)
    seen = np.unique(np.linspace(0, len(y) - 1, _SEEN).round().astype(int)) if len(y) else np.arange(0)
    return _inside(place, place.at(curve.x[seen], y[seen]))


def _circle(page: Page, place: Place, axes: Axes, circle: Circle) -> Array:
    colour, centre = page.theme.role_colour(circle.role), (circle.x, circle.y)
    axes.add_patch(Round(centre, circle.radius, fill=False, ec=colour, lw=0.9, ls=(0, (4.0, 2.4)), zorder=1.8))
    angle = np.pi / 4 - np.linspace(2 * np.pi, 0, 180)  # its end, where a name stands first, is the upper right
    x, y = circle.x + circle.radius * np.cos(angle), circle.y + circle.radius * np.sin(angle)
    return _inside(place, place.at(x, y))


def _straight(page: Page, place: Place, axes: Axes) -> list[tuple[str, Array, str]]:
    """Draw the levels and the marks; return the name, the line on the page and the colour of each."""
    panel, found = place.panel, []
    for level in panel.levels:
        colour = page.theme.role_colour(level.role)
        if panel.maps:
            axes.axhline(level.y, color=page.theme.panel, alpha=0.6, lw=2.2, zorder=1.55)
        axes.axhline(level.y, color=colour, lw=0.8, dashes=(1.2, 2.4), zorder=1.6)
        line = place.at(np.linspace(panel.x.low, panel.x.high, 40), np.full(40, level.y))
        found.append((level.label, _inside(place, line), colour))
    for mark in panel.marks:
        colour = page.theme.role_colour(mark.role)
        axes.axvline(mark.x, color=colour, lw=1.0, zorder=1.6)
        line = place.at(np.full(40, mark.x), np.linspace(panel.y.low, panel.y.high, 40))
        words = f"{mark.label} ({mark.detail})" if mark.detail else mark.label
        found.append((words, _inside(place, line), colour))
    return found


def _points(page: Page, place: Place, axes: Axes, names: Names, points: Points) -> None:
    size = 5.0 if len(points.x) <= 100 else 3.6 if len(points.x) <= 1000 else 2.4
    axes.plot(points.x, points.y, **point_style(page.theme, points, size), zorder=3)
    apart = np.repeat(_inside(place, place.at(points.x, points.y)), 2, axis=0)
    apart[1::2] = np.nan
    names.labels.avoid_line(apart, 5.0)


def _handles(page: Page, place: Place, axes: Axes, names: Names) -> None:
    """Draw a ringed dot where each network stands, and write its name."""
    shown = [handle for handle in place.panel.handles if _known(place, handle)]
    for handle in shown:
        colour = page.theme.role_colour(handle.slot)
        ring: dict[str, Any] = {"marker": "o", "mfc": page.theme.panel, "mec": colour, "ms": 9.5, "mew": 1.5}
        axes.plot([handle.x], [handle.y], **ring, zorder=6, clip_on=False)
        axes.plot([handle.x], [handle.y], "o", mfc=colour, mew=0, ms=5.0, zorder=6.1, clip_on=False)
        names.keep_off(place.at(np.array([handle.x]), np.array([handle.y]))[0], 5.5)
    for handle in shown:
        line = place.at(np.array([handle.x]), np.array([handle.y]))
        names.write(handle.label, line, LABEL, page.theme.role_colour(handle.slot), 5.5)


def _known(place: Place, handle: Handle) -> bool:
    x, y = place.panel.x, place.panel.y
    return bool(x.low <= handle.x <= x.high and y.low <= handle.y <= y.high)


def _inside(place: Place, line: Array) -> Array:
    """Return the line with holes where it is outside the axes."""
    box = place.box
    outside = (line[:, 0] < box.left - 0.01) | (line[:, 0] > box.right + 0.01)
    outside |= (line[:, 1] < box.bottom - 0.01) | (line[:, 1] > box.top + 0.01)
    return np.where(outside[:, None], np.nan, line)
