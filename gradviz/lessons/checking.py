"""Every claim of a lesson, computed: what was wanted, what was found, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from gradviz.control import Control
from gradviz.errors import Cancelled, GradvizError
from gradviz.experiment import Experiment
from gradviz.lessons.claim import Claim
from gradviz.lessons.computing import ran, told
from gradviz.lessons.lesson import Lesson
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.scene import Scene
from gradviz.readings.watch import Watch
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.readings.told import Told


@dataclass(frozen=True)
class Outcome:
    """What became of a claim.

    Attributes
    ----------
    scene, claim
        Which scene's (from 0), and the claim.
    found
        The number for the scene as it is written; NaN where there is none.
    holding
        For how many of the claim's seeds it holds; of one seed 0 or 1.
    why_not
        Why there is no number; empty where there is one.
    """

    scene: int
    claim: Claim
    found: Decimal
    holding: int
    why_not: str = ""

    @property
    def holds(self) -> bool:
        """Whether it holds for the scene as it is written, and for as many seeds as it says."""
        return self.claim.holds(self.found) and self.holding >= self.claim.at_least


def checked(lesson: Lesson, control: Control | None = None) -> Iterator[Outcome]:
    """Yield what becomes of every claim of a lesson, in order.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    texts: dict[Watch, Told] = {}
    for place, scene in enumerate(lesson.scenes):
        runs: dict[Experiment, Result] = {}
        for claim in scene.claims:
            if scene.reading is None:
                yield _outcome(place, scene, claim, runs, control)
            else:
                yield _of_reading(place, scene.reading, claim, texts, control)


def _of_reading(place: int, reading: Watch, claim: Claim, texts: dict[Watch, Told], control: Control | None) -> Outcome:
    """Return what becomes of a claim about a reading; one that several scenes share is carried out once."""
    asked = reading.essence
    try:
        if asked not in texts:
            texts[asked] = told(asked, control)
        found = QUANTITIES[claim.quantity].of(texts[asked], claim.arguments)
    except Cancelled:
        raise
    except GradvizError as error:
        return Outcome(place, claim, Decimal("NaN"), 0, str(error).rstrip("."))
    return Outcome(place, claim, found, int(claim.holds(found)))


def _outcome(
    place: int, scene: Scene, claim: Claim, runs: dict[Experiment, Result], control: Control | None
) -> Outcome:
    try:
        asked = claim.asked(scene.experiments)
        found = _found(claim, asked, runs, control)
        others = _seeds(claim, asked)
        holding = sum(claim.holds(found if each == asked else _found(claim, each, runs, control)) for each in others)
    except Cancelled:
        raise
    except GradvizError as error:
        return Outcome(place, claim, Decimal("NaN"), 0, str(error).rstrip("."))
    return Outcome(place, claim, found, holding)


def _seeds(claim: Claim, asked: Experiment) -> list[Experiment]:
    return [asked] if claim.seeds == 1 else [asked.replace(seed=seed) for seed in range(claim.seeds)]


def _found(claim: Claim, asked: Experiment, runs: dict[Experiment, Result], control: Control | None) -> Decimal:
    """Return the number that is claimed; a network of a scene is computed once."""
    quantity = QUANTITIES[claim.quantity]
    if quantity.about == "draws":
        return quantity.of(asked, claim.arguments)
    if asked not in runs:
        runs[asked] = ran(asked, control)
    return quantity.of(runs[asked], claim.arguments)
