"""A lesson that was edited is not lost: it is asked about before it goes, and comes back after a crash."""

import pytest
from PyQt6.QtWidgets import QFileDialog

from gradviz.experiment import Experiment
from gradviz.lessons import Lesson, Scene, open_lesson
from gradviz.models import save_checkpoint
from gradviz.readings.watch import Watch
from gradviz.screen.guiding.draft import Draft
from gradviz.screen.sessions.autosave import Autosave
from gradviz.screen.sessions.left import Left
from tests.language.made import small
from tests.screen.sessions.conftest import asked, is_asked

__all__ = ["asked", "is_asked"]

A = Experiment(cell="rnn_linear", hidden_size=3, steps=9)
LESSON = Lesson(title="A <b> lesson", scenes=tuple(
    Scene(title=title, caption="Words.", experiments=(A,)) for title in ("one", "two")
))  # fmt: skip


@pytest.fixture
def file(tmp_path):
    LESSON.save(tmp_path / "own.toml")
    return tmp_path / "own.toml"


@pytest.fixture
def window(open_window, file):
    """A window with a lesson of which a word was changed."""
    made = open_window()
    made.lecture.commands.begin(str(file))
    made.lecture.guide.edit(1, caption="Other words.")
    yield made
    made.commands.sessions.leave()


def goings(window, file):
    lecture = window.lecture
    return {
        "the window": window.close,
        "the lesson": lecture.bar.close_button.click,
        "another": lambda: lecture.commands.begin("video"),
    }


def is_gone(window):
    return not window.isVisible() or window.lecture.guide.lesson != edited(window)


def edited(window):
    one, two = LESSON.scenes
    return Lesson(title=LESSON.title, scenes=(one, Scene(title=two.title, caption="Other words.", experiments=(A,))))


@pytest.mark.parametrize("what", ["the window", "the lesson", "another"])
def test_before_it_goes_it_is_asked_about(window, file, asked, is_asked, what):
    go, before = goings(window, file)[what], file.read_text()
    go()
    assert not is_gone(window)
    asked(window, "Cancel")
    assert not is_gone(window)
    assert not is_asked(window)
    go()
    asked(window, "Don’t save")
    assert is_gone(window)
    assert file.read_text() == before


@pytest.mark.parametrize("what", ["the window", "the lesson", "another"])
def test_it_is_saved_first_where_that_is_wanted(window, file, asked, what, tmp_path):
    goings(window, file)[what]()
    asked(window, "Save")
    assert not is_gone(window)
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.selectFile(str(tmp_path / "saved"))
    dialog.accept()
    assert open_lesson(tmp_path / "saved.toml")[0] == edited(window)
    assert is_gone(window)


def test_nothing_is_asked_where_nothing_was_changed_or_all_was_saved(window, is_asked, tmp_path):
    window.lecture.guide.save(str(tmp_path / "saved.toml"))
    window.lecture.commands.begin("video")
    assert window.lecture.guide.lesson.path.stem.endswith("video")
    window.lecture.bar.close_button.click()
    assert window.lecture.guide.lesson is None
    window.close()
    assert not is_asked(window)
    assert not window.isVisible()


def test_a_place_that_cannot_be_written_to_keeps_it_here(window, asked, tmp_path, qtbot):
    window.lecture.bar.close_button.click()
    asked(window, "Save")
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.reject()
    window.lecture.commands._write(str(tmp_path / "none" / "x.toml"), window.lecture.guide.close)
    assert window.lecture.guide.lesson == edited(window)
    assert "none" in window.banner._words.text()


def test_what_comes_with_gradviz_is_not_offered_to_be_written_over(window, tmp_path, asked):
    commands, guide = window.lecture.commands, window.lecture.guide
    guide.save(str(tmp_path / "saved.toml"))
    commands.begin("video")
    guide.retitle("Mine")
    commands.close()
    asked(window, "Save")
    dialog = window.findChildren(QFileDialog)[-1]
    assert dialog.directory().absolutePath() != str(guide.lesson.path.parent)
    dialog.reject()


def test_a_lesson_that_is_asked_about_has_a_name_and_no_markup(window, is_asked, asked):
    from PyQt6.QtWidgets import QMessageBox

    window.close()
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    assert "A &lt;b&gt; lesson" in box.text()
    asked(window, "Cancel")


def test_after_a_crash_the_lesson_comes_back_where_it_was(window, open_window, file, tmp_path, qtbot):
    window.lecture.guide.go(1)
    kept = Autosave(window.keeper, window.commands.sessions, tmp_path / "state")
    kept.write()
    kept._writing.join()
    kept._own.let_go()  # as the system does for a process that died
    other = open_window()
    found = Autosave(other.keeper, other.commands.sessions, tmp_path / "state")
    found.begin()
    other.commands.sessions.offer.taking.click()
    guide = other.lecture.guide
    assert (guide.lesson, guide.place, guide.lesson.path) == (edited(window), 1, file)
    assert guide.unsaved
    assert other.session.question == window.session.question
    other.session.history.undo()
    assert guide.lesson is None
    other.session.history.redo()
    assert guide.lesson == edited(window)
    found.close()
    kept.close()
    other.commands.sessions.leave()


def test_it_is_kept_while_it_is_edited_and_no_longer_once_it_is_saved(open_window, file, tmp_path, qtbot, monkeypatch):
    import gradviz.screen.sessions.autosave as module

    monkeypatch.setattr(module, "QUIET", 0.05)
    window = open_window()
    kept = Autosave(window.keeper, window.commands.sessions, tmp_path / "state")
    window.lecture.guide.add()
    qtbot.waitUntil(kept._own.path.exists)
    kept._writing.join()
    assert kept._own.read()[2].lesson == window.lecture.guide.lesson
    window.lecture.guide.save(str(tmp_path / "new.toml"))
    qtbot.waitUntil(lambda: kept._own.read()[2] is None)
    kept.close()
    window.close()


def test_a_model_that_lies_anywhere_is_found_again_and_a_damaged_lesson_takes_nothing_with_it(open_window, tmp_path):
    model = str(tmp_path / "deep" / "small.safetensors")
    (tmp_path / "deep").mkdir()
    save_checkpoint(small("lstm", 1, 7, 0), model, half=False)
    scene = Scene(title="reads", caption="It reads.", reading=Watch(model=model, text="abba", unit=1), pictures=())
    draft = Draft(Lesson(title="New", scenes=(scene,)), 0)
    assert Draft.of(draft.values()) == draft
    window = open_window()
    left = Left.own(tmp_path)
    left.write(window.keeper.state(), "", draft)
    assert left.read()[2] == draft
    left.path.write_text(left.path.read_text().replace("[[scene]]", "[[scene"))
    opened, _, lost = left.read()
    assert lost is None
    assert opened.state.laboratory.question == window.session.question
    assert "lesson" in opened.notes[-1]
    left.remove()
