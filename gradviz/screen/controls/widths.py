"""How much room the words of a field need in the interface's font, whichever that is; pure but for the font.

Rows ask it for their parts, and the panel asks it for all fields at once: it then has the width of
its widest row from the beginning, folded or not, and never changes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from PyQt6.QtGui import QFont, QFontMetricsF, QTextDocument

from gradviz.experiment import FIELDS
from gradviz.fields import Field
from gradviz.screen.controls.switch import RING, WIDTH
from gradviz.screen.controls.words import label_html

GAP = 4
"""Between the parts of a row."""
ARROW = 22
"""What a list keeps for its arrow."""
_LIST, _BOX, _BUTTON = 8, 16, 18
"""What a list, a box and a small button keep beside their words."""
_BOXED = ("100 000", *sorted({field.none for field in FIELDS.values() if field.group == "main"}))
"""What every box has room for: so those of the open rows are equally wide."""


def row_width(field: Field, font: QFont) -> int:
    """Return the width of a field's row: its label, and the controls at the right of it."""
    control = {"choice": _choices, "device": _choices, "text": _button}.get(field.kind, _number)
    return label_width(field, font) + GAP + control(field, font)


def widest_row(font: QFont) -> int:
    """Return the width of the widest row of all fields."""
    return max(row_width(field, font) for field in FIELDS.values())


def label_width(field: Field, font: QFont) -> int:
    """Return the width of a label with its typeset symbol."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setHtml(label_html(field))
    return math.ceil(document.idealWidth()) + 1


def box_width(field: Field, font: QFont) -> int:
    """Return the width in which a box shows a number of six digits, and the words for no number."""
    return _widest((*_BOXED, field.none), font) + _BOX


def list_width(words: Iterable[str], font: QFont) -> int:
    """Return the width in which a list shows any of its words."""
    return _widest(words, font) + _LIST + ARROW


def _number(field: Field, font: QFont) -> int:
    return box_width(field, font) + (WIDTH + 2 * RING + GAP if field.none else 0)


def _choices(field: Field, font: QFont) -> int:
    return list_width([choice.label for choice in field.choices] or ["auto"], font)


def _button(field: Field, font: QFont) -> int:  # noqa: ARG001 - one signature for all
    return _widest(("Edit…",), font) + _BUTTON


def _widest(words: Iterable[str], font: QFont) -> int:
    metrics = QFontMetricsF(font)
    return max((math.ceil(metrics.horizontalAdvance(text)) for text in words), default=0)
