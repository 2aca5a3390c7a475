"""The beginning of a word."""

from __future__ import annotations

import numpy as np

from gradviz.language.labels.label import Array, Label, by_character


def of(text: str) -> Array:
    """Return where a letter, digit or underscore stands after anything else."""
    inside = by_character(text, lambda sign: sign.isalnum() or sign == "_")
    return inside & ~np.insert(inside[:-1], 0, False) if len(inside) else inside


LABEL = Label("word_start", "the first character of a word", "the start of a word", "yes/no", 110, of)
