"""The window with several pictures."""

import pytest
from PyQt6.QtWidgets import QApplication

from gradviz.screen.undoing import history


@pytest.fixture(autouse=True)
def every_choice_is_a_step_of_undo(monkeypatch):
    monkeypatch.setattr(history, "MERGE_SECONDS", 0.0)


@pytest.fixture
def show(qtbot):
    """Return a function that shows pictures, answered, each of them drawn."""

    def show(window, *names):
        window.session.choose_pictures(*names)
        window.session.runner.answer()
        drawn(window)

    def drawn(window):
        qtbot.waitUntil(lambda: tuple(view.name for view in window.desk.views) == window.session.question.pictures)
        qtbot.waitUntil(lambda: all(view.canvas.chart is not None for view in window.desk.views))
        qtbot.waitUntil(lambda: window.desk.turns.idle)
        QApplication.processEvents()

    return show
