"""What a step of undo is called: what the hand did, as short as a menu wants it."""

from __future__ import annotations

from gradviz.charts import CHARTS
from gradviz.charts.markup import to_plain
from gradviz.experiment import FIELDS
from gradviz.screen.asking.question import Question, Slot

_LONGEST = 40


def edited(question: Question, slot: Slot, name: str) -> str:
    """Return what an edit of a field is called: ``ρ of A``, where there is a B, ``T`` for what both share."""
    field = FIELDS[name]
    words = field.symbol if len(field.symbol) == 1 else field.label.lower()
    return words if field.shared or question.b is None else f"{words} of {slot.upper()}"


def optioned(picture: str, name: str) -> str:
    """Return what a choice in a picture is called."""
    label = next(option.label for option in CHARTS[picture].options if option.name == name)
    return to_plain(label).lower()


def short(words: str) -> str:
    """Return words that a menu has room for."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
