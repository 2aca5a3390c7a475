"""Whether every number that a lesson states is claimed, or is a parameter of its networks.

A number counts as proven when a claim of its scene has it, with at least as many digits; when the words say whose value
it is ("ρ = 0.9", "128 steps") and a network of the scene has that value; or when it is an end of the field's way in
what plays. A claim with ``within`` proves it only behind "about".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gradviz.lessons.glide import Glide
from gradviz.lessons.lesson import Lesson
from gradviz.lessons.numbers import Stated, stated
from gradviz.lessons.scene import Scene

TEXTS = ("title", "caption", "question", "notes")


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
    return any(
        _same(number.value, value) and (number.about or not about)
        for claim in scene.claims
        for value, about in claim.numbers()
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


def _decimal(value: float) -> Decimal:
    return Decimal(str(value))
