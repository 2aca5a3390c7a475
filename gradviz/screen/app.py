"""The application: it wires the window, and sees to it that nothing closes it but the user."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import platformdirs
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication

from gradviz.resources import resource
from gradviz.screen import settings
from gradviz.screen.asking.question import Question
from gradviz.screen.asking.runner import Runner
from gradviz.screen.asking.session import Session
from gradviz.screen.look.theme import Look
from gradviz.screen.process.garbage import Garbage
from gradviz.screen.process.guard import Reports, guarded, interruptible
from gradviz.screen.sessions.autosave import Autosave
from gradviz.screen.sessions.given import Given
from gradviz.screen.touring.invitation import invite

if TYPE_CHECKING:
    from gradviz.screen.window import Window


class Opening(NamedTuple):
    """What the window opens with."""

    given: Given | None
    lesson: str | None


def main(
    argv: Sequence[str] | None = None,
    settings_file: Path | None = None,
    given: Given | None = None,
    lesson: str | None = None,
) -> int:
    """Open the window and run until it is closed.

    Parameters
    ----------
    argv
        Arguments for Qt, without the program's name.
    settings_file
        Where the window's settings are, and beside them what is kept for a crash; None: where they belong on
        this system.
    given
        The session or the link that is opened at once.
    lesson
        The name or the file of the lesson that is opened at once.

    Returns
    -------
    int
        The exit status.
    """
    with guarded() as reports:
        app = QApplication([sys.argv[0], *(argv or ())])
        app.setApplicationName("gradviz")
        app.setApplicationDisplayName("gradviz")
        app.setDesktopFileName("gradviz")
        app.setWindowIcon(QIcon(str(resource("icons/gradviz.svg"))))
        with interruptible(reports):
            left = settings_file.parent if settings_file else platformdirs.user_state_path("gradviz", appauthor=False)
            return _run(app, reports, settings_file or settings.place(), left, Opening(given, lesson))


def _run(app: QApplication, reports: Reports, file: Path, left: Path, opening: Opening) -> int:
    kept, note = settings.load(file)
    look = Look(app, kept.mode, kept.scale)
    look.reduced_motion, look.line_styles = kept.reduced_motion, kept.line_styles
    runner = Runner()
    given = opening.given
    asked = replace(Question.default(), pictures=kept.pictures, options=kept.options)
    session = Session(runner, given.opened.state.laboratory.question if given else asked)
    from gradviz.screen.window import Window

    window = Window(session, look, kept)
    autosave = Autosave(window.keeper, window.commands.sessions, left)
    autosave.said.connect(window.status.say)
    reports.raised.connect(window.report)
    reports.interrupted.connect(window.commands.sessions.leave)
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _begin(window, autosave, opening)))
    if note:
        window.status.say(note)
    window.show()
    garbage = Garbage(app)
    status = app.exec()
    autosave.close()
    runner.close()
    garbage.close()
    settings.save(window.settings(), file)
    return status


def _begin(window: Window, autosave: Autosave, opening: Opening) -> None:
    """Ask the first question, show what was to be opened, and offer what is left after a crash, or the tour."""
    window.begin()
    if opening.given is not None:
        window.commands.sessions.show(opening.given)
    if opening.lesson is not None:
        window.lecture.commands.begin(opening.lesson)
    autosave.begin()
    if opening.given is None and opening.lesson is None:
        invite(window)
