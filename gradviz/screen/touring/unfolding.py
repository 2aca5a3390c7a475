"""Panels that a stop needs: brought to the front of its page, and put back behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradviz.screen.touring.stops import Stop

if TYPE_CHECKING:
    from PyQt6.QtWidgets import QWidget

    from gradviz.screen.frame.sides import Sides
    from gradviz.screen.window import Window


class Unfolding:
    """Keeps how the panels of one page stood."""

    def __init__(self, window: Window, stop: Stop) -> None:
        self._sides, self._panes = _of(window, stop.page)
        self._open, self._hidden = self._sides.open, [pane.isHidden() for pane in self._panes]
        self._lent = self._sides.lent
        for which, wanted in enumerate((stop.left, stop.right)):
            if wanted and not self._sides.open[which]:
                self._sides.turn(which)

    def put_back(self) -> None:
        """Let the panels stand as before."""
        for which, was in enumerate(self._open):
            if was and not self._sides.open[which]:
                self._sides.turn(which)
        for pane, hidden in zip(self._panes, self._hidden, strict=True):
            pane.setHidden(hidden)
        if self._lent is not None:
            self._sides.lend(self._lent)


def _of(window: Window, page: str) -> tuple[Sides, tuple[QWidget, QWidget]]:
    if page == "cells":
        return window.cells.page.sides, (window.cells.page.left, window.cells.page.right)
    return window.sides, (window.question, window.answer)
