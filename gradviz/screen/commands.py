"""The window's commands: every one is a QAction with its keys, and stands in one menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from gradviz.screen.actions import action, menu_of, opening
from gradviz.screen.modes import MODES, Mode
from gradviz.screen.pictures import Pictures
from gradviz.screen.pins import Pins
from gradviz.screen.posed import Posed
from gradviz.screen.sessions.commands import SessionCommands

if TYPE_CHECKING:
    from gradviz.screen.window import Window

_THEMES: dict[Mode, str] = {"system": "Follow the system", "light": "Light", "dark": "Dark"}


SCALES = (1.0, 1.15, 1.3, 1.5, 1.8, 2.0)


class Commands:
    """Makes the commands of a window and keeps their state."""

    def __init__(self, window: Window) -> None:
        session, look, lab = window.session, window.look, window.laboratory
        self._window = window
        self.undo = action(window, "Undo", ["Ctrl+Z"], window.undo)
        self.redo = action(window, "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], window.redo)
        self.turn_page = action(window, "Gradients, or cells on text", ["F6"], window.turn_page)
        self.export = action(window, "Export…", ["Ctrl+E"], window.open_export)
        self.copy = action(window, "Copy picture", ["Ctrl+Shift+C"], window.copy_picture)
        self.numbers = action(window, "Numbers as a table", ["Ctrl+T"], lambda: window.numbers.open())
        self.fold_question = action(window, "Fold the left panel", ["F2"], window.fold_question, True)
        self.fold_answer = action(window, "Fold the right panel", ["F3"], window.fold_answer, True)
        self.theme = action(window, "Light or dark", ["Ctrl+L"], look.cycle)
        self.full_screen = action(window, "Full screen", ["F11"], window.toggle_full_screen, True)
        self.help = action(window, "What am I looking at?", ["?", "F1"], window.toggle_help)
        self.ask = action(
            window, "Point and ask", ["Ctrl+F1"], lambda: window.explaining.pointer.turn(),
            tip="The pointer frames what it touches; a click explains that",
        )  # fmt: skip
        self.reference = action(
            window, "Reference", ["Shift+F1"], lambda: window.explaining.turn(),
            tip="Every field, picture, cell and term, to search and to read",
        )  # fmt: skip
        self.quit = action(window, "Quit", ["Ctrl+Q"], window.close)
        self.larger = action(window, "Larger type", ["Ctrl++", "Ctrl+="], lambda: self._scale(1))
        self.smaller = action(window, "Smaller type", ["Ctrl+-"], lambda: self._scale(-1))
        self.themes = {mode: self._theme(mode) for mode in MODES}
        self.reduced_motion = action(window, "Reduce motion", [], self._turn_motion, True)
        self.line_styles = action(window, "Line styles for A and B", [], self._turn_line_styles, True)
        # The keys of what belongs to the laboratory rest while it is hidden.
        self.new_draw = action(lab, "New draw", ["Ctrl+N"], session.new_draw)
        self.reset = action(lab, "Reset the question, keep the seed", ["Ctrl+R"], session.reset)
        self.again = action(lab, "Compute again", ["F5"], session.ask)
        self.check = action(lab, "Check this result", ["Ctrl+K"], session.check)
        self.present = action(window, "Presenter mode", ["Shift+F11"], lambda: window.lecture.presenter.toggle(), True)
        self.controls = action(
            window, "Controls while presenting", ["F4"], lambda: window.lecture.presenter.turn_controls()
        )
        self.spot = action(window, "Pointer spot", ["F7"], lambda: window.lecture.presenter.turn_spot(), True)
        self.lessons = QMenu("Lessons", window)
        self.lessons.aboutToShow.connect(lambda: window.lecture)
        self.tour = action(window, "Tour", [], lambda: window.tour.begin())
        self.predict = action(lab, "Predict first, then reveal", ["Ctrl+G"], window.predicting.toggle)
        self.pictures = Pictures(lab, session, window.next_picture, window.reset_arrangement)
        self.posed = Posed(lab, session)
        self.pins = Pins(lab, session, window.status.say)
        self.sessions = SessionCommands(window, window.keeper)
        look.changed.connect(self.follow)
        session.question_changed.connect(self.follow)
        session.answered.connect(self.follow)
        session.history.changed.connect(self.follow)
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
        """Return the menu with every command of the laboratory."""
        window = self._window
        asking = [self.undo, self.redo, self.new_draw, self.reset, self.again, opening(self.posed.menu)]
        asking += self.pins.actions
        playing = menu_of(window, [("", window.transport.actions())], "Play")
        return menu_of(
            window,
            [
                ("", [opening(self.sessions.menu), opening(playing), opening(self.lessons), self.tour, self.predict]),
                ("", asking),
                ("", [opening(self.pictures.menu), self.check, self.export, self.copy]),
                *self._common(),
            ],
        )

    def text_menu(self) -> QMenu:
        """Return the menu of the page of cells on text."""
        groups: list[tuple[str, Sequence[QAction]]] = [
            ("", [opening(self.sessions.menu), self.tour]),
            ("", [self.undo, self.redo]),
            ("", [self.export, self.copy]),
        ]
        return menu_of(self._window, [*groups, *self._common()])

    def _common(self) -> list[tuple[str, Sequence[QAction]]]:
        """Return what both pages have: how the window looks, the other page, the end."""
        window = self._window
        folding = [self.fold_question, self.fold_answer, self.full_screen]
        themes = menu_of(window, [("", list(self.themes.values()))], "Theme")
        looks = [self.larger, self.smaller, self.theme, opening(themes), self.line_styles, self.reduced_motion]
        view = menu_of(window, [("", [self.numbers, *folding]), ("", looks)], "View")
        lecture = menu_of(window, [("", [self.present, self.controls, self.spot])], "Presenting")
        helping = menu_of(window, [("", [self.help, self.ask, self.reference])], "Help")
        return [("", [self.turn_page, opening(lecture), opening(view), opening(helping)]), ("", [self.quit])]

    def follow(self) -> None:
        """Bring the state of every command up to date."""
        session, window = self._window.session, self._window
        on_text, answered = window.on_text, session.answer is not None
        _name(self.undo, "Undo", window.history.undoes)
        _name(self.redo, "Redo", window.history.redoes)
        for command in (self.export, self.copy):
            command.setEnabled(on_text or answered)
        for command in (self.check, self.predict):
            command.setEnabled(answered)
        self.fold_question.setChecked(window.folded[0])
        self.fold_answer.setChecked(window.folded[1])
        self.full_screen.setChecked(window.isFullScreen())
        presenting = "lecture" in window.__dict__ and window.lecture.presenter.on
        self.present.setChecked(presenting)
        self.controls.setEnabled(presenting)
        for mode, command in self.themes.items():
            command.setChecked(window.look.mode == mode)
        self.reduced_motion.setChecked(window.look.reduced_motion)
        self.line_styles.setChecked(window.look.line_styles)

    def _scale(self, by: int) -> None:
        look = self._window.look
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - look.scale))
        look.resize(SCALES[min(max(nearest + by, 0), len(SCALES) - 1)])

    def _turn_motion(self) -> None:
        look = self._window.look
        look.reduced_motion = not look.reduced_motion

    def _turn_line_styles(self) -> None:
        look = self._window.look
        look.line_styles = not look.line_styles

    def _theme(self, mode: Mode) -> QAction:
        look = self._window.look
        return action(self._window, _THEMES[mode], [], lambda: look.choose(mode), True)


def _name(command: QAction, words: str, what: str) -> None:
    """Let undo or redo say what it would take back; there is nothing to take back without a name."""
    command.setEnabled(bool(what))
    command.setText(f"{words}: {what}".replace("&", "&&") if what else words)
