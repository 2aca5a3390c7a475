import json
import os
import subprocess
import sys

import pytest
from PyQt6.QtWidgets import QApplication

START = """
import sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from gradviz.screen import app
from gradviz.screen.asking import session
from gradviz.screen import window
{before}
sys.exit(app.main([], Path(sys.argv[1])))
"""


def start(before, folder, timeout=60):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", START.format(before=before), str(folder / "settings.json")], text=True,
                          env=environment, capture_output=True, timeout=timeout, check=False)  # fmt: skip


def test_the_window_is_seen_before_anything_heavy_is_imported(tmp_path):
    done = start("""
def begin(self):
    print([name for name in ("numpy", "torch", "pyqtgraph", "matplotlib") if name in sys.modules], self.isVisible())
    self.close()
window.Window.begin = begin""", tmp_path)  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "[] True")
    assert json.loads((tmp_path / "settings.json").read_text())["mode"] == "system"


def test_an_exception_in_a_slot_is_shown_the_picture_stays_and_the_window_lives(tmp_path):
    done = start("""
take = session.Session._take
def taken(self, answer):
    take(self, answer)
    QTimer.singleShot(0, lambda: 1 / 0)
    QTimer.singleShot(200, lambda: look(self))
def look(session):
    found = next(w for w in QApplication.topLevelWidgets() if isinstance(w, window.Window))
    print(found.banner.isVisible(), found.isVisible(), session.answer is not None, found.banner._words.text())
    found.close()
session.Session._take = taken""", tmp_path)  # fmt: skip
    assert done.returncode == 0
    assert done.stdout.startswith("True True True Something went wrong inside gradviz (ZeroDivisionError: division by")
    assert "ZeroDivisionError" in done.stderr


def test_closing_while_it_computes_does_not_hang(tmp_path):
    done = start("""
import gradviz
def run(experiment, control=None):
    while True:
        control.advance(0.5)
gradviz.run = run
ask = session.Session.ask
def asked(self):
    ask(self)
    QTimer.singleShot(500, QApplication.closeAllWindows)
session.Session.ask = asked""", tmp_path, 20)  # fmt: skip
    assert done.returncode == 0


def test_control_c_closes_the_window(tmp_path):
    done = start("""
import os, subprocess
def begin(self):
    subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -INT {os.getpid()}"])
window.Window.begin = begin""", tmp_path, 20)  # fmt: skip
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_broken_settings_are_a_note_in_the_window(tmp_path):
    (tmp_path / "settings.json").write_text("{broken")
    done = start("""
def begin(self):
    print(self.status.note.text())
    self.close()
window.Window.begin = begin""", tmp_path, 20)  # fmt: skip
    assert (done.returncode, "damaged" in done.stdout) == (0, True)


@pytest.mark.usefixtures("qapp")
def test_a_real_drag_ends_in_the_right_picture(live, look, qtbot):
    from gradviz.screen.settings import Settings
    from gradviz.screen.window import Window

    window = Window(live, look, Settings())
    qtbot.addWidget(window)
    window.show()
    window.begin()
    qtbot.waitUntil(lambda: live.answer is not None, timeout=20_000)
    slider = window.form.cards["a"].rows["spectral_radius"].slider
    for position in range(50, 150):
        slider.setValue(position)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: live.answer.question.a.spectral_radius == 1.49)
    assert live.answer.results[0].experiment == live.question.a
    live.history.undo()
    qtbot.waitUntil(lambda: live.answer.question.a.spectral_radius == 0.9)
    window.player.pause()
