import pytest

from gradviz import Experiment, ExperimentError
from gradviz.charts.moment import Moment
from gradviz.screen.asking.session import Session
from gradviz.screen.undoing import history as module
from tests.screen.fakes import FakeRunner, small


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    return now


def test_an_edit_is_announced_and_asked(session, runner, qtbot):
    with qtbot.waitSignal(session.question_changed) as said:
        assert session.edit("a", "spectral_radius", 1.2)
    assert said.args[0] is session.question is runner.asked[-1]
    assert session.question.a.spectral_radius == 1.2


def test_the_value_that_is_there_already_asks_nothing(session, runner):
    assert session.edit("a", "steps", 128)
    assert not runner.asked
    assert not session.history.can_undo


def test_a_wrong_value_is_refused_at_its_field_and_nothing_is_asked(session, runner, qtbot):
    with qtbot.waitSignal(session.refused) as said:
        assert not session.edit("b", "hidden_size", 0)
    assert said.args[:2] == ["b", "hidden_size"]
    assert "hidden_size must be" in said.args[2]
    assert not runner.asked


def test_what_gave_way_is_said(session, qtbot):
    with qtbot.waitSignal(session.noted) as said:
        session.edit("b", "cell", "gru")
    assert "forget bias was dropped" in said.args[0]


def test_undo_and_redo_walk_through_the_edits(session, clock):
    questions = [session.question]
    for value in (0.5, 1.0, 1.5):
        clock[0] += 10
        session.edit("a", "spectral_radius", value)
        questions.append(session.question)
    for expected in questions[-2::-1]:
        session.history.undo()
        assert session.question == expected
    assert not session.history.can_undo
    for expected in questions[1:]:
        session.history.redo()
        assert session.question == expected
    assert not session.history.can_redo


def test_a_drag_is_one_step_of_undo(session, clock):
    before = session.question
    for i in range(50):
        clock[0] += 0.05
        session.edit("a", "spectral_radius", i / 50)
    session.history.undo()
    assert session.question == before


@pytest.mark.parametrize(("pause", "field"), [(module.MERGE_SECONDS + 0.01, "spectral_radius"), (0.01, "hidden_size")])
def test_a_pause_or_another_field_begins_a_new_step_of_undo(session, clock, pause, field):
    session.edit("a", "spectral_radius", 1.2)
    middle = session.question
    clock[0] += pause
    session.edit("a", field, 2)
    session.history.undo()
    assert session.question == middle


def test_an_edit_after_undo_forgets_what_was_undone(session, clock):
    session.edit("a", "steps", 10)
    session.history.undo()
    clock[0] += 10
    session.edit("a", "steps", 20)
    assert not session.history.can_redo


def test_an_edit_right_after_undo_is_a_step_of_its_own(session):
    session.edit("a", "spectral_radius", 1.2)
    session.edit("a", "steps", 10)
    session.history.undo()
    session.edit("a", "steps", 12)
    session.history.undo()
    assert (session.question.a.steps, session.question.a.spectral_radius) == (128, 1.2)


def test_new_draw_takes_the_next_seed_and_reset_keeps_it(session):
    session.edit("a", "steps", 7)
    session.new_draw()
    assert session.question.a.seed == session.question.b.seed == 1
    session.reset()
    assert (session.question.a.steps, session.question.a.seed) == (128, 1)


def test_a_second_network_takes_what_is_shared(session):
    session.edit("a", "steps", 40)
    session.compare(None)
    assert session.question.b is None
    session.compare(Experiment(cell="gru", steps=9))
    assert (session.question.b.cell, session.question.b.steps) == ("gru", 40)


def test_fields_that_change_together_are_one_step_of_undo(session):
    session.edit("a", "text", "some words", input="text")
    assert session.question.a.input == "text"
    session.history.undo()
    assert (session.question.a.text, session.question.a.input) == ("", "noise")


def test_an_answer_is_kept_when_the_next_question_fails(qapp, qtbot):
    runner = FakeRunner()
    session = Session(runner, small())
    session.ask()
    runner.answer()
    kept = session.answer
    session.edit("a", "spectral_radius", 1.1)
    with qtbot.waitSignal(session.failed):
        runner.fail(RuntimeError("broken"))
    assert session.answer is kept


def test_a_failure_that_names_a_field_is_refused_there(session, runner, qtbot):
    session.edit("b", "spectral_radius", 1.1)
    with qtbot.waitSignal(session.refused) as said:
        runner.fail(ExperimentError("too big", "hidden_size"), "b")
    assert said.args == ["b", "hidden_size", "too big"]


def test_the_cursor_stays_inside_a_shorter_picture(qapp):
    runner = FakeRunner()
    session = Session(runner, small())
    session.move(Moment("whole", 100.0))
    session.ask()
    runner.answer()
    assert session.moment.step == 12
    assert session.steps == session.loss_step == 12


def test_a_moment_is_announced_once(session, qtbot):
    seen = []
    session.moment_changed.connect(seen.append)
    session.move(Moment("whole", 3))
    session.move(Moment("whole", 3))
    assert seen == [Moment("whole", 3)]
