"""A unit is held off or on, and looked at long after a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.screen.reading.work.passages import own

if TYPE_CHECKING:
    from gradviz.language.holding import Holding
    from gradviz.language.interventions import Effect, Level
    from gradviz.language.labels import Label
    from gradviz.language.passage import Held, Passage
    from gradviz.language.unit import Unit

CONTROLS = 10
"""So many units that are alive and follow something else are held beside it."""
_READ, _BEFORE = 4000, 500
"""So many characters are read again for each unit, so many of them before it is held."""


def clamp(passage: Passage, unit: Unit, label: Label, level: Level, stretch: tuple[int, int], sign: int) -> Held:
    """Return the unit held at its median where the label holds (on) or does not (off), in a stretch of the text.

    Where the text has no such place, at the end of its own range. An empty stretch is all of the text.
    """
    from gradviz.language.passage import Held
    from gradviz.language.units import followed

    values = passage.of(unit) if passage.held is None else followed(passage.checkpoint, passage.text, unit)
    if not len(values):
        raise ExperimentError("There is no text in which the cell could be held: type some.", "text")
    holds = np.nan_to_num(own(passage, label).of(passage.text)[: len(values)].astype(float)).astype(bool)
    there = holds if level == "on" else ~holds
    if holds.any() and not holds.all():
        value = float(np.median(values[there]))
    else:
        value = float(np.percentile(values, 98 if (level == "on") == (sign > 0) else 2))
    first, last = stretch
    return Held(unit, value, first, last) if last > first else Held(unit, value)


class Measured(NamedTuple):
    """What holding a unit does, then what holding each of the controls does; on the characters ``first … last − 1``."""

    effects: list[Effect]
    label: Label
    first: int
    last: int


def effects(passage: Passage, what: Held, label: Label, level: Level, control: Control) -> Measured:
    """Measure what holding the unit does to the predictions, and what holding each of the controls does.

    Raises
    ------
    ExperimentError
        When the model predicts nothing, or the label neither begins nor ends where the unit is held.
    """
    from gradviz.language.interventions import controls
    from gradviz.language.interventions import effects as measured
    from gradviz.language.labels.label import within as cut
    from gradviz.language.units import watched

    begin = max(0, what.first - _BEFORE)
    text = passage.text[begin : begin + _READ]
    end = len(text) if what.last is None else min(len(text), what.last - begin)
    units = watched(passage.checkpoint, text)
    besides = controls(units, [what.unit], CONTROLS)
    within = (what.first - begin, end)
    here = cut(own(passage, label), passage.text, begin)
    found = measured(
        passage.checkpoint, text, here, [what.unit, *besides], level, within, value=what.value, control=control
    )
    return Measured(found, label, passage.first + what.first, passage.first + begin + end)


def holding(passage: Passage, unit: Unit, sign: int, name: str, control: Control) -> tuple[Holding, str]:
    """Return on how many cases the unit is still on so far behind the mark of a label, and what they are made of.

    A label that begins at no mark of its own gives way to the quote.
    """
    from gradviz.language.labels import LABELS
    from gradviz.language.longer import longer
    from gradviz.language.proofs import MARKS, remembers

    text, words = longer(passage.checkpoint, passage.whole)
    label = LABELS[name if name in MARKS else "quote"]
    found = remembers(passage.checkpoint, text, unit, sign, label, control=control)
    return found, f"{label.phrase}, in {words}"
