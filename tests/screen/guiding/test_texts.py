"""A scene of a network that reads shows the page of cells as it is written, by the keys of a clicker."""

import sys

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from gradviz.experiment import Experiment
from gradviz.lessons import Lesson, Scene
from gradviz.models import save_checkpoint
from gradviz.readings.told import Told
from gradviz.readings.watch import LONGEST, Watch
from gradviz.screen.guiding.editor import Editor
from tests.language.made import small
from tests.screen.reading.conftest import TEXT as FIRST

TEXT = FIRST + 'a "bead bead bead bead" fed\n' * 30
"""What is read at first says little about all of it."""
LAB = Scene(title="lab", caption="A network.", experiments=(Experiment(steps=4, hidden_size=2),), notes="Wait.")


def reading(title, watch, **more):
    return Scene(title=title, caption="It reads c_t.", reading=watch, pictures=(), **more)


@pytest.fixture
def scenes(tmp_path):
    model = str(tmp_path / "small.safetensors")
    save_checkpoint(small("lstm", 1, 7, 0), model, half=False)
    held = Watch(model=model, text=TEXT, unit=3, held="on", shows="forget", at=7)
    best = Watch(model=model, text=TEXT, unit="quote", speed=10)
    made = (LAB, reading("held", held), reading("best", best, plays="story"), LAB)
    Lesson(title="Both", scenes=made).save(tmp_path / "both.toml")
    return made


@pytest.fixture
def window(open_window, scenes, tmp_path):
    made = open_window()
    made.lecture.commands.begin(str(tmp_path / "both.toml"))
    yield made
    if "cells" in made.__dict__:
        made.cells.session.pace.end()
    made.commands.sessions.leave()


@pytest.fixture
def calm(window, qtbot):
    def wait():
        session = window.cells.session
        qtbot.waitUntil(lambda: not session.quick.busy and not session.slow.busy, timeout=20_000)

    return wait


def on(window):
    window.lecture.commands.next.trigger()


def test_the_page_stands_as_it_is_written_and_the_laboratory_comes_back(window, calm, scenes):
    assert not window.on_text
    on(window)
    calm()
    session = window.cells.session
    assert window.on_text
    assert session.document.text == TEXT
    watched = session.watching.watched
    assert (watched.unit.index, watched.quantity, session.document.at) == (3, "forget", 7)
    assert session.causes.level == "on"
    known = Told(scenes[1].reading)
    assert np.allclose(session.document.passage.of(known.unit), known.passage.of(known.unit), atol=1e-6)
    assert window.lecture.bar.isVisible()
    assert window.lecture.bar._title.text() == "held"
    window.lecture.commands.previous.trigger()
    assert not window.on_text
    assert window.lecture.guide.place == 0


def test_the_best_unit_is_measured_and_the_story_plays_until_the_scene_ends(window, calm, scenes):
    window.lecture.guide.go(2)
    calm()
    session = window.cells.session
    known = Told(scenes[2].reading)
    assert session.watching.watched.unit.index == known.unit.index
    assert session.watching.watched.score.score == known.score("quote").score
    assert (session.pace.playing, session.pace.speed) == (True, 10)
    on(window)
    assert not window.on_text
    assert not session.pace.playing


def test_one_key_returns_to_the_scene_as_it_is_written(window, calm):
    on(window)
    calm()
    session = window.cells.session
    session.document.splice(0, 3, "xyz")
    session.document.move(90)
    window.lecture.commands.again.trigger()
    calm()
    assert (session.document.text, session.document.at) == (TEXT, 7)
    assert session.causes.level == "on"


