"""The commands about sessions and links, and the menu of those that were open lately."""

from __future__ import annotations

import functools
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject
from PyQt6.QtGui import QGuiApplication

from gradviz.errors import GradvizError
from gradviz.screen.commands.actions import action, menu_of, opening
from gradviz.screen.look.literal import literal
from gradviz.screen.messages.offer import Offer
from gradviz.screen.sessions.asking import ask_before, ask_file, ask_place
from gradviz.screen.sessions.drops import Drops
from gradviz.screen.sessions.file import SUFFIX, load, with_suffix
from gradviz.screen.sessions.given import Given
from gradviz.screen.sessions.link import from_link, is_link, link_of
from gradviz.screen.sessions.recent import there
from gradviz.screen.sessions.state import said

if TYPE_CHECKING:
    from gradviz.screen.sessions.keeper import Keeper
    from gradviz.screen.window import Window

_NOTHING = "there is no link to an experiment on the clipboard: one begins with gradviz:1:"


class SessionCommands(QObject):
    """Saves and opens, and asks before anything is lost.

    Attributes
    ----------
    menu
        All of them.
    leaving
        Whether the window closes now, whatever was changed.
    """

    def __init__(self, window: Window, keeper: Keeper) -> None:
        super().__init__(window)
        self._window, self._keeper, self.leaving = window, keeper, False
        self.drops = Drops(self, self.open)
        self.drops.watch(window)
        lab = window.laboratory
        self.save = action(
            window, "Save session", ["Ctrl+S"], self.save_session, tip="Write all that both pages show to its file"
        )
        self.save_as = action(
            window, "Save session as…", ["Ctrl+Shift+S"], self.ask_place, tip="Write it to another file"
        )
        self.ask = action(
            window, "Open session…", ["Ctrl+Shift+O"], self.ask_file, tip="Go on where a session was saved"
        )
        self.copy_link = action(
            lab, "Copy link to this experiment", ["Ctrl+Shift+L"], self.copy,
            tip="The question as one line of text for a chat",
        )  # fmt: skip
        self.paste_link = action(
            lab, "Open the link on the clipboard", ["Ctrl+V"], self.paste,
            tip="Ask the question of a link that was copied",
        )  # fmt: skip
        self.recent = menu_of(window, [], "Recent sessions", "Sessions that were saved or opened lately")
        self.recent.aboutToShow.connect(self._list)
        files = [self.save, self.save_as, self.ask, opening(self.recent)]
        links, tip = [self.copy_link, self.paste_link], "Sessions, and links to an experiment"
        self.menu = menu_of(window, [("", files), ("", links)], "File", tip)
        keeper.said.connect(window.status.say)
        self._list()

    @functools.cached_property
    def offer(self) -> Offer:
        """Where something is offered or said under both pages; made when it is first wanted."""
        made, window = Offer(), self._window
        made.rest(window.has("lecture") and window.lecture.presenter.on)
        window.put_under(made)
        return made

    def rest(self, resting: bool) -> None:
        """Offer nothing while a lecture is given; what is offered waits for its end."""
        if "offer" in vars(self):
            self.offer.rest(resting)

    def save_session(self, then: Callable[[], object] = lambda: None) -> None:
        """Write the session to its file; where it has none, ask."""
        if self._keeper.path:
            self._write(self._keeper.path, then)
        else:
            self.ask_place(then)

    def ask_place(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask where to write the session."""
        answer = self._window.session.answer
        name = Path(self._keeper.path).name or f"{'session' if answer is None else answer.stem}{SUFFIX}"
        ask_place(self._window, self._folder(), name, lambda path: self._write(path, then))

    def ask_file(self) -> None:
        """Ask which session to open."""
        ask_file(self._window, self._folder(), self.open)

    def open(self, path: str) -> None:
        """Open a session; what is wrong with it is said, and what is right is there."""
        self.before(lambda: self._open(path))

    def before(self, then: Callable[[], object]) -> None:
        """Do what replaces the session, once its changes are saved or given up."""
        if self._keeper.edited:
            name = f"“{Path(self._keeper.path).stem}”" if self._keeper.path else "this session"
            ask_before(self._window, name, lambda: self.save_session(then), then)
        else:
            then()

    def may_close(self) -> bool:
        """Return whether the window may go; a session that has a file and was changed is asked about first."""
        if self.leaving or not (self._keeper.path and self._keeper.edited):
            return True
        self.before(self.leave)
        return False

    def leave(self) -> None:
        """Close the window, whatever was changed."""
        self.leaving = True
        self._window.close()

    def copy(self) -> None:
        """Put the question on the clipboard, as one line."""
        lab, clipboard = self._keeper.laboratory(), QGuiApplication.clipboard()
        line, left = link_of(lab.question, lab.moment)
        if clipboard is not None:
            clipboard.setText(line)
            words = f"copied a link to this experiment, {len(line)} characters"
            self._window.status.say(" ".join([f"{words}.", *left]) if left else words)

    def paste(self) -> None:
        """Ask what the link on the clipboard asks."""
        clipboard = QGuiApplication.clipboard()
        words = "" if clipboard is None else clipboard.text()
        if is_link(words):
            self.follow(words)
        else:
            self._window.status.say(_NOTHING)

    def follow(self, line: str) -> None:
        """Ask what a link asks, or say why not."""
        try:
            opened = from_link(line)
        except GradvizError as error:
            self._refuse(error)
            return
        self.show(Given(opened))

    def show(self, given: Given) -> None:
        """Show what the window was started with."""
        if set(given.opened.elsewhere) & set(self._keeper.models):  # a hand agreed to them before
            self._open(given.path)
            return
        if given.path:
            self._keeper.take(given.opened, given.path)
        else:
            self._keeper.pose(given.opened)
        self.tell(given.opened.notes)
        if given.opened.elsewhere:
            self._ask_for_models(given)

    def tell(self, notes: tuple[str, ...]) -> None:
        """Say what was wrong with something that was opened."""
        if notes:
            self.offer.say(said(notes))
        elif "offer" in vars(self):
            self.offer.unsay()

    def _ask_for_models(self, given: Given) -> None:
        """Offer to open a session once more, with the models that were left out."""
        models, path = given.opened.elsewhere, given.path

        def agree() -> None:
            self._keeper.agree(models)
            self.open(path)

        words = "Read the model" if len(models) == 1 else "Read the models"
        self.offer.offer(said(given.opened.notes), words, agree, lambda: None, "Leave out")

    def _open(self, path: str) -> None:
        try:
            opened = load(path, self._keeper.models)
        except GradvizError as error:
            self._refuse(error)
            return
        self.show(Given(opened, path))

    def _refuse(self, error: GradvizError) -> None:
        """Say why nothing was opened, and nothing more about what was opened before."""
        self.tell(())
        self._window.report(error)

    def _write(self, path: str, then: Callable[[], object]) -> None:
        try:
            self._keeper.save(with_suffix(path))
        except GradvizError as error:
            self._window.report(error)
        else:
            then()

    def _folder(self) -> Path:
        last = self._keeper.path or next(iter(self._keeper.recent), "")
        return Path(last).parent if last and Path(last).parent.is_dir() else Path.home()

    def _list(self) -> None:
        """List the sessions that are still there."""
        self.recent.clear()
        for path in there(self._keeper.recent):
            made = self.recent.addAction(Path(path).stem.replace("&", "&&"))
            assert made is not None
            made.setToolTip(literal(path))
            made.triggered.connect(partial(lambda path, *_: self.open(path), path))
        if self.recent.isEmpty():
            nothing = self.recent.addAction("none yet")
            assert nothing is not None
            nothing.setToolTip("Sessions stand here once they were saved or opened")
            nothing.setEnabled(False)
