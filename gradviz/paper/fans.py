"""Many thin lines that have one name, such as one a seed."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from gradviz.charts.chart import Array, Fan
from gradviz.paper.labels import Labels
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.thin import CURVE_COLUMNS, lonely
from gradviz.paper.thin import curve as thinned

_MANY = 16
"""From so many lines on, they are paler: where they lie above each other they are dark again."""
_AVOIDED = 12
"""How many lines stand for all when a label looks for its place."""


def draw(page: Page, place: Place, axes: Axes, labels: Labels) -> list[tuple[Array, Array]]:
    """Draw the fans of a panel, keep labels off them, and return the upper and the lower edge of each."""
    return [_fan(page, place, axes, labels, fan) for fan in place.panel.fans]


def _fan(page: Page, place: Place, axes: Axes, labels: Labels, fan: Fan) -> tuple[Array, Array]:
    colour = page.theme.role_colour(fan.role, fan.tone)
    alpha = 0.75 if len(fan.y) < _MANY else 0.45
    rising = bool((np.diff(fan.x) > 0).all())
    for y in fan.y:
        at, line = thinned(fan.x, y, CURVE_COLUMNS // 2) if rising else (fan.x, y)
        axes.plot(at, line, color=colour, alpha=alpha, lw=0.7, solid_joinstyle="round", zorder=2.2)
        alone = lonely(y)
        if alone.any():
            axes.plot(fan.x[alone], y[alone], "o", color=colour, alpha=alpha, ms=3.0, mew=0, zorder=2.2, clip_on=False)
    return _edges(place, labels, fan)


def _edges(place: Place, labels: Labels, fan: Fan) -> tuple[Array, Array]:
    low, high = place.panel.y.low, place.panel.y.high
    columns = np.unique(np.linspace(0, len(fan.x) - 1, 400).astype(int))
    seen = fan.y[:, columns].astype(float)
    seen = np.where((seen >= low) & (seen <= high), seen, np.nan)
    for index in np.unique(np.linspace(0, len(seen) - 1, _AVOIDED).astype(int)):
        labels.avoid_line(place.at(fan.x[columns], seen[index]), 0.5)
    upper, lower = np.fmax.reduce(seen, axis=0), np.fmin.reduce(seen, axis=0)
    return place.at(fan.x[columns], upper), place.at(fan.x[columns], lower)
