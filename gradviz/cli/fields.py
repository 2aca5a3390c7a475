"""Every field of an Experiment as a flag, with its words, range and default from the field itself."""

from __future__ import annotations

import argparse
from typing import Any

from gradviz.cli.parser import Parser
from gradviz.cli.text import text_of
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.experiment import FIELDS, Experiment
from gradviz.fields import Field

_GROUPS = {
    "main": "the network",
    "network": "more about the network",
    "input": "its input",
    "loss": "the loss",
    "machine": "the machine",
}
_METAVARS = {"int": "N", "float": "X", "choice": "NAME", "text": "TEXT|FILE", "device": "NAME",
             "model": "NAME|FILE"}  # fmt: skip
_NOT_GIVEN = object()


def add_fields(parser: Parser) -> None:
    """Add the flags of all fields to a command."""
    groups = {name: parser.add_argument_group(title) for name, title in _GROUPS.items()}
    for name, field in FIELDS.items():
        groups[field.group].add_argument(
            f"--{name.replace('_', '-')}", dest=name, metavar=_METAVARS[field.kind], default=_NOT_GIVEN,
            help=_help(field).replace("%", "%%"),
        )  # fmt: skip


def experiment_of(given: argparse.Namespace) -> Experiment:
    """Return the Experiment of the given flags.

    Raises
    ------
    ExperimentError
        When a value is wrong; the sentence names the field.
    """
    values = {name: getattr(given, name) for name in FIELDS if getattr(given, name) is not _NOT_GIVEN}
    if "text" in values:
        values = {"input": "text", **values}
    return Experiment(**{name: value_of(FIELDS[name], words) for name, words in values.items()})


def value_of(field: Field, words: str) -> Any:
    """Return what the words mean as a value of a field, unchecked where they mean nothing."""
    if field.none and words.lower() in ("none", field.none):
        return None
    if field.kind == "text":
        return text_of(words)
    kinds: dict[str, type[int] | type[float]] = {"int": int, "float": float}
    try:
        return kinds[field.kind](words) if field.kind in kinds else words
    except ValueError:
        return words


def against(experiment: Experiment, words: str) -> tuple[Experiment, tuple[str, ...]]:
    """Return network B: A with the fields of ``cell=lstm,forget_bias=3`` changed, and what gave way.

    Raises
    ------
    ExperimentError
        When the words name no fields, or fields that are common to all networks of a picture, or when the other
        network can't have what is common (only a model predicts characters).
    """
    values = {}
    for part in words.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        name = name.replace("-", "_")
        if not equals:
            raise ExperimentError(f"--against takes field=value pairs such as cell=lstm,forget_bias=3, not {part!r}.")
        if name not in FIELDS:
            hint = did_you_mean(name, FIELDS) or f"; the fields are {', '.join(FIELDS)}."
            raise ExperimentError(f"--against: there is no field named {name}{hint}", name)
        if FIELDS[name].shared and FIELDS[name].group != "machine":
            flag = f"--{name.replace('_', '-')}"
            raise ExperimentError(f"--against: {name} is common to both networks of a picture; give {flag}.", name)
        values[name] = value_of(FIELDS[name], value)
    other, notes = experiment.adapt(**values)
    for name, value in experiment.to_dict().items():
        common = FIELDS[name].shared and not FIELDS[name].of_model and FIELDS[name].group != "machine"
        if common and getattr(other, name) != value:
            raise ExperimentError(f"--against: {name} is common to both networks of a picture, and {notes[-1]}.", name)
    return other, notes


def _help(field: Field) -> str:
    default = getattr(Experiment, field.name)
    words = [f"{field.symbol}: " if field.symbol else "", field.help.rstrip(".")]
    about = [", ".join(field.values)] if field.values else []
    if field.kind in ("int", "float") and field.range_words() != "a number":
        about.append(field.range_words().replace(", or None", " or none"))
    if field.cells:
        about.append(f"only {', '.join(field.cells)}")
    if field.kind == "text":
        about.append("the text itself or a UTF-8 file; implies --input text")
    elif field.kind == "model":
        about.append("gradviz list models, or a .safetensors, .pt or .pth file; default none")
    elif default is not None:
        about.append(f"default {default:g}" if isinstance(default, float) else f"default {default}")
    return f"{''.join(words)} ({'; '.join(about)})"
