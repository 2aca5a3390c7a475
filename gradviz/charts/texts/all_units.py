"""Everything that one layer remembers while it reads: a row a unit, a column a character.

Warm is high, cold is low. Each unit is coloured on its own scale, from about the 2nd to the 98th percentile of what it
did in all of the text that was read, so that a quiet unit is seen as well as a loud one; or all on the scale of the
values themselves, where most of them turn out to be quiet. The chosen unit is marked at both sides.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gradviz.charts.chart import Array, Axis, Chart, HeatMap, Level, Panel
from gradviz.charts.texts.over_text import strip, text_axis
from gradviz.charts.words import count

_EMPTY = "There is nothing to show: no unit, or no character, has been read."


def all_units(
    text: str, first: int, values: Array, names: Sequence[str], chosen: int | None, title: str, raw: bool
) -> Chart:
    """Return the map of all units of one state over a part of a text.

    Parameters
    ----------
    text, first
        The n characters that are shown, and the index of the first of them in the whole text.
    values : (units, n)
        Between −1 and 1: shades, each unit on its own scale, or with ``raw`` the values themselves; NaN: not read yet.
    names
        What each unit is called, from the top: "unit 101".
    chosen
        The row that is marked.
    """
    axis, units = text_axis(first, len(text)), len(values)
    heat = HeatMap("value" if raw else "shade", "unit", values, first + 1.0, -1.0, 1.0, "signed", "neutral",
                   names=tuple(names))  # fmt: skip
    marked = (Level(units - chosen, names[chosen], "b"),) if chosen is not None else ()
    empty = "" if np.isfinite(values).any() else _EMPTY
    panel = Panel(
        "units", title, axis, Axis("unit", 0.5, units + 0.5, visible=False),
        f"{count(units, 'unit')}, {'all on one scale' if raw else 'each on its own scale, warm is high'}",
        height=4.0, maps=() if empty else (heat,), levels=() if empty else marked, empty=empty,
    )  # fmt: skip
    panels = (panel, strip(text, first)) if text else (panel,)
    return Chart("all_units", title, panels, () if empty else (("neutral", _sentence(values, raw)),), ())


def _sentence(values: Array, raw: bool) -> str:
    """Return how many units go through most of the range that is theirs."""
    with np.errstate(invalid="ignore"):
        spans = [float(np.ptp(row[np.isfinite(row)])) if np.isfinite(row).any() else 0.0 for row in values]
    moving = sum(span > 1 for span in spans)
    scale = "of −1 … 1" if raw else "of their own range"
    return f"Here {moving} of {count(len(values), 'unit')} go through more than half {scale}."
