"""The window's tests run without a display, and leave nothing behind: no window, thread or timer."""

import gc
import os
import threading

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QTimer
from PyQt6.QtWidgets import QApplication

from gradviz.screen.runner import Runner
from gradviz.screen.session import Session
from gradviz.screen.theme import Look
from tests.screen.fakes import FakeRunner


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    threads, timers = set(threading.enumerate()), set(map(id, _timers()))
    yield
    if QApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    windows = [widget for widget in QApplication.topLevelWidgets() if not sip.isdeleted(widget)]
    left = [f"window {type(widget).__name__}" for widget in windows if widget.isVisible()]
    left += [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    left += [f"timer of {timer.parent()!r}" for timer in _timers() if id(timer) not in timers]
    for widget in windows:
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not left, f"{request.node.name} left behind: {', '.join(left)}"


def _timers():
    found = [thing for thing in gc.get_objects() if type(thing) is QTimer]
    return [timer for timer in found if not sip.isdeleted(timer) and timer.isActive()]


@pytest.fixture
def look(qapp):
    made = Look(qapp, "light")
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def runner(qapp):
    """A runner without a thread: a test says when it answers."""
    return FakeRunner()


@pytest.fixture
def session(runner):
    return Session(runner)


@pytest.fixture
def live(qapp):
    """A session with the real thread behind it."""
    runner = Runner()
    yield Session(runner)
    runner.close()
