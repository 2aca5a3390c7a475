"""Scenes are shown as they are written, stay live, come back, and are made without a text editor."""

import dataclasses

import pytest

from gradviz.errors import FileError, LessonError
from gradviz.experiment import Experiment
from gradviz.lessons import Glide, Lesson, Scene, lessons, open_lesson
from gradviz.screen.guiding.bar import GuideBar
from gradviz.screen.guiding.editor import Editor
from gradviz.screen.guiding.gliding import Gliding, value_at
from gradviz.screen.guiding.guide import Guide, question_of
from gradviz.screen.guiding.notes import Notes

A = Experiment(cell="rnn_linear", hidden_size=3, steps=9)


def made(**fields):
    return Scene(title="one", caption="First h_t.", experiments=(A,), **fields)


@pytest.fixture
def file(tmp_path):
    two = Scene(title="two", caption="Second.", experiments=(A, A.replace(spectral_radius=1.2)), pictures=("why",),
                question="How far?", notes="Wait for it.")  # fmt: skip
    three = made(plays=Glide("spectral_radius", 0.5, 1.5))
    Lesson(title="A lesson", scenes=(made(), two, dataclasses.replace(three, title="three"))).save(tmp_path / "l.toml")
    return str(tmp_path / "l.toml")


@pytest.fixture
def guide(session, file):
    found = Guide(session)
    found.open(file)
    return found


def test_a_lesson_begins_with_its_first_scene(guide, session):
    assert question_of(guide.scene) == session.question
    assert guide.scene.title == "one"
    assert guide.as_written


def test_a_clicker_goes_through_the_scenes_and_stops_at_the_ends(guide, session):
    shown = []
    guide.staged.connect(lambda scene: shown.append(scene.title))
    for by in (-1, 1, 1, 1, -1):
        guide.step(by)
    assert shown == ["two", "three", "two"]
    assert session.question.pictures == ("why",)
    assert session.question.b.spectral_radius == 1.2


def test_every_control_stays_live_and_one_key_returns(guide, session):
    session.edit("a", "spectral_radius", 0.3)
    assert not guide.as_written
    guide.again()
    assert guide.as_written
    assert session.question.a.spectral_radius == A.spectral_radius
    session.history.undo()
    assert session.question.a.spectral_radius == 0.3


def test_a_scene_is_made_of_what_is_shown_moved_edited_and_saved(guide, session, file):
    session.edit("a", "steps", 17)
    guide.add()
    assert guide.unsaved
    assert [scene.title for scene in guide.lesson.scenes] == ["one", "A new scene", "two", "three"]
    assert guide.scene.experiments[0].steps == 17
    guide.edit(1, title="mine", caption="Seventeen steps.")
    guide.move(1, 1)
    assert guide.place == 2
    guide.remove(0)
    guide.save(file)
    assert not guide.unsaved
    kept, notes = open_lesson(file)
    assert [scene.title for scene in kept.scenes] == ["two", "mine", "three"]
    assert kept.scenes[1].experiments[0].steps == 17
    assert not notes


def test_a_lesson_begins_with_a_scene_where_none_is_open(session):
    guide = Guide(session)
    guide.add()
    assert len(guide.lesson.scenes) == 1
    guide.remove(0)
    assert len(guide.lesson.scenes) == 1
    guide.close()
    assert guide.lesson is None


def test_a_second_new_lesson_has_nothing_of_the_first_one(session, tmp_path):
    guide = Guide(session)
    guide.add()
    guide.save(str(tmp_path / "first.toml"))
    guide.close()
    guide.add()
    guide.edit(0, title="other")
    session.history.undo()
    assert guide.lesson.path is None
    assert guide.unsaved


def test_what_cannot_be_is_refused_and_nothing_is_lost(guide, session, tmp_path):
    with pytest.raises(LessonError):
        guide.edit(0, title="")
    assert guide.scene.title == "one"
    with pytest.raises(FileError):
        guide.open(str(tmp_path / "none.toml"))
    assert guide.lesson.title == "A lesson"


