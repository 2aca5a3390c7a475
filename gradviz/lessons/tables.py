"""What the tables of a lesson's file say: how the keys are called, and what may stand in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gradviz.charts.kind import Value
from gradviz.errors import ExperimentError, LessonError, did_you_mean
from gradviz.experiment import FIELDS, Experiment
from gradviz.lessons.claim import Claim
from gradviz.lessons.glide import Glide
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.reading import inside, naming, watch_of
from gradviz.lessons.scene import Scene
from gradviz.readings.watch import Watch

Table = Mapping[str, Any]
Report = Callable[[LessonError], None]
"""Told about a part that cannot be read while the rest can."""

LESSON_KEYS = ("version", "title", "about", "scene")
SCENE_KEYS = ("title", "caption", "question", "predict_first", "pictures", "options", "plays", "shows", "notes",
              "reading", "a", "b", "claims")  # fmt: skip
_CLAIM_KEYS = ("quantity", "of", "with", "is", "within", "below", "above", "seeds", "at_least")
_GLIDE_KEYS = ("field", "from", "to", "of", "seconds")


def scene_of(table: Table, folder: Path, report: Report) -> Scene:
    """Return the scene that a table of a file in ``folder`` says.

    Parameters
    ----------
    report
        Told about every claim that can't be read: it is kept in ``extra``, and the scene opens without it.

    Raises
    ------
    LessonError
        When something of it cannot be.
    """
    reading = None if "reading" not in table else watch_of(table["reading"], folder)
    experiments = _networks(table, folder) if reading is None or "a" in table else ()
    claims, unread = _claims(_list(table, "claims", Mapping), reading is not None, experiments, folder, report)
    extra = {key: value for key, value in table.items() if key not in SCENE_KEYS}
    return Scene(
        title=table.get("title", ""),
        caption=table.get("caption", ""),
        experiments=experiments,
        reading=reading,
        pictures=_chosen(table, reading),
        options=tuple(_options(table.get("options", {}))),
        plays=_plays(table.get("plays", "")),
        shows=tuple(_list(table, "shows", str)),
        question=table.get("question", ""),
        predict_first=table.get("predict_first", False),
        notes=table.get("notes", ""),
        claims=claims,
        extra={**extra, "claims": unread} if unread else extra,
    )


def _chosen(table: Table, reading: Watch | None) -> tuple[str, ...]:
    """Return the pictures; where none are named, that of the lecture, and none beside a reading."""
    if "pictures" not in table and reading is None:
        return ("lecture",)
    return tuple(_list(table, "pictures", str))


def _networks(table: Table, folder: Path) -> tuple[Experiment, ...]:
    """Return A, and B: A with some fields changed; what does not go with them gives way."""
    if not isinstance(table.get("a"), Mapping):
        raise LessonError("a scene says its network: [scene.a], or a = {}; or what is read: reading = {}", "a")
    with naming("a"):
        a = Experiment(**_fields(table["a"], folder))
    if "b" not in table:
        return (a,)
    if not isinstance(table["b"], Mapping):
        raise LessonError("b must be a table of what network B has another way than A", "b")
    with naming("b"):
        return a, a.adapt(**_fields(table["b"], folder))[0]


def _fields(table: Table, folder: Path) -> dict[str, Any]:
    """Return fields as an Experiment takes them: None is written in the field's own words, such as "as drawn"."""
    found = dict(table)
    for name, value in table.items():
        if name not in FIELDS:
            raise ExperimentError(f"there is no field named {name}{did_you_mean(name, FIELDS)}", name)
        none = FIELDS[name].none
        if none and value in (none, "none"):
            found[name] = None
    if isinstance(found.get("model"), str):
        found["model"] = inside(found["model"], folder)
    return found


def _claims(
    tables: list[Any], of_reading: bool, experiments: tuple[Experiment, ...], folder: Path, report: Report
) -> tuple[tuple[Claim, ...], list[Table]]:
    found, unread = [], []
    for place, table in enumerate(tables):
        try:
            claim = claim_of(table, folder)
            claim.check_reading() if of_reading else claim.asked(experiments)
            found.append(claim)
        except LessonError as error:
            report(LessonError(str(error), "claims", place, *error.key))
            unread.append(table)
    return tuple(found), unread


def claim_of(table: Table, folder: Path) -> Claim:
    """Return the claim that a table of a file in ``folder`` says.

    Raises
    ------
    LessonError
        When it cannot be.
    """
    quantity, changed = table.get("quantity", ""), table.get("with", {})
    takes = QUANTITIES[quantity].arguments if isinstance(quantity, str) and quantity in QUANTITIES else {}
    if not isinstance(changed, Mapping):
        raise LessonError("with must be a table of fields", "with")
    unknown = [key for key in table if key not in _CLAIM_KEYS and key not in takes]
    if unknown and (near := did_you_mean(unknown[0], [*_CLAIM_KEYS, *takes])):
        raise LessonError(f"a claim of {quantity} has no {unknown[0]}{near}", unknown[0])
    with naming("with"):
        changed = _fields(changed, folder)
    return Claim(
        quantity=quantity,
        of=table.get("of", "a"),
        arguments={key: table[key] for key in takes if key in table},
        changed=changed,
        equals=table.get("is"),
        **{key: table[key] for key in ("within", "below", "above", "seeds", "at_least") if key in table},
        extra={key: table[key] for key in unknown},
    )


def _options(table: Any) -> Iterator[tuple[str, str, Value]]:
    if not isinstance(table, Mapping) or not all(isinstance(chosen, Mapping) for chosen in table.values()):
        raise LessonError("options must be a table: {gradient = {relative = true}}", "options")
    for picture, chosen in table.items():
        yield from ((picture, option, value) for option, value in chosen.items())


def _plays(said: Any) -> Any:
    if not isinstance(said, Mapping):
        return said
    for key in said:
        if key not in _GLIDE_KEYS:
            raise LessonError(f"plays has no {key}{did_you_mean(key, _GLIDE_KEYS)}", "plays", key)
    begin, end = said.get("from", ""), said.get("to", "")
    return Glide(said.get("field", ""), begin, end, said.get("of", "a"), said.get("seconds", 8.0))


def _list(table: Table, key: str, kind: type) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, kind) for entry in value):
        raise LessonError(f"{key} must be a list of {'tables' if kind is Mapping else 'names'}", key)
    return value
