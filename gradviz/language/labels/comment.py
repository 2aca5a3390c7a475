"""Inside a comment (Karpathy, Johnson & Fei-Fei 2015, figure 2: quotes and comments)."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label
from gradviz.language.labels.parts import parts


def of(text: str) -> Array:
    """Return where a reader is inside a comment; the end of its line is outside."""
    return parts(text).inside("comment")


LABEL = Label("comment", "inside a comment", "comments", "yes/no", 30, of)
