"""The application: it wires the window, and sees to it that nothing closes it but the user."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QIcon
from PyQt6.QtWidgets import QApplication

from gradviz.resources import resource
from gradviz.screen import settings
from gradviz.screen.garbage import Garbage
from gradviz.screen.guard import Reports, guarded, interruptible
from gradviz.screen.question import Question
from gradviz.screen.runner import Runner
from gradviz.screen.session import Session
from gradviz.screen.theme import Look


def main(argv: Sequence[str] | None = None, settings_file: Path | None = None) -> int:
    """Open the window and run until it is closed.

    Parameters
    ----------
    argv
        Arguments for Qt, without the program's name.
    settings_file
        Where the window's settings are; None: where they belong on this system.

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
            return _run(app, reports, settings_file or settings.place())


def _run(app: QApplication, reports: Reports, file: Path) -> int:
    kept, note = settings.load(file)
    look = Look(app, kept.mode, kept.scale)
    runner = Runner()
    session = Session(runner, replace(Question.default(), pictures=kept.pictures, options=kept.options))
    from gradviz.screen.window import Window

    window = Window(session, look, kept)
    reports.raised.connect(window.report)
    reports.interrupted.connect(window.close)
    window.painted.connect(lambda: QTimer.singleShot(0, window.begin))
    if note:
        window.status.say(note)
    window.show()
    garbage = Garbage(app)
    status = app.exec()
    runner.close()
    garbage.close()
    settings.save(window.settings(), file)
    return status
