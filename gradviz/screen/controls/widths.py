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
from gradviz.models import bundled
from gradviz.screen.controls.switch import RING, WIDTH
from gradviz.screen.controls.words import label_html
from gradviz.screen.look.theme import BODY

GAP = 4
"""Between the parts of a row."""
ARROW = 22
"""What a list keeps for its arrow."""
_LIST, _BOX, _BUTTON = 8, 16, 18
"""What a list, a box and a small button keep beside their words."""
_BOXED = ("100 000", *sorted({field.none for field in FIELDS.values() if field.group == "main"}))
"""What every box has room for: so those of the open rows are equally wide."""
MODEL_NONE, MODEL_FILE = "none", "File…"
"""What the list of models offers beside names."""
_WIDEST: dict[str, int] = {}


def row_width(field: Field, font: QFont, document: QTextDocument) -> int:
    """Return the width of a field's row: its label, and the controls at the right of it."""
    control = {"choice": _choices, "device": _choices, "text": _button, "model": _models}.get(field.kind, _number)
    return label_width(field, document) + GAP + control(field, font)


def widest_row(font: QFont) -> int:
    """Return the width of the widest row of all fields; it is measured once in a font."""
    key = font.key()
    if key not in _WIDEST:
        document = ruler(font)
        _WIDEST[key] = max(row_width(field, font, document) for field in FIELDS.values())
    return _WIDEST[key]


def ruler(font: QFont) -> QTextDocument:
    """Return what measures labels in a font; to make it takes longer than to use it."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    return document


def label_width(field: Field, document: QTextDocument) -> int:
    """Return the width of a label with its typeset symbol."""
    document.setHtml(label_html(field))
    return math.ceil(document.idealWidth()) + 1


def box_width(field: Field, font: QFont) -> int:
    """Return the width in which a box shows a number of six digits, and the words for no number."""
    return _widest((*_BOXED, field.none), font) + _BOX


def list_width(words: Iterable[str], font: QFont) -> int:
    """Return the width in which a list shows any of its words."""
    return _widest(words, font) + _LIST + ARROW


def _number(field: Field, font: QFont) -> int:
    switch = round(WIDTH * font.pixelSize() / BODY) + 2 * RING + GAP
    return box_width(field, font) + (switch if field.none else 0)


def _choices(field: Field, font: QFont) -> int:
    return list_width([choice.label for choice in field.choices] or ["auto"], font)


def _models(field: Field, font: QFont) -> int:  # noqa: ARG001 - one signature for all
    return max(list_width((MODEL_NONE, *bundled(), MODEL_FILE), font), model_name_width(font) + _LIST + ARROW)


def model_name_width(font: QFont) -> int:
    """Return the width that the name of a model's file has; a longer one is cut in its middle."""
    return _widest(("n" * 10,), font)


def _button(field: Field, font: QFont) -> int:  # noqa: ARG001 - one signature for all
    return _widest(("Edit…",), font) + _BUTTON


def _widest(words: Iterable[str], font: QFont) -> int:
    metrics = QFontMetricsF(font)
    return max((math.ceil(metrics.horizontalAdvance(text)) for text in words), default=0)
