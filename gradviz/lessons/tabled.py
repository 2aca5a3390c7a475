"""A lesson as the tables of its file: what is not the default, so that a person can read it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from gradviz.charts.kind import Value
from gradviz.experiment import FIELDS, Experiment
from gradviz.lessons.claim import Claim
from gradviz.lessons.glide import Glide
from gradviz.lessons.lesson import Lesson
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.reading import outside, table_of_watch
from gradviz.lessons.scene import Scene


def table_of(lesson: Lesson, folder: Path) -> dict[str, Any]:
    """Return the table of a file in ``folder`` that says a lesson.

    Raises
    ------
    LessonError
        When the model of a scene lies outside of that folder.
    """
    scenes = [_table_of_scene(scene, folder) for scene in lesson.scenes]
    for unread in reversed(lesson.unread):
        scenes.insert(unread.place, dict(unread.table))
    head = {"version": lesson.version, "title": lesson.title, "about": lesson.about}
    return {**{key: value for key, value in head.items() if value != ""}, **lesson.extra, "scene": scenes}


def _table_of_scene(scene: Scene, folder: Path) -> dict[str, Any]:
    options: dict[str, dict[str, Value]] = {}
    for picture, option, value in scene.options:
        options.setdefault(picture, {})[option] = value
    unread = scene.extra.get("claims", [])
    found = {
        **{name: getattr(scene, name) for name in ("title", "caption", "question", "predict_first")},
        "pictures": list(scene.pictures),
        "options": options,
        "plays": _table_of_glide(scene.plays) if isinstance(scene.plays, Glide) else scene.plays,
        "shows": list(scene.shows),
        "notes": scene.notes,
        **{key: value for key, value in scene.extra.items() if key != "claims"},
        "reading": {} if scene.reading is None else table_of_watch(scene.reading, folder),
        **({"a": _differing(scene.experiments[0], Experiment(), folder)} if scene.experiments else {}),
        "claims": [*(_table_of_claim(claim, folder) for claim in scene.claims), *unread],
    }
    if len(scene.experiments) > 1:
        found["b"] = _differing(scene.experiments[1], scene.experiments[0], folder)
    return {key: value for key, value in found.items() if key in "ab" or value not in ("", False, [], {})}


def _differing(one: Experiment, other: Experiment, folder: Path) -> dict[str, Any]:
    """Return what one network has another way than the other; what its model or its text says is left out."""
    found = {name: value for name, value in one.to_dict().items() if value != getattr(other, name)}
    if one.header is not None:
        found = {name: value for name, value in found.items() if FIELDS[name].of_model != "sizes"}
    if one.input == "text":
        found.pop("input_size", None)
    return _said(found, folder)


def _said(fields: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return fields as a file says them: None in words, a model's file from the folder on."""
    found = {name: FIELDS[name].none if value is None else value for name, value in fields.items()}
    if fields.get("model") is not None:
        found["model"] = outside(found["model"], folder)
    return found


def _table_of_glide(glide: Glide) -> dict[str, Any]:
    found = {"field": glide.field, "from": glide.begin, "to": glide.end, "of": glide.of, "seconds": glide.seconds}
    return {key: value for key, value in found.items() if (key, value) not in (("of", "a"), ("seconds", 8.0))}


def _table_of_claim(claim: Claim, folder: Path) -> dict[str, Any]:
    defaults = {name: argument.default for name, argument in QUANTITIES[claim.quantity].arguments.items()}
    found: dict[str, Any] = {"quantity": claim.quantity, **({} if claim.of_reading else {"of": claim.of})}
    found |= {name: value for name, value in claim.arguments.items() if value != defaults[name]}
    if claim.changed:
        found["with"] = _said(claim.changed, folder)
    bounds = {"is": claim.equals, "within": claim.within, "below": claim.below, "above": claim.above}
    found |= {name: _number(value) for name, value in bounds.items() if value is not None}
    if claim.seeds > 1:
        found |= {"seeds": claim.seeds, "at_least": claim.at_least}
    return found | dict(claim.extra)


def _number(value: Decimal) -> int | Decimal:
    """Return a whole number as one, so that it is written without a point."""
    return int(value) if value.is_finite() and value.as_tuple().exponent == 0 else value
