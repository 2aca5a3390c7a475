import pytest

from gradviz.screen.session import Session
from gradviz.screen.settings import Settings
from gradviz.screen.window import Window
from tests.screen.fakes import FakeRunner, small


@pytest.fixture
def open_window(look, qtbot):
    """Open the whole window on a small question, answered at once."""
    windows = []

    def open_(settings=None, size=(1366, 768), question=None, answered=True):
        window = Window(Session(FakeRunner(), question or small()), look, settings or Settings())
        windows.append(window)
        qtbot.addWidget(window)
        window.setWindowState(window.windowState() & ~window.windowState().WindowMaximized)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        window.begin()
        if answered:
            window.session.runner.answer()
            window.player.pause()
        qtbot.wait(1)
        return window

    yield open_
    for window in windows:
        window.player.pause()
