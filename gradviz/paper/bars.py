"""Stacked bars of one panel, the line of what they add up to, and the name of the level between them."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from gradviz.charts.chart import Array, Level
from gradviz.charts.stacks import Stack, stacked
from gradviz.paper.heads import most_bars
from gradviz.paper.margins import margin_words
from gradviz.paper.page import Page, bar_style
from gradviz.paper.place import Place
from gradviz.paper.type import LEADING, SMALL


def draw(page: Page, place: Place) -> None:
    """Draw the grid, the bars, the line over them, and the levels, which are named beside the panel."""
    panel, box = place.panel, place.box
    axes = page.axes(box, panel.x.low, panel.x.high)
    axes.set_ylim(panel.y.low, panel.y.high)
    for tick in place.y_ticks:
        page.rule(axes, tick.at)
    with page.data():
        for stack in stacked(panel.bars, panel.y, most_bars(box.width)):
            _stack(page, axes, stack)
    for level in panel.levels:
        axes.axhline(level.y, color=page.theme.role_colour(level.role), lw=0.8, zorder=3)
        _name(page, place, level)


def _stack(page: Page, axes: Axes, stack: Stack) -> None:
    if stack.bars.shade == "line":
        axes.stairs(stack.high, stack.edges, baseline=None, color=page.theme.text, lw=0.7, zorder=4)
    else:
        axes.add_patch(PathPatch(outline(stack), zorder=2, **bar_style(page.theme, stack.bars)))


def outline(stack: Stack) -> Path:
    """Return the outline of all bars; those that touch are one shape, so that no viewer shows a seam."""
    low, high = stack.low, stack.high
    there = np.flatnonzero(high > low)
    before, after = there[:-1], there[1:]
    apart = np.minimum(high[before], high[after]) <= np.maximum(low[before], low[after])
    runs = np.split(there, np.flatnonzero(apart | (after > before + 1)) + 1)
    return Path.make_compound_path(*(_shape(stack, run) for run in runs if len(run)))


def _shape(stack: Stack, run: Array) -> Path:
    x = np.repeat(stack.edges[run[0] : run[-1] + 2], 2)[1:-1]
    top, bottom = (np.repeat(ends[run], 2) for ends in (stack.high, stack.low))
    corners = np.concatenate([np.stack([x, top], 1), np.stack([x, bottom], 1)[::-1]])
    return Path(np.concatenate([corners, corners[:1]]), closed=True)


def _name(page: Page, place: Place, level: Level) -> None:
    """Write the words of a level in the margin, its lines around its height."""
    panel, box, lines = place.panel, place.box, margin_words(level.label)
    at = box.bottom + (level.y - panel.y.low) / (panel.y.high - panel.y.low) * box.height
    top = min(at + len(lines) * SMALL.size * LEADING / 2, box.top + 2)
    page.paragraph(box.right + 6, top, lines, SMALL, page.theme.role_colour(level.role))
