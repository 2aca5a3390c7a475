"""What may be asked soon is computed while nobody waits, and gives way to everybody who does."""

import time
from dataclasses import replace

import pytest

import gradviz
from gradviz.screen.asking.answering import MOST_STATES
from gradviz.screen.asking.runner import Runner
from tests.screen.asking.test_runner import Gate
from tests.screen.fakes import answer_to, small

NOW, SOON, OTHER = small(), small(seed=1), small(seed=2)


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def ran(monkeypatch):
    """Return the experiments that were computed, in order."""
    found, real = [], gradviz.run

    def run(experiment, control=None):
        found.append(experiment)
        return real(experiment, control=control)

    monkeypatch.setattr(gradviz, "run", run)
    return found


def calm(runner, qtbot):
    qtbot.waitUntil(lambda: not runner._ahead and runner._running is None)


def asked(runner, question, qtbot):
    with qtbot.waitSignal(runner.answered) as said:
        runner.ask(question)
    return said.args[0]


def test_what_was_foreseen_is_answered_without_computing_or_drawing(runner, ran, qtbot):
    soon = replace(SOON, pictures=("gradient", "why"))
    asked(runner, NOW, qtbot)
    runner.foresee(soon)
    calm(runner, qtbot)
    assert ran == [*NOW.experiments(), *SOON.experiments()]
    drawn = [chart for _, chart in runner._answering._studio._drawn.values()]
    answer = asked(runner, soon, qtbot)
    assert len(ran) == 4
    assert all(any(chart is known for known in drawn) for chart in answer.charts.values())


def test_the_way_back_is_kept_as_long_as_it_is_foreseen(runner, ran, qtbot):
    asked(runner, NOW, qtbot)
    runner.foresee(SOON, NOW)
    calm(runner, qtbot)
    asked(runner, SOON, qtbot)
    asked(runner, NOW, qtbot)
    assert len(ran) == 4
    runner.foresee()
    asked(runner, OTHER, qtbot)
    asked(runner, SOON, qtbot)
    assert ran[4:] == [*OTHER.experiments(), *SOON.experiments()]


def test_a_hand_does_not_wait_for_what_nobody_asked(runner, monkeypatch, qtbot):
    gate = Gate(monkeypatch)
    runner.foresee(SOON, OTHER)
    assert gate.entered.acquire(timeout=5)
    began = time.monotonic()
    runner.ask(NOW)
    qtbot.waitUntil(lambda: bool(gate.cancelled))
    assert gate.cancelled == [SOON.a]
    assert time.monotonic() - began < 0.2
    gate.open.set()
    qtbot.waitSignal(runner.answered)
    calm(runner, qtbot)
    assert OTHER.a not in gate.runs


def test_a_check_does_not_wait_either(runner, monkeypatch, qtbot):
    answer, gate = answer_to(NOW), Gate(monkeypatch)
    runner.foresee(SOON)
    assert gate.entered.acquire(timeout=5)
    with qtbot.waitSignal(runner.examined) as said:
        assert runner.examine(answer)
    assert len(said.args[0].checks) == 2
    assert gate.cancelled == [SOON.a]


def test_nothing_is_said_of_it_and_who_asks_hears_what_fails(runner, monkeypatch, qtbot):
    said = []
    for signal in (runner.answered, runner.failed, runner.busy_changed, runner.progressed):
        signal.connect(lambda *args: said.append(args))

    def run(experiment, control=None):
        raise RuntimeError("broken")

    monkeypatch.setattr(gradviz, "run", run)
    runner.foresee(SOON)
    calm(runner, qtbot)
    qtbot.wait(1)
    assert not said
    with qtbot.waitSignal(runner.failed):
        runner.ask(SOON)


def test_what_is_large_is_left_until_it_is_asked(runner, ran, qtbot):
    large = small(hidden_size=512, steps=MOST_STATES // 512)
    runner.foresee(large, SOON)
    calm(runner, qtbot)
    assert ran == list(SOON.experiments())


def test_a_sweep_is_foreseen_too(runner, qtbot):
    fan = replace(SOON, pictures=("fan",))
    runner.foresee(fan)
    calm(runner, qtbot)
    assert not runner._answering._studio.missing(fan)
    (sweep,) = (sweep for sweep, whole in runner._answering._studio._sweeps.values() if whole)
    assert sweep.done == 1
