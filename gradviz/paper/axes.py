"""The numbers and words of a panel's axes, and its network's colour at its left."""

from __future__ import annotations

from gradviz.paper.margins import TICK, has_words, words_of
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import LABEL, NUMBER, SMALL, width

_TURNED = SMALL.size * 1.3


def draw(page: Page, place: Place) -> None:
    """Write what stands around the axes of a panel."""
    if place.panel.badge:
        colour = page.theme.role_colour(place.panel.badge)
        page.line(place.box.left - 1.5, place.box.bottom, place.box.left - 1.5, place.box.top, colour, 2.0)
    for tick in place.y_ticks:
        at = place.box.bottom + _share(tick.at, place.panel.y.low, place.panel.y.high) * place.box.height
        where = {"ha": "right", "va": "center_baseline"}
        page.text(place.box.left - TICK, at, tick.label, NUMBER, page.theme.secondary, **where)
    if place.shared:
        _side(page, place)
    else:
        _words(page, place)
    _below(page, place)


def _side(page: Page, place: Place) -> None:
    """Write the names at the left of a panel over time."""
    box, panel = place.box, place.panel
    right, middle = box.left - TICK, (box.bottom + box.top) / 2
    if panel.badge and not panel.bars:
        page.text(right, middle + 2, panel.badge.upper(), LABEL, page.theme.role_colour(panel.badge), ha="right")
    if panel.side:
        drop = 9.5 if panel.badge else 3
        page.text(right, middle - drop, panel.side, SMALL, page.theme.secondary, ha="right")
    if place.y_ticks and has_words(panel, panel.y):
        where = {"rotation": 90, "ha": "center", "va": "center"}
        page.text(20, middle, words_of(panel.y), SMALL, page.theme.secondary, **where)


def _words(page: Page, place: Place) -> None:
    """Write the words of both axes of a panel with its own, those of y turned, line by line."""
    box, quiet = place.box, page.theme.secondary
    numbers = max((width(tick.label, NUMBER) for tick in place.y_ticks), default=0.0)
    x = box.left - TICK - numbers - 4 - _TURNED * (len(place.y_words) - 0.5)
    for number, line in enumerate(place.y_words):
        where = {"rotation": 90, "ha": "center", "va": "center"}
        page.text(x + number * _TURNED, (box.bottom + box.top) / 2, line, SMALL, quiet, **where)
    page.paragraph((box.left + box.right) / 2, box.bottom - 17, list(place.x_words), SMALL, quiet, ha="center")


def _below(page: Page, place: Place) -> None:
    """Write the numbers below a panel; the words of the time axis stand after the last one."""
    axis, box = place.panel.x, place.box
    base = box.bottom - 14.5
    for tick in place.x_ticks:
        x = box.left + _share(tick.at, axis.low, axis.high) * box.width
        page.line(x, box.bottom - 1.5, x, box.bottom - 4.5, page.theme.secondary, 0.6)
        page.text(x, base, tick.label, NUMBER, page.theme.secondary, ha="center")
    if axis.label and place.shared and place.x_ticks:
        last = place.x_ticks[-1]
        end = box.left + _share(last.at, axis.low, axis.high) * box.width + width(last.label, NUMBER) / 2
        page.text(max(end + 7, box.right + 5), base, axis.label, NUMBER, page.theme.secondary)


def _share(at: float, low: float, high: float) -> float:
    return (at - low) / (high - low)
