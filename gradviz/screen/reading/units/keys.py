"""Where a key goes in a list: by a step, by a page, to an end; and where a number is that was typed; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent

from gradviz.screen.reading.units.row import Row

if TYPE_CHECKING:
    from gradviz.language.unit import Unit

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_DIGITS = tuple("0123456789")


def is_own(event: QKeyEvent) -> bool:
    """Return whether a key is one of the list's."""
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
    return plain and (event.key() in (*_STEPS, *_PAGES, *_ENDS) or event.text() in _DIGITS)


def target(key: int, at: int, page: int, rows: int) -> int | None:
    """Return the row that a key goes to from row ``at``, perhaps beyond an end; None: it is a digit."""
    if key in _STEPS:
        return at + _STEPS[Qt.Key(key)]
    if key in _PAGES:
        return max(at, 0) + _PAGES[Qt.Key(key)] * page
    return {Qt.Key.Key_Home: 0, Qt.Key.Key_End: rows - 1}.get(Qt.Key(key))


def with_number(rows: Sequence[Row], number: int, beside: Unit | None) -> int:
    """Return the row of the unit with a number, of the layer and kind of another one if there is; −1: none."""
    places = [at for at, row in enumerate(rows) if row.unit.index == number]
    near = [at for at in places if beside is not None and _kin(rows[at].unit) == _kin(beside)]
    return next(iter(near or places), -1)


def _kin(unit: Unit) -> tuple[int, str]:
    return unit.layer, unit.state
