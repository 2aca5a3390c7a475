"""The read-out: the numbers at the cursor, the sentences, the equations; and a size that never jumps."""

import math

import numpy as np
import pytest

from gradviz.cells import CELLS
from gradviz.charts.moment import Moment
from gradviz.charts.reading import read
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from gradviz.screen.readout.panel import Readout
from gradviz.screen.readout.shelf import Shelf
from gradviz.screen.readout.words import caption, equation, sentence, table
from gradviz.screen.window import ANSWER
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like


@pytest.fixture
def shown(qtbot, look):
    def show(answer=None, theme="light"):
        readout = Readout(made.session(answer), THEMES[theme])
        qtbot.addWidget(readout)
        readout.resize(max(ANSWER, readout.needed_width(look.font)), 648)
        with qtbot.waitExposed(readout):
            readout.show()
        return readout

    return show


def chosen(**by_step):
    """A hand-made curve over T = 8 with some chosen logarithms."""
    curve = np.zeros(9)
    for step, value in by_step.items():
        curve[int(step[1:])] = value
    return made.result(Experiment(steps=8, hidden_size=3), curve)


def test_the_numbers_at_the_cursor_are_those_of_the_result(shown):
    readout = shown(made.answer(chosen(t3=-25.034, t4=-24.0), chosen(t3=-2.0)))
    readout._session.move(Moment("backward", 3.0))
    assert readout.title.markup == "At step t = 3"
    assert [line.markup for line in readout.figures] == ["9.25·10^{−26}", "0.0100"]
    assert readout.figures[0].accessibleName() == "9.25·10⁻²⁶"
    assert readout.captions[0].markup == "of A’s gradient left, 5 steps back"
    rows = {row[0]: row[1:] for row in readout.table.rows}
    assert rows[""] == ("A", "B")
    assert rows["‖∂L/∂h_t‖"] == ("9.25·10^{−26}", "0.0100")
    assert rows["per step"] == ("×0.0925", "×0.0100")
    assert rows["ρ(W_{hh})"] == ("0.900", "0.900")
    assert "9.25·10⁻²⁶" in readout.table.accessibleName()


@pytest.mark.parametrize(
    ("curve", "step", "words"),
    [
        ({}, 8, "of A’s gradient, where the loss is"),
        ({}, 7, "of A’s gradient left, 1 step back"),
        ({"t2": 3.0}, 2, "times A’s start, 6 steps back"),
        ({"t8": -math.inf}, 8, "of A: the loss is before t = 8"),
        ({f"t{i}": -math.inf for i in range(9)}, 4, "A’s gradient is zero everywhere"),
    ],
)
def test_captions(curve, step, words):
    assert caption(read(chosen(**curve), step), "A") == words
    assert "A’s" not in caption(read(chosen(**curve), step), "")


def test_exact_zeros_and_blocks_of_gates_have_words():
    lstm = made.pair(steps=8, units=3).results[1]
    rows = {row[0]: row[1:] for row in table([read(chosen(t2=-math.inf), 2), read(lstm, 2)])}
    assert rows["‖∂L/∂h_t‖"][0] == "0"
    assert rows["per step"][0] == "×0"
    assert rows["ρ(W_{hh})"] == ("0.900", "0.72–0.90")
    assert table([read(chosen(t1=-math.inf), 0)])[1][1] == "—"
    assert table([read(chosen(t0=-12345.5), 0)])[0][1] == "3·10^{−12346}"


def test_sentences_begin_with_their_subject():
    assert sentence("Vanishes: below h_t.", "A", "#0067A8") == (
        "<b style='color:#0067A8; font-weight:600'>A vanishes:</b> below h<sub>t</sub>."
    )
    assert ">Dies:</b> all" in sentence("Dies: all units", "", "#0067A8")
    assert ">B first grows 25-fold, then vanishes:</b>" in sentence(
        "First grows 25-fold, then vanishes: x", "B", "#000"
    )
    assert ">A:</b> No gradient: it is zero" in sentence("No gradient: it is zero", "A", "#000")
    assert ">A:</b> There is no step" in sentence("There is no step to flow back through.", "A", "#000")


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_has_an_equation_without_markup_left_over(cell):
    shown_equation = equation(made.result(Experiment(cell=cell, steps=2, hidden_size=2)))
    assert "<i>" in shown_equation
    assert not any(sign in shown_equation for sign in "_^{}")
    assert "<sub" in shown_equation
    assert "<<" not in shown_equation


