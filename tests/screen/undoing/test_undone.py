"""Whatever is done in the laboratory, in any order: undo and redo lead through exactly the same states."""

import random

import pytest

from gradviz import Experiment
from gradviz.charts.prediction import Prediction
from gradviz.lessons import Lesson, Scene
from gradviz.screen.asking.session import Session
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.predicting import Predicting
from gradviz.screen.undoing import history
from tests.screen.fakes import FakeRunner, small

A = Experiment(cell="rnn_linear", steps=9, hidden_size=3)
LESSON = Lesson(title="A lesson", scenes=tuple(
    Scene(title=f"scene {place}", caption="Words.", experiments=(A.replace(seed=place),), pictures=("gradient",))
    for place in range(3)
))  # fmt: skip


@pytest.fixture
def lab(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(history, "MERGE_SECONDS", 0.0)
    LESSON.save(tmp_path / "a.gradviz-lesson.toml")
    session = Session(FakeRunner(), small())
    guide = Guide(session)
    session.ask()
    session.runner.answer()
    return session, guide, str(tmp_path / "a.gradviz-lesson.toml")


def state(lab):
    session, guide, _ = lab
    told = session.prediction
    drawn = None if told is None else (told.revealed, *(guess.tobytes() for guess in told.guesses))
    return session.question, drawn, guide.lesson, guide.place, guide.unsaved


def predict(draw, session):
    told, answer = session.prediction, session.answer
    if told is None:
        return session.predict(Prediction.of(len(answer.results), answer.question.a.steps), "predict first")
    if draw.random() < 0.2:
        return session.predict(None, "close")
    step = draw.randrange(1, answer.question.a.steps)
    return session.predict(told.drawn(0, (0, 0.0), (step, -draw.random())), "draw")


def edits(draw, lab):
    session, guide, path = lab
    scenes = 1 if guide.lesson is None else len(guide.lesson.scenes)
    place = draw.randrange(scenes)
    return {
        "ρ": lambda: session.edit(draw.choice("ab"), "spectral_radius", draw.choice([0.5, 0.9, 1.3])),
        "steps": lambda: session.edit("a", "steps", draw.choice([6, 9, 12])),
        "draw": session.new_draw,
        "reset": session.reset,
        "pin": lambda: session.pin("a"),
        "unpin": lambda: session.unpin(*session.question.pins[:1]),
        "recall": lambda: session.recall(draw.choice(session.question.pins)) if session.question.pins else None,
        "b": lambda: session.compare(None if session.question.b is not None else A),
        "pictures": lambda: session.choose_pictures(*draw.sample(["gradient", "units", "text"], 2)),
        "option": lambda: session.choose_option("gradient", draw.choice(["input", "relative"]), draw.random() < 0.5),
        "predict": lambda: predict(draw, session),
        "lesson": lambda: guide.open(path),
        "scene": lambda: guide.step(draw.choice([-1, 1])),
        "add": guide.add,
        "move": lambda: guide.move(place, 1),
        "words": lambda: guide.edit(place, caption=f"Words {draw.random()}.") if guide.lesson else None,
        "title": lambda: guide.retitle(f"title {draw.random()}"),
        "remove": lambda: guide.remove(place),
        "close": guide.close,
    }


@pytest.mark.parametrize("seed", range(8))
def test_undo_all_and_redo_all_stop_at_the_same_states(lab, seed):
    session, draw = lab[0], random.Random(seed)
    stops, ahead = [state(lab)], []
    for _ in range(60):
        known = session.history.kept().done
        name = draw.choice(list(edits(draw, lab)))
        edits(draw, lab)[name]()
        session.runner.answer(session.question)
        if session.history.kept().done != known:
            stops.append(state(lab))
            ahead = []
        assert state(lab) == stops[-1], name
        if draw.random() < 0.2 and len(stops) > 1:
            session.history.undo()
            session.runner.answer(session.question)
            ahead.append(stops.pop())
            assert state(lab) == stops[-1]
    assert len(stops) > 15
    for stop in stops[-2::-1]:
        assert session.history.undoes
        session.history.undo()
        session.runner.answer(session.question)
        assert state(lab) == stop
    assert not session.history.can_undo
    for stop in (*stops[1:], *ahead[::-1]):
        session.history.redo()
        session.runner.answer(session.question)
        assert state(lab) == stop
    assert not session.history.can_redo


def test_a_prediction_is_drawn_stroke_by_stroke_and_revealed_and_all_of_it_can_be_taken_back(qapp, qtbot, lab):
    from PyQt6.QtWidgets import QWidget

    session = lab[0]
    over = QWidget()
    qtbot.addWidget(over)
    bar = Predicting(over, session)
    bar.begin()
    for start, end in (((9, 0.0), (4, -2.0)), ((4, -2.0), (0, -3.0))):
        session.history.pause()
        bar.stroke(start, end)
    drawn = session.prediction
    bar.reveal()
    bar.end()
    seen = []
    while session.history.can_undo:
        seen.append(session.history.undoes)
        session.history.undo()
        if seen[-1] == "reveal":
            assert session.prediction is drawn
            assert session.hides
    assert seen == ["close the prediction", "reveal", "draw a prediction", "draw a prediction", "predict first"]


def test_an_edit_that_ends_a_prediction_brings_it_back_with_its_answer_when_it_is_undone(lab):
    session = lab[0]
    session.predict(Prediction.of(2, 12).drawn(0, (0, -1.0), (12, 0.0)), "draw")
    drawn = session.prediction
    session.edit("a", "steps", 9)
    assert session.hides  # the old answer stays hidden until the new one is there
    session.runner.answer()
    assert session.prediction is None
    session.history.undo()
    assert session.prediction is None
    session.runner.answer()
    assert session.prediction is drawn


def test_a_lesson_that_was_saved_in_between_is_unsaved_where_it_differs_from_its_file(lab, tmp_path):
    session, guide, path = lab
    guide.open(path)
    guide.edit(0, caption="Other words.")
    guide.save(str(tmp_path / "b.toml"))
    assert not guide.unsaved
    session.history.undo()
    assert guide.unsaved
    assert guide.lesson.path == tmp_path / "b.toml"
    session.history.redo()
    assert not guide.unsaved
