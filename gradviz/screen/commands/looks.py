"""The commands about how the window looks: its theme, the size of its type, its lines and its motion."""

from __future__ import annotations

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QWidget

from gradviz.screen.commands.actions import action, menu_of, opening
from gradviz.screen.look.modes import MODES, Mode
from gradviz.screen.look.theme import Look

SCALES = (1.0, 1.15, 1.3, 1.5, 1.8, 2.0)
_THEMES: dict[Mode, tuple[str, str]] = {
    "system": ("Follow the system", "Light or dark as the desktop is"),
    "light": ("Light", "Dark words on light ground, for a bright room"),
    "dark": ("Dark", "Light words on dark ground, for a dark hall"),
}


class Looks:
    """Makes the commands and keeps their state.

    Attributes
    ----------
    actions
        All of them, in the order of a menu.
    """

    def __init__(self, window: QWidget, look: Look) -> None:
        self._window, self._look = window, look
        self.theme = action(
            window, "Light or dark", ["Ctrl+L"], look.cycle, tip="Turn the colours from light to dark, or back"
        )
        self.larger = action(
            window, "Larger type", ["Ctrl++", "Ctrl+="], lambda: self._scale(1), tip="Type up to twice as large"
        )
        self.smaller = action(
            window, "Smaller type", ["Ctrl+-"], lambda: self._scale(-1), tip="Type down to its normal size"
        )
        self.themes = {mode: self._theme(mode) for mode in MODES}
        self.reduced_motion = action(
            window, "Reduce motion", [], self._turn_motion, True, tip="What moves goes in few clear steps"
        )
        dashed = "B is dashed, so that colour is not needed to tell A from B"
        self.line_styles = action(window, "Line styles for A and B", [], self._turn_line_styles, True, tip=dashed)
        chosen = menu_of(window, [("", list(self.themes.values()))], "Theme", "The colours of the window")
        self.actions = [
            self.larger, self.smaller, self.theme, opening(chosen), self.line_styles, self.reduced_motion,
        ]  # fmt: skip

    def follow(self) -> None:
        """Bring the state of every command up to date."""
        for mode, command in self.themes.items():
            command.setChecked(self._look.mode == mode)
        self.reduced_motion.setChecked(self._look.reduced_motion)
        self.line_styles.setChecked(self._look.line_styles)

    def _scale(self, by: int) -> None:
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._look.scale))
        self._look.resize(SCALES[min(max(nearest + by, 0), len(SCALES) - 1)])

    def _turn_motion(self) -> None:
        self._look.reduced_motion = not self._look.reduced_motion

    def _turn_line_styles(self) -> None:
        self._look.line_styles = not self._look.line_styles

    def _theme(self, mode: Mode) -> QAction:
        words, tip = _THEMES[mode]
        return action(self._window, words, [], lambda: self._look.choose(mode), True, tip)
