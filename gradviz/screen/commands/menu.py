"""The window's menus: every command stands in one, and is as the window stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from gradviz.screen.commands.actions import menu_of, opening
from gradviz.screen.commands.made import Made

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Commands(Made):
    """Puts the commands of a window into its menus, and keeps their state."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, session = window, window.session
        for changed in (window.look.changed, session.question_changed, session.answered, session.history.changed):
            changed.connect(self.follow)
        self.follow()

    def buttons(self) -> list[tuple[str, QAction]]:
        """Return the icon and command of each button of the bar."""
        return [
            ("fold_left", self.fold_question),
            ("fold_right", self.fold_answer),
            ("help", self.help),
            ("theme", self.looks.theme),
            ("full_screen", self.full_screen),
        ]

    def menu(self) -> QMenu:
        """Return the menu with every command of the laboratory."""
        window = self._window
        asking = [self.undo, self.redo, self.new_draw, self.reset, self.again, opening(self.posed.menu)]
        asking += self.pins.actions
        playing = menu_of(window, [("", window.transport.actions())], "Play", "Move through the story of the picture")
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
            ("", [opening(self.sessions.menu), opening(self.lessons), self.tour]),
            ("", [self.undo, self.redo]),
            ("", [self.export, self.copy]),
        ]
        return menu_of(self._window, [*groups, *self._common()])

    def _common(self) -> list[tuple[str, Sequence[QAction]]]:
        """Return what both pages have: how the window looks, the other page, the end."""
        window = self._window
        folding = [self.fold_question, self.fold_answer, self.full_screen]
        numbers, tip = [self.numbers, *folding], "Panels, the size of the type, colours and motion"
        view = menu_of(window, [("", numbers), ("", self.looks.actions)], "View", tip)
        lecture = menu_of(window, [("", [self.present, self.controls, self.spot])], "Presenting", "For a lecture hall")
        asking, tip = [self.help, self.ask, self.reference], "What is seen, what it means, and where more is said"
        helping = menu_of(window, [("", asking)], "Help", tip)
        return [("", [self.turn_page, opening(lecture), opening(view), opening(helping)]), ("", [self.quit])]

    def follow(self) -> None:
        """Bring the state of every command up to date."""
        session, window = self._window.session, self._window
        on_text, answered = window.on_text, session.answer is not None
        back, on = window.undoing
        _name(self.undo, "Undo", back.undoes)
        _name(self.redo, "Redo", on.redoes)
        for command in (self.export, self.copy):
            command.setEnabled(on_text or answered)
        for command in (self.check, self.predict):
            command.setEnabled(answered)
        self.fold_question.setChecked(window.folded[0])
        self.fold_answer.setChecked(window.folded[1])
        self.full_screen.setChecked(window.isFullScreen())
        presenter = window.lecture.presenter if window.has("lecture") else None
        presenting = presenter is not None and presenter.on
        self.present.setChecked(presenting)
        self.controls.setEnabled(presenting)
        self.spot.setChecked(presenter is not None and presenter.spot.isVisible())
        self.looks.follow()


def _name(command: QAction, words: str, what: str) -> None:
    """Let undo or redo say what it would take back; there is nothing to take back without a name."""
    command.setEnabled(bool(what))
    command.setText(f"{words}: {what}".replace("&", "&&") if what else words)
