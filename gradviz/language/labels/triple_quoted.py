"""Inside a string between three marks, such as a docstring."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label
from gradviz.language.labels.parts import parts


def of(text: str) -> Array:
    """Return where a reader is between three double or three single marks."""
    return parts(text).inside("triple")


LABEL = Label("triple_quoted", "inside a string between three marks", "the triple-quoted string", "yes/no", 25, of)
