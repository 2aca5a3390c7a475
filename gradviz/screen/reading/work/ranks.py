"""Which unit follows which label, and which moves most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.terms import Array
from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.screen.reading.work.passages import own

if TYPE_CHECKING:
    from gradviz.language.labels import Label
    from gradviz.language.passage import Passage
    from gradviz.language.scores import Score


def record(passage: Passage) -> list[Score]:
    """Return the scores that the model has on record."""
    from gradviz.language.on_record import recorded_scores

    return recorded_scores(passage.checkpoint)


def is_found(score: Score) -> bool:
    """Return whether a unit follows the label, by the rule of `gradviz.language.verdicts`."""
    from gradviz.language.verdicts import verdict

    return verdict(score) == "found"


def scored(passage: Passage, labels: Sequence[Label], control: Control) -> list[Score]:
    """Return for each label the unit that follows it best on this text."""
    from gradviz.language.scores import scores

    found = scores(passage.checkpoint, passage.text, [own(passage, label) for label in labels], control=control)
    return [replace(score, label=label) for score, label in zip(found, labels, strict=True)]


def compared(passage: Passage, label: Label, control: Control) -> Array | None:
    """Return the metric of every unit for one label, on this text."""
    from gradviz.language.comparing import compared as compare

    found = compare(_read(passage, control), own(passage, label), control)
    if found is None:
        raise ExperimentError(f"{label.name}: it is the same all over this text, so no unit can follow it.", "text")
    return found


def spread(passage: Passage, control: Control) -> Array:
    """Return how much every unit moves, (units,): the standard deviation of h, or of tanh(c)."""
    passage = _read(passage, control)
    values = passage.block(0, passage.count)
    cells = np.array([unit.state == "cell" for unit in passage.names])
    return np.array([(np.tanh(row) if cell else row).std() for row, cell in zip(values, cells, strict=True)])


def _read(passage: Passage, control: Control, most: int = 20_000) -> Passage:
    """Return the passage with its beginning read, which the list is ordered by."""
    from gradviz.language.following import advanced

    return advanced(passage, most - passage.count, control) if passage.count < most else passage
