"""A panel of logarithms on a linear scale: what a picture, or a float that is printed, would show."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from gradviz.charts.chart import Array, Axis, Curve, Panel, finite_range
from gradviz.charts.words import power

PINNED = "log10_grad_hidden_pin"
"""How the columns of pinned runs begin."""

_ROOM = 1.06
_LEVELS = 3
"""A threshold this many decades below the largest number is the floor."""
_PLAIN = 3
"""Axes of up to this power of ten carry the numbers themselves."""


def on_linear_scale(panel: Panel) -> Panel:
    """Return a panel of base-10 logarithms with the numbers themselves, from 0 to the largest one.

    Numbers that no axis could carry are in units of a power of ten, which the axis names.
    """
    edges = [edge for band in panel.bands for edge in (band.low, band.high)]
    measured = (curve.y for curve in panel.curves if curve.role in ("a", "b") or curve.column.startswith(PINNED))
    span = finite_range(*measured, *edges)
    if panel.empty or span is None:
        return panel
    unit = math.floor(span[1]) if abs(span[1]) > _PLAIN else 0
    top = _ROOM * 10.0 ** (span[1] - unit)

    def numbers(log10: Array) -> Array:
        with np.errstate(over="ignore"):
            found = 10.0 ** (log10 - unit)
        return np.where(found > top, np.nan, found)

    curves = (
        dataclasses.replace(
            curve, y=numbers(curve.y), column=_plain(curve.column), unit=_unit(unit), symbol=_symbol(curve, panel, unit)
        )
        for curve in panel.curves
    )
    bands = (
        dataclasses.replace(
            band, low=numbers(band.low), high=numbers(band.high), column=_plain(band.column), unit=_unit(unit)
        )
        for band in panel.bands
    )
    seen = (level for level in panel.levels if -_LEVELS < level.y - span[1] < 0)
    levels = (dataclasses.replace(level, y=10.0 ** (level.y - unit)) for level in seen)
    named = f"{panel.y.label} in units of {power(unit)}" if unit else panel.y.label
    return dataclasses.replace(
        panel,
        subtitle=panel.subtitle.replace("log_{10} ", "") + (f", in units of {power(unit)}" if unit else ""),
        y=Axis(named, 0.0, top),
        curves=tuple(curves),
        bands=tuple(bands),
        levels=tuple(levels),
    )


def _symbol(curve: Curve, panel: Panel, unit: int) -> str:
    """Return what a value is called under the mouse, with the unit that it is in."""
    own = curve.symbol or (panel.y.label if curve.role in ("a", "b") else curve.label.split(":")[0])
    return f"{own} in units of {power(unit)}" if unit else curve.symbol


def _plain(column: str) -> str:
    return column.removeprefix("log10_")


def _unit(unit: int) -> str:
    return f"1e{unit}" if unit else ""
