"""A page to be printed: the picture, what is said of it, the settings, the equations, and what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import gradviz
from gradviz.charts import Chart
from gradviz.checked import Check
from gradviz.control import Control
from gradviz.paper import Look, handout
from gradviz.paper.handouts.glance import glance
from gradviz.result import Result
from gradviz.screen.export.kinds.kind import Family, Kind

if TYPE_CHECKING:
    from gradviz.screen.export.order import Order

_FOUND: WeakKeyDictionary[Result, Check] = WeakKeyDictionary()
"""What was checked already: a preview and a file need not ask twice."""


def _check(order: Order) -> None:
    Look(theme=order.theme)


def _write(order: Order, control: Control) -> list[Path]:
    results = _results(order)
    checks, exhibit = _checked(results, control), order.exhibit
    words = {"title": exhibit.title, "caption": exhibit.caption, "theme": order.theme}
    return [handout(order.path, *results, charts=_charts(order), checks=checks, **words)]


def _seen(order: Order, pixels: int, control: Control) -> bytes:
    results = _results(order)
    checks, exhibit = _checked(results, control), order.exhibit
    words = {"title": exhibit.title, "caption": exhibit.caption, "theme": order.theme}
    return glance(*results, charts=_charts(order), checks=checks, wide=pixels, **words)


def _results(order: Order) -> list[Result]:
    return [result for _, result in order.runs()]


def _charts(order: Order) -> Sequence[Chart]:
    """Return the pictures one by one: the page has a room for each."""
    return list(order.exhibit.charts.values()) if order.is_together else [order.chart]


def _checked(results: Sequence[Result], control: Control) -> list[Check]:
    for index, result in enumerate(results):
        if result not in _FOUND:
            _FOUND[result] = gradviz.check(result, _part(control, index, len(results)))
    return [_FOUND[result] for result in results]


def _part(control: Control, index: int, parts: int) -> Control:
    """Return a hand on one of several parts: it tells how far the whole is, and stops with it."""
    return Control(lambda share: control.advance((index + share) / parts))


FAMILY = Family(50, (
    Kind("handout", "Hand-out (PDF)", ".pdf", frozenset({"picture", "colours"}), _write, _seen, _check,
         of_runs=True, takes_long=True, ending="-handout", colours="light"),
))  # fmt: skip
