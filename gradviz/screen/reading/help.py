"""What the page tells when it is asked what one looks at."""

from __future__ import annotations

from gradviz.explaining.window.cells import PARTS

_FIRST = ("text", "cells", "frame", "matter", "cells-keys")

TOLD: tuple[tuple[str, str], ...] = tuple(
    (part.title, "\n".join(part.text)) for name in _FIRST for part in PARTS if part.name == name
)
"""Title and text of each part; subscripts are written as in charts."""
