"""Names in pictures of any size: none on top of another, short rather than left out, and still while time runs."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import QRectF

import gradviz
from gradviz import Experiment
from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.charts.prediction import Prediction, with_prediction
from gradviz.charts.style import THEMES
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.labels import alone
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.typeset import Words
from tests.charts.swept import drawn
from tests.screen.picture.pixels import grab, like

SIZES = {"high": (760, 560), "low": (760, 300), "flat": (500, 200), "tiny": (380, 160)}
LINEAR = Experiment(cell="rnn_linear", steps=40, hidden_size=6, spectral_radius=1.0)
LEAST = 300
"""Formulas, planes with a handle, and words about what is missing want so much height."""
NUMBER = re.compile(r"[−+\d.,]+")
PAIRS = {
    "apart": (Experiment(steps=60), Experiment(steps=60, cell="lstm", forget_bias=3.0)),
    "on each other": (LINEAR.replace(init="orthogonal"), LINEAR.replace(init="identity")),
}


@pytest.fixture(scope="module", params=PAIRS)
def charts(request):
    results = [gradviz.run(experiment) for experiment in PAIRS[request.param]]
    return {name: kind(*results, at=10) for name, kind in CHARTS.items() if kind.grid is None}


@pytest.fixture
def canvas(qtbot):
    def made(size, chart):
        canvas = Canvas(THEMES["light"])
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.show_chart(chart, Story(Moment("whole", 30.0), 40))
        with qtbot.waitExposed(canvas):
            canvas.show()
        return canvas

    return made


@pytest.fixture
def written(monkeypatch):
    """The words that are painted and the rectangles they fill."""
    found, own = [], Words.draw

    def draw(self, painter, x, baseline, colour):
        box = QRectF(x, baseline - self.ascent, self.width, self.ascent + self.descent)
        if self.width and not NUMBER.fullmatch(words := "".join(piece.text for piece in self._pieces)):
            found.append((painter.transform().mapRect(box), words))
        own(self, painter, x, baseline, colour)

    monkeypatch.setattr(Words, "draw", draw)
    return found


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_no_words_stand_on_others(charts, canvas, written, size):
    shown = canvas(size, next(iter(charts.values())))
    for name, chart in charts.items():
        if size[1] < LEAST and any(panel.lines or panel.handles or panel.empty for panel in chart.panels):
            continue
        shown.show_chart(chart, Story(Moment("whole", 30.0), 40))
        written.clear()
        shown.grab()
        boxes = [(box.adjusted(1, 1.5, -1, -1.5), words) for box, words in written]
        for i, (box, words) in enumerate(boxes):
            below = [other for at, other in boxes[:i] if at.intersects(box) and (at, other) != (box, words)]
            assert not below, (name, words)


def test_a_name_without_room_is_short_and_the_mouse_has_all_of_it(canvas, charts):
    panel = canvas((340, 200), charts["why"]).panels[0]
    names = [label for label in panel.names.labels if label.curve]
    assert [label.role for label in names] == ["a", "b"]
    assert any(label.whole for label in names)
    for label in (label for label in names if label.whole):
        step = panel.step_at(panel.scale.step(label.box.center().x()))
        assert panel.words(step, label.box.center().y()) == label.whole


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_names_stand_still_while_time_runs(charts, canvas, size):
    shown = canvas(size, charts["lecture"])
    before = [(label.box, label.words) for label in shown.panels[0].names.labels]
    for step in range(0, 40, 7):
        shown.tell(Story(Moment("backward", float(step)), 40))
        shown.grab()
        assert [(label.box, label.words) for label in shown.panels[0].names.labels] == before


def test_the_cursor_runs_through_no_words_of_a_header(charts, canvas):
    shown = canvas((760, 560), charts["lecture"])
    shown.show_chart(charts["lecture"], Story(Moment("whole", 0.0), 40))
    seen, x = grab(shown), round(shown.scale_.px(0))
    headers = [box.toAlignedRect() for panel in shown.panels[1:] for box in panel.said if box.left() < x < box.right()]
    assert headers
    for box in headers:
        assert not like(seen[box.top() + 1 : box.bottom(), x - 1 : x + 2], THEMES["light"].loss, 40).any()
    between = shown.panels[0].place.plot.bottom() - 5
    assert like(seen[between, x - 1 : x + 2], THEMES["light"].loss, 40).any()


def test_a_curve_is_named_where_it_is_its_own():
    across = np.arange(200.0)
    whole, end = np.stack([across, 300 - across], 1), np.stack([across[100:], 200 - across[:100]], 1)
    assert alone(whole, [end])[:, 0].max() == 99
    assert alone(end, [whole]) is end
    assert alone(whole, [whole[190:]]) is whole
    assert alone(whole, []) is whole


def test_the_words_of_a_fan_are_read_over_its_lines(canvas):
    shown = canvas((760, 400), drawn("fan", LINEAR, seeds="64"))
    seen, panel = grab(shown), shown.panels[0]
    lines = [panel.ink.role(fan.role, 0.5, fan.tone).name() for fan in panel.panel.fans]
    assert sum(like(seen, colour, 4).sum() for colour in lines) > 1000
    (box,) = (label.box.toAlignedRect() for label in panel.names.labels if label.curve)
    behind = seen[box.top() : box.bottom(), box.left() : box.right()]
    assert not any(like(behind, colour, 4).any() for colour in lines)


def test_the_lowest_number_of_a_picture_that_is_predicted_has_room(canvas):
    results = [gradviz.run(experiment) for experiment in PAIRS["apart"]]
    asked = with_prediction(CHARTS["gradient"](*results), tuple(results), Prediction.of(2, 60))
    shown = canvas((760, 400), asked)
    panel = shown.panels[0]
    half = panel.ink.type.face(12).metrics.capHeight() / 2
    assert panel.px(panel.panel.y.low) + half <= shown.height()