def test_what_is_lost_of_a_file_is_said_with_its_line_and_outlasts_the_scene(session, tmp_path):
    guide, noted, after = Guide(session), [], []
    guide.noted.connect(lambda words, lost: noted.append((words, lost, guide.lesson is not None)))
    for signal in (session.question_changed, guide.staged):
        signal.connect(lambda _: after.append(len(noted)))
    broken = '[[scene]]\ntitle = "lost"\ncaption = "c"\na = {cell = "nope"}\n'
    file = tmp_path / "x.toml"
    Lesson(title="A lesson", scenes=(made(),)).save(file)
    file.write_text("strange = 3\n" + file.read_text() + broken)
    guide.open(str(file))
    line = file.read_text().splitlines().index('a = {cell = "nope"}') + 1
    assert f"x.toml, line {line}: scene 2 is left out" in noted[0][0]
    assert noted[0][1:] == (True, True)
    assert "and 1 more" in noted[0][0]
    assert set(after) == {0}  # said last: nothing takes it away
    file.write_text(file.read_text().removesuffix(broken))
    guide.open(str(file))
    assert "strange" in noted[1][0]
    assert not noted[1][1]


def test_the_bar_says_what_the_scene_says(guide, look, qtbot):
    bar = GuideBar(guide, look)
    qtbot.addWidget(bar)
    bar.show()
    assert (bar._count.text(), bar.back.isEnabled(), bar.on.isEnabled()) == ("1 of 3", False, True)
    bar.on.click()
    assert (bar._title.text(), bar._question.text()) == ("two", "How far?")
    assert "How far?" in bar.words()
    with qtbot.waitSignal(bar.closed):
        bar.close_button.click()
    guide.close()
    assert not bar.isVisible()


def test_the_notes_are_those_of_the_scene(guide, qtbot, look):
    from PyQt6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    notes = Notes(guide, owner)
    notes.toggle()
    guide.step(1)
    assert (notes.notes.text(), notes.next_scene.text()) == ("Wait for it.", "Next: three")
    guide.step(1)
    assert notes.next_scene.text() == "This is the last scene."
    notes.toggle()
    assert not notes.isVisible()


def test_the_editor_changes_the_words_and_says_what_cannot_be(guide, qtbot, look):
    from PyQt6.QtWidgets import QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    editor = Editor(guide, owner)
    editor.show()
    editor.list.setCurrentRow(1)
    assert editor.fields["title"].text() == "two"
    editor.fields["title"].setText("deux")
    editor.keep("title")
    assert guide.lesson.scenes[1].title == "deux"
    assert editor.list.item(1).text() == "2  deux"
    editor.fields["title"].setText(" ")
    editor.keep("title")
    assert "title" in editor.error.text()
    assert guide.lesson.scenes[1].title == "deux"
    editor._move(-1)
    assert [scene.title for scene in guide.lesson.scenes] == ["deux", "one", "three"]
    assert editor.list.currentRow() == 0
    editor.close()


def test_a_field_glides_as_a_slider_would():
    assert value_at(Glide("spectral_radius", 0.5, 1.5), 0.25) == pytest.approx(0.75)
    assert value_at(Glide("steps", 10, 1000), 0.5) == 100  # its slider is logarithmic
    assert (value_at(Glide("steps", 10, 1000), 0), value_at(Glide("steps", 10, 1000), 2)) == (10, 1000)


def test_a_hand_takes_a_glide_over(session, qtbot, monkeypatch):
    now = [10.0]
    monkeypatch.setattr("gradviz.screen.guiding.gliding.time.monotonic", lambda: now[0])
    gliding = Gliding(session)
    gliding.begin(Glide("spectral_radius", 0.5, 1.5, seconds=10))
    now[0] += 5
    gliding._step()
    assert session.question.a.spectral_radius == pytest.approx(1.0)
    session.edit("a", "spectral_radius", 0.2)
    now[0] += 1
    gliding._step()
    assert not gliding.active
    assert session.question.a.spectral_radius == 0.2


def test_a_glide_in_few_steps_stands_at_its_beginning_its_middle_and_its_end(session, monkeypatch):
    now = [10.0]
    monkeypatch.setattr("gradviz.screen.guiding.gliding.time.monotonic", lambda: now[0])
    gliding, seen = Gliding(session), []
    gliding.reduced_motion = True
    gliding.begin(Glide("spectral_radius", 0.5, 1.5, seconds=10))
    while gliding.active:
        gliding._step()
        seen.append(session.question.a.spectral_radius)
        now[0] += 0.5
    assert seen == [0.5] * 10 + [1.0] * 10 + [1.5]


@pytest.mark.parametrize("name", lessons())
def test_every_lesson_can_be_led_through(session, name):
    guide = Guide(session)
    guide.open(name)
    for place in range(len(guide.lesson.scenes)):
        assert guide.place == place
        assert guide.as_written
        guide.step(1)
