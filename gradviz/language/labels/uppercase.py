"""Upper case."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label, by_character


def of(text: str) -> Array:
    """Return where the character is an upper-case letter of any script."""
    return by_character(text, str.isupper)


LABEL = Label("uppercase", "an upper-case letter", "upper case", "yes/no", 90, of)
