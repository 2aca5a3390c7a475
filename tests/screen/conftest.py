"""The window's tests run without a display, and leave nothing behind: no window, thread or timer."""

import gc
import os
import threading

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QTimer
from PyQt6.QtGui import QFont, QFontMetricsF
from PyQt6.QtWidgets import QApplication

from gradviz.screen.asking.runner import Runner
from gradviz.screen.asking.session import Session
from gradviz.screen.look import theme
from gradviz.screen.look.theme import Look
from tests.screen.fakes import FakeRunner, small


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    threads = set(threading.enumerate())
    gc.freeze()  # what is found afterwards among the objects was made by the test
    yield
    if QApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    timers = [thing for thing in gc.get_objects() if type(thing) is QTimer]
    gc.unfreeze()
    windows = [widget for widget in QApplication.topLevelWidgets() if not sip.isdeleted(widget)]
    left = [f"window {type(widget).__name__}" for widget in windows if widget.isVisible()]
    left += [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    left += [f"timer of {timer.parent()!r}" for timer in timers if not sip.isdeleted(timer) and timer.isActive()]
    for widget in windows:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not left, f"{request.node.name} left behind: {', '.join(left)}"


FONTS = {"as Liberation Sans": 512, "as Inter": 560, "as DejaVu Sans": 588}
"""How wide `WORDS` are in 13 pixels of some interface fonts; Arial is as Liberation Sans, Verdana as DejaVu Sans."""
WORDS = "Spectral radius ρ as drawn, of the gradient left 999 steps back, ×9.99·10−99 0.012–0.046"


def stretched_to(width, own):
    """Return the interface font drawn so broad or so narrow that `WORDS` are ``width`` pixels wide."""

    def drawn(pixels, stretch):
        font = own(pixels)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # rounds no width to whole pixels
        font.setStretch(stretch)
        return font

    stretch = 100
    for _ in range(3):  # a family with a condensed face does not follow the percentage at once
        stretch = round(stretch * width / QFontMetricsF(drawn(13, stretch)).horizontalAdvance(WORDS))
    return lambda pixels: drawn(pixels, stretch)


@pytest.fixture(params=FONTS)
def any_font(request, qapp, monkeypatch):
    """Interface fonts of different widths: a layout that holds in all of them is tuned to none."""
    before = qapp.font()
    monkeypatch.setattr(theme, "ui_font", stretched_to(FONTS[request.param], theme.ui_font))
    yield request.param
    qapp.setFont(before)


@pytest.fixture
def look(qapp):
    before = qapp.font()
    made = Look(qapp, "light")
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    qapp.setFont(before)


@pytest.fixture
def runner(qapp):
    """A runner without a thread: a test says when it answers."""
    return FakeRunner()


@pytest.fixture
def session(runner):
    return Session(runner)


@pytest.fixture
def open_window(look, qtbot):
    """Open the whole window on a small question, answered at once."""
    from gradviz.screen.settings import Settings
    from gradviz.screen.window import Window

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


@pytest.fixture
def live(qapp):
    """A session with the real thread behind it."""
    runner = Runner()
    yield Session(runner)
    runner.close()
