"""The window's commands: every one is a QAction with its keys, and stands in one menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMenu

from gradviz.screen.commands.actions import action, menu_of, opening
from gradviz.screen.commands.looks import Looks
from gradviz.screen.commands.pictures import Pictures
from gradviz.screen.commands.pins import Pins
from gradviz.screen.commands.posed import Posed
from gradviz.screen.sessions.commands import SessionCommands

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Commands:
    """Makes the commands of a window and keeps their state."""

    def __init__(self, window: Window) -> None:
        session, look, lab = window.session, window.look, window.laboratory
        self._window = window
        self.undo = action(window, "Undo", ["Ctrl+Z"], window.undo, tip="Take back what was done last")
        self.redo = action(window, "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], window.redo, tip="Do again what was taken back")
        self.turn_page = action(
            window, "Gradients, or cells on text", ["F6"], window.turn_page, tip="Turn to the other page"
        )
        self.export = action(
            window, "Export…", ["Ctrl+E"], window.open_export, tip="Write the picture, its numbers or a movie to a file"
        )
        self.copy = action(
            window, "Copy picture", ["Ctrl+Shift+C"], window.copy_picture,
            tip="Put the picture on the clipboard, as it is printed",
        )  # fmt: skip
        self.numbers = action(
            window, "Numbers as a table", ["Ctrl+T"], lambda: window.numbers.open(),
            tip="All numbers behind the picture, to be read, heard and copied",
        )  # fmt: skip
        self.fold_question = action(
            window, "Fold the left panel", ["F2"], window.fold_question, True,
            tip="Give the picture the room of the left panel, or take it back",
        )  # fmt: skip
        self.fold_answer = action(
            window, "Fold the right panel", ["F3"], window.fold_answer, True,
            tip="Give the picture the room of the right panel, or take it back",
        )  # fmt: skip
        self.full_screen = action(
            window, "Full screen", ["F11"], window.toggle_full_screen, True,
            tip="Fill the screen, without a frame; Esc leaves",
        )  # fmt: skip
        self.help = action(
            window, "What am I looking at?", ["?", "F1"], window.toggle_help, tip="Say what the picture tells"
        )
        self.ask = action(
            window, "Point and ask", ["Ctrl+F1"], lambda: window.explaining.pointer.turn(),
            tip="The pointer frames what it touches; a click explains that",
        )  # fmt: skip
        self.reference = action(
            window, "Reference", ["Shift+F1"], lambda: window.explaining.turn(),
            tip="Every field, picture, cell and term, to search and to read",
        )  # fmt: skip
        self.quit = action(
            window, "Quit", ["Ctrl+Q"], window.close, tip="Close the window; how it stands is remembered"
        )
        self.looks = Looks(window, look)
        # The keys of what belongs to the laboratory rest while it is hidden.
        self.new_draw = action(
            lab, "New draw", ["Ctrl+N"], session.new_draw, tip="Draw new weights, input and loss: the next seed"
        )
        self.reset = action(
            lab, "Reset the question, keep the seed", ["Ctrl+R"], session.reset, tip="Back to the opening question"
        )
        self.again = action(
            lab, "Compute again", ["F5"], session.ask, tip="Ask the same question once more, after a stop or a failure"
        )
        self.check = action(
            lab, "Check this result", ["Ctrl+K"], session.check,
            tip="Compare every gradient with autograd’s and state the largest difference",
        )  # fmt: skip
        self.present = action(
            window, "Presenter mode", ["Shift+F11"], lambda: window.lecture.presenter.toggle(), True,
            tip="The picture alone, in large type, on the whole screen; Esc leaves",
        )  # fmt: skip
        self.controls = action(
            window, "Controls while presenting", ["F4"], lambda: window.lecture.presenter.turn_controls(),
            tip="Bring the panels back while the picture is presented, or fold them away",
        )  # fmt: skip
        self.spot = action(
            window, "Pointer spot", ["F7"], lambda: window.lecture.presenter.turn_spot(), True,
            tip="A spot of light that follows the pointer",
        )  # fmt: skip
        self.lessons = menu_of(window, [], "Lessons", "Scenes for a lecture, stepped through by a clicker")
        self.lessons.aboutToShow.connect(lambda: window.lecture)
        self.tour = action(
            window, "Tour", [], lambda: window.tour.begin(),
            tip="One minute through the window; afterwards everything is as before",
        )  # fmt: skip
        self.predict = action(
            lab, "Predict first, then reveal", ["Ctrl+G"], window.predicting.toggle,
            tip="Hide the curve, let the audience draw it, then show both",
        )  # fmt: skip
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
        _name(self.undo, "Undo", window.history.undoes)
        _name(self.redo, "Redo", window.history.redoes)
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
