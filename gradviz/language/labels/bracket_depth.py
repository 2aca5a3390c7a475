"""How many brackets are open."""

from __future__ import annotations

from gradviz.language.labels.brackets import brackets
from gradviz.language.labels.label import Array, Label


def of(text: str) -> Array:
    """Return how many of ([{ are open after each character, outside strings and comments; never below 0.

    In Python a line that begins with a statement's keyword closes what was left open before it.
    """
    return brackets(text).depth.astype(float)


LABEL = Label("bracket_depth", "how many brackets are open", "the bracket depth", "quantity", 60, of)
