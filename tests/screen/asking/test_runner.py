import threading
import time
from dataclasses import replace

import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.errors import Cancelled
from gradviz.screen.asking import runner as module
from gradviz.screen.asking.runner import PATIENCE, Runner
from gradviz.screen.asking.studio import EARLY
from tests.screen.fakes import small


@pytest.fixture
def runner(qapp):
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def gate(monkeypatch):
    """Replace the engine by one that waits at a gate and looks at its control."""
    return Gate(monkeypatch)


@pytest.fixture
def slow(monkeypatch):
    """Let the picture "why" wait until it may be finished, and longer than the others."""
    event, draw = threading.Event(), CHARTS["why"].draw

    def drawn(*results, **options):
        event.wait(5)
        time.sleep(2 * EARLY)
        return draw(*results, **options)

    object.__setattr__(CHARTS["why"], "draw", drawn)
    yield event
    event.set()
    object.__setattr__(CHARTS["why"], "draw", draw)


class Gate:
    def __init__(self, monkeypatch):
        self.runs, self.cancelled = [], []
        self.entered, self.open = threading.Semaphore(0), threading.Event()
        self._real = gradviz.run
        monkeypatch.setattr(gradviz, "run", self.run)

    def run(self, experiment, control=None):
        self.runs.append(experiment)
        self.entered.release()
        while not self.open.wait(0.005):
            self._look(experiment, control)
        self._look(experiment, control)
        return self._real(experiment)

    def _look(self, experiment, control):
        try:
            control.advance(0.5)
        except Cancelled:
            self.cancelled.append(experiment)
            raise


def seeds(count):
    return [small(seed=i) for i in range(count)]


def test_an_answer_carries_its_question_results_and_picture(runner, qtbot):
    with qtbot.waitSignal(runner.answered) as said:
        runner.ask(small())
    answer = said.args[0]
    assert answer.question == small()
    assert [result.experiment for result in answer.results] == [small().a, small().b]
    assert answer.chart.experiments == (small().a, small().b)
    assert answer.seconds > 0


def test_the_newest_question_wins_and_those_between_are_never_computed(runner, gate, qtbot):
    first, between, newest = seeds(3)
    answers = []
    runner.answered.connect(answers.append)
    runner.ask(first)
    assert gate.entered.acquire(timeout=5)
    runner.ask(between)
    runner.ask(newest)
    gate.open.set()
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].question == newest)
    assert between.a not in gate.runs
    assert not gate.cancelled


def test_a_young_run_is_left_alone_and_an_old_one_is_cancelled(runner, gate, qtbot):
    first, second, third = seeds(3)
    runner.ask(first)
    assert gate.entered.acquire(timeout=5)
    runner.ask(second)
    time.sleep(0.05)
    assert not gate.cancelled
    time.sleep(PATIENCE)
    answers = []
    runner.answered.connect(answers.append)
    runner.ask(third)
    gate.open.set()
    qtbot.waitUntil(lambda: bool(answers) and answers[-1].question == third)
    assert gate.cancelled[0] == first.a


def test_stop_forgets_what_waits_and_nothing_is_answered(runner, gate, qtbot):
    first, second = seeds(2)
    answers = []
    runner.answered.connect(answers.append)
    runner.ask(first)
    assert gate.entered.acquire(timeout=5)
    runner.ask(second)
    with qtbot.waitSignal(runner.busy_changed, check_params_cb=lambda busy: not busy):
        runner.stop()
    assert gate.cancelled == [first.a]
    assert not answers
    assert second.a not in gate.runs


def test_a_failure_names_its_network_and_the_thread_goes_on(runner, monkeypatch, qtbot):
    real = gradviz.run

    def run(experiment, control=None):
        if experiment.cell == "lstm":
            raise RuntimeError("broken")
        return real(experiment, control=control)

    monkeypatch.setattr(gradviz, "run", run)
    with qtbot.waitSignal(runner.failed) as said:
        runner.ask(small())
    assert (said.args[0].slot, said.args[0].expected) == ("b", False)
    monkeypatch.setattr(gradviz, "run", real)
    with qtbot.waitSignal(runner.answered):
        runner.ask(small())


def test_a_network_that_did_not_change_is_not_computed_again(runner, monkeypatch, qtbot):
    ran, real = [], gradviz.run
    monkeypatch.setattr(gradviz, "run", lambda experiment, control=None: (ran.append(experiment), real(experiment))[1])
    for question in (small(), small(spectral_radius=1.3)):
        with qtbot.waitSignal(runner.answered):
            runner.ask(question)
    assert ran == [small().a, small().b, small(spectral_radius=1.3).a]


