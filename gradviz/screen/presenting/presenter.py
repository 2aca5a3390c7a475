"""Presenter mode: full screen, large type, strong contrast, a pointer spot, the caption below, and nothing else.

What the window looked like before comes back at its end; nothing of it is remembered between two starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QMainWindow, QWidget

from gradviz.screen.look.theme import Look
from gradviz.screen.presenting.blank import Blank
from gradviz.screen.presenting.caption import Caption
from gradviz.screen.presenting.spot import Spot

SCALE = 1.8
_LINES = 480
"""A screen has room for so many pixels of normal type at least: on a coarse one every pixel is larger in the hall."""

_BLANKS = {Qt.Key.Key_B: "#000000", Qt.Key.Key_W: "#FFFFFF"}


@dataclass(frozen=True)
class Before:
    """How a window stands when it is not presented: what comes back at the end.

    Attributes
    ----------
    hidden
        Which controls are folded away, by name.
    """

    scale: float
    contrast: bool
    full: bool
    hidden: dict[str, bool]


class Presenter(QObject):
    """Turns presenter mode on and off for a window.

    Parameters
    ----------
    controls
        Returns what folds away, by name: all but the picture.
    words
        Returns the caption, in HTML.

    Attributes
    ----------
    before
        What comes back at the end; None: nothing is presented.

    Signals
    -------
    changed : bool
        Whether it is on.
    folded : bool
        The controls are folded away, or back.
    """

    changed = pyqtSignal(bool)
    folded = pyqtSignal(bool)

    def __init__(
        self,
        window: QMainWindow,
        look: Look,
        controls: Callable[[], Mapping[str, QWidget]],
        words: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._controls, self._words = window, look, controls, words
        self.before: Before | None = None
        self._away = False
        self.spot, self.blank, self.caption = Spot(window, look), Blank(window), Caption()
        look.changed.connect(lambda _: self.follow())

    @property
    def on(self) -> bool:
        """Whether presenter mode is on."""
        return self.before is not None

    def toggle(self) -> None:
        """Begin, or end and let the window be as it was."""
        if self.before is None:
            self._begin()
        else:
            self._end(self.before)
        self.changed.emit(self.on)

    def turn_controls(self) -> None:
        """Bring the controls back while presenting, or fold them away again."""
        self._fold(not self._away)

    def turn_spot(self) -> None:
        """Show the pointer spot, or not."""
        self.spot.follow(not self.spot.isVisible())

    def blank_for(self, key: int) -> bool:
        """Show a black (B) or white (W) screen where that key was pressed while presenting; return whether it was."""
        colour = _BLANKS.get(Qt.Key(key)) if self.on and key in _BLANKS else None
        if colour is None:
            return False
        self.blank.toggle(colour)
        return True

    def settle(self) -> None:
        """Fold what came while presenting: a page that was not there at its beginning."""
        if self.before is not None:
            for name, part in self._controls().items():
                if name not in self.before.hidden:
                    self.before.hidden[name] = part.isHidden()
                    part.setHidden(self._away)

    def follow(self) -> None:
        """Say what the picture says."""
        if self.on:
            self.caption.say(self._words())

    def _begin(self) -> None:
        window, look = self._window, self._look
        hidden = {name: part.isHidden() for name, part in self._controls().items()}
        self.before = Before(look.scale, look.contrast, window.isFullScreen(), hidden)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._fold(True)
        look.stand_out(True, max(self._scale(), look.scale))
        self.caption.show_words(True)
        self.follow()
        self.spot.follow(True)

    def _end(self, before: Before) -> None:
        window, self.before = self._window, None
        self.spot.follow(False)
        self.blank.hide()
        self.caption.show_words(False)
        for name, part in self._controls().items():
            part.setHidden(before.hidden.get(name, False))
        self.folded.emit(False)
        self._look.stand_out(before.contrast, before.scale)
        if not before.full:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def _fold(self, away: bool) -> None:
        self._away = away
        for part in self._controls().values():
            part.setHidden(away)
        self._window.setFocus()
        self.folded.emit(away)

    def _scale(self) -> float:
        screen = self._window.screen()
        return SCALE if screen is None else min(SCALE, screen.size().height() / _LINES)
