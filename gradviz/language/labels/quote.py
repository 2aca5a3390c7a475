"""Inside a double-quoted string, the label of the quote cell (Karpathy, Johnson & Fei-Fei 2015, figure 2)."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label
from gradviz.language.labels.parts import parts


def of(text: str) -> Array:
    """Return where a reader is between "…" or “…”; three marks are `triple_quoted`."""
    return parts(text).inside("quote")


LABEL = Label("quote", 'inside "…" (strings of one mark, quotes of prose)', "the quote", "yes/no", 10, of)
