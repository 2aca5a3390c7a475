"""What a score does not say of a unit: whether it remembers the mark, and whether the network uses what it knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.language.holding import CASES, DISTANCES, Holding, cases, holding, threshold
from gradviz.language.interventions import Effect, Level, controls, effects
from gradviz.language.labels import Label
from gradviz.language.labels.parts import parts
from gradviz.language.scores import MOST, Score
from gradviz.language.unit import Unit
from gradviz.language.units import followed, part, watched
from gradviz.language.verdicts import named
from gradviz.models import Checkpoint

MARKS = {"quote": '"', "triple_quoted": '"""'}
"""The labels that begin at a mark of their own, and the mark."""
HELD = 10_000
"""So many characters, from the beginning of a text, are read with units held."""
_OTHERS = 9
_TOLD = (100, 250)


@dataclass(frozen=True)
class Proof:
    """What holding a unit does, beside what holding others does.

    Attributes
    ----------
    effect
        Of the unit that follows the label.
    cuts
        How many times less probable others, alive and held alike, make the character that ends the label.
    """

    effect: Effect
    cuts: tuple[float, ...]

    @property
    def others(self) -> float | None:
        """The median of the others; None where no other unit is alive."""
        return float(np.median(self.cuts)) if self.cuts else None


def remembered(checkpoint: Checkpoint, text: str, score: Score, control: Control | None = None) -> Holding | None:
    """Return how long the unit of a score stays on behind a mark; None where there is no unit, or no such mark.

    Raises
    ------
    ExperimentError
        When the text is too short for the cases.
    """
    if score.unit is None or score.label.name not in MARKS:
        return None
    return remembers(checkpoint, text, score.unit, score.sign, score.label, control=control)


def remembers(
    checkpoint: Checkpoint,
    text: str,
    unit: Unit,
    sign: int,
    label: Label,
    *,
    distances: Sequence[int] = DISTANCES,
    count: int = CASES,
    control: Control | None = None,
) -> Holding:
    """Return how long a unit stays on behind the mark at which a label of `MARKS` begins.

    The first `MOST` characters of the text say where the unit is on, and make the cases; both are the same whatever
    the distances are.

    Raises
    ------
    ExperimentError
        When the text is too short for the cases.
    """
    text = text[:MOST]
    made = cases(text, count, prose=not parts(text).python)
    values = followed(checkpoint, text, unit, part(control, 0.0, 0.3))
    limit = threshold(values, label.of(text), sign)
    mark, rest = MARKS[label.name], part(control, 0.3, 1.0)
    return holding(checkpoint, unit, sign, limit, made, mark=mark, distances=distances, control=rest)


def used(
    checkpoint: Checkpoint, text: str, score: Score, level: Level = "off", control: Control | None = None
) -> Proof | None:
    """Return what holding the unit of a score does; None where there is no unit, or the label isn't of that kind.

    Raises
    ------
    ExperimentError
        When the model has no read-out, or the label neither begins nor ends in the first `HELD` characters.
    """
    if score.unit is None or score.label.kind != "yes/no":
        return None
    text = text[:HELD]
    try:
        others = controls(watched(checkpoint, text, part(control, 0.0, 0.1)), [score.unit], _OTHERS)
        rest = part(control, 0.1, 1.0)
        effect, *beside = effects(checkpoint, text, score.label, [score.unit, *others], level, control=rest)
    except ExperimentError as error:
        raise ExperimentError(f"{score.label.name}: {error}", error.field) from error
    return Proof(effect, tuple(each.cut for each in beside))


def hold_sentence(found: Holding) -> str:
    """Return it in words: ``unit 101 (c) is on in 97 % of 100 cases 100 characters after an opening mark, …``."""
    near, far = (found.distances.index(distance) for distance in _TOLD)
    marked, unmarked = ([f"{100 * share:.0f} %" for share in shares] for shares in (found.marked, found.unmarked))
    return (
        f"{named(found.unit)} is on in {marked[near]} of {found.cases} cases {_TOLD[0]} characters after an opening "
        f"mark, and in {marked[far]} after {_TOLD[1]}; without the mark, in {unmarked[near]} and {unmarked[far]}."
    )


def proof_sentence(found: Proof, score: Score, level: Level) -> str:
    """Return it in words: ``held off, unit 101 (c) makes the character that ends the quote 12 times less likely …``."""
    effect, label = found.effect, score.label
    before, held = (f"{each:.2g}" for each in effect.closing)
    beside = "" if found.others is None else f"; of {len(found.cuts)} other units, the median {_changed(found.others)}"
    return (
        f"held {level}, {named(effect.clamp.unit)} makes the character that ends {label.phrase} "
        f"{_changed(effect.cut)} ({before} → {held}){beside}."
    )


def _changed(cut: float) -> str:
    """Return how many times less or more likely it became."""
    if not 0 < cut < float("inf"):
        return "impossible"
    if f"{cut:.2f}" == "1.00":
        return "as likely as before"
    return f"{cut:.2f} times less likely" if cut >= 1 else f"{1 / cut:.2f} times more likely"
