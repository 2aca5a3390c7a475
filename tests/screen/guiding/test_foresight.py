"""The scenes around the one that is shown are foreseen, once nothing was asked for a while."""

import pytest

from gradviz.experiment import Experiment
from gradviz.lessons import Lesson, Scene
from gradviz.screen.guiding.foresight import Foresight
from gradviz.screen.guiding.guide import Guide, question_of

A = Experiment(cell="rnn_linear", hidden_size=3, steps=9)


@pytest.fixture
def guide(session, tmp_path):
    scenes = [Scene(title=f"{steps}", caption="First.", experiments=(A.replace(steps=steps),)) for steps in (5, 6, 7)]
    Lesson(title="A lesson", scenes=tuple(scenes)).save(tmp_path / "l.toml")
    found = Guide(session)
    found.foresight = Foresight(found, session)
    found.open(str(tmp_path / "l.toml"))
    yield found
    found.foresight.stop()


def foreseen(session):
    return [question.a.steps for question in session.runner.foreseen[-1]]


def test_the_next_scene_comes_first_then_the_one_before(guide, session, qtbot):
    qtbot.waitUntil(lambda: bool(session.runner.foreseen))
    assert foreseen(session) == [6, 5]
    assert session.runner.foreseen[-1][0] == question_of(guide.next_scene)
    guide.step(1)
    qtbot.waitUntil(lambda: len(session.runner.foreseen) == 2)
    assert foreseen(session) == [7, 5, 6]
    session.pin()
    guide.step(1)
    qtbot.waitUntil(lambda: len(session.runner.foreseen) == 3)
    assert foreseen(session) == [6, 7]
    assert session.runner.foreseen[-1][0].pins == session.question.pins


def test_what_is_answered_meanwhile_puts_it_off_and_closing_lets_all_go(guide, session, qtbot):
    calm = guide.foresight._calm
    calm.stop()
    session.runner.answer()
    assert calm.isActive()
    assert not session.runner.foreseen
    guide.close()
    qtbot.waitUntil(lambda: session.runner.foreseen == [()])
