"""The fields of a question: what each means, may be and is by default."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from gradviz.cells import CELLS
from gradviz.experiment import FIELDS, Experiment
from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked, sentence
from gradviz.fields import Field

_OF_MODEL = {
    "sizes": "With a model it is the model’s own.",
    "weights": "With a model that is used as trained it says nothing: the weights are the model’s own.",
}


def entries() -> Iterator[Entry]:
    """Yield one entry a field, in the order of the form."""
    default = Experiment()
    for field in FIELDS.values():
        about = [marked(sentence(field.help)), *filter(None, [_OF_MODEL.get(field.of_model, "")])]
        yield Entry(
            "field",
            field.name,
            field.label,
            tuple(about),
            symbol=marked(field.symbol),
            facts=(*_choices(field), *_range(field), *_where(field), *_default(field, getattr(default, field.name))),
            calls=(field.name.replace("_", " "),),
            also=(*(f"cell/{name}" for name in field.cells), *([f"field/{field.when[0]}"] if field.when else [])),
        )


def _choices(field: Field) -> Iterator[tuple[str, str]]:
    for choice in field.choices:
        yield choice.label, f"{marked(choice.help)} (`{choice.value}`)"


def _range(field: Field) -> Iterator[tuple[str, str]]:
    if field.kind in ("int", "float"):
        words = dataclasses.replace(field, none="").range_words()
        limited = words != "a number"
        yield "Range", f"{words}{f' {field.unit}' if field.unit else ''}" if limited else "any number"
    if field.none:
        yield "May be left out", f"{field.none} (`none`)"


def _where(field: Field) -> Iterator[tuple[str, str]]:
    if field.cells:
        yield "Of", ", ".join(CELLS[name].label for name in field.cells)
    if field.when is not None:
        other, values = FIELDS[field.when[0]], field.when[1]
        labels = {choice.value: choice.label for choice in other.choices}
        said = " or ".join(labels.get(value, value) for value in values) or "any"
        yield "Where", f"{other.label.lower()} is {said}"
    if field.shared:
        yield "In a comparison", "the same for both networks"


def _default(field: Field, value: object) -> Iterator[tuple[str, str]]:
    yield "Default", field.said(value) or "empty"
    yield "On the command line", f"`--{field.name.replace('_', '-')}`"


KIND = Kind("field", "The question, field by field", 10, entries, spoken=True)
