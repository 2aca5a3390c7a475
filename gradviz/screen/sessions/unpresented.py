"""A session is no picture of the hall: large type and folded panels of presenter mode are no part of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gradviz.screen.sessions.state import State

if TYPE_CHECKING:
    from gradviz.screen.presenting.presenter import Before


def unpresented(state: State, before: Before) -> State:
    """Return what a window shows while it presents, as it stands again behind that."""
    cells = state.cells
    return replace(
        state,
        laboratory=replace(state.laboratory, folded=_folded(before, "question", "answer")),
        cells=None if cells is None else replace(cells, folded=_folded(before, "units", "side")),
        scale=before.scale,
    )


def _folded(before: Before, left: str, right: str) -> tuple[bool, bool]:
    """Return whether two panels come back folded; a page that is not there yet comes with both."""
    return before.hidden.get(left, False), before.hidden.get(right, False)
