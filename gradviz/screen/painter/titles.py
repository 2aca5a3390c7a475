"""The title of a panel in the room it has: whole if it can be, else smaller, else in its short form."""

from __future__ import annotations

from collections.abc import Callable

from gradviz.charts.chart import Panel
from gradviz.screen.painter.typeset import Face, Words

_SMALLER, _LEAST = 0.8, 0.7


def title_in(room: float, panel: Panel, face: Callable[[float], Face]) -> Words:
    """Return the title in the largest type in which one of its forms fits; only what nothing helps is cut.

    ``face`` has the type at a share of its size.
    """
    forms = [panel.title, panel.short] if panel.short else [panel.title]
    sizes = [(form, share) for form in forms for share in (1.0, _SMALLER)]
    found = (face(share).words(form) for form, share in (*sizes, (forms[-1], _LEAST)))
    fitting = next((words for words in found if words.width <= room), None)
    cut = fitting or face(_LEAST).fitted(forms[-1], room)
    return cut if cut.width <= room else face(_LEAST).words("")
