"""Choosing the picture: by key, by the button, by the menu; it is an edit that undo takes back."""

import pytest

from gradviz.charts import CHARTS
from gradviz.screen.asking.question import Question
from gradviz.screen.settings import Settings


def show(window, name):
    window.session.choose_pictures(name)
    window.session.runner.answer()


def chosen(window):
    return [made.data() for made in window.commands.pictures.actions if made.isChecked()]


def test_every_picture_has_a_command_and_one_is_chosen(open_window):
    window = open_window()
    pictures = window.commands.pictures
    assert [made.data() for made in pictures.actions] == list(CHARTS)
    assert chosen(window) == ["lecture"]
    assert pictures.button.text() == "Lecture ▾"
    listed = pictures.button.menu().actions()
    assert {*pictures.actions, *pictures.arrangements, pictures.reset} <= set(listed)


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_shown_and_explained(open_window, name):
    window = open_window()
    next(made for made in window.commands.pictures.actions if made.data() == name).trigger()
    window.session.runner.answer()
    assert window.session.answer.chart.name == name
    assert chosen(window) == [name]
    window.toggle_help()
    assert CHARTS[name].title in window.popover._words.text()


def test_another_picture_is_an_edit_that_undo_takes_back(open_window):
    window = open_window()
    session = window.session
    show(window, "gradient")
    assert session.answer.chart.name == "gradient"
    session.history.undo()
    session.runner.answer()
    assert session.answer.chart.name == "lecture"
    assert chosen(window) == ["lecture"]


def test_an_edit_and_a_reset_keep_the_picture(open_window):
    window = open_window()
    show(window, "gradient")
    window.session.edit("a", "spectral_radius", 0.5)
    window.session.compare(None)
    window.session.runner.answer()
    assert window.session.answer.chart.name == "gradient"
    window.session.reset()
    window.session.runner.answer()
    assert window.session.answer.chart.name == "gradient"
    assert window.session.question.a.spectral_radius == 0.9


def test_the_picture_is_remembered(open_window):
    window = open_window()
    show(window, "gradient")
    assert window.settings().pictures == ("gradient",)
    assert Question.default().pictures == Settings().pictures
