"""Whether every number that a lesson states is claimed, or is a parameter of its networks.

A number counts as proven when a claim of its scene wants it (``is``, ``below``, ``above``), with at least as many
digits; when a claim takes it and the words beside it say as what ("100 characters", "of 20 draws"); when the words say
whose value it is ("ρ = 0.9", "128 steps") and a network of the scene has that value; or when it is an end of the way
of the field that plays. A claim with ``within`` proves it only behind "about".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gradviz.lessons.claim import Claim
from gradviz.lessons.glide import Glide
from gradviz.lessons.lesson import Lesson
from gradviz.lessons.numbers import Stated, stated
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.scene import Scene

TEXTS = ("title", "caption", "question", "notes")
_SEEDS, _AT_LEAST = (r"\bof # draws\b",), (r"\bat least #",)


@dataclass(frozen=True)
class Unproven:
    """A number that nothing proves: in which scene (None: of the lesson itself), in which of its texts."""

    scene: int | None
    text: str
    words: str

    def __str__(self) -> str:
        return f"nothing proves the {self.words} of the {self.text}: add a claim, or leave the number out."


def unproven(lesson: Lesson) -> tuple[Unproven, ...]:
    """Return every number of a lesson that nothing proves; those of its title may be proven by any scene."""
    own = (
        Unproven(None, name, number.words)
        for name in ("title", "about")
        for number in stated(getattr(lesson, name))
        if not any(_is_proven(number, scene) for scene in lesson.scenes)
    )
    return (*own, *(found for place, scene in enumerate(lesson.scenes) for found in _of_scene(place, scene)))


def _of_scene(place: int, scene: Scene) -> Iterator[Unproven]:
    for name in TEXTS:
        for number in stated(getattr(scene, name)):
            if not _is_proven(number, scene):
                yield Unproven(place, name, number.words)


def _is_proven(number: Stated, scene: Scene) -> bool:
    if number.fields and any(_same(number.value, value) for value in _parameters(number.fields, scene)):
        return True
    if isinstance(scene.plays, Glide) and number.value in (_decimal(scene.plays.begin), _decimal(scene.plays.end)):
        return True
    return any(_is_wanted(number, claim) or _is_taken(number, claim) for claim in scene.claims)


def _is_wanted(number: Stated, claim: Claim) -> bool:
    bounds = [bound for bound in (claim.below, claim.above) if bound is not None]
    if claim.equals is not None and (number.about or claim.within is None):
        bounds.append(claim.equals)
    return any(_same(number.value, bound) for bound in bounds)


def _is_taken(number: Stated, claim: Claim) -> bool:
    """Return whether it is an argument of a claim, or its number of draws, and is said to be that."""
    known = QUANTITIES[claim.quantity].arguments
    taken = [(value, known[name].said) for name, value in claim.arguments.items() if known[name].said]
    if claim.seeds > 1:
        taken += [(claim.seeds, _SEEDS), (claim.at_least, _AT_LEAST)]
    return any(
        _same(number.value, _decimal(value)) and any(number.stands_in(form) for form in forms) for value, forms in taken
    )


def _parameters(fields: tuple[str, ...], scene: Scene) -> Iterator[Decimal]:
    """Yield the values that a scene's networks have, and those that its claims give them."""
    for name in fields:
        values: list[Any] = [getattr(experiment, name) for experiment in scene.experiments]
        values += [] if scene.reading is None else [getattr(scene.reading.header, name, None)]
        values += [claim.changed[name] for claim in scene.claims if name in claim.changed]
        yield from (_decimal(value) for value in values if isinstance(value, (int, float)))


def _same(written: Decimal, proven: Decimal) -> bool:
    """Return whether a number is a proven one, and has no digit more."""
    if written != proven:
        return False
    return not proven.is_finite() or _places(proven) <= _places(written)


def _places(number: Decimal) -> int:
    """Return the place of the last digit; a whole number has all of them."""
    exponent = int(number.as_tuple().exponent)
    return min(exponent, 0) if number == number.to_integral_value() and exponent <= 0 else exponent


def _decimal(value: float | Decimal) -> Decimal:
    return Decimal(str(value))
