"""Inside the lesson's editor the keys of undo are the lesson's: a caption, an order, a scene that was removed."""

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from gradviz import Experiment
from gradviz.lessons import Lesson, Scene
from gradviz.screen.asking.session import Session
from gradviz.screen.guiding.editor import Editor
from gradviz.screen.guiding.guide import Guide
from gradviz.screen.undoing import history
from tests.screen.fakes import FakeRunner, small

A = Experiment(cell="rnn_linear", steps=5, hidden_size=3)
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def guide(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(history, "MERGE_SECONDS", 0.0)
    scenes = tuple(Scene(title=title, caption="Words.", experiments=(A,), pictures=("gradient",)) for title in "abc")
    Lesson(title="A lesson", scenes=scenes).save(tmp_path / "a.toml")
    made = Guide(Session(FakeRunner(), small()))
    made.open(str(tmp_path / "a.toml"))
    return made


@pytest.fixture
def editor(guide, qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    made = Editor(guide, over)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    over.close()


def titles(guide):
    return "".join(scene.title for scene in guide.lesson.scenes)


def test_what_was_done_in_the_editor_is_taken_back_by_its_keys(editor, guide, qtbot):
    guide.move(0, 1)
    guide.remove(2)
    assert titles(guide) == "ba"
    for seen in ("bac", "abc", "abc"):  # opening the lesson is not taken back from within
        qtbot.keyClick(editor.list, Qt.Key.Key_Z, CONTROL)
        assert titles(guide) == seen
    assert [editor.list.item(row).text()[-1] for row in range(3)] == ["a", "b", "c"]


def test_what_is_typed_and_not_handed_on_yet_is_the_first_that_is_taken_back(editor, guide, qtbot):
    editor.list.setCurrentRow(0)
    field = editor.fields["title"]
    field.setFocus()
    qtbot.keyClicks(field, "bc")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert (titles(guide), field.text()) == ("abc", "a")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert guide.lesson.scenes[0].title == field.text() == "abc"


def test_a_caption_is_taken_back_letter_by_letter_where_there_are_pauses(editor, guide, qtbot):
    editor.list.setCurrentRow(1)
    field = editor.fields["caption"]
    field.setPlainText("Other words.")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert guide.lesson.scenes[1].caption == field.toPlainText() == "Words."
    qtbot.keyClick(field, Qt.Key.Key_Y, CONTROL)
    assert guide.lesson.scenes[1].caption == "Other words."
