"""The badge says what a check of the shown picture found, and never what one of another picture did."""

import math

import pytest

import gradviz
from tests.screen.fakes import answer_to, small


def found(difference, **fields):
    agrees = fields.pop("agrees", True)
    return gradviz.Check(
        method="autograd, float64", max_relative_difference=difference, covered=("hidden: t = 0 … 12",),
        agrees=agrees, **fields,
    )  # fmt: skip


@pytest.fixture
def window(open_window):
    return open_window()


def test_there_is_none_before_anybody_asks(window):
    assert window.status.badge.isHidden()


def test_it_says_that_it_checks_and_then_the_worse_of_the_two(window):
    window.commands.check.trigger()
    badge = window.status.badge
    assert badge.isVisible()
    assert "checking" in badge.text()
    assert window.session.runner.examines == [window.session.answer]
    window.session.runner.find(found(2e-14), found(3e-15))
    assert badge.text() == "checked against autograd: 2e-14"
    assert badge.property("look") == "check"


def test_its_tooltip_says_how_and_what_of_each_network(window):
    window.session.check()
    window.session.runner.find(found(2e-14, worst="loss"), found(3e-15, left_out=("hidden: t = 7 (<rounding>)",)))
    assert window.status.badge.text() == "partly checked against autograd: 3e-15"
    tip = window.status.badge.toolTip()
    for words in (
        "A checked",
        "B partly checked",
        "autograd, float64; the largest difference is in loss",
        "hidden: t = 0 … 12",
    ):
        assert words in tip
    assert "<i>not compared:</i> hidden: t = 7 (&lt;rounding&gt;)" in tip


def test_a_disagreement_is_a_warning_and_names_the_network(window):
    window.session.check()
    window.session.runner.find(found(math.nan), found(2e-6, agrees=False, worst="loss"))
    assert window.status.badge.text() == "B: autograd disagrees by 2e-6: loss"
    assert window.status.badge.property("look") == "check-wrong"
    window.session.check()
    window.session.runner.find(found(1e-15), found(1e-15))
    assert window.status.badge.property("look") == "check"


def test_a_new_picture_takes_it_away(window):
    session = window.session
    session.check()
    session.runner.find(found(1e-15), found(1e-15))
    session.edit("a", "spectral_radius", 1.2)
    assert window.status.badge.isVisible()  # it still speaks of the picture that is shown
    session.runner.answer()
    assert window.status.badge.isHidden()


def test_what_was_found_of_an_older_picture_is_not_shown(window):
    session = window.session
    session.check()
    session.edit("a", "spectral_radius", 1.2)
    session.runner.answer()
    session.runner.find(found(1e-15), found(1e-15))
    assert window.status.badge.isHidden()


def test_a_check_that_was_stopped_leaves_nothing(window):
    window.session.check()
    window.session.runner.find()
    assert window.status.badge.isHidden()
    window.session.check()
    assert len(window.session.runner.examines) == 2


def test_asking_twice_checks_once_and_a_busy_runner_is_said(window):
    window.session.check()
    window.session.check()
    assert len(window.session.runner.examines) == 1
    window.session.runner.find(found(0.0), found(0.0))
    window.session.runner.free = False
    window.session.check()
    assert "waits for the picture" in window.status.note.text()
    assert window.status.badge.text() == "checked against autograd: 0"


def test_without_a_picture_there_is_nothing_to_check(open_window):
    window = open_window(answered=False)
    assert not window.commands.check.isEnabled()
    window.session.check()
    assert not window.session.runner.examines
    window.session.runner.answer()
    assert window.commands.check.isEnabled()


def test_a_long_sentence_leaves_the_window_as_small_as_it_was(window):
    before = window.minimumSizeHint().width()
    window.session.check()
    window.session.runner.find(found(2e-6, agrees=False, worst="log10_grad_hidden " * 30), found(0.0))
    assert window.minimumSizeHint().width() == before


def test_the_real_thread_checks_both_networks(live, qtbot):
    with qtbot.waitSignal(live.answered):
        live.runner.ask(small())
    qtbot.waitUntil(lambda: live.runner._control is None)
    busy = []
    live.runner.busy_changed.connect(busy.append)
    qtbot.wait(20)
    busy.clear()
    with qtbot.waitSignal(live.checked, timeout=20_000) as said:
        live.check()
    assert [check.agrees for check in said.args[0]] == [True, True]
    assert not busy  # the picture is not dimmed: it does not change


def test_a_new_question_stops_a_running_check_at_once(live, qtbot, monkeypatch):
    with qtbot.waitSignal(live.answered):
        live.runner.ask(small())
    qtbot.waitUntil(lambda: live.runner._control is None)
    looked = []

    def endless(result, control):
        while True:
            looked.append(result)
            control.advance(0.5)

    monkeypatch.setattr(gradviz, "check", endless)
    ends = []
    live.checked.connect(ends.append)
    live.check()
    qtbot.waitUntil(lambda: bool(looked))
    with qtbot.waitSignal(live.answered):
        live.edit("a", "spectral_radius", 1.3)
    assert ends == [(), ()]  # the check was stopped, and the picture is a new one


def test_a_check_that_never_began_has_ended_when_a_question_comes(live, qtbot):
    ends = []
    live.runner.examined.connect(ends.append)
    answer = answer_to(small())
    with live.runner._lock:
        live.runner._waiting = answer
        live.runner._forget()
    qtbot.waitUntil(lambda: bool(ends))
    assert ends[0].answer is answer
    assert ends[0].checks == ()


def test_a_check_that_breaks_is_reported_and_the_thread_goes_on(live, qtbot, monkeypatch):
    with qtbot.waitSignal(live.answered):
        live.runner.ask(small())
    qtbot.waitUntil(lambda: live.runner._control is None)

    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(gradviz, "check", broken)
    with qtbot.waitSignals([live.failed, live.checked]):
        live.check()
    with qtbot.waitSignal(live.answered):
        live.edit("a", "spectral_radius", 1.4)
