"""A text coloured by one unit: warm where it is on, cold where it is off, each unit on its own scale.

The colours run over the 2nd to 98th percentile of what the unit did here, turned so that warm is "on". A line end is
shown as ↵ and a tab as →; the colour of a character is the state right after reading it.
"""

from __future__ import annotations

import numpy as np

from gradviz.charts.chart import Axis, Chart, Panel
from gradviz.charts.coloured import Coloured, shades
from gradviz.charts.terms import Array


def unit_text(
    title: str,
    text: str,
    values: Array,
    label: tuple[str, Array],
    sign: int,
    sentence: str,
    whole: int,
    *,
    under: Array | None = None,
    focus: int | None = None,
    marks: Array | None = None,
    shade: Array | None = None,
) -> Chart:
    """Return the chart of a text and one unit.

    Parameters
    ----------
    text, values
        T characters, and the unit's state after each, (T,).
    label
        Its name, and its value for each character, (T,); bools, or floats with NaN where there is none.
    sign
        −1 where the unit is low when the label holds.
    sentence
        What is said of the unit.
    whole
        How many characters the text has where only its beginning is given.
    shade : (T,)
        The colours where the values stand on another scale than their own: −1 … 1.
    under, focus, marks
        How much each character matters to the one at ``focus``, and where a line is above; see `Coloured`.
    """
    name, holds = label
    columns = (("value", values.astype(float)), (name, holds.astype(int) if holds.dtype == bool else holds))
    nowhere = Axis("", 0.0, 1.0, visible=False)
    shade = shades(values, sign) if shade is None else shade
    moves = np.isfinite(shade).any()
    coloured = Coloured(text, shade, columns, whole, under, focus, marks)
    panel = Panel(
        "text", title, nowhere, nowhere, coloured=coloured,
        empty="" if moves else "This unit has one value all over the text: there is nothing to colour.",
    )  # fmt: skip
    return Chart("unit_text", title, (panel,), (("neutral", sentence),), ())
