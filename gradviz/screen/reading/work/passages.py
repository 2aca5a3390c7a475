"""A text is opened, read, edited, and read again with a unit held."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gradviz.charts.terms import Array
from gradviz.control import Control

if TYPE_CHECKING:
    from gradviz.language.labels import Label
    from gradviz.language.passage import Held, Passage
    from gradviz.language.unit import Unit

PAINTED = "painted"
"""The name of the label that a hand has painted."""


class Opened(NamedTuple):
    """A text that is read now, by a model, from around a place."""

    model: str
    text: str
    name: str
    view: int
    passage: Passage


class Gates(NamedTuple):
    """The gates of a layer's unit in a part of the passage, (last − first,) each."""

    unit: Unit
    first: int
    gates: dict[str, Array]


def open_text(model: str, text: str, name: str, view: int, most: int, control: Control) -> Opened:
    """Load a model and let it read the beginning of a text, or the beginning of the part around a place."""
    from gradviz.language.following import advanced, opened
    from gradviz.readings.networks import network

    passage = opened(network(model), text, view, control)
    return Opened(model, text, name, view, advanced(passage, most, control))


def open_file(path: str, model: str, most: int, control: Control) -> Opened:
    """Read a text file, and let a model read it."""
    from pathlib import Path

    from gradviz.textfile import read_text

    return open_text(model, read_text(path), Path(path).name, 0, most, control)


def advance(passage: Passage, most: int, control: Control) -> Passage:
    """Read on."""
    from gradviz.language.following import advanced

    return advanced(passage, most, control)


def hold(passage: Passage, what: Held | None) -> Passage:
    """Return the passage, to be read again where that changes it."""
    from gradviz.language.following import held

    return held(passage, what)


def edit(passage: Passage, place: int, removed: int, inserted: str) -> Passage:
    """Return the passage with another text, to be read again from the change."""
    from gradviz.language.following import edited

    return edited(passage, place, removed, inserted)


def gates(passage: Passage, unit: Unit, first: int, last: int) -> Gates:
    """Return the gates of a unit after the characters ``first … last − 1``, as far as they have been read."""
    from gradviz.language import following

    last = min(last, passage.count)
    first = min(first, last)
    found = following.gates(passage, first, last)
    return Gates(unit, first, {name: rows[unit.layer, :, unit.index] for name, rows in found.items()})


def marks(passage: Passage, label: Label) -> Array:
    """Return where a label holds in the passage, or its quantity, (n,)."""
    return own(passage, label).of(passage.text)


def own(passage: Passage, label: Label) -> Label:
    """Return a label as it is in this part of the whole text; what was painted was painted on the part itself."""
    from gradviz.language.labels.label import within

    return label if label.name == PAINTED else within(label, passage.whole, passage.first)