def test_two_networks_of_one_kind_share_an_equation(shown):
    result = made.pair().results[1]
    readout = shown(made.answer(result, result))
    assert [label.isVisible() for label in readout.equations] == [True, False]
    readout = shown(made.pair())
    assert [label.isVisible() for label in readout.equations] == [True, True]


def test_one_network_has_no_letters(shown):
    readout = shown(made.answer(made.pair().results[0]))
    assert [part.isVisible() for part in readout.figures] == [True, False]
    assert "of the gradient" in readout.captions[0].markup
    assert all(row[0] for row in readout.table.rows)
    readout._session.runner.answered.emit(made.pair())
    assert [part.isVisible() for part in readout.figures] == [True, True]


@pytest.mark.parametrize("theme", THEMES)
def test_a_is_blue_and_b_is_orange(shown, theme):
    readout = shown(made.pair(), theme=theme)
    readout._session.move(Moment("whole", 60.0))
    for figure, colour in zip(readout.figures, (THEMES[theme].a, THEMES[theme].b), strict=True):
        assert like(grab(figure), colour, 8).sum() > 30
    other = THEMES["dark" if theme == "light" else "light"]
    readout.set_theme(other)
    assert like(grab(readout.figures[0]), other.a, 8).sum() > 30
    assert other.a in readout.sentences[0].text()


def test_the_numbers_are_pale_until_the_gradient_flows(shown):
    readout = shown(made.pair())
    readout._session.move(Moment("forward", 60.0))
    assert like(grab(readout.figures[0]), THEMES["light"].a, 8).sum() == 0
    readout._session.move(Moment("backward", 60.0))
    assert like(grab(readout.figures[0]), THEMES["light"].a, 8).sum() > 30


@pytest.mark.usefixtures("any_font")
def test_nothing_jumps_while_playing_and_everything_fits_at_720(shown):
    readout = shown(made.pair())
    seen = set()
    for step in range(128, -1, -1):
        readout._session.move(Moment("backward", float(step)))
        parts = [
            readout.title,
            *readout.figures,
            *readout.captions,
            readout.table,
            *readout.sentences,
            *readout.equations,
        ]
        seen.add(tuple(part.geometry().getRect() for part in parts))
    assert len(seen) == 1
    last = readout.equations[1].geometry()
    assert last.bottom() <= 648
    assert readout.minimumSizeHint().height() <= 648
    assert all(line._choose(_type(line)).words(line.markup).width <= line.width() for line in readout.captions)


def _type(widget):
    from gradviz.screen.painter.typeset import type_of

    return type_of(widget.font())


@pytest.mark.usefixtures("any_font")
def test_the_widest_captions_fit(shown):
    readout = shown(made.pair(steps=100_000, units=2))
    readout._session.move(Moment("backward", 1.0))
    for line in (*readout.captions, *readout.figures):
        assert line._choose(_type(line)).words(line.markup).width <= line.width(), line.markup


@pytest.mark.usefixtures("any_font")
def test_no_number_of_the_table_is_cut(shown):
    readout = shown(made.answer(chosen(t3=-123.034, t4=-999.9, t5=-54321.0), chosen(t3=-25.03)))
    face = _type(readout.table).face(12)
    names = max(face.words(row[0]).width for row in readout.table.rows)
    for step in (3, 4, 5):
        readout._session.move(Moment("whole", float(step)))
        widths = [face.words(words).width for row in readout.table.rows for words in row[1:]]
        assert max(widths) <= (readout.table.width() - names) / 2 - 6


def test_before_the_first_answer_there_is_only_room(shown):
    readout = shown(None)
    assert not any(part.isVisible() for part in (*readout.figures, *readout.sentences, *readout.equations))


def test_words_for_which_a_small_screen_has_no_room_scroll_and_none_is_cut(shown):
    answer = made.answer(chosen(t3=-25.0), chosen(t3=-2.0))
    long = tuple((role, "A long account: " + "what every step did to the gradient, " * 12) for role in ("a", "b"))
    readout = shown(made.redrawn(answer, sentences=long))
    for label in (*readout.sentences, readout.equations[0]):
        assert label.height() >= label.heightForWidth(label.width())
    assert readout.findChild(Shelf).verticalScrollBar().maximum() > 0
    readout = shown(answer)
    assert readout.findChild(Shelf).verticalScrollBar().maximum() == 0
