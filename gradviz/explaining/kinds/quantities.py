"""The numbers that a lesson can claim, and that are computed to prove it."""

from __future__ import annotations

from collections.abc import Iterator

from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.spelling import marked, sentence
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.quantity import Argument


def entries() -> Iterator[Entry]:
    """Yield one entry a quantity."""
    for quantity in QUANTITIES.values():
        facts = [(name, _argument(argument)) for name, argument in quantity.arguments.items()]
        title = quantity.name.replace("_", " ")
        yield Entry(
            "quantity",
            quantity.name,
            title[0].upper() + title[1:],
            (marked(sentence(quantity.words)),),
            facts=(*facts, ("In a claim", f"`{quantity.name}`")),
        )


def _argument(argument: Argument) -> str:
    """Return what an argument may be, and what it is when it is not given."""
    said = ", ".join(argument.choices) if argument.choices else argument.range_words()
    return said if argument.default is None else f"{said}; {argument.default} if it is not given"


KIND = Kind("quantity", "Numbers that a lesson can claim", 80, entries)
