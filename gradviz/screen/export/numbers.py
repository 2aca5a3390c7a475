"""Numbers as they are typed into a form."""

from __future__ import annotations

import math

from gradviz.errors import ExperimentError


def number(text: str, field: str, unit: str) -> float:
    """Return the number that was typed; a comma is as good as a point.

    Raises
    ------
    ExperimentError
        When it is none; it names the field.
    """
    try:
        found = float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        what = f"a number of {unit}" if unit else "a number"
        raise ExperimentError(f"{field} must be {what}; you typed {text or 'nothing'}.", field)
    return int(found) if found.is_integer() else found
