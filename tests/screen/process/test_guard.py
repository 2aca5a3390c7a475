import os
import signal
import sys
import threading

import pytest
from PyQt6.QtCore import QObject, QTimer, pyqtSignal, qWarning
from PyQt6.QtWidgets import QApplication, QWidget

from gradviz import ExperimentError, FileError
from gradviz.screen.messages import banner as module
from gradviz.screen.messages.banner import Banner
from gradviz.screen.messages.details import Details
from gradviz.screen.messages.sentences import details, sentence
from gradviz.screen.process.guard import guarded, interruptible


class Source(QObject):
    fired = pyqtSignal()


def test_an_exception_in_a_slot_is_reported_and_the_loop_goes_on(qtbot, capsys):
    seen, source = [], Source()

    def broken():
        raise ValueError("in a slot")

    source.fired.connect(broken)
    with guarded() as reports:
        reports.raised.connect(seen.append)
        QTimer.singleShot(0, source.fired.emit)
        qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0]) == "in a slot"
    assert "Traceback" in capsys.readouterr().err


def test_an_exception_in_another_thread_arrives_in_this_one(qtbot, capsys):
    seen = []
    with guarded() as reports:
        reports.raised.connect(lambda error: seen.append((error, threading.current_thread())))

        def broken():
            raise RuntimeError("far away")

        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: bool(seen))
    assert str(seen[0][0]) == "far away"
    assert "far away" in capsys.readouterr().err


def test_the_hooks_are_put_back():
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with guarded():
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_control_c_wakes_the_loop(qtbot):
    seen, before = [], signal.getsignal(signal.SIGINT)
    with guarded() as reports, interruptible(reports):
        reports.interrupted.connect(lambda: seen.append(True))
        QTimer.singleShot(10, lambda: os.kill(os.getpid(), signal.SIGINT))
        qtbot.waitUntil(lambda: bool(seen))
    assert signal.getsignal(signal.SIGINT) is before


def test_qt_s_own_messages_go_to_standard_error(qapp, capsys):
    with guarded():
        qWarning("a word from Qt")
    assert "Qt: a word from Qt" in capsys.readouterr().err


def test_every_kind_of_failure_is_one_sentence():
    for error in (ExperimentError("T must be 1 or more.", "steps"), FileError("x is a folder."), MemoryError(),
                  OSError(28, "No space left on device", "/x"), ImportError("no torch"),
                  ValueError("a\nb"), KeyError()):  # fmt: skip
        told = sentence(error)
        assert told.endswith(".")
        assert "\n" not in told
        assert "!" not in told
    assert sentence(OSError(28, "No space left", "/x")) == "The system refused: /x: the disk is full."
    assert "memory" in sentence(MemoryError())


def test_details_hold_the_traceback():
    with pytest.raises(ValueError, match="deep") as caught:
        raise ValueError("deep")
    assert "test_details_hold" in details(caught.value)


def test_repeated_failures_collapse_into_one_message(qtbot, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(600, 400)
    over.show()
    banner = Banner(over)
    for _ in range(50):
        now[0] += 1.0
        banner.report(RuntimeError("again"))
    assert banner._words.text().endswith("(×50)")
    banner.report(RuntimeError("other"))
    assert "×" not in banner._words.text()
    assert over.rect().contains(banner.geometry())
    assert banner.geometry().bottom() > 300
    over.resize(900, 700)
    assert banner.geometry().bottom() > 600
    banner.dismiss()
    assert not banner.isVisible()


def test_a_storm_of_the_same_failure_is_only_counted(qtbot, monkeypatch):
    monkeypatch.setattr(module.time, "monotonic", lambda: 5.0)
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    banner = Banner(over)
    for _ in range(1000):
        banner.report(RuntimeError("again"))
    assert "×" not in banner._words.text()
    banner._more.click()
    opened = over.findChild(Details)
    opened.copy()
    assert "RuntimeError: again" in QApplication.clipboard().text()
    opened.accept()