def test_another_picture_of_the_same_networks_computes_nothing(runner, monkeypatch, qtbot):
    with qtbot.waitSignal(runner.answered) as first:
        runner.ask(small())
    monkeypatch.setattr(gradviz, "run", None)
    with qtbot.waitSignal(runner.answered) as second:
        runner.ask(replace(small(), pictures=("gradient",)))
    assert second.args[0].chart.name == "gradient"
    assert second.args[0].results == first.args[0].results


def test_quick_pictures_do_not_wait_for_a_slow_one(runner, slow, qtbot):
    answers = []
    runner.answered.connect(answers.append)
    asked = ("gradient", "why", "activations")
    question = replace(small(), pictures=asked)
    runner.ask(question)
    qtbot.waitUntil(lambda: bool(answers) and "gradient" in answers[-1].charts)
    assert "why" not in answers[-1].charts
    slow.set()
    qtbot.waitUntil(lambda: set(answers[-1].charts) == set(question.pictures))
    slow.clear()
    runner.ask(replace(small(spectral_radius=0.5), pictures=asked))
    qtbot.waitUntil(lambda: answers[-1].question.a.spectral_radius == 0.5)
    assert set(answers[-1].charts) == {"gradient", "activations"}  # it is known by now which one is slow
    slow.set()
    qtbot.waitUntil(lambda: "why" in answers[-1].charts)


def test_progress_is_silent_at_first_and_then_the_share_of_the_whole_question(runner, gate, monkeypatch, qtbot):
    shares = []
    runner.progressed.connect(shares.append)
    runner.ask(small())
    assert gate.entered.acquire(timeout=5)
    time.sleep(PATIENCE / 2)
    qtbot.wait(1)
    assert not shares
    qtbot.waitUntil(lambda: bool(shares))
    gate.open.set()
    qtbot.waitSignal(runner.answered)
    qtbot.waitUntil(lambda: shares[-1] == pytest.approx(0.75))
    assert shares[0] == pytest.approx(0.25)


def test_the_devices_are_told_once(runner, qtbot):
    told = []
    runner.devices_found.connect(told.append)
    for seed in range(3):
        with qtbot.waitSignal(runner.answered):
            runner.ask(small(seed=seed))
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    assert "cpu" in told[0]


def test_closing_ends_the_thread_even_in_the_middle_of_a_run(qapp, gate):
    runner = Runner()
    runner.ask(small())
    assert gate.entered.acquire(timeout=5)
    began = time.monotonic()
    runner.close()
    assert time.monotonic() - began < 2
    assert not runner._thread.is_alive()


def test_patience_is_a_quarter_of_a_second():
    assert module.PATIENCE == 0.25


def told(runner, question, until):
    """Ask, and return what came back in order, as soon as ``until`` says so."""
    said = []
    runner.answered.connect(lambda answer: said.append(("answered", answer)))
    runner.failed.connect(lambda failure: said.append(("failed", str(failure.error))))
    runner.ask(question)
    until(lambda: any(kind == "failed" for kind, _ in said))
    return said


def test_a_picture_that_raises_is_said_after_the_answer_without_it(runner, monkeypatch, qtbot):
    def broken(*results):
        raise ValueError("a bug")

    from gradviz.charts import CHARTS

    monkeypatch.setattr("gradviz.screen.asking.studio.CHARTS", {**CHARTS, "why": replace(CHARTS["why"], draw=broken)})
    said = told(runner, replace(small(), pictures=("gradient", "why")), qtbot.waitUntil)
    assert [kind for kind, _ in said].index("failed") == len(said) - 1
    assert all(list(answer.charts) == ["gradient"] for kind, answer in said if kind == "answered")


def test_a_pin_that_cannot_be_is_left_out_and_said_after_the_answer(runner, monkeypatch, qtbot):
    pin, real = small(seed=99).a, gradviz.run

    def run(experiment, control=None):
        if experiment == pin:
            raise MemoryError("too large")
        return real(experiment, control=control)

    monkeypatch.setattr(gradviz, "run", run)
    said = told(runner, replace(small(), pins=(pin,)), qtbot.waitUntil)
    assert [kind for kind, _ in said] == ["answered", "failed"]
    assert "left out: too large" in said[1][1]


def test_every_sweep_of_a_question_that_was_taken_meanwhile_is_computed(runner, qtbot):
    first, second = (replace(small(), pictures=("phase", "fan")), replace(small(seed=3), pictures=("phase", "fan")))
    second = second.edited("a", spectral_radius=1.5)[0]
    answers = []
    runner.answered.connect(answers.append)
    runner.ask(first)
    qtbot.waitUntil(lambda: bool(answers))
    runner.ask(second)
    qtbot.waitUntil(lambda: answers[-1].question == second and runner._control is None, timeout=20_000)
    assert not runner._answering._studio.missing(second)
