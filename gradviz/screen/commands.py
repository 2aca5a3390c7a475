"""The window's commands: every one is a QAction with its keys, and stands in one menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from gradviz.screen.actions import action, menu_of, opening
from gradviz.screen.pictures import Pictures
from gradviz.screen.pins import Pins
from gradviz.screen.posed import Posed
from gradviz.screen.theme import MODES, Mode

if TYPE_CHECKING:
    from gradviz.screen.window import Window

_THEMES: dict[Mode, str] = {"system": "Follow the system", "light": "Light", "dark": "Dark"}


SCALES = (1.0, 1.15, 1.3, 1.5, 1.8)


class Commands:
    """Makes the commands of a window and keeps their state."""

    def __init__(self, window: Window) -> None:
        session, look = window.session, window.look
        self._window = window
        self.undo = action(window, "Undo", ["Ctrl+Z"], session.undo)
        self.redo = action(window, "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], session.redo)
        self.new_draw = action(window, "New draw", ["Ctrl+N"], session.new_draw)
        self.reset = action(window, "Reset the question, keep the seed", ["Ctrl+R"], session.reset)
        self.again = action(window, "Compute again", ["F5"], session.ask)
        self.check = action(window, "Check this result", ["Ctrl+K"], session.check)
        self.export = action(window, "Export…", ["Ctrl+E"], window.open_export)
        self.copy = action(window, "Copy picture", ["Ctrl+Shift+C"], window.copy_picture)
        self.fold_question = action(window, "Fold the question", ["F2"], window.fold_question, True)
        self.fold_answer = action(window, "Fold the numbers", ["F3"], window.fold_answer, True)
        self.theme = action(window, "Light or dark", ["Ctrl+L"], look.cycle)
        self.full_screen = action(window, "Full screen", ["F11"], window.toggle_full_screen, True)
        self.predict = action(window, "Predict first, then reveal", ["Ctrl+G"], window.predicting.toggle)
        self.help = action(window, "What am I looking at?", ["?", "F1"], window.toggle_help)
        self.quit = action(window, "Quit", ["Ctrl+Q"], window.close)
        self.larger = action(window, "Larger type", ["Ctrl++", "Ctrl+="], lambda: self._scale(1))
        self.smaller = action(window, "Smaller type", ["Ctrl+-"], lambda: self._scale(-1))
        self.themes = {mode: self._theme(mode) for mode in MODES}
        self.pictures = Pictures(window, session, window.next_picture, window.reset_arrangement)
        self.posed = Posed(window, session)
        self.pins = Pins(window, session, window.status.say)
        look.changed.connect(self.follow)
        session.question_changed.connect(self.follow)
        session.answered.connect(self.follow)
        self.follow()

    def buttons(self) -> list[tuple[str, QAction]]:
        """Return the icon and command of each button of the bar."""
        return [
            ("fold_left", self.fold_question),
            ("fold_right", self.fold_answer),
            ("help", self.help),
            ("theme", self.theme),
            ("full_screen", self.full_screen),
        ]

    def menu(self) -> QMenu:
        """Return the menu with every command."""
        window, view = self._window, [self.fold_question, self.fold_answer, self.full_screen, self.larger, self.smaller]
        themes = menu_of(window, [("", list(self.themes.values()))], "Theme")
        asking = [self.undo, self.redo, self.new_draw, self.reset, self.again, opening(self.posed.menu)]
        asking += self.pins.actions
        return menu_of(
            window,
            [
                ("", [*window.transport.actions(), self.predict]),
                ("", asking),
                ("", [opening(self.pictures.menu), self.check, self.export, self.copy, self.help]),
                ("", [*view, self.theme, opening(themes)]),
                ("", [self.quit]),
            ],
        )

    def follow(self) -> None:
        """Bring the state of every command up to date."""
        session, window = self._window.session, self._window
        self.undo.setEnabled(session.can_undo)
        self.redo.setEnabled(session.can_redo)
        for command in (self.check, self.export, self.copy, self.predict):
            command.setEnabled(session.answer is not None)
        self.fold_question.setChecked(window.question.isHidden())
        self.fold_answer.setChecked(window.answer.isHidden())
        self.full_screen.setChecked(window.isFullScreen())
        for mode, command in self.themes.items():
            command.setChecked(window.look.mode == mode)

    def _scale(self, by: int) -> None:
        look = self._window.look
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - look.scale))
        look.resize(SCALES[min(max(nearest + by, 0), len(SCALES) - 1)])

    def _theme(self, mode: Mode) -> QAction:
        look = self._window.look
        return action(self._window, _THEMES[mode], [], lambda: look.choose(mode), True)
