"""Inside any string."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label
from gradviz.language.labels.parts import parts


def of(text: str) -> Array:
    """Return where a reader is inside a string, whatever its marks."""
    return parts(text).inside("quote", "apostrophe", "triple")


LABEL = Label("string", "inside a string of any marks", "any string", "yes/no", 20, of)
