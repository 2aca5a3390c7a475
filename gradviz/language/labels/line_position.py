"""The position in the line (Karpathy, Johnson & Fei-Fei 2015, figure 2: "cell sensitive to position in line")."""

from __future__ import annotations

from gradviz.language.labels.label import Array, Label, line_ends, since


def of(text: str) -> Array:
    """Return how many characters of the line have been read: 1 at its first character, 0 at a line end."""
    return since(line_ends(text)).astype(float)


LABEL = Label("line_position", "characters since the line began", "the position in the line", "quantity", 70, of)
