"""What was on the screen when a window ended unexpectedly is offered again: with real processes that are killed."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from PyQt6.QtCore import Qt

from gradviz.screen.sessions.autosave import Autosave
from gradviz.screen.sessions.file import save
from gradviz.screen.sessions.left import Left, newest_left
from gradviz.screen.sessions.link import link_of
from gradviz.screen.sessions.state import State

START = """
import sys
from pathlib import Path
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from gradviz.screen import app
from gradviz.screen import window
from gradviz.screen.sessions import autosave
from gradviz.screen.sessions.given import given
autosave.QUIET = 0.2
def later(milliseconds, then):
    QTimer.singleShot(milliseconds, then)
began = app._begin
def begin(window, *rest):
    began(window, *rest)
    session, sessions = window.session, window.commands.sessions
    def then(*_):  # a process that ends while it imports its engine does not end well
        session.answered.disconnect(then)
        {then}
    session.answered.connect(then)
app._begin = begin
named = sys.argv[2] if len(sys.argv) > 2 else ""
sys.exit(app.main([], Path(sys.argv[1]), given(named) if named else None))
"""
EDIT = 'later(0, lambda: session.edit("a", "spectral_radius", 1.62)); '
SAID = "print(repr(sessions.offer.words), sessions.offer.isVisible(), session.question.a.spectral_radius, flush=True)"
LOOK = f"later(100, lambda: ({SAID}, window.close()))"


@pytest.fixture
def started(tmp_path):
    """Return what starts a window in a process of its own; all of them end with the test."""
    running = []
    (tmp_path / "settings.json").write_text('{"toured": true}')

    def start(then, *more):
        line = [sys.executable, "-c", START.format(then=then), str(tmp_path / "settings.json"), *more]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        running.append(subprocess.Popen(line, env=environment, text=True, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE))  # fmt: skip
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def files(folder):
    return sorted(folder.glob("open-*.gradviz"))


def wait_for(found, seconds=40):
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if value := found():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come")


def said_by(process):
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return out.strip()


def test_after_a_crash_the_last_state_is_offered_and_comes_back(started, tmp_path):
    first = started(EDIT)
    left = wait_for(lambda: files(tmp_path))[0]
    assert left.name.startswith(f"open-{first.pid}-")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert said_by(started(LOOK)).startswith("'gradviz ended unexpectedly.' True 0.9")  # never by itself
    assert files(tmp_path) == [left]  # neither brought back nor dismissed: it waits
    back = f"later(100, sessions.offer.taking.click); later(400, lambda: ({SAID}, print(window.windowTitle())))"
    second = started(f"{back}; later(700, lambda: print(len(list(Path(sys.argv[1]).parent.glob('open-*.gradviz')))));"
                     " later(900, window.close)")  # fmt: skip
    assert said_by(second).split("\n") == ["'gradviz ended unexpectedly.' False 1.62", "• gradviz", "1"]
    assert files(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


def test_a_window_that_lives_keeps_what_is_its_own(started, tmp_path):
    started(EDIT)
    wait_for(lambda: files(tmp_path))
    started_ = started("later(100, sessions.offer.dismissing.click) if 'offer' in vars(sessions) else None;"
                       " later(300, window.close)")  # fmt: skip
    said_by(started_)  # the first one lives: nothing of it is touched
    assert len(files(tmp_path)) == 1


def test_a_dismissed_state_is_removed(started, tmp_path):
    first = started(EDIT)
    wait_for(lambda: files(tmp_path))
    first.kill()
    first.wait()
    said_by(started("later(100, sessions.offer.dismissing.click); later(300, window.close)"))
    assert files(tmp_path) == []
    assert said_by(started("later(50, lambda: (print('offer' in vars(sessions)), window.close()))")) == "False"


def test_a_normal_end_leaves_nothing_and_so_does_a_window_that_nobody_touched(started, tmp_path):
    edited = f"{EDIT} later(1500, window.close)"
    said_by(started(edited))
    assert files(tmp_path) == []
    untouched = started("later(1500, lambda: print('there', flush=True))")
    assert untouched.stdout.readline() == "there\n"
    untouched.kill()
    untouched.wait()
    assert files(tmp_path) == []


def test_the_name_of_a_session_that_crashed_comes_back_with_its_changes(started, tmp_path):
    path = tmp_path / "lecture.gradviz"
    save(State(), path)
    before = path.read_text()
    first = started(EDIT, str(path))
    wait_for(lambda: files(tmp_path) and '"of": ' in files(tmp_path)[0].read_text() and "1.62" in
             files(tmp_path)[0].read_text())  # fmt: skip
    first.kill()
    first.wait()
    look = "lambda: (print(window.windowTitle()), sessions.leave())"
    second = started(f"later(100, sessions.offer.taking.click); later(400, {look})")
    assert said_by(second) == "• lecture – gradviz"
    assert path.read_text() == before


def test_two_that_crashed_are_offered_to_one_window_each(started, tmp_path):
    for _ in range(2):
        process = started(EDIT)
        wait_for(lambda: [path for path in files(tmp_path) if f"-{process.pid}-" in path.name])  # noqa: B023
        process.kill()
        process.wait()
    assert len(files(tmp_path)) == 2
    one, two = newest_left(tmp_path), newest_left(tmp_path)
    assert {one.path, two.path} == set(files(tmp_path))
    assert newest_left(tmp_path) is None
    one.remove()
    two.let_go()
    assert newest_left(tmp_path).path == two.path


def test_a_window_opens_with_a_file_and_with_a_link(started, tmp_path):
    from gradviz.charts.moment import Moment
    from gradviz.screen.asking.question import Question

    question, _ = Question.default().edited("a", spectral_radius=1.25)
    path = tmp_path / "lecture.gradviz"
    save(State(), path)
    look = "print(window.windowTitle(), session.question.a.spectral_radius, session.moment.step, session.moment.phase)"
    look = f"later(200, lambda: ({look}, window.close()))"
    assert said_by(started(look, str(path))) == "lecture – gradviz 0.9 0.0 whole"
    line, _ = link_of(question, Moment("whole", 30.0))
    assert said_by(started(look, line)) == "gradviz 1.25 30.0 whole"


@pytest.fixture
def kept(open_window, tmp_path):
    """A window whose state is written down."""
    window = open_window()
    made = Autosave(window.keeper, window.commands.sessions, tmp_path / "state")
    yield window, made
    made.close()


def test_it_waits_a_moment_after_the_last_change_but_not_for_ever(kept, qtbot, tmp_path, monkeypatch):
    import gradviz.screen.sessions.autosave as module

    monkeypatch.setattr(module, "QUIET", 0.1)
    monkeypatch.setattr(module, "AT_MOST", 0.4)
    window, _ = kept
    window.session.edit("a", "spectral_radius", 1.0)
    assert files(tmp_path / "state") == []
    began = time.monotonic()
    while not files(tmp_path / "state"):  # as while playing: the cursor never rests
        window.player.step(1 if int(1000 * time.monotonic()) % 2 else -1)
        qtbot.wait(10)
        assert time.monotonic() - began < 5
    assert time.monotonic() - began > 0.25


def test_the_window_is_held_for_a_moment_only_even_by_a_long_text(kept, qtbot):
    window, made = kept
    window.session.edit("a", "text", "a text of five megabytes\n" * 200_000, input="text")
    began = time.thread_time()
    made.write()
    assert time.thread_time() - began < 0.02
    made._writing.join()
    (left,) = [Left(path) for path in files(made._folder)]
    opened, of, _ = left.read()
    assert (opened.state.laboratory.question, of) == (window.session.question, "")


def test_a_place_that_cannot_be_written_to_is_said_once(open_window, qtbot, tmp_path):
    window = open_window()
    (tmp_path / "file").write_text("")
    made = Autosave(window.keeper, window.commands.sessions, tmp_path / "file" / "state")
    heard = []
    made.said.connect(heard.append)
    for radius in (1.1, 1.2):
        window.session.edit("a", "spectral_radius", radius)
        made.write()
        made._writing.join()
        qtbot.wait(20)
    assert len(heard) == 1
    assert "is not kept for a crash" in heard[0]
    made.close()


def test_what_was_left_damaged_is_said_and_removed(open_window, qtbot, tmp_path):
    window = open_window()
    for name, content in (("open-1-a.gradviz", "{"), ("open-1-b.gradviz", json.dumps({"of": 3, "session": []}))):
        (tmp_path / name).write_text(content)
        made = Autosave(window.keeper, window.commands.sessions, tmp_path)
        heard = []
        made.said.connect(heard.append)
        made.begin()
        assert "what it left is damaged" in heard[0]
        made.close()
    assert list(tmp_path.iterdir()) == []


def test_the_offer_is_reached_and_taken_by_keys(open_window, qtbot, tmp_path):
    import dataclasses

    window = open_window()
    question, _ = window.session.question.edited("a", spectral_radius=1.9)
    left = Left.own(tmp_path)
    state = window.keeper.state()
    left.write(dataclasses.replace(state, laboratory=dataclasses.replace(state.laboratory, question=question)), "")
    left.let_go()
    made = Autosave(window.keeper, window.commands.sessions, tmp_path)
    made.begin()
    offer = window.commands.sessions.offer
    assert offer.isVisible()
    assert offer.taking.text() == "Bring back what was there"
    offer.taking.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(offer.taking, Qt.Key.Key_Space)
    assert window.session.question == question
    assert not offer.isVisible()
    made.close()
    assert list(tmp_path.iterdir()) == []
