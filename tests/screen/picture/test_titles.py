"""Titles of pictures in narrow rooms: whole, if need be smaller or in their short form, and never cut by ….

A picture that is half as wide as a small window has 384 pixels at least; networks may have long names.
"""

import pytest
from PyQt6.QtWidgets import QApplication

import gradviz
from gradviz import Experiment
from gradviz.charts import CHARTS
from gradviz.charts.chart import Axis, Panel
from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.titles import title_in
from gradviz.screen.painter.typeset import Type

ONE = Experiment(steps=40, hidden_size=6, cell="lstm", forget_bias=3.0, layers=2)
OTHER = ONE.replace(cell="rnn_linear", forget_bias=None, init="orthogonal")


def plain(words):
    return "".join(piece.text for piece in words._pieces)


@pytest.fixture
def titles(monkeypatch):
    """The titles that are painted, in plain words."""
    found = []

    def title(room, panel, face):
        words = title_in(room, panel, face)
        found.append(plain(words))
        return words

    monkeypatch.setattr("gradviz.screen.painter.panel.title_in", title)
    return found


@pytest.mark.parametrize("networks", [(ONE,), (ONE, OTHER)], ids=["one", "two"])
def test_no_title_is_cut(networks, qtbot, titles, look):
    results = [gradviz.run(experiment) for experiment in networks]
    canvas = Canvas(THEMES["light"])
    qtbot.addWidget(canvas)
    canvas.resize(384, 300)
    for kind in CHARTS.values():
        titles.clear()
        canvas.show_chart(kind(*results), Story(Moment("whole", 30.0), 40))
        canvas.grab()
        assert titles, kind.name
        assert [words for words in titles if words.endswith("…")] == [], kind.name


def test_the_title_in_the_room_it_has(qtbot):
    panel = Panel("x", "What did each step do to the gradient?", Axis("", 0, 1), Axis("", 0, 1), short="What was done?")
    type_ = Type(QApplication.font())

    def said(room):
        words = title_in(room, panel, lambda share: type_.strong(16 * share))
        return plain(words), words.width

    whole, wide = said(1000)
    assert (whole, said(wide - 5)[0]) == (panel.title, panel.title)
    assert said(wide - 5)[1] < wide - 5
    assert said(wide / 2)[0] == panel.short
    assert said(4)[0] == ""
