"""A label that a hand has painted on a text."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label


def painted(holds: Array) -> Label:
    """Return the label of a mask, (T,) bools; of a shorter text it is the mask's beginning.

    Raises
    ------
    ValueError
        When it is asked about a longer text than was painted on.
    """

    def of(text: str) -> Array:
        if len(text) > len(holds):
            raise ValueError(f"painted on {len(holds)} characters, asked about {len(text)}")
        return holds[: len(text)]

    return Label("painted", "painted by hand", "what was painted", "yes/no", 1000, of)
