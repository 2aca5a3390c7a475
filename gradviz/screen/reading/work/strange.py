"""Characters that a model's alphabet lacks: it reads another one in their place, and that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.terms import Array
from gradviz.charts.words import count

if TYPE_CHECKING:
    from gradviz.language.passage import Passage


def mask(passage: Passage) -> Array:
    """Return which characters of a passage the model's alphabet lacks, (n,)."""
    from gradviz.models import encode

    found = np.zeros(len(passage.text), bool)
    found[encode(passage.checkpoint, passage.text).unknown] = True
    return found


def is_strange(passage: Passage, place: int) -> bool:
    """Return whether the alphabet lacks one character of a passage."""
    return passage.text[place] not in passage.checkpoint.alphabet


def stand_in(passage: Passage) -> str:
    """Return what the model reads in place of such a character, as a sentence calls it: ‘?’."""
    from gradviz.models import encode

    sign = encode(passage.checkpoint, "").stand_in
    return "a space" if sign == " " else f"‘{sign}’"


def words(passage: Passage, many: int) -> str:
    """Return how many characters of a passage are read as another one; nothing where none is."""
    if not many:
        return ""
    here = "" if passage.text == passage.whole else " here"
    verb = "is" if many == 1 else "are"
    return f"{count(many, 'character')}{here} {verb} not in the alphabet and {verb} read as {stand_in(passage)}"


def tip(passage: Passage, place: int) -> str:
    """Return a line for the tip of a character; nothing where the alphabet has it."""
    return f"\nnot in the model's alphabet: read as {stand_in(passage)}" if is_strange(passage, place) else ""
