"""One slot a kind, the newest first, the urgent before the patient; errors and stops come back as they should."""

import threading

import pytest

from gradviz.screen.reading.worker import Worker


@pytest.fixture
def worker(qapp):
    made = Worker(("urgent", "patient"), "test")
    yield made
    made.close()


@pytest.fixture
def heard(worker):
    """Return what came back, in order."""
    found = []
    worker.done.connect(lambda kind, what: found.append((kind, what)))
    worker.failed.connect(lambda kind, what: found.append((kind, type(what))))
    return found


def held(gate):
    """Return work that waits for a gate, then for a stop or the end of its time."""

    def work(control):
        gate.wait(5)
        control.advance(0.5)
        return "whole"

    return work


def test_work_comes_back_with_its_kind(worker, heard, qtbot):
    worker.ask("urgent", lambda _: 7)
    qtbot.waitUntil(lambda: heard == [("urgent", 7)])
    assert not worker.busy


def test_the_newest_of_a_kind_replaces_what_waits_and_stops_what_runs(worker, heard, qtbot):
    gate = threading.Event()
    worker.ask("patient", held(gate))
    qtbot.wait(30)
    worker.ask("patient", lambda _: "second")
    worker.ask("patient", lambda _: "third")
    gate.set()
    qtbot.waitUntil(lambda: heard == [("patient", "third")])
    qtbot.wait(50)
    assert heard == [("patient", "third")]


def test_the_urgent_goes_first(worker, heard, qtbot):
    gate = threading.Event()
    worker.ask("urgent", held(gate))
    qtbot.wait(30)
    worker.ask("patient", lambda _: 1)
    worker.ask("urgent", lambda _: 2)
    gate.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [kind for kind, _ in heard] == ["urgent", "patient"]


def test_what_raises_comes_back_as_an_error_and_the_thread_goes_on(worker, heard, qtbot):
    worker.ask("urgent", lambda _: 1 / 0)
    qtbot.waitUntil(lambda: heard == [("urgent", ZeroDivisionError)])
    worker.ask("urgent", lambda _: "on")
    qtbot.waitUntil(lambda: heard[-1] == ("urgent", "on"))


def test_what_is_dropped_never_comes_back(worker, heard, qtbot):
    gate, busy = threading.Event(), []
    worker.busy_changed.connect(busy.append)
    worker.ask("patient", held(gate))
    qtbot.wait(30)
    worker.drop("patient")
    gate.set()
    qtbot.wait(80)
    assert heard == []
    assert busy == [True, False]
    assert not worker.asked("patient")


def test_progress_is_that_of_the_newest(worker, qtbot):
    shares = []
    worker.progressed.connect(lambda kind, share: shares.append((kind, share)))
    worker.ask("urgent", lambda control: control.advance(0.25))
    qtbot.waitUntil(lambda: shares == [("urgent", 0.25)])


def test_closing_ends_the_thread(qapp):
    worker, gate = Worker(("one",), "test-close"), threading.Event()
    worker.ask("one", held(gate))
    gate.set()
    worker.close()
    assert not any(thread.name == "test-close" for thread in threading.enumerate())
