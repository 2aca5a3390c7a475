"""Scripts, hand-outs and whole arrangements out of the window: what is written is run, and read."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6 import sip
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QImage

import gradviz
from gradviz.charts.arranged import Arranged, columns_of
from gradviz.control import Control
from gradviz.errors import Cancelled, GradvizError
from gradviz.screen.desk.places import Place
from gradviz.screen.export.dialog import ExportDialog
from gradviz.screen.export.exhibit import TOGETHER, Exhibit
from gradviz.screen.export.form import ExportForm
from gradviz.screen.export.kinds import KINDS, handouts, of_suffix
from gradviz.screen.export.order import Order
from gradviz.screen.export.showing import exhibit_of, standing
from tests.paper.test_scripts import curves, same
from tests.screen.fakes import answer_to, small
from tests.screen.window.test_export import choose, kind_of, wait_for

ANSWER = answer_to(replace(small(), pictures=("gradient", "activations")))
SHOWN = Exhibit(ANSWER.charts, ANSWER.stem, ANSWER.results, standing(ANSWER.charts, ()), "A title", "What h_t does.")


@pytest.fixture
def window(open_window, tmp_path):
    window = open_window(question=ANSWER.question)
    window.outlet.folder = str(tmp_path)
    return window


@pytest.fixture
def dialog(window):
    window.open_export()
    dialog = window.findChild(ExportDialog)
    yield dialog
    if not sip.isdeleted(dialog):
        dialog.reject()


def order(kind, path, **more):
    return Order(SHOWN, kind_of(kind), path, **more)


def test_scripts_that_are_written_give_the_curves_that_are_shown(dialog, qtbot, tmp_path):
    choose(dialog, "script torch")
    qtbot.waitUntil(lambda: "import torch" in dialog.preview._text, timeout=20_000)
    (plain,) = wait_for(qtbot, dialog)
    (own,) = order("script gradviz", tmp_path / "own.py").write()
    found, _ = curves([plain, own], tmp_path)
    for each in found:
        for name, result in zip(("curve_a", "curve_b"), ANSWER.results, strict=True):
            same(np.asarray(each[name]), result)


def test_a_script_of_one_network_has_that_one(tmp_path):
    (path,) = order("script torch", tmp_path / "b.py", slots=("b",)).write()
    assert "LSTM" in path.read_text(encoding="utf-8")
    assert "tanh RNN" not in path.read_text(encoding="utf-8")


def test_arrays_beside_a_script_are_asked_about_before_they_are_replaced(tmp_path):
    asked = order("script torch", tmp_path / "a.py")
    assert asked.existing() == []
    (tmp_path / "a-arrays.npz").write_text("mine")
    assert asked.existing() == [tmp_path / "a-arrays.npz"]


def test_a_script_with_a_model_that_is_gone_says_what_is_needed(tmp_path):
    asked = ANSWER.results[0].experiment
    object.__setattr__(gone := replace(ANSWER.results[0]), "experiment", _of_model(asked, str(tmp_path / "my.pt")))
    exhibit = Exhibit(ANSWER.charts, "x", (gone,))
    with pytest.raises(GradvizError, match=r"my\.pt, which is not there: put it there, or .* plain torch") as caught:
        Order(exhibit, kind_of("script gradviz"), tmp_path / "a.py").check()
    assert "\n" not in str(caught.value)
    Order(exhibit, kind_of("script torch"), tmp_path / "a.py").check()


def _of_model(experiment, path):
    found = replace(experiment)
    object.__setattr__(found, "model", path)
    return found


def test_a_hand_out_has_the_words_of_the_scene_and_is_checked_once(tmp_path, monkeypatch):
    asked, check = [], gradviz.check
    monkeypatch.setattr(gradviz, "check", lambda result, control: asked.append(result) or check(result, control))
    handouts._FOUND.clear()
    page = order("handout", tmp_path / "a.pdf", picture="gradient")
    seen = page.preview(500)
    assert QImage.fromData(seen).width() == 500
    assert page.write() == [tmp_path / "a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert asked == list(ANSWER.results)
    bare = replace(page, exhibit=replace(SHOWN, title="", caption=""))
    assert bare.preview(500) != seen


def test_a_hand_out_stops_between_its_steps(tmp_path):
    handouts._FOUND.clear()
    hand = Control()
    hand.cancel()
    with pytest.raises(Cancelled):
        order("handout", tmp_path / "a.pdf").write(hand)
    assert list(tmp_path.iterdir()) == []


def test_a_hand_out_is_written_by_the_dialog(window, dialog, qtbot):
    choose(dialog, "handout")
    qtbot.waitUntil(lambda: is_upright(dialog.preview._image), timeout=30_000)
    (path,) = wait_for(qtbot, dialog)
    assert path.name == "tanh-rnn-lstm-gradient-handout.pdf"
    assert path.name in window.status.note.text()


def is_upright(image):
    return image is not None and image.height() > image.width()


def test_a_pdf_stays_the_kind_that_was_chosen(dialog, tmp_path):
    choose(dialog, "handout")
    dialog.form.put_path(tmp_path / "mine.pdf")
    assert dialog.form.kind.name == "handout"
    dialog.form.put_path(tmp_path / "mine.svg")
    dialog.form.put_path(tmp_path / "mine.pdf")
    assert dialog.form.kind.name == "pdf"
    assert of_suffix(".PDF", KINDS).name == "pdf"
    assert of_suffix(".bmp", KINDS) is None


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv"])
def test_all_together_are_written_as_one(tmp_path, kind):
    (path,) = order(kind, tmp_path / f"a.{kind}", picture=TOGETHER, width=800, dpi=None).write()
    whole = path.read_bytes()
    (path,) = order(kind, tmp_path / f"b.{kind}", picture="gradient", width=800, dpi=None).write()
    assert len(whole) > len(path.read_bytes())
    if kind == "csv":
        assert b"log10_grad_hidden_a" in whole
        assert b",h_a_1" in whole
    if kind == "png":
        assert QImage(str(tmp_path / "a.png")).height() > QImage(str(tmp_path / "b.png")).height()


def test_the_dialog_offers_all_together_with_a_name_of_its_own(dialog, qtbot, tmp_path):
    dialog.form.picture.show_value(TOGETHER)
    dialog.form.picture.chosen.emit(TOGETHER)
    assert dialog.order().is_together
    assert dialog.form.path() == tmp_path / "tanh-rnn-lstm-together.png"
    assert isinstance(dialog.order().chart, Arranged)


def test_an_mp4_without_its_extra_says_what_to_type(dialog, monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    choose(dialog, "mp4")
    assert "pip install 'gradviz[movie]'" in dialog.error.text()


def test_seconds_and_speed_follow_each_other(dialog):
    choose(dialog, "gif")
    form = dialog.form
    before = float(form.speed_box.text())
    type_in(form.seconds_box, "5")
    assert float(form.speed_box.text()) == pytest.approx(2 * before, rel=0.01)
    type_in(form.speed_box, "1")
    assert dialog.order().seconds == pytest.approx(10 * before, rel=0.01)
    type_in(form.speed_box, "fast")
    assert form.speed_box.property("wrong")
    assert "speed must be a number; you typed fast" in dialog.error.text()
    type_in(form.speed_box, "0,5")
    assert dialog.error.isHidden()
    type_in(form.seconds_box, "0")
    assert form.seconds_box.property("wrong")


def type_in(box, words):
    box.setText(words)
    box.textEdited.emit(words)


def test_pictures_leave_as_they_stand():
    charts = dict(ANSWER.charts)
    charts["why"] = charts["gradient"]
    left, right = Place(("gradient",), (0, 0, 0.25, 1)), Place(("why",), (0.25, 0.5, 0.75, 0.5))
    top = Place(("activations",), (0.25, 0, 0.75, 0.5))
    stood = standing(charts, (left, right, top))
    assert (stood.beside, stood.shares) == (True, (0.25, 0.75))
    assert stood.parts[1].parts == (charts["activations"], charts["why"])
    tabs = (replace(left, names=("gradient", "why")), top)
    assert columns_of(standing(charts, tabs)) == 1  # what stands behind another is seen, too
    assert standing({"gradient": charts["gradient"]}, ()) is None


def test_a_scene_gives_its_words_while_its_question_is_asked(open_window):
    window = open_window()
    window.lecture.commands.begin("video")
    scene = window.lecture.guide.scene
    shown = exhibit_of(window, window.session.answer)
    assert (shown.title, shown.caption) == (scene.title, scene.caption)
    window.session.edit("a", "hidden_size", 3)
    assert exhibit_of(window, window.session.answer).caption == ""
    window.lecture.close()


def test_a_form_that_is_too_high_scrolls(dialog):
    choose(dialog, "gif")
    dialog.resize(dialog.minimumSizeHint())
    pane = dialog.form.parentWidget().parentWidget()
    assert pane.verticalScrollBar().maximum() > 0
    assert pane.viewport().width() >= dialog.form.width()
    for button in (dialog.write_button,):
        assert QRect(dialog.rect()).contains(QRect(button.mapTo(dialog, button.rect().topLeft()), button.size()))


def test_a_page_to_be_printed_is_light_unless_chosen_otherwise(look, qtbot):
    look.choose("dark")
    form = ExportForm(SHOWN, "gradient", look, Path())
    qtbot.addWidget(form)
    assert form.theme() == "dark"
    choose_in(form, "handout")
    assert form.theme() == "light"
    choose_in(form, "pdf")
    assert form.theme() == "dark"
    form.colours.chosen.emit("dark")
    choose_in(form, "handout")
    assert form.theme() == "dark"


def choose_in(form, name):
    form.format.show_value(name)
    form.format.chosen.emit(name)
