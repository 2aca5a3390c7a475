"""Where an axis carries numbers, and what they say: the same on the screen and on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gradviz.charts.chart import Axis
from gradviz.charts.words import from_log10, power, short
from gradviz.fields import spaced

_LONG = 1e6
"""Larger numbers are powers of ten."""


@dataclass(frozen=True)
class Tick:
    """One number on an axis: its place and its words, in markup."""

    at: float
    label: str


def ticks(axis: Axis, most: int, ends: bool = True) -> tuple[Tick, ...]:
    """Return at most about ``most`` ticks from low to high.

    With ``ends`` the first and the last whole number are among them, as on a time axis; else all are round.
    """
    if axis.log10:
        return _log_ticks(axis, most)
    if ends and axis.high - axis.low >= 2:
        return tuple(
            Tick(at, spaced(at).replace(" ", "\u2009"))
            for at in steps(math.ceil(axis.low), math.floor(axis.high), most)
        )
    size = max(_decimal((axis.high - axis.low) / most), float(axis.counts))
    places = range(math.ceil(axis.low / size), math.floor(axis.high / size) + 1)
    return tuple(Tick(place * size, _said(place * size)) for place in places)


def _said(value: float) -> str:
    whole = value == round(value) and abs(value) < _LONG
    return spaced(round(value)).replace(" ", "\u2009").replace("-", "−") if whole else short(value)


def steps(first: int, last: int, most: int) -> list[int]:
    """Return whole numbers from ``first`` to ``last`` for about ``most`` ticks, both ends among them.

    A power of two is divided into equal parts (0, 16, … 128), everything else by 1, 2 or 5
    times a power of ten; a tick gives way where it would stand too close to one of the ends.
    """
    span = last - first
    if span <= 0:
        return [first]
    size = max(1, int(_decimal(span / most)))
    halves = 2 ** max(0, math.ceil(math.log2(span / most)))
    if span % size and span % halves == 0:
        size = halves
    places = [first, *range(size * (first // size + 1), last + 1, size)]
    if len(places) > 2 and places[1] - first < 0.6 * size:
        del places[1]
    if places[-1] != last:
        if len(places) > 1 and last - places[-1] < 0.6 * size:
            places.pop()
        places.append(last)
    return places


def _log_ticks(axis: Axis, most: int) -> tuple[Tick, ...]:
    decades = axis.high - axis.low
    if decades < 2:
        return _within_decades(axis, (1, 2, 5) if decades < 1.5 else (1, 3))
    size = max(1, int(_decimal(decades / most)))
    places = range(math.ceil(axis.low / size) * size, math.floor(axis.high) + 1, size)
    return tuple(Tick(float(place), power(place)) for place in places)


def _within_decades(axis: Axis, digits: tuple[int, ...]) -> tuple[Tick, ...]:
    exponents = range(math.floor(axis.low), math.ceil(axis.high) + 1)
    found = [_digit(exponent, digit) for exponent in exponents for digit in digits]
    return tuple(tick for tick in found if axis.low <= tick.at <= axis.high)


def _digit(exponent: int, digit: int) -> Tick:
    place = exponent + math.log10(digit)
    return Tick(place, power(exponent) if digit == 1 and exponent < -3 else from_log10(place, 1))


def _decimal(least: float) -> float:
    """Return the smallest of 1, 2, 5 × 10ⁿ that is at least ``least``."""
    unit = 10.0 ** math.floor(math.log10(least))
    return next(factor * unit for factor in (1, 2, 5, 10) if factor * unit >= least * (1 - 1e-9))
