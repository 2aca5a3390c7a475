"""Predict first: the answer is hidden, a hand draws, and what was measured is shown beside it."""

import numpy as np
import pytest

from gradviz.presets import PRESETS
from gradviz.screen.commands.posed import question_of


@pytest.fixture
def asked(open_window):
    """A window that shows an answer of 12 steps."""
    return open_window()


def canvas(window):
    return window.desk.canvas


def draw(window, start, end):
    canvas(window).sketched.emit(start, end)


def test_the_answer_is_hidden_until_it_is_revealed(asked):
    measured = canvas(asked).chart
    asked.predicting.begin()
    assert asked.predicting.isVisibleTo(asked)
    assert not canvas(asked).chart.panels[0].curves
    assert not asked.readout.table.isVisibleTo(asked)
    assert not asked.readout.figures[0].isVisibleTo(asked)
    asked.predicting.reveal()
    columns = [curve.column for curve in canvas(asked).chart.panels[0].curves]
    assert {curve.column for curve in measured.panels[0].curves} <= set(columns)
    assert asked.readout.figures[0].isVisibleTo(asked)


def test_the_mouse_draws_for_the_network_that_was_chosen(asked):
    asked.predicting.begin()
    draw(asked, (12.0, 0.0), (0.0, -6.0))
    asked.predicting._choices[1].click()
    draw(asked, (12.0, 0.0), (0.0, -1.0))
    curves = {curve.column: curve.y for curve in canvas(asked).chart.panels[0].curves}
    assert np.allclose(curves["log10_expected_a"], np.linspace(-6, 0, 13))
    assert np.allclose(curves["log10_expected_b"], np.linspace(-1, 0, 13))


def test_a_pencil_draws_with_the_real_mouse(asked, qtbot):
    from PyQt6.QtCore import QPoint, QPointF, Qt

    asked.predicting.begin()
    panel = canvas(asked).panels[0]
    start, end = ((round(panel.scale.px(step)), round(panel.px(y))) for step, y in ((12, 0.0), (2, -5.0)))
    viewport = canvas(asked).viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    canvas(asked)._drag(QPointF(*end))
    guess = asked.session.prediction.guesses[0]
    assert guess[2] == pytest.approx(-5, abs=0.3)
    assert np.isnan(guess[:2]).all()
    assert asked.session.moment.at == 0


def test_one_command_begins_reveals_and_ends(asked):
    command = asked.commands.predict
    command.trigger()
    assert asked.session.hides
    draw(asked, (12.0, 0.0), (0.0, -6.0))
    command.trigger()
    assert asked.session.prediction.revealed
    command.trigger()
    assert asked.session.prediction is None
    assert not asked.predicting.isVisible()


def test_where_nobody_drew_the_measured_curves_are_shown_alone(asked):
    measured = canvas(asked).chart
    asked.commands.predict.trigger()
    asked.commands.predict.trigger()
    assert asked.session.prediction is None
    assert not asked.predicting.isVisible()
    assert canvas(asked).chart.sentences == measured.sentences


def test_other_pictures_are_covered_meanwhile(asked):
    asked.session.choose_pictures("gradient", "quantities")
    asked.session.runner.answer()
    asked.predicting.begin()
    covered = {view.name: view.canvas._covered for view in asked.desk.views}
    assert not covered["gradient"]
    assert "reveal" in covered["quantities"]
    asked.predicting.reveal()
    assert not any(view.canvas._covered for view in asked.desk.views)


def test_a_picture_without_the_gradient_says_what_to_choose(asked):
    asked.session.choose_pictures("activations")
    asked.session.runner.answer()
    asked.predicting.begin()
    assert asked.session.prediction is None
    assert "choose Lecture or Gradient" in asked.status.note.text()


def test_another_length_ends_it(asked):
    asked.predicting.begin()
    asked.session.edit("a", "steps", 9)
    asked.session.runner.answer()
    assert asked.session.prediction is None
    assert not canvas(asked).grip.pencil


def test_what_is_exported_is_what_is_seen(asked):
    asked.predicting.begin()
    shown = asked.session.exhibit(asked.session.answer).chart
    assert not shown.panels[0].curves


@pytest.mark.parametrize("name", PRESETS)
def test_well_known_questions_are_asked_with_their_picture(open_window, name):
    window = open_window()
    window.session.pin("a")
    pins = window.session.question.pins
    (action,) = [action for action in window.commands.posed.menu.actions() if action.text() == name]
    action.trigger()
    asked = window.session.question
    assert asked == question_of(PRESETS[name]).__class__(*asked.experiments()[:1], asked.b, PRESETS[name].pictures,
                                                         PRESETS[name].options, pins)  # fmt: skip
    assert asked.experiments() == PRESETS[name].experiments()
    assert action.toolTip() == PRESETS[name].words


def test_nothing_of_the_answer_is_exported_or_spoken_meanwhile(asked):
    asked.session.choose_pictures("gradient", "why")
    asked.session.runner.answer()
    asked.predicting.begin()
    assert list(asked.session.exhibit(asked.session.answer).charts) == ["gradient"]
    (why,) = [view for view in asked.desk.views if view.name == "why"]
    assert "reveal" in why.canvas.accessibleDescription()
    asked.predicting.end()
    assert "reveal" not in why.canvas.accessibleDescription()


def test_a_view_that_was_away_when_it_ended_is_shown_again(asked):
    asked.session.choose_pictures("gradient", "why")
    asked.session.runner.answer()
    asked.predicting.begin()
    asked.session.choose_pictures("gradient")
    asked.session.runner.answer()
    asked.predicting.end()
    asked.session.choose_pictures("gradient", "why")
    asked.session.runner.answer()
    assert not any(view.canvas._covered or view.canvas.grip.pencil for view in asked.desk.views)
