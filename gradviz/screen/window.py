"""The one window: the question at the left, the answer in the middle, what it says at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PyQt6.QtWidgets import QWidget

from gradviz.charts.style import Theme
from gradviz.errors import ExperimentError
from gradviz.experiment import FIELDS
from gradviz.screen.asking.answers import Answer, Failure
from gradviz.screen.asking.session import Session
from gradviz.screen.commands.menu import Commands
from gradviz.screen.controls import Form
from gradviz.screen.controls.dropped import file_in
from gradviz.screen.frame.shell import fill
from gradviz.screen.frame.statusbar import StatusBar
from gradviz.screen.frame.topbar import TopBar
from gradviz.screen.look.theme import Look
from gradviz.screen.messages.banner import Banner
from gradviz.screen.messages.popover import Popover, helps
from gradviz.screen.predicting import Predicting
from gradviz.screen.readout.panel import Readout
from gradviz.screen.rooms import Rooms
from gradviz.screen.sessions.keeper import Keeper
from gradviz.screen.settings import Settings
from gradviz.screen.transport.bar import Transport
from gradviz.screen.transport.player import Player

if TYPE_CHECKING:
    from gradviz.screen.desk.desk import Desk
    from gradviz.screen.export.exhibit import Exhibit
    from gradviz.screen.undoing.history import History

QUESTION, ANSWER = 264, 232
"""The widths of the side panels; a broad font gets as much more as its words need."""


class Window(Rooms):
    """Puts the parts together and hands events on; it owns no state of the question."""

    def __init__(self, session: Session, look: Look, settings: Settings) -> None:
        super().__init__(look)
        self.session, self.look = session, look
        self._folder, self._stood, self.toured = settings.folder, settings.desk, settings.toured
        self.form = Form(session, look)
        self.desk: Desk | None = None
        self.readout = Readout(session, look.theme)
        self.player = Player(session, reduced_motion=look.reduced_motion)
        self.transport = Transport(session, self.player, look.theme)
        self.laboratory.addActions(self.transport.actions())  # its keys go on where the bar is folded away
        self.status = StatusBar(session, look)
        self.banner, self.popover = Banner(self.centre), Popover(self.centre)
        self.popover.wanted.connect(lambda key: self.explaining.open(key))
        self.predicting = Predicting(self.centre, session)
        self.keeper = Keeper(self, settings.recent, settings.models)
        self.commands = Commands(self)
        commands = self.commands
        self.topbar = TopBar(
            self._switch("lab"), self.transport, commands.pictures.button, commands.buttons(), commands.menu(),
            commands.export, look,
        )  # fmt: skip
        self.lay_out(self.topbar, self.form, self.readout, self.status)
        self._resize()
        self.setFocus()
        self._wire()
        self.restore(settings)

    def begin(self) -> None:
        """Ask the first question; while torch is imported for it, make the picture.

        Called once the window is seen: numpy and pyqtgraph take longer to import than the rest of the window.
        """
        self.commands.pictures.fill()
        self.session.begin()
        if self.desk is None:
            from gradviz.screen.desk.desk import Desk

            self.desk = Desk(self.session, self.look, self._stood, self.centre)
            self.desk.helped.connect(self.toggle_help)
            self.desk.exported.connect(self.open_export)
            self.desk.sketched.connect(self.predicting.stroke)
            fill(self.centre, self.desk)
            self.predicting.raise_()
            self.banner.raise_()
            self.popover.raise_()

    def controls(self) -> dict[str, QWidget]:
        """Return what folds away for a lecture, by name: all but the picture."""
        found: dict[str, QWidget] = {
            "topbar": self.topbar, "status": self.status, "question": self.question, "answer": self.answer,
        }  # fmt: skip
        return {**found, **self.cells.controls()} if self.has("cells") else found

    @property
    def undoing(self) -> tuple[History, History]:
        """Whose last step undo takes back, and whose redo does again: those of the page that is shown.

        While the page of cells stands as a scene let it, what was done last is the lesson's, on the other page.
        """
        lab = self.session.history
        own = self.cells.session.history if self.on_text else lab
        filled = self.on_text and self.has("lecture") and self.lecture.fills
        return (lab, own if own.can_redo else lab) if filled else (own, own)

    def undo(self) -> None:
        """Take back what was done last on the page that is shown."""
        self.undoing[0].undo()

    def redo(self) -> None:
        """Do again what was taken back on the page that is shown."""
        self.undoing[1].redo()

    def open_export(self, picture: str = "") -> None:
        """Open the dialog that writes a picture; without a name the one that was clicked last."""
        if self.on_text:
            self.cells.exhibit(lambda found: self.outlet.open(found))
        elif self.session.answer is not None:
            self.outlet.open(self._exhibit(self.session.answer), picture or self._active)

    def copy_picture(self) -> None:
        """Put the picture that was clicked last on the clipboard."""
        if self.on_text:
            self.cells.exhibit(lambda found: self.outlet.copy(found))
        elif self.session.answer is not None:
            self.outlet.copy(self._exhibit(self.session.answer), self._active)

    def next_picture(self) -> None:
        """Go to the next one of several pictures."""
        if self.desk is not None:
            self.desk.turn()

    def reset_arrangement(self) -> None:
        """Let the pictures stand as at first."""
        if self.desk is not None:
            self.desk.reset()

    def _exhibit(self, answer: Answer) -> Exhibit:
        from gradviz.screen.export.showing import exhibit_of

        return exhibit_of(self, answer)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Ask about a lesson and a session that were changed; finish what is written, and take along what floats."""
        if self.has("tour"):
            self.tour.end()
        if event is not None and not self._may_close():
            event.ignore()
            return
        if self.desk is not None:
            self.desk.leave()
        self.close_rooms()
        super().closeEvent(event)

    def settings(self) -> Settings:
        """Return how the window stands, to be remembered."""
        return Settings(
            mode=self.look.mode,
            scale=self.look.scale,
            speed=self.player.speed,
            geometry=self.saveGeometry().toBase64().data().decode("ascii"),
            question_folded=self.question.isHidden(),
            answer_folded=self.answer.isHidden(),
            folder=self.outlet.folder if self.has("outlet") else self._folder,
            pictures=self.session.question.pictures,
            options=self.session.question.options,
            desk=self._stood if self.desk is None else self.desk.state(),
            recent=self.keeper.recent,
            models=self.keeper.models,
            toured=self.toured,
            reduced_motion=self.look.reduced_motion,
            line_styles=self.look.line_styles,
        )

    def restore(self, settings: Settings) -> None:
        """Stand as it was remembered."""
        self.stand(settings.geometry)
        self.player.speed = settings.speed
        self.question.setHidden(settings.question_folded)
        self.answer.setHidden(settings.answer_folded)
        self.commands.follow()

    def fold_question(self) -> None:
        """Fold the question away, or bring it back."""
        if self.on_text:
            self.cells.page.sides.turn(0)
        else:
            self.sides.turn(0)
            self.setFocus()

    def fold_answer(self) -> None:
        """Fold the numbers away, or bring them back."""
        if self.on_text:
            self.cells.page.sides.turn(1)
        else:
            self.sides.turn(1)
            self.setFocus()

    @property
    def folded(self) -> tuple[bool, bool]:
        """Whether the left and the right panel of the page that is shown are away, by hand or for want of room."""
        left, right = (self.cells.page.sides if self.on_text else self.sides).open
        return not left, not right

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.commands.follow()

    def toggle_help(self, picture: str = "") -> None:
        """Say what a picture shows; without a name the one that was clicked last."""
        if self.on_text:
            self.cells.toggle_help()
            return
        name = picture or self._active
        charts = self.session.answer.charts if self.session.answer else {}
        self.popover.toggle(name, helps(name, charts.get(name)), f"picture/{name}")

    @property
    def told(self) -> str:
        """The key of the entry on what is looked at."""
        return "part/text" if self.on_text else f"picture/{self._active}"

    def report(self, error: BaseException) -> None:
        """Show an unexpected failure on the page that is shown; the picture stays."""
        (self.cells.page.banner if self.on_text else self.banner).report(error)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Leave full screen with Escape; while presenting, there are more keys."""
        if event is not None and self.has("lecture") and self.lecture.key(event.key()):
            return
        if event is not None and event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.toggle_full_screen()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Welcome a file."""
        if event is not None and (mime := event.mimeData()) is not None and file_in(mime):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the network read the file that was dropped."""
        if event is not None and (mime := event.mimeData()) is not None:
            event.acceptProposedAction()
            self.form.take_file(file_in(mime))

    @property
    def _active(self) -> str:
        return self.session.question.picture if self.desk is None else self.desk.active

    def _wire(self) -> None:
        self.session.failed.connect(self._fail)
        self.session.answered.connect(lambda _: self.banner.dismiss())
        self.look.changed.connect(self._restyle)
        self.sides.changed.connect(self.commands.follow)

    def _may_close(self) -> bool:
        sessions = self.commands.sessions
        lesson_may = sessions.leaving or not self.has("lecture") or self.lecture.commands.may_close()
        return lesson_may and sessions.may_close()

    def _fail(self, failure: Failure) -> None:
        placed = isinstance(failure.error, ExperimentError) and failure.error.field in FIELDS
        if not placed:
            self.banner.report(failure.error)

    def _restyle(self, theme: Theme) -> None:
        self.readout.set_theme(theme)
        self.transport.set_theme(theme)
        self.player.reduced_motion = self.look.reduced_motion
        if self.desk is not None:
            self.desk.restyle()
        self._resize()

    def _resize(self) -> None:
        self.question.setFixedWidth(max(self.look.frame(QUESTION), self.form.needed_width()))
        self.answer.setFixedWidth(max(self.look.frame(ANSWER), self.readout.needed_width(self.look.font)))
        self.sides.fit()
