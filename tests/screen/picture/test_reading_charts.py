"""The pictures of the page that reads, on the screen: one cursor, its axis begins anywhere, words find their places."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.charts.texts.all_units import all_units
from gradviz.charts.texts.unit_story import unit_story
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.typeset import BODY
from tests.charts.windows import TEXT, flow, window
from tests.screen.picture.pixels import grab, like

FIRST = 400
LSTM = ("input", "forget", "cell", "output")


@pytest.fixture
def canvas(qtbot):
    def show(chart, step=FIRST + 10.0, size=(850, 420), theme="light"):
        made = Canvas(THEMES[theme])
        qtbot.addWidget(made)
        font = made.font()
        font.setPixelSize(BODY)
        made.setFont(font)
        made.resize(*size)
        made.show_chart(chart, Story(Moment("whole", step), 0))
        with qtbot.waitExposed(made):
            made.show()
        return made

    return show


def story(text=TEXT, **changes):
    back = flow(at=FIRST + 18, first=FIRST - 60)
    return unit_story(window(text, FIRST, gradient=dataclasses.replace(back, **changes.pop("flow", {})), **changes))


def painted(canvas, name):
    return next(panel for panel in canvas.panels if panel.panel.name == name)


def framed(canvas):
    """Which pixels of each step's column in the strip are the loss's, by the steps that are seen."""
    plot, scale = canvas.panels[-1].place.plot, canvas.scale_
    found = like(grab(canvas)[plot.top() : plot.bottom() + 1], THEMES["light"].loss, 30).any(axis=0)
    steps = np.unique(np.rint(scale.low + 0.5 + np.arange(len(TEXT))).astype(int))
    half = (scale.px(1) - scale.px(0)) / 2
    return [step for step in steps if found[round(scale.px(step) - half) + 2 : round(scale.px(step) + half) - 2].any()]


@pytest.mark.parametrize("step", [FIRST, FIRST + 6, FIRST + len(TEXT) - 1])
def test_the_strip_frames_the_character_that_is_read_next(canvas, step) -> None:
    assert framed(canvas(story(), float(step))) == [step + 1]


def test_the_laboratory_frames_the_character_that_was_read(canvas) -> None:
    from gradviz.charts.chart import Characters

    made = story()
    strip = dataclasses.replace(made.panels[-1], characters=Characters(TEXT.replace("\n", "↵"), FIRST + 1.0))
    made = dataclasses.replace(made, panels=(*made.panels[:-1], strip))
    assert framed(canvas(made, FIRST + 6.0)) == [FIRST + 6]


def test_a_character_that_is_taken_in_the_strip_is_the_one_in_the_frame(canvas, qtbot) -> None:
    from PyQt6.QtCore import QPoint, Qt

    made, taken = canvas(story()), []
    made.taken.connect(taken.append)
    for panel in (made.panels[-1], made.panels[0]):
        place = QPoint(round(made.scale_.px(FIRST + 9)), panel.place.plot.center().y())
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert taken == [FIRST + 8, FIRST + 9]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_cursor_runs_through_all_panels(canvas, theme) -> None:
    made = canvas(story(), FIRST + 6.0, theme=theme)
    x = round(made.scale_.px(FIRST + 6))
    line = like(grab(made), THEMES[theme].loss, 30)[:, x - 1 : x + 2].any(axis=1)
    for panel in made.panels[:-1]:
        plot = panel.place.plot
        assert line[plot.top() + 2 : plot.bottom() - 2].mean() > 0.8
    strip = made.panels[-1].place.plot
    assert not line[strip.top() : strip.bottom() + 1].any()  # the last character that was read is not crossed out
    assert made.scale_.px(FIRST + 0.5) == made.scale_.left


def test_what_the_label_holds_for_is_shaded(canvas) -> None:
    made = canvas(story())
    plot, pixels = painted(made, "unit").place.plot, grab(made)
    ground = pixels[plot.bottom() - 3, round(made.scale_.px(FIRST + 2))]
    shade = pixels[plot.bottom() - 3, round(made.scale_.px(FIRST + 7))]  # within "a b"
    assert ground.tolist() == [int(THEMES["light"].window[i : i + 2], 16) for i in (1, 3, 5)]
    assert 15 < (ground - shade).min() < 60


def test_what_was_measured_is_drawn_strongly(canvas) -> None:
    made = canvas(story(gates=LSTM))
    pens = [line.bright.opts["pen"] for name in ("unit", "backflow") for line in painted(made, name).lines]
    assert [(pen.style().name, pen.widthF() > 1.5) for pen in pens] == [
        ("SolidLine", True), ("SolidLine", True), ("CustomDashLine", False), ("CustomDashLine", False),
        ("SolidLine", False),
    ]  # fmt: skip


def test_the_mouse_reads_every_panel(canvas, qtbot) -> None:
    from PyQt6.QtCore import QPoint

    made = canvas(story(gates=LSTM), size=(850, 600))
    x = round(made.scale_.px(FIRST + 7))

    def words(name, share=0.5):
        plot = painted(made, name).place.plot
        qtbot.mouseMove(made.viewport(), QPoint(x, round(plot.top() + share * plot.height())))
        return made.hover_words()

    assert words("unit").startswith(f"c_{{{FIRST + 7}}} = 0.")
    assert words("gates", 0.0).split(" = ")[0] in {f"{gate}_{{{FIRST + 7}}}" for gate in "ifo"}
    assert words("backflow", 0.2).startswith("‖∂L/∂")
    assert words("text") == f"t = {FIRST + 7} · reads “␣”"


def test_a_long_text_is_read_around_the_cursor(canvas) -> None:
    text = TEXT * 16
    made = canvas(story(text), FIRST + 200.0)
    strip = painted(made, "text")
    assert not strip.fits
    plot, pixels = strip.place.plot, grab(made)
    inked = like(pixels[plot.top() : plot.bottom()], THEMES["light"].secondary, 60).any(axis=0)
    assert inked[plot.left() : plot.left() + 20].any() or inked[plot.center().x() - 60 : plot.center().x()].any()
    x = round(made.scale_.px(FIRST + 200))
    assert like(pixels[plot.top() : plot.bottom(), x - 8 : x + 9], THEMES["light"].loss, 30).any()
    assert canvas(story(TEXT)).panels[-1].fits


def test_what_the_page_shows_at_first_stands_under_its_curve_in_a_small_window(canvas) -> None:
    strip = painted(canvas(story((TEXT * 9)[:120]), size=(752, 260)), "text")
    assert strip.place.plot.width() < 580
    assert strip.fits
    assert strip.face.metrics.horizontalAdvance("m") <= strip.scale.px(1) - strip.scale.px(0) + 0.1


@pytest.mark.parametrize("slope", [0.1, 0.5, 3.0])
@pytest.mark.parametrize("size", [(850, 330), (850, 480), (560, 300), (1500, 700)])
def test_every_name_stands_clear_of_the_others(canvas, slope, size) -> None:
    hidden, gates = -0.5 - slope * np.arange(78.0, -1, -1), LSTM if size[1] > 400 else ()
    made = canvas(story(TEXT * 4, gates=gates, flow={"hidden": hidden}), size=size)
    for panel in made.panels:
        if not hasattr(panel, "names"):
            continue
        boxes = [label.box for label in panel.names.labels if label.words.width]
        room = panel.place.plot.adjusted(0, 0, 100, 0)
        for label in panel.names.labels:
            if not label.curve:
                assert room.top() <= label.box.top()
                assert label.box.bottom() <= room.bottom() + 1
        for one in range(len(boxes)):
            assert not any(boxes[one].intersects(other) for other in boxes[one + 1 :])


def test_names_that_would_hide_the_gates_stand_at_their_ends(canvas) -> None:
    made = canvas(story(TEXT * 6, gates=LSTM), size=(850, 480))
    gates = painted(made, "gates")
    plot, labels = gates.place.plot, [label for label in gates.names.labels if label.curve]
    assert len(labels) == 3
    beside = [label for label in labels if label.box.left() > plot.right()]
    assert beside
    assert all(label.box.right() <= gates.place.right for label in beside)


def test_the_chosen_unit_is_pointed_at(canvas) -> None:
    values = np.sin(np.arange(len(TEXT)) + np.arange(20.0)[:, None])
    names = [f"unit {unit}" for unit in range(20)]
    for theme in ("light", "dark"):
        made = canvas(all_units(TEXT, FIRST, values, names, 15, "All", False), theme=theme)
        plot = made.panels[0].place.plot
        marks = like(grab(made)[:, : plot.left() - 1], THEMES[theme].b, 40)
        middle = plot.top() + (15 + 0.5) / 20 * plot.height()
        assert np.flatnonzero(marks.any(axis=1)).mean() == pytest.approx(middle, abs=3)
        assert like(grab(made)[:, plot.right() + 2 : plot.right() + 11], THEMES[theme].b, 40).any()


def test_the_mouse_reads_a_unit_by_its_name(canvas, qtbot) -> None:
    from PyQt6.QtCore import QPoint

    values = np.linspace(-1, 1, 3)[:, None] * np.ones(len(TEXT))
    made = canvas(all_units(TEXT, FIRST, values, ["unit 4", "unit 7", "unit 9"], None, "All", True))
    plot = made.panels[0].place.plot
    qtbot.mouseMove(made.viewport(), QPoint(round(made.scale_.px(FIRST + 3)), plot.bottom() - 4))
    assert made.hover_words() == f"unit 9 · t = {FIRST + 3} · value = 1.00"


def test_an_empty_window_is_said(canvas) -> None:
    made = canvas(unit_story(window("", 0)))
    assert [type(panel).__name__ for panel in made.panels] == ["EmptyPanel"]
    grab(made)
