"""Where the pictures stand: chosen by name, changed by hand, remembered, and never lost to a damaged file."""

import itertools
from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QTabBar

from gradviz.arrangements import ARRANGEMENTS
from gradviz.screen.asking.question import Question
from gradviz.screen.desk.view import View
from gradviz.screen.settings import Settings
from tests.screen.fakes import small

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)  # of what floats, offscreen

WHY = ("gradient", "why")


def places(window):
    return {view.name: view.geometry() for view in window.desk.views}


def turn(window):
    """Put the second picture beside the first by hand."""
    first, second = window.desk.views
    window.desk.docks.splitDockWidget(first, second, Qt.Orientation.Horizontal)
    QApplication.processEvents()


def stands_beside(window):
    first, second = (places(window)[view.name] for view in window.desk.views)
    return first.right() < second.left()


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda found: found.name)
def test_an_arrangement_is_chosen_by_its_key_and_every_picture_is_there(open_window, qtbot, arrangement):
    window = open_window(size=(1920, 1080))
    qtbot.keyClick(
        window,
        Qt.Key(ord(str(arrangement.place))),
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.session.question.pictures == arrangement.pictures
    window.session.runner.answer()
    qtbot.waitUntil(lambda: [view.name for view in window.desk.views] == list(arrangement.pictures))
    QApplication.processEvents()
    assert window.commands.pictures.button.text() == f"{arrangement.name} ▾"
    rows = [[places(window)[name] for name in row] for row in arrangement.rows]
    for row in rows:
        assert max(place.top() for place in row) - min(place.top() for place in row) <= 2
        assert all(left.right() < right.left() for left, right in itertools.pairwise(row))
    assert all(above[0].bottom() < below[0].top() for above, below in itertools.pairwise(rows))
    assert [found.isChecked() for found in window.commands.pictures.arrangements].count(True) == 1


def test_what_needs_more_room_has_it(open_window, show):
    window = open_window(size=(1280, 720))
    show(window, "gradient", "gates")
    gradient, gates = window.desk.views
    assert abs(gates.height() - 1.5 * gradient.height()) < 8


def test_in_a_small_window_pictures_lie_in_tabs(open_window, show):
    window = open_window(size=(1280, 720))
    show(window, *next(found for found in ARRANGEMENTS if found.name == "Everything").pictures)
    assert (window.width(), window.height()) == (1280, 720)
    front = [view.name for view in window.desk.views if view.inside]
    assert front[:2] == ["gradient", "why"]
    assert len(front) < len(window.desk.views)
    (bar, *_) = (bar for bar in window.desk.docks.findChildren(QTabBar) if bar.isVisible())
    assert bar.tabText(0) == "Gradient"
    for view in window.desk.views:
        if view.inside:
            assert view.canvas.height() >= 200


def test_the_next_picture_comes_to_the_front_by_its_key(open_window, show, qtbot):
    window = open_window(size=(1280, 720))
    show(window, *next(found for found in ARRANGEMENTS if found.name == "Everything").pictures)
    seen = []
    for _ in window.desk.views:
        qtbot.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        seen.append(window.desk.active)
        assert next(view for view in window.desk.views if view.name == seen[-1]).inside
    assert sorted(seen) == sorted(view.name for view in window.desk.views)
    assert seen[-1] == "gradient"


def test_a_picture_that_takes_the_place_of_one_behind_a_tab_is_seen(open_window, show):
    window = open_window(size=(1280, 720))
    show(window, "gradient", "why", "gates", "spectrum", "units", "saturation")
    show(window, "gradient", "why", "gates", "spectrum", "units", "theory")
    assert any(view.inside for view in window.desk.views)
    show(window, "gradient", "quantities")
    assert all(view.inside for view in window.desk.views)


def test_pictures_that_are_expected_stand_as_at_first(open_window, show):
    window = open_window()
    show(window, *WHY)
    turn(window)
    show(window, "lecture")
    window.desk.expect(WHY)
    show(window, *WHY)
    assert not stands_beside(window)
    turn(window)
    window.desk.expect(WHY)
    show(window, *WHY)
    assert stands_beside(window)


def test_a_picture_is_added_beside_and_taken_away_but_never_the_last(open_window, show):
    window = open_window()
    beside = {made.data(): made for made in window.commands.pictures.beside}
    beside["why"].trigger()
    assert window.session.question.pictures == ("lecture", "why")
    window.session.runner.answer()
    assert window.commands.pictures.button.text() == "Lecture + 1 ▾"
    assert all(view.inside for view in window.desk.views)
    beside["lecture"].trigger()
    assert window.session.question.pictures == ("why",)
    assert not beside["why"].isEnabled()
    window.session.history.undo()
    assert beside["lecture"].isChecked()


def test_what_a_hand_moved_is_there_again_and_reset_takes_it_back(open_window, show):
    window = open_window()
    show(window, *WHY)
    turn(window)
    assert stands_beside(window)
    show(window, "lecture")
    show(window, *WHY)
    assert stands_beside(window)
    window.commands.pictures.reset.trigger()
    QApplication.processEvents()
    assert not stands_beside(window)


def test_a_floating_picture_floats_again(open_window, show):
    window = open_window()
    show(window, *WHY)
    window.desk.views[1].bar.buttons["float"].click()
    show(window, "lecture")
    assert [view.name for view in window.findChildren(View) if view.isVisible()] == ["lecture"]
    show(window, *WHY)
    assert window.desk.views[1].isFloating()


def test_the_next_start_looks_as_the_window_was_left(open_window, show):
    window = open_window()
    show(window, *WHY)
    turn(window)
    window.session.choose_option("gradient", "relative", True)
    kept = window.settings()
    assert (kept.pictures, kept.options) == (WHY, (("gradient", "relative", True),))
    question = replace(small(), pictures=kept.pictures, options=kept.options)
    again = open_window(settings=kept, question=question)
    assert [view.name for view in again.desk.views] == list(WHY)
    assert stands_beside(again)
    assert again.desk.views[0].bar.options.controls["relative"].isChecked()


@pytest.mark.parametrize("state", ["AAAA", "not base 64 ÿ", "", "QUJD" * 1000])
def test_a_damaged_layout_falls_back_to_the_arrangement(open_window, show, state):
    window = open_window(settings=Settings(pictures=WHY, desk=state), question=replace(small(), pictures=WHY))
    assert [view.inside for view in window.desk.views] == [True, True]
    assert not stands_beside(window)


def test_a_layout_that_was_cut_short_is_left_aside(open_window, show):
    """Qt crashes on one."""
    window = open_window()
    show(window, *WHY)
    state = window.settings().desk
    assert len(state) > 100
    for end in range(20, len(state), 40):
        again = open_window(settings=Settings(pictures=WHY, desk=state[:end]), question=replace(small(), pictures=WHY))
        assert [view.inside for view in again.desk.views] == [True, True]


def test_the_layout_of_other_pictures_is_no_harm(open_window, show):
    window = open_window()
    show(window, "lecture", "theory")
    kept = replace(window.settings(), pictures=WHY)
    again = open_window(settings=kept, question=replace(small(), pictures=WHY))
    assert [view.inside for view in again.desk.views] == [True, True]


def test_a_single_picture_has_no_layout_to_remember(open_window):
    assert open_window().settings().desk == ""
    assert Settings().pictures == Question.default().pictures
