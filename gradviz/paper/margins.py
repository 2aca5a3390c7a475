"""How much room the words at the left and at the right of panels need."""

from __future__ import annotations

import math

from gradviz.charts.chart import Axis, HeatMap, Panel
from gradviz.charts.markup import to_plain
from gradviz.charts.ticks import Tick, ticks
from gradviz.charts.words import from_log10, power, short
from gradviz.paper.type import LABEL, NUMBER, SMALL, width, wrapped

EDGE = 14.0
BAR = 6.0
"""How wide a colour bar is."""
TICK = 7.0
"""How far the number of a tick stands from its axis."""


def left_of_time(panels: list[Panel]) -> float:
    """Return the room at the left of the panels over time."""
    needed = [14.0]
    for panel in panels:
        if panel.y.visible and not panel.empty:
            needed += [width(tick.label, NUMBER) + TICK for tick in ticks(panel.y, 12)]
            if has_words(panel, panel.y):
                needed.append(max(width(tick.label, NUMBER) for tick in ticks(panel.y, 12)) + 20)
        if panel.maps:
            needed += [width(level.label, LABEL) + TICK + 5 for level in panel.levels]
        if panel.badge or panel.side:
            needed.append(width(panel.side, SMALL) + 10)
    return max(needed)


def right_of_time(panels: list[Panel], across: float) -> float:
    """Return the room at the right of the panels over time."""
    last = panels[-1].x
    needed = [12.0 + width(last.label, NUMBER) + width(f"{last.high:.0f}", NUMBER) / 2 if last.label else 0.0]
    for panel in panels:
        span = panel.x.high - panel.x.low
        ends = [mark for mark in panel.marks if mark.x > panel.x.high - 0.02 * span - 1]
        needed += [6 + max(width(mark.label, LABEL), width(mark.detail, SMALL)) for mark in ends]
        named = [words for level in panel.levels if panel.bars for words in margin_words(level.label)]
        needed += [6 + width(words, SMALL) for words in named]
        needed += [_scale(limits(heat)) for heat in panel.maps]
    return min(max(needed), 0.3 * across) - 4


def left_of_plane(panel: Panel, numbers: tuple[Tick, ...], words: list[str]) -> float:
    """Return the room at the left of a panel with its own axes."""
    if panel.slices:
        return TICK + max(width(step_words(panel, last), NUMBER) for last in (False, True))
    if not numbers:
        return 3.0 if panel.badge else 0.0
    turned = 4 + len(words) * SMALL.size * 1.3 if words else 0.0
    return TICK + max(width(tick.label, NUMBER) for tick in numbers) + turned


def right_of_plane(panel: Panel) -> float:
    """Return the room at the right of a panel with its own axes: half of the last number, and a colour bar."""
    needed = [_scale(limits(heat)) for heat in panel.maps[:1]]
    needed += [last_step(panel) + _scale(full_words(panel)) for _ in panel.slices[:1]]
    if panel.plane and panel.x.visible and not panel.empty:
        needed += [width(tick.label, NUMBER) / 2 for tick in ticks(panel.x, 3)[-1:]]
    return max(needed, default=0.0)


def limits(heat: HeatMap) -> tuple[str, str]:
    """Return the words at the lower and the upper end of a map's colour bar."""
    signed = heat.palette == "signed"
    low, high = (_power(value) if heat.log10 else _limit(value, signed) for value in (heat.low, heat.high))
    return low, high


def full_words(panel: Panel) -> tuple[str, str]:
    """Return the words at the ends of the colour bar of small matrices: a number where all share one scale."""
    full = {float(value) for slices in panel.slices for value in slices.log10_full}
    if not any(math.isfinite(value) for value in full):
        return "", ""
    words = _power(full.pop()) if len(full) == 1 else "largest"
    return f"−{words}", f"+{words}"


def step_words(panel: Panel, last: bool) -> str:
    """Return what the first or the last small matrix is called."""
    first = min(slices.first for slices in panel.slices)
    return f"t = {max(slices.first + len(slices.left) - 1 for slices in panel.slices) if last else first}"


def last_step(panel: Panel) -> float:
    """Return the room of the last small matrix' name, beside it."""
    return 5 + width(step_words(panel, True), NUMBER)


def margin_words(label: str) -> list[str]:
    """Return the lines of a name that stands in the narrow margin beside a panel."""
    return wrapped(label, SMALL, 0.6 * width(label, SMALL))


def has_words(panel: Panel, axis: Axis) -> bool:
    """Whether an axis needs its words beside it, because the head above does not say them."""
    return bool(axis.label) and to_plain(axis.label) not in to_plain(f"{panel.title} {panel.subtitle}")


def words_of(axis: Axis) -> str:
    """Return the words of an axis with its unit."""
    return f"{axis.label} ({axis.unit})" if axis.unit else axis.label


def _scale(words: tuple[str, str]) -> float:
    return 14 + BAR + max(width(end, SMALL) for end in words)


def _limit(value: float, signed: bool) -> str:
    return f"+{short(value)}" if signed and value > 0 else short(value)


def _power(log10: float) -> str:
    return power(round(log10)) if log10 == round(log10) else from_log10(log10, 2)
