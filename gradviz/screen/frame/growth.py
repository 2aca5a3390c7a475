"""How lengths grow with the type: words in full, what frames them half as fast; pure."""

from __future__ import annotations

_HALF = 0.5


def framing(scale: float) -> float:
    """Return by how much bars, buttons and their icons grow with type at ``scale``.

    What a hand aims at is large enough at 100 %; at 200 % the room is better spent on words and pictures.
    """
    return scale if scale <= 1.0 else 1.0 + _HALF * (scale - 1.0)
