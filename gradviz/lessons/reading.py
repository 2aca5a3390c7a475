"""A scene's reading as the table of its file, and back; what a file names lies in its own folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from gradviz.errors import ExperimentError, LessonError, did_you_mean
from gradviz.models import bundled
from gradviz.readings.named import model_of, renamed
from gradviz.readings.watch import Watch

_FIELDS = {each.name: each.default for each in fields(Watch) if each.name != "extra"}


def watch_of(table: Any, folder: Path) -> Watch:
    """Return what the table of a file in ``folder`` asks of a network that reads.

    Raises
    ------
    LessonError
        When something of it cannot be.
    """
    if not isinstance(table, Mapping):
        raise LessonError('reading must be a table: {model = "prose", sample = "dialogue", unit = "quote"}', "reading")
    unknown = [key for key in table if key not in _FIELDS]
    if unknown and (near := did_you_mean(unknown[0], _FIELDS)):
        raise LessonError(f"a reading has no {unknown[0]}{near}", "reading", unknown[0])
    found = {key: value for key, value in table.items() if key in _FIELDS}
    with naming("reading"):
        if isinstance(model := found.get("model"), str):
            found["model"] = renamed(model, inside(model_of(model), folder))
        return Watch(**found, extra={key: table[key] for key in unknown})


def table_of_watch(watch: Watch, folder: Path) -> dict[str, Any]:
    """Return the table that says it: the model, and what is not the default.

    Raises
    ------
    LessonError
        When its model lies outside of that folder.
    """
    found = {name: getattr(watch, name) for name, default in _FIELDS.items() if getattr(watch, name) != default}
    model, unit = renamed(watch.model, outside(model_of(watch.model), folder)), watch.unit
    return {"model": model, "unit": unit, **{k: v for k, v in found.items() if k != "model"}, **watch.extra}


def inside(model: str, folder: Path) -> str:
    """Return a model's name or its file, which lies in the folder of the lesson.

    Raises
    ------
    ExperimentError
        When it is the name of no model, and lies elsewhere.
    """
    if model in bundled():
        return model
    home = folder.resolve()
    path = (home / model).resolve() if "\0" not in model else home
    if Path(model).is_absolute() or path == home or not path.is_relative_to(home):
        known = f"model must be one of {', '.join(bundled())}, or a file in the lesson's own folder"
        raise ExperimentError(f"{known}; not {model}", "model")
    return str(path)


def outside(model: str, folder: Path) -> str:
    """Return a model's name, or its file from the folder of the lesson on.

    Raises
    ------
    LessonError
        When it lies elsewhere.
    """
    if model in bundled():
        return model
    path, home = Path(model).resolve(), folder.resolve()
    if not path.is_relative_to(home):
        raise LessonError(f"the model {model} lies outside of {home}: copy it there, beside the lesson", "model")
    return path.relative_to(home).as_posix()


@contextlib.contextmanager
def naming(key: str) -> Iterator[None]:
    """Say of what is refused within where it stands in the file."""
    try:
        yield
    except ExperimentError as error:
        raise LessonError(str(error).rstrip("."), key, error.field) from error
