import json

import pytest
from PyQt6.QtWidgets import QApplication, QFileDialog, QMessageBox

from gradviz.screen.sessions.state import State
from tests.screen.reading.conftest import model_file, settled

__all__ = ["model_file", "settled"]


@pytest.fixture
def choosing(qtbot):
    """Return what waits for a file dialog and chooses a path in it, as a hand would."""

    def choose(window, path):
        qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
        dialog = window.findChildren(QFileDialog)[-1]
        dialog.selectFile(str(path))
        dialog.accept()
        QApplication.processEvents()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return choose


@pytest.fixture
def asked(qtbot):
    """Return what presses a button of the question about changes."""

    def press(window, words):
        box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
        next(button for button in box.buttons() if button.text() == words).click()

    return press


@pytest.fixture
def is_asked():
    """Return whether the question about changes is there."""
    return lambda window: any(box.isVisible() for box in window.findChildren(QMessageBox))


def written(path):
    """Return the state in a file, which must be right."""
    opened = State.from_json(path.read_text(encoding="utf-8"))
    assert opened.notes == ()
    json.loads(path.read_text(encoding="utf-8"))
    return opened.state