def test_what_the_page_shows_becomes_a_scene_unless_its_text_is_too_long(window, calm, scenes, qtbot):
    on(window)
    calm()
    window.cells.session.document.move(33)
    window.lecture.commands.add.trigger()
    guide = window.lecture.guide
    made = guide.lesson.scenes[2]
    was = scenes[1].reading
    assert (made.reading.text, made.reading.unit, made.reading.at) == (TEXT, 3, 33)
    assert (made.reading.held, made.reading.shows, made.reading.model) == (was.held, was.shows, was.model)
    editor = Editor(guide, window)
    qtbot.addWidget(editor)
    assert editor.list.item(2).text() == "3  A new scene (cells on text)"
    editor.close()
    before = guide.lesson
    window.cells.session.document.take_text("abba " * (LONGEST // 5 + 1), "long")
    calm()
    window.lecture.commands.add.trigger()
    assert "20000 are the most" in window.cells.page.banner._words.text()
    assert guide.lesson == before


def test_both_pages_have_the_commands_and_a_sample_is_called_by_its_name(window, calm):
    commands = window.lecture.commands
    assert {commands.next, commands.previous, commands.again, commands.add} <= set(window.actions())
    menus = [menu.actions() for menu in (window.commands.menu(), window.commands.text_menu())]
    assert all(window.commands.lessons.menuAction() in actions for actions in menus)
    window.show_page("cells")
    calm()
    window.lecture.guide.add()
    made = window.lecture.guide.scene.reading
    assert (made.sample, made.text, made.model) == ("dialogue", "", "prose")


def test_presenting_folds_a_page_that_comes_later_and_a_blank_is_no_letter(window, calm, qtbot):
    window.commands.present.trigger()
    on(window)
    calm()
    lecture, page = window.lecture, window.cells.page
    assert (window.cells.topbar.isVisible(), page.left.isVisible(), page.right.isVisible()) == (False, False, False)
    assert lecture.presenter.caption.words.startswith("<b>held</b>")
    lecture.blanks[0].trigger()
    assert lecture.presenter.blank.isVisible()
    assert window.cells.session.document.text == TEXT
    lecture.blanks[0].trigger()
    assert not lecture.presenter.blank.isVisible()
    window.commands.controls.trigger()
    assert page.left.isVisible()
    assert window.focusWidget() is page
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not lecture.presenter.on
    assert window.cells.topbar.isVisible()


def test_without_its_model_the_page_says_so_and_stays(window, calm, scenes, tmp_path):
    (tmp_path / "small.safetensors").unlink()
    on(window)
    calm()
    assert window.on_text
    assert "small.safetensors" in window.cells.page.banner._words.text()
    assert window.cells.session.document.model == "prose"


def fill_in(window, place, calm):
    window.lecture.guide.go(place)
    calm()


def test_undo_takes_a_scene_back_with_its_words_and_a_hand_s_own_steps_before_it(window, calm, scenes):
    fill_in(window, 1, calm)
    fill_in(window, 2, calm)
    guide, session, undo, redo = window.lecture.guide, window.cells.session, window.commands.undo, window.commands.redo
    assert session.watching.watched.unit.index != 3
    session.watching.show_quantity("forget")
    assert undo.text() == "Undo: show the forget gate"
    undo.trigger()
    assert (guide.place, undo.text(), redo.text()) == (2, "Undo: scene 3", "Redo: show the forget gate")
    redo.trigger()
    undo.trigger()
    undo.trigger()
    calm()
    assert (guide.place, window.on_text, undo.text()) == (1, True, "Undo: scene 2")
    assert (session.watching.watched.unit.index, session.causes.level) == (3, "on")
    assert redo.text() == "Redo: scene 3"
    undo.trigger()
    assert (guide.place, window.on_text) == (0, False)
    redo.trigger()
    calm()
    assert (guide.place, window.on_text, session.watching.watched.unit.index) == (1, True, 3)


def test_undo_in_the_laboratory_shows_the_scene_that_it_comes_to(window, calm):
    fill_in(window, 1, calm)
    on(window)
    calm()
    window.show_page("lab")
    window.commands.undo.trigger()
    calm()
    assert (window.lecture.guide.place, window.on_text) == (1, True)
    assert window.cells.session.watching.watched.unit.index == 3


def test_what_a_hand_reads_comes_back_behind_the_lesson(window, calm):
    window.show_page("cells")
    calm()
    session = window.cells.session
    session.document.take_text("a text of mine", "mine")
    calm()
    session.history.pause()
    fill_in(window, 1, calm)
    window.lecture.guide.close()
    undone = []
    while session.document.text != "a text of mine" and len(undone) < 4:
        undone.append(window.commands.undo.text())
        window.commands.undo.trigger()
        calm()
    assert session.document.text == "a text of mine"
    assert undone[-1] == "Undo: a scene"


def test_a_scene_that_a_hand_added_is_taken_back_and_the_page_stays(window, calm):
    fill_in(window, 1, calm)
    window.cells.session.document.move(33)
    window.lecture.commands.add.trigger()
    window.session.history.undo()
    calm()
    assert (window.lecture.guide.place, window.cells.session.document.at) == (1, 33)


def test_nothing_that_measures_is_imported_by_the_thread_of_the_window(window, calm, monkeypatch):
    measuring = "gradviz.readings.told"
    on(window)
    calm()
    monkeypatch.setitem(sys.modules, measuring, None)  # whoever imports it now fails
    assert window.lecture.texts._recorded(Watch(text=TEXT, unit=3)).unit.index == 3
