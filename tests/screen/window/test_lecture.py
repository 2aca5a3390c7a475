"""Lessons and presenter mode in the whole window, by the keys of a clicker."""

import pytest
from PyQt6.QtCore import Qt

from gradviz.charts.markup import to_html
from gradviz.charts.moment import Moment
from gradviz.lessons import Lesson, lessons

KEYS = Qt.Key


@pytest.fixture
def window(open_window, qtbot):
    made = open_window()
    made.setFocus()
    return made


def test_nothing_of_it_is_imported_before_it_is_wanted(window):
    assert "lecture" not in window.__dict__
    window.commands.lessons.aboutToShow.emit()
    titles = [action.text() for action in window.commands.lessons.actions()]
    assert len([words for words in titles if words[:1].isdigit()]) == len(lessons()) == 13


def test_a_clicker_leads_through_a_lesson(window, qtbot):
    window.lecture.commands.begin("video")
    guide = window.lecture.guide
    assert window.lecture.bar.isVisible()
    for place in range(1, len(guide.lesson.scenes)):
        window.lecture.commands.next.trigger()
        assert guide.place == place
    window.lecture.commands.previous.trigger()
    assert guide.place == len(guide.lesson.scenes) - 2


def test_what_the_scenes_need_is_made_before_they_come(window, qtbot):
    window.lecture.commands.begin("saturation")
    qtbot.waitUntil(lambda: window.desk.turns.idle)
    assert {"gradient", "saturation"} <= set(window.desk._views)
    folded = window.form.cards["shared"].rows["input_scale"]
    assert not folded.isVisible()


def test_only_the_controls_of_the_scene_are_shown_and_all_come_back(window):
    window.lecture.commands.begin("saturation")
    scene = window.lecture.guide.scene
    shown = {name for card in ("shared", "a") for name, row in window.form.cards[card].rows.items() if row.isVisible()}
    assert shown - {"cell"} <= set(scene.shows)
    window.lecture.guide.close()
    assert window.form.cards["shared"].rows["steps"].isVisible()
    assert not window.lecture.bar.isVisible()


def test_a_caption_does_not_give_the_answer_away(window):
    window.lecture.commands.begin("number")
    guide, bar = window.lecture.guide, window.lecture.bar
    assert guide.scene.predict_first
    window.session.runner.answer()
    assert not bar._caption.isVisible()
    assert to_html(guide.scene.caption) not in bar.words()
    window.predicting.reveal()
    assert bar._caption.isVisible()
    assert to_html(guide.scene.caption) in bar.words()


def test_a_clicker_comes_to_the_answer_before_the_next_scene(window, qtbot):
    window.lecture.commands.begin("number")
    guide = window.lecture.guide
    window.session.runner.answer()
    assert guide.secret
    for place in (0, 1):
        qtbot.keyClick(window, KEYS.Key_PageDown)
        assert (guide.place, guide.secret) == (place, False)
    assert window.session.prediction is None


def test_what_a_hand_drew_stands_beside_the_answer(window, qtbot):
    window.lecture.commands.begin("number")
    window.session.runner.answer()
    window.predicting.stroke((50.0, 0.0), (0.0, -3.0))
    qtbot.keyClick(window, KEYS.Key_PageDown)
    assert window.session.prediction.revealed


def test_a_scene_stands_as_it_fits_whatever_stood_before(window, qtbot):
    window.resize(1280, 720)
    window.lecture.commands.begin("relu")
    for place in range(3):
        window.session.runner.answer()
        qtbot.waitUntil(lambda: tuple(view.name for view in window.desk.views) == window.session.question.pictures)
        qtbot.waitUntil(lambda: all(view.inside for view in window.desk.views))
        left, right = window.desk.views
        assert left.geometry().right() < right.geometry().left()
        window.desk.docks.splitDockWidget(left, right, Qt.Orientation.Vertical)
        window.lecture.guide.go(place + 1)


