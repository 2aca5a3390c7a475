"""Which session is open, whether it was changed since, and how it comes and goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from gradviz.screen.sessions import elsewhere
from gradviz.screen.sessions.file import save
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.reader import Reader
from gradviz.screen.sessions.recent import with_newest
from gradviz.screen.sessions.standing import Standing
from gradviz.screen.sessions.state import Opened, State
from gradviz.screen.sessions.unpresented import unpresented

if TYPE_CHECKING:
    from gradviz.screen.guiding.draft import Draft
    from gradviz.screen.reading.workspace import ReadingWorkspace
    from gradviz.screen.window import Window

NAME = "gradviz"


class Keeper(QObject):
    """Takes the state from the window and gives it back; it keeps the name of its file.

    Attributes
    ----------
    path
        The file of the session that is open; "": it has none yet.
    recent
        The sessions that were open lately, the newest first.
    models
        The models outside a session's folder that a hand let it read, or saved it with.

    Signals
    -------
    touched : ()
        Anything at all is other than before, if only the cursor.
    named : ()
        The title is another one.
    said : str
        A note for the line at the bottom.
    opening : ()
        Another session, or what a link asks, is about to be shown.
    """

    opening = pyqtSignal()
    touched = pyqtSignal()
    named = pyqtSignal()
    said = pyqtSignal(str)

    def __init__(self, window: Window, recent: tuple[str, ...], models: tuple[str, ...] = ()) -> None:
        super().__init__(window)
        self._window = window
        self.path, self.recent, self.models = "", recent, models
        self._unknown: Mapping[str, Any] = {}
        self._aside: State | None = None
        self._steps = window.session.history.kept()
        self._standing, self._reader = Standing(window), Reader(self)
        self._kept: State | None = self._essence()
        self._title = ""
        self._wire()
        self._entitle()

    @property
    def edited(self) -> bool:
        """Whether anything was made by hand since the session was opened or saved."""
        return self._kept != self._essence()

    @property
    def title(self) -> str:
        """What the window is called: the session's name, with a dot before it when it was changed."""
        name = f"{Path(self.path).stem} – {NAME}" if self.path else NAME
        return f"• {name}" if self.edited else name

    @property
    def draft(self) -> Draft | None:
        """The lesson that is open, where its file says something else: no part of the session."""
        window = self._window
        return window.lecture.guide.draft if window.has("lecture") else None

    def lead(self, draft: Draft) -> None:
        """Lead through a lesson that was left in a crash."""
        self._window.lecture.guide.bring_back(draft)

    def state(self) -> State:
        """Return all that the window shows; what is shown while the session is set aside is no part of it."""
        window = self._window
        if self._aside is not None:
            return replace(self._aside, mode=window.look.mode, scale=window.look.scale)
        state = State(
            page="cells" if window.on_text else "lab",
            laboratory=self._standing.now(),
            cells=self._reader.now(),
            mode=window.look.mode,
            scale=window.look.scale,
            unknown=self._unknown,
        )
        before = window.lecture.presenter.before if window.has("lecture") else None
        return state if before is None else unpresented(state, before)

    def take(self, opened: Opened, path: str = "", *, edited: bool = False) -> None:
        """Show a session that was read.

        Parameters
        ----------
        path
            Its file. A session that could be read in part only has none: saving it writes over nothing.
        edited
            It was changed since that file was written.
        """
        self.opening.emit()
        state, window = opened.state, self._window
        self.path = "" if opened.notes else path
        self._unknown = state.unknown
        if path:
            self.recent = with_newest(self.recent, path)
        if (state.mode, state.scale) != (window.look.mode, window.look.scale):
            window.look.adopt(state.mode, state.scale)
        self._standing.take(state.laboratory)
        if state.cells is not None:
            self._reader.take(state.cells)
        window.show_page(state.page)
        self._kept = None if edited else self._essence()
        self._entitle()

    def pose(self, opened: Opened) -> None:
        """Ask in the laboratory what a link asks."""
        self.opening.emit()
        lab = opened.state.laboratory
        self._window.show_page("lab")
        self._standing.pose(lab)

    def set_aside(self) -> None:
        """Let the session be what it is now, whatever is shown from now on, until it is brought back."""
        self._aside, self._steps = self.state(), self._window.session.history.kept()

    def bring_back(self) -> None:
        """Show the session that was set aside; what was done meanwhile is no step of undo."""
        state, self._aside = self._aside, None
        if state is None:
            return
        self._standing.take(state.laboratory)
        self._window.session.history.keep(self._steps)
        if state.cells is not None and state.cells != self._reader.now():
            self._reader.take(state.cells)
        self._window.show_page(state.page)
        self._entitle()

    def save(self, path: Path) -> None:
        """Write the session to a file, and be of that name from now on.

        Raises
        ------
        FileError
            When the place cannot be written to; nothing is changed then.
        """
        state = self.state()
        save(state, path)
        self.path, self._kept = str(path), state.essence
        self.recent = with_newest(self.recent, path)
        self.agree(elsewhere.models_of(state.values()))
        self._entitle()
        self.said.emit(f"saved {path.name}")

    def agree(self, models: tuple[str, ...]) -> None:
        """Let sessions read these models, wherever they lie."""
        self.models = elsewhere.with_newest(self.models, models)

    def laboratory(self) -> Laboratory:
        """Return what the laboratory asks, for a link."""
        return self._standing.now()

    def follow_cells(self, page: ReadingWorkspace) -> None:
        """Take the page of cells, now that it is there."""
        self._reader.follow(page)

    def _wire(self) -> None:
        session, look = self._window.session, self._window.look
        for hand in (session.question_changed, self._reader.edited):
            hand.connect(self._edit)
        for signal in (session.moment_changed, look.changed, self._reader.moved):
            signal.connect(lambda *_: self.touched.emit())
        self._reader.arrived.connect(self._arrive)
        self._reader.said.connect(self.said)

    def _essence(self) -> State:
        lab = Laboratory(self._window.session.question) if self._aside is None else self._aside.laboratory
        return State(laboratory=lab, cells=self._reader.now()).essence

    def _edit(self) -> None:
        self._entitle()
        self.touched.emit()

    def _arrive(self) -> None:
        """How the page of cells stands when it comes was made by no hand."""
        if self._kept is not None:
            cells = self._essence().cells
            self._kept = replace(self._kept, cells=cells)
        self._edit()

    def _entitle(self) -> None:
        title = self.title
        if title != self._title:
            self._title = title
            self._window.setWindowTitle(title)
            self.named.emit()
