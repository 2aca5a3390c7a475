"""The key of a panel with bars: a swatch and a name for every series, as many on a line as fit."""

from __future__ import annotations

from dataclasses import dataclass

from gradviz.charts.chart import Bars
from gradviz.paper.labels import Box
from gradviz.paper.page import Page
from gradviz.paper.type import LEADING, SMALL, width

_SWATCH, _GAP, _BETWEEN = 11.0, 4.0, 12.0
_LEADING = SMALL.size * LEADING + 1.5


@dataclass(frozen=True)
class Key:
    """The series of every line."""

    lines: tuple[tuple[Bars, ...], ...] = ()

    @property
    def height(self) -> float:
        """The room it takes."""
        return len(self.lines) * _LEADING


def key(bars: tuple[Bars, ...], room: float) -> Key:
    """Return the key, its lines no wider than ``room``."""
    lines: list[list[Bars]] = []
    left = 0.0
    for series in bars:
        wide = _wide(series)
        if not lines or wide > left:
            lines.append([])
            left = room
        lines[-1].append(series)
        left -= wide + _BETWEEN
    return Key(tuple(map(tuple, lines)))


def write(page: Page, words: Key, left: float, top: float) -> None:
    """Write the key with its upper edge at ``top``."""
    for number, line in enumerate(words.lines):
        base, x = top - SMALL.size - number * _LEADING, left
        for series in line:
            _swatch(page, series, x, base)
            page.text(x + _SWATCH + _GAP, base, series.label, SMALL, page.theme.text)
            x += _wide(series) + _BETWEEN


def _swatch(page: Page, series: Bars, left: float, base: float) -> None:
    if series.shade == "line":
        page.line(left, base + 2.7, left + _SWATCH, base + 2.7, page.theme.text, 1.0)
    else:
        page.patch(Box(left, base - 0.4, left + _SWATCH, base + 5.8), series)


def _wide(series: Bars) -> float:
    return _SWATCH + _GAP + width(series.label, SMALL)
