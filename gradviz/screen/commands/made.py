"""Every command of the window, made once: its words, its keys, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradviz.screen.commands.actions import action, menu_of
from gradviz.screen.commands.looks import Looks
from gradviz.screen.commands.pictures import Pictures
from gradviz.screen.commands.pins import Pins
from gradviz.screen.commands.posed import Posed
from gradviz.screen.sessions.commands import SessionCommands

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Made:
    """Owns the commands, by what they are about; those of a room that is made later make it when they are used."""

    def __init__(self, window: Window) -> None:
        self._make_steps(window)
        self._make_ways_out(window)
        self._make_panels(window)
        self._make_help(window)
        self.looks = Looks(window, window.look)
        self._make_lab(window)
        self._make_lecture(window)
        self.pictures = Pictures(window.laboratory, window.session, window.next_picture, window.reset_arrangement)
        self.posed = Posed(window.laboratory, window.session)
        self.pins = Pins(window.laboratory, window.session, window.status.say)
        self.sessions = SessionCommands(window, window.keeper)

    def _make_steps(self, window: Window) -> None:
        self.undo = action(window, "Undo", ["Ctrl+Z"], window.undo, tip="Take back what was done last")
        self.redo = action(window, "Redo", ["Ctrl+Shift+Z", "Ctrl+Y"], window.redo, tip="Do again what was taken back")
        self.turn_page = action(
            window, "Gradients, or cells on text", ["F6"], window.turn_page, tip="Turn to the other page"
        )
        self.quit = action(
            window, "Quit", ["Ctrl+Q"], window.close, tip="Close the window; how it stands is remembered"
        )

    def _make_ways_out(self, window: Window) -> None:
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

    def _make_panels(self, window: Window) -> None:
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

    def _make_help(self, window: Window) -> None:
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

    def _make_lab(self, window: Window) -> None:
        """Make what belongs to the laboratory: its keys rest while it is hidden."""
        session, lab = window.session, window.laboratory
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
        self.predict = action(
            lab, "Predict first, then reveal", ["Ctrl+G"], window.predicting.toggle,
            tip="Hide the curve, let the audience draw it, then show both",
        )  # fmt: skip

    def _make_lecture(self, window: Window) -> None:
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
