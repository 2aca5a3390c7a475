"""A unit is held off or on, and looked at long after a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.terms import Array
from gradviz.control import Control

if TYPE_CHECKING:
    from gradviz.language.holding import Holding
    from gradviz.language.interventions import Effect, Level
    from gradviz.language.labels import Label
    from gradviz.language.passage import Held, Passage
    from gradviz.language.unit import Unit

CONTROLS = 10
"""So many units that are alive and follow something else are held beside it."""
_READ = 3000
"""So many characters are read again for each unit."""
_ENOUGH = 20_000
"""A text of fewer characters has too few places for a mark: a longer one stands in for it."""
_CASES = 100


def clamp(passage: Passage, unit: Unit, label: Label, level: Level, stretch: tuple[int, int], sign: int) -> Held:
    """Return the unit held at its median where the label holds (on) or does not (off), in a stretch of the text.

    Where the text has no such place, at the end of its own range. An empty stretch is all of the text.
    """
    from gradviz.language.passage import Held

    values = passage.of(unit)
    holds = np.nan_to_num(label.of(passage.text)[: len(values)].astype(float)).astype(bool)
    there = holds if level == "on" else ~holds
    if holds.any() and not holds.all():
        value = float(np.median(values[there]))
    else:
        value = float(np.percentile(values, 98 if (level == "on") == (sign > 0) else 2))
    first, last = stretch
    return Held(unit, value, first, last) if last > first else Held(unit, value)


def effects(passage: Passage, what: Held, label: Label, level: Level, control: Control) -> list[Effect]:
    """Return what holding the unit does to the predictions, and what holding each of the controls does.

    Raises
    ------
    ExperimentError
        When the model predicts nothing, or the label neither begins nor ends where the unit is held.
    """
    from gradviz.language.interventions import controls
    from gradviz.language.interventions import effects as measured
    from gradviz.language.units import watched

    begin = max(0, what.first - _READ // 2)
    text = passage.text[begin : begin + _READ]
    stretch = (what.first - begin, None if what.last is None else what.last - begin)
    units = watched(passage.checkpoint, text)
    besides = controls(units, [what.unit], CONTROLS)
    return measured(passage.checkpoint, text, label, [what.unit, *besides], level, stretch, control)


def holding(passage: Passage, unit: Unit, sign: int, control: Control) -> tuple[Holding, str]:
    """Return on how many cases the unit is still on so far behind a mark, and what the cases are made of."""
    from gradviz.language.holding import cases, threshold
    from gradviz.language.holding import holding as measured
    from gradviz.language.labels import LABELS
    from gradviz.language.labels.parts import parts
    from gradviz.language.reading import read
    from gradviz.language.units import values_of

    text, words = _long_enough(passage)
    prose = not parts(text).python
    values = values_of(read(passage.checkpoint, text[:_ENOUGH], control=control), unit)
    limit = threshold(values, _quoted(LABELS["quote"], text[:_ENOUGH]), sign)
    return measured(passage.checkpoint, unit, sign, limit, cases(text, _CASES, prose=prose), control=control), words


def _quoted(label: Label, text: str) -> Array:
    return label.of(text).astype(bool)


def _long_enough(passage: Passage) -> tuple[str, str]:
    from gradviz.language.prose import dialogue

    if len(passage.text) >= _ENOUGH:
        return passage.text, "this text"
    if "standard library" in passage.checkpoint.about.get("corpus", ""):
        from gradviz.language.corpus import is_held_out
        from gradviz.language.library import library_files

        return "".join(text for _, text in library_files(is_held_out)), "files of Python that its training never saw"
    return dialogue(seed=99_991, characters=5 * _ENOUGH), "dialogue that its training never saw"
