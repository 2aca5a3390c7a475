"""Equations set in type: each with its numbers below it, and words about it."""

from __future__ import annotations

import re

from gradviz.charts.chart import Formula
from gradviz.charts.style import Theme
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import QUIET, Font, width, wrapped

_EQUATION, _BETWEEN = Font(10.5), 8.0
_RELATION = re.compile(r" (?=[=≤≥≈<>×:] ?)")
_OPERATOR = re.compile(r" (?=[+−·⊙] )")
_TALL = 1.5
"""The distance of two lines as a multiple of their size: scripts need more room than words."""


def height(formulas: tuple[Formula, ...], room: float) -> float:
    """Return how high the formulas of a panel are when no line is wider than ``room``."""
    lines = [font.size for formula in formulas for _, font, _ in _lines(formula, room, None)]
    return sum(lines) * _TALL + (len(formulas) - 1) * _BETWEEN + 2


def draw(page: Page, place: Place) -> None:
    """Write the formulas below each other."""
    top = place.box.top - 2
    for formula in place.panel.lines:
        for words, font, colour in _lines(formula, place.box.width, page.theme):
            page.text(place.box.left, top - font.size, words, font, colour)
            top -= font.size * _TALL
        top -= _BETWEEN


def _lines(formula: Formula, room: float, theme: Theme | None) -> list[tuple[str, Font, str]]:
    """Return every line with its font and its colour: the numbers have that of what the formula is about."""
    colours = (theme.text, theme.role_colour(formula.role, 0.0), theme.secondary) if theme else ("", "", "")
    parts = zip((formula.equation, formula.values, formula.about), (_EQUATION, _EQUATION, QUIET), colours, strict=True)
    return [(line, font, colour) for words, font, colour in parts if words for line in _broken(words, font, room)]


def _broken(words: str, font: Font, room: float) -> list[str]:
    """Break an equation before its equals signs, else before another operator, and words between them."""
    if font is not _EQUATION:
        return wrapped(words, font, room)
    lines: list[str] = []
    for part in _RELATION.split(words):
        if lines and width(f"{lines[-1]} {part}", font) <= room:
            lines[-1] += f" {part}"
            continue
        for term in _OPERATOR.split(part) if width(part, font) > room else [part]:
            if lines and term is not part and width(f"{lines[-1]} {term}", font) <= room:
                lines[-1] += f" {term}"
            else:
                lines += wrapped(term, font, room)
    return lines
