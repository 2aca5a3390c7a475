"""The form's row of the model: chosen, opened, dropped, refused under that very control, undone."""

import subprocess
import sys

import pytest
import torch
from PyQt6.QtWidgets import QFileDialog

import gradviz
from gradviz.control import Control
from gradviz.models import bundled, header
from gradviz.screen.asking.answering import Answering
from gradviz.screen.asking.answers import Job
from gradviz.screen.asking.question import Question
from gradviz.screen.controls.form import Form
from tests.models.made import TEXT, made, written


@pytest.fixture
def form(qtbot, session, look):
    shown = Form(session, look)
    qtbot.addWidget(shown)
    shown.resize(360, 900)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.fixture
def path(tmp_path):
    return written(tmp_path / "a_model_with_a_very_long_name_indeed.safetensors", "gru", *made("gru", 2))


def rows(form, slot="a"):
    return form.cards[slot].rows


def test_a_bundled_model_is_one_choice(form, session):
    row = rows(form)["model"]
    assert [row.chooser.itemText(k) for k in range(row.chooser.count())] == ["none", *bundled(), "File…"]
    row.choose("prose")
    assert session.question.a.model == "prose"
    assert session.question.b.model is None
    known = header("prose")
    assert session.question.a.cell == known.cell == "lstm"
    assert row.about.text() == f"LSTM, {known.hidden_size} units, {known.input_size} characters"
    assert rows(form)["model_weights"].isVisible()
    for name in ("spectral_radius", "hidden_size", "forget_bias"):
        assert not rows(form)[name].isVisible(), name
    assert rows(form)["cell"].isVisible()
    rows(form)["model_weights"].choose("untrained")
    assert rows(form)["spectral_radius"].isVisible()
    assert rows(form)["forget_bias"].isVisible()
    assert not rows(form)["hidden_size"].isVisible()
    session.history.undo()
    assert session.question.a.model_weights == "trained"
    session.history.undo()
    assert session.question.a.model is None
    assert not row.isVisible()
    assert row.chooser.currentText() == "none"
    session.history.redo()
    assert row.chooser.currentText() == "prose"


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_heading_offers_models_and_a_cell_leaves_them(form, session, cell):
    heading = rows(form)["cell"]
    assert not rows(form)["model"].isVisible()
    heading.choose("model:prose")
    assert rows(form)["model"].isVisible()
    assert (session.question.a.model, heading.chooser.currentText()) == ("prose", "LSTM")
    heading.choose(cell)
    assert (session.question.a.model, session.question.a.cell) == (None, cell)
    assert not rows(form)["model"].isVisible()
    session.history.undo()
    assert session.question.a.model == "prose"
    session.edit("a", "hidden_size", 5)
    assert session.question.a.model is None


def test_a_file_is_asked_for_and_shown_by_its_name(form, session, path, qtbot):
    row, width = rows(form)["model"], form.needed_width()
    rows(form)["cell"].choose("model:")
    assert row.chooser.currentText() == "none"
    dialog = row.window().findChild(QFileDialog)
    dialog.fileSelected.emit(path)
    dialog.close()
    assert session.question.a.model == path
    assert "…" in row.chooser.currentText()
    assert row.about.text() == "GRU, 2 × 6 units, 11 characters"
    assert form.needed_width() == width
    assert row.sizeHint().width() <= width
    row.choose("none")
    assert session.question.a.model is None
    assert row.chooser.count() == len(bundled()) + 2


def test_a_dropped_file_is_the_model_or_is_refused_at_its_control(form, session, path, tmp_path):
    row = rows(form)["model"]
    form.take_file(str(tmp_path / "missing.safetensors"))
    assert row.isVisible()
    assert "no such file" in row.error.text()
    assert session.question.a.model is None
    session.edit("a", "seed", 5)
    assert row.isVisible()
    form.take_file(path)
    assert session.question.a.model == path
    assert not row.error.isVisible()
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"x")
    before = session.question
    form.take_file(str(broken))
    assert session.question == before
    assert "broken.safetensors is not a whole" in row.error.text().replace("\u200b", "")
    assert row.error.isVisible()
    pickled = tmp_path / "m.pt"
    torch.save(made("lstm")[0].state_dict(), pickled)
    form.take_file(str(pickled))
    assert session.question == before
    assert row.error.height() >= row.error.heightForWidth(row.error.width())
    assert "m.pt is not read here" in row.error.text().replace("\u200b", "")
    session.edit("a", "model", None)
    assert not row.error.isVisible()


def test_the_form_reads_a_model_without_torch(path):
    code = f"""
import sys
from gradviz.screen.asking.session import Session
from gradviz.screen.asking.question import Question
from gradviz.screen.controls import model_row
question, _ = Question.default().edited("a", model={path!r}, input="text", text="abba" * 40)
question, _ = question.edited("b", model="prose")
question, _ = question.edited("a", loss="next_char")
assert question.a.loss == question.b.loss == "next_char"
assert "torch" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_only_where_both_predict_the_loss_is_a_prediction(path):
    question, _ = Question.default().edited("a", model=path, input="text", text=TEXT)
    refused, notes = question.edited("a", loss="next_char")
    assert refused.a.loss == refused.b.loss == "last"
    assert "network B: the loss is v·h at one step: there is no model that predicts" in notes
    both, _ = question.edited("b", model=path, model_weights="untrained")
    both, notes = both.edited("a", loss="next_char")
    assert both.a.loss == both.b.loss == "next_char"
    assert not notes
    left, notes = both.edited("b", model=None)
    assert left.a.loss == left.b.loss == "last"
    assert notes


def test_the_alphabet_of_a_model_is_not_the_other_network_s(path):
    question, _ = Question.default().edited("b", model=path)
    question, _ = question.edited("b", steps=20)
    assert (question.a.input_size, question.b.input_size) == (32, 11)
    question, _ = question.edited("a", input_size=7)
    assert (question.a.input_size, question.b.input_size) == (7, 11)


def test_beside_a_prediction_stands_the_same_model(session, path):
    other = session.question.b
    session.compare(None)
    for fields in ({"model": path}, {"input": "text", "text": TEXT}, {"loss": "next_char"}):
        (name, value), *also = fields.items()
        assert session.edit("a", name, value, **dict(also))
    session.compare(other)
    assert session.question.a.loss == session.question.b.loss == "next_char"
    assert (session.question.b.model, session.question.b.model_weights) == (path, "untrained")


class Desk:
    def __init__(self):
        self.answers, self.failures = [], []

    def answer(self, answer):
        self.answers.append(answer)

    def fail(self, failure):
        self.failures.append(failure)

    def report(self, share):
        pass

    def waits(self, question):
        return False

    def take(self, wanted):
        return None


def test_an_answer_is_that_of_the_file_as_it_is_now(tmp_path):
    path = tmp_path / "m.safetensors"
    asked = gradviz.Experiment(model=written(path, "lstm", *made("lstm")), input="text", text=TEXT, steps=9)
    desk = Desk()
    answering, question = Answering(desk), Question(asked, pictures=("gradient",))

    def answered():
        answering.answer(Job(question), Control(lambda _: None))
        return desk.answers[-1]

    first = answered()
    assert answered().results == first.results
    written(path, "lstm", *made("lstm", seed=1))
    second = answered()
    assert second.results != first.results
    assert (second.results[0].weights["weight_hh_l0"] != first.results[0].weights["weight_hh_l0"]).any()
    assert second.chart is not first.chart
    path.unlink()
    count = len(desk.answers)
    answering.answer(Job(question), Control(lambda _: None))
    assert len(desk.answers) == count
    assert desk.failures[-1].error.field == "model"
