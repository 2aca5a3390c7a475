"""Digits."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label, by_character


def of(text: str) -> Array:
    """Return where the character is a decimal digit of any script."""
    return by_character(text, str.isdecimal)


LABEL = Label("digit", "a decimal digit", "digits", "yes/no", 100, of)