def test_presenter_mode_shows_the_lesson_in_large_type_and_escape_ends_it(window, qtbot):
    window.lecture.commands.begin("matrix")
    window.session.runner.answer()
    qtbot.waitUntil(lambda: len(window.desk.views) == 2)
    assert all(view.bar.needed for view in window.desk.views)
    window.commands.present.trigger()
    lecture = window.lecture
    assert not window.topbar.isVisible()
    assert not window.question.isVisible()
    assert not lecture.bar.isVisible()
    assert lecture.presenter.caption.isVisible()
    assert not any(view.bar.sizeHint().height() for view in window.desk.views)
    assert window.commands.present.isChecked()
    qtbot.keyClick(window, KEYS.Key_Escape)
    assert window.topbar.isVisible()
    assert window.look.scale == 1.0
    assert lecture.bar.isVisible()
    assert all(view.bar.needed for view in window.desk.views)


def test_a_lesson_that_is_none_is_said_and_the_window_goes_on(window, tmp_path):
    (tmp_path / "bad.toml").write_text("no = [", encoding="utf-8")
    window.lecture.commands.begin(str(tmp_path / "bad.toml"))
    assert window.banner.isVisible()
    assert "bad.toml" in window.banner._words.text()


def test_what_is_large_for_a_lecture_is_not_remembered(window):
    window.commands.present.trigger()
    window.close()
    assert window.settings().scale == 1.0


def test_the_line_at_the_bottom_speaks_of_the_page_that_is_shown(window):
    window.status.machine.setText("cpu · 3 ms")
    window.turn_page()
    assert not window.status.machine.isVisible()
    assert "Enter: type" in window.status.hints.text()
    window.turn_page()
    assert window.status.machine.isVisible()
    assert "Space play" in window.status.hints.text()


def test_the_keys_of_the_story_go_on_while_it_is_presented(window, qtbot):
    window.session.move(Moment("whole", 6.0))
    window.commands.present.trigger()
    assert not window.topbar.isVisible()
    steps = []
    for key in (KEYS.Key_Right, KEYS.Key_Left, KEYS.Key_Left, KEYS.Key_End, KEYS.Key_Home, KEYS.Key_BracketRight):
        qtbot.keyClick(window, key)
        steps.append(window.session.moment.step)
    assert steps[:3] == [7.0, 6.0, 5.0]
    assert steps[3:5] == [12.0, 0.0]
    assert window.player.speed == 2
    qtbot.keyClick(window, KEYS.Key_Space)
    assert window.player.playing
    qtbot.keyClick(window, KEYS.Key_R)
    assert (window.player.playing, window.session.moment.phase) == (False, "forward")
    window.commands.present.trigger()


def test_a_blank_screen_goes_away_with_a_key_and_the_story_stays(window, qtbot):
    window.session.move(Moment("whole", 6.0))
    window.commands.present.trigger()
    window.lecture.blanks[0].trigger()
    qtbot.keyClick(window.lecture.presenter.blank, KEYS.Key_Right)
    assert not window.lecture.presenter.blank.isVisible()
    assert window.session.moment.step == 6.0
    window.commands.present.trigger()


def test_the_menu_says_whether_the_pointer_spot_is_there(window):
    commands = window.commands
    commands.present.trigger()
    assert (window.lecture.presenter.spot.isVisible(), commands.spot.isChecked()) == (True, True)
    commands.spot.trigger()
    assert (window.lecture.presenter.spot.isVisible(), commands.spot.isChecked()) == (False, False)
    commands.spot.trigger()
    commands.present.trigger()
    assert (window.lecture.presenter.spot.isVisible(), commands.spot.isChecked()) == (False, False)


def test_a_picture_of_gradients_leaves_without_the_words_of_a_scene_that_reads(window):
    window.lecture.commands.begin("cells")
    assert window.lecture.guide.scene.reading is not None
    window.show_page("lab")
    exhibit = window._exhibit(window.session.answer)
    assert (exhibit.title, exhibit.caption) == ("", "")


def test_what_is_lost_of_a_lesson_stays_to_be_read(window, qtbot, tmp_path):
    window.lecture.commands.begin("video")
    scene = window.lecture.guide.scene
    file = tmp_path / "x.toml"
    Lesson(title="A lesson", scenes=(scene,)).save(file)
    file.write_text(file.read_text() + '[[scene]]\ntitle = "lost"\ncaption = "c"\na = {cell = "nope"}\n')
    window.lecture.commands.begin(str(file))
    window.session.runner.answer()
    window.session.edit("a", "seed", 4)
    offer = window.commands.sessions.offer
    assert offer.isVisible()
    assert "scene 2 is left out" in offer.words
    window.lecture.commands.begin("video")
    assert not offer.isVisible()
