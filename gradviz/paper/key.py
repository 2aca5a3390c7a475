"""The key of a panel with bars or points: a swatch and a name for every series, as many on a line as fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gradviz.charts.chart import Bars, Points
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.type import LEADING, SMALL, width, wrapped

_SWATCH, _GAP, _BETWEEN = 11.0, 4.0, 12.0
_LEADING = SMALL.size * LEADING + 1.5


@dataclass(frozen=True)
class Entry:
    """One name; ``series`` is None where it goes on from the line above."""

    series: Bars | Points | None
    words: str

    @property
    def width(self) -> float:
        """The room it takes."""
        return _SWATCH + _GAP + width(self.words, SMALL)


@dataclass(frozen=True)
class Key:
    """The entries of every line."""

    lines: tuple[tuple[Entry, ...], ...] = ()

    @property
    def height(self) -> float:
        """The room it takes."""
        return len(self.lines) * _LEADING


def key(series: tuple[Bars | Points, ...], room: float) -> Key:
    """Return the key of those series that have a name, its lines no wider than ``room``."""
    lines: list[list[Entry]] = []
    left = 0.0
    for one in series:
        for entry in _entries(one, room) if one.label else ():
            if not lines or entry.width > left or entry.series is None:
                lines.append([])
                left = room
            lines[-1].append(entry)
            left -= entry.width + _BETWEEN
    return Key(tuple(map(tuple, lines)))


def _entries(series: Bars | Points, room: float) -> list[Entry]:
    """Return the name in one line where it fits, else without what is in parentheses, else in lines."""
    short = re.sub(r" *\([^()]*\)", "", series.label)
    own = room - _SWATCH - _GAP
    words = series.label if width(series.label, SMALL) <= own else short or series.label
    first, *more = wrapped(words, SMALL, own)
    return [Entry(series, first), *(Entry(None, line) for line in more)]


def write(page: Page, words: Key, left: float, top: float) -> None:
    """Write the key with its upper edge at ``top``."""
    for number, line in enumerate(words.lines):
        base, x = top - SMALL.size - number * _LEADING, left
        for entry in line:
            _swatch(page, entry.series, x, base)
            page.text(x + _SWATCH + _GAP, base, entry.words, SMALL, page.theme.text)
            x += entry.width + _BETWEEN


def _swatch(page: Page, series: Bars | Points | None, left: float, base: float) -> None:
    if isinstance(series, Points):
        page.symbol(left + _SWATCH / 2, base + 2.7, series)
    elif isinstance(series, Bars) and series.shade == "line":
        page.line(left, base + 2.7, left + _SWATCH, base + 2.7, page.theme.text, 1.0)
    elif isinstance(series, Bars):
        page.patch(Box(left, base - 0.4, left + _SWATCH, base + 5.8), series)
