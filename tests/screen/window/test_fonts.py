"""The window in any interface font: it measures its words, so none is cut, and nothing moves."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QFontMetricsF
from PyQt6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from gradviz.screen.asking.question import Question
from gradviz.screen.controls.widths import label_width, row_width, ruler
from gradviz.screen.export.exhibit import Exhibit
from gradviz.screen.export.form import ExportForm
from gradviz.screen.look import theme
from gradviz.screen.look.theme import Look
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.readout.parts import Line
from tests.screen.conftest import FONTS, WORDS, stretched_to
from tests.screen.fakes import answer_to, small

BROADER = 645
"""Broader than any usual font."""


def inside(part, whole):
    """Whether a widget stands inside another."""
    return whole.rect().contains(part.rect().translated(part.mapTo(whole, QPoint())))


def cut(panel):
    """The words of a panel that have less room than they need."""
    labels = [label for label in panel.findChildren(QLabel) if label.isVisible() and not label.wordWrap()]
    parts = [*labels, *panel.findChildren(QPushButton), *panel.findChildren(QComboBox)]
    shown = [part for part in parts if part.isVisible() and part.property("look") != "link"]
    short = [part for part in shown if part.width() < part.sizeHint().width() - 1 or not inside(part, panel)]
    for box in panel.findChildren(QLineEdit):
        words = QFontMetricsF(box.font()).horizontalAdvance(box.text() or box.placeholderText())
        if box.isVisible() and (words > box.width() - 14 or not inside(box, panel)):
            short.append(box)
    return [getattr(part, "text", part.accessibleName)() for part in short]


def test_the_fonts_of_the_tests_are_as_wide_as_they_say(any_font, look):
    assert QFontMetricsF(look.font).horizontalAdvance(WORDS) == pytest.approx(FONTS[any_font], rel=0.02)


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("cells", [("lstm", "gru"), ("rnn_tanh", "lstm")])
def test_unfolding_everything_cuts_nothing_and_moves_nothing(open_window, cells):
    window = open_window(size=(1280, 720), question=Question.default())
    for slot, cell in zip("ab", cells, strict=True):
        window.session.edit(slot, "cell", cell)
    panel, card = window.question.width(), window.form.cards["a"].width()
    for each in window.form.cards.values():
        each.fold.open()
    QApplication.processEvents()
    QApplication.processEvents()
    assert window.form.verticalScrollBar().isVisible()
    assert (window.question.width(), window.form.cards["a"].width()) == (panel, card)
    assert cut(window.form.widget()) == []


@pytest.mark.parametrize("scale", [1.0, 1.3])
def test_a_font_broader_than_usual_gets_the_room_it_needs(qapp, monkeypatch, open_window, look, scale):
    before = qapp.font()
    monkeypatch.setattr(theme, "ui_font", stretched_to(BROADER, theme.ui_font))
    look.resize(scale)
    window = open_window(size=(1920, 1080), question=Question.default())
    assert cut(window.form.widget()) == []
    assert all(line.width_of(line.markup, type_of(look.font)) <= line.width() for line in window.readout.captions)
    qapp.setFont(before)


def test_the_measured_width_of_a_row_is_the_real_one(open_window, look):
    window = open_window(question=Question.default())
    window.form.fill()
    document = ruler(look.font)
    for card in window.form.cards.values():
        for row in card.rows.values():
            line = row.column.itemAt(0).layout()
            if line is not None:
                label = line.itemAt(0).widget()
                assert label.sizeHint().width() <= label_width(row.field, document) <= label.sizeHint().width() + 2
                assert line.sizeHint().width() <= row_width(row.field, look.font, document) + 2, row.field.name


@pytest.mark.usefixtures("any_font")
def test_a_long_seed_stands_whole_under_the_buttons(open_window):
    window = open_window(size=(1280, 720))
    assert window.form.seed.x() > window.form.reset.x()
    window.session.edit("a", "seed", 2**63 - 1)
    QApplication.processEvents()
    assert window.form.seed.y() > window.form.reset.geometry().bottom()
    assert cut(window.form.widget()) == []
    window.session.edit("a", "seed", 7)
    QApplication.processEvents()
    assert window.form.seed.x() > window.form.reset.x()


@pytest.mark.usefixtures("any_font")
def test_the_export_form_has_room_for_its_words(qtbot, look, tmp_path):
    answer = answer_to(replace(small(), pictures=("lecture", "saturation")))
    form = ExportForm(Exhibit(answer.charts, answer.stem, answer.results), "lecture", look, tmp_path)
    qtbot.addWidget(form)
    form.show()
    for kind in form.kinds:
        form.format.show_value(kind.name)
        form.format.chosen.emit(kind.name)
        QApplication.processEvents()
        form.file.clear()
        assert cut(form) == []


def test_a_line_that_is_cut_says_all_in_its_tooltip(qtbot, look):
    line = Line(look.theme, lambda type_: type_.face(12), "text", 22)
    qtbot.addWidget(line)
    line.say("of A’s gradient left, 10^{3} steps back")
    for width, words in ((60, "of A’s gradient left, 10³ steps back"), (400, "")):
        line.resize(width, 22)
        assert line.whole == words


def test_everything_in_the_readout_grows_with_the_type(open_window, look, qtbot):
    window = open_window(question=Question.default())
    for scale in (1.0, 1.8, 1.15):
        look.resize(scale)
        qtbot.wait(1)
        assert window.readout.equations[0].font().pixelSize() == round(14 * scale)
        assert window.readout.sentences[0].font().pixelSize() == round(13 * scale)


def test_a_look_measures_with_the_font_that_it_sets(qapp, look):
    assert isinstance(look, Look)
    for scale in (1.0, 1.8):
        look.resize(scale)
        assert (look.font.families(), look.font.pixelSize()) == (qapp.font().families(), qapp.font().pixelSize())
