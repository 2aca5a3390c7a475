"""At any size of the window and of the type nothing is clipped, and the picture keeps its width."""

import pytest
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QApplication

from gradviz.arrangements import ARRANGEMENTS
from gradviz.screen.asking.question import Question
from gradviz.screen.frame.shell import SMALLEST, WIDE, WORDY
from gradviz.screen.settings import Settings
from tests.screen.clipping import clipped

FIGURES = ((1.0, (1280, 720)), (1.5, (1280, 720)), (1.8, (1280, 720)), (2.0, (1366, 768)))
NAMES = "‖"
"""Names of curves that end in one place are another test's."""


def settle():
    for _ in range(5):
        QApplication.processEvents()


def stand(window, look, scale, size):
    look.resize(scale)
    window.resize(*size)
    settle()
    assert (window.width(), window.height()) == size


def seen(window):
    settle()
    return [line for line in clipped(window) if NAMES not in line]


@pytest.fixture
def window(open_window):
    return open_window(size=(1280, 720), question=Question.default())


def test_nothing_is_clipped_in_the_laboratory(window, look):
    for scale, size in FIGURES:
        stand(window, look, scale, size)
        assert window.centre.width() >= 0.6 * window.width()
        for panel in (1, 0):
            if not window.sides.open[panel]:
                window.sides.turn(panel)
            assert (scale, size, panel, seen(window)) == (scale, size, panel, [])


def test_no_arrangement_is_clipped_where_the_type_is_large(window, look):
    stand(window, look, *FIGURES[3])
    for arrangement in ARRANGEMENTS[1:5]:
        window.session.choose_pictures(*arrangement.pictures)
        window.session.runner.answer()
        assert (arrangement.name, seen(window)) == (arrangement.name, [])


def test_unfolded_forms_and_lessons_clip_nothing(window, look):
    stand(window, look, *FIGURES[3])
    for slot, cell in zip("ab", ("lstm", "gru"), strict=True):
        window.session.edit(slot, "cell", cell)
    for card in window.form.cards.values():
        card.fold.open()
    assert seen(window) == []
    window.lecture.commands.begin("video")
    window.session.runner.answer()
    assert seen(window) == []


def test_presenting_clips_nothing(window):
    window.lecture.commands.begin("video")
    window.session.runner.answer()
    window.commands.present.trigger()
    settle()
    for controls in (False, True):
        window.resize(1280, 720)
        assert (controls, seen(window)) == (controls, [])
        assert window.sides.open == (controls, False)
        window.lecture.presenter.turn_controls()
        settle()
    window.commands.present.trigger()


def test_the_window_is_never_so_small_that_words_are_cut(window, look):
    for scale in (WIDE, 2.0):
        least = [round(small + more * (scale - WIDE)) for small, more in zip(SMALLEST, WORDY, strict=True)]
        stand(window, look, scale, tuple(least))
        assert window.minimumSize() == QSize(*least).boundedTo(window.screen().availableSize())
        assert (scale, [line for line in seen(window) if line.startswith("cut")]) == (scale, [])


def test_one_panel_gives_way_and_comes_back_when_there_is_room(window, look):
    assert window.sides.open == (True, True)
    stand(window, look, 1.8, (1280, 720))
    assert window.sides.open == (True, False)
    assert window._right.handle.isVisible()
    assert not window.answer.isHidden(), "nobody folded it"
    assert window.commands.fold_answer.isChecked()
    stand(window, look, 1.0, (1280, 720))
    assert window.sides.open == (True, True)
    assert not window._right.handle.isVisible()


def test_the_handle_and_the_keys_exchange_the_panels(window, look, qtbot):
    stand(window, look, 1.8, (1280, 720))
    qtbot.mouseClick(window._right.handle, Qt.MouseButton.LeftButton)
    assert window.sides.open == (False, True)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.sides.open == (True, False)
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert window.sides.open == (False, False), "the picture was wanted alone"
    assert window._right.handle.isVisible()
    stand(window, look, 1.0, (1280, 720))
    assert window.sides.open == (False, True)


def test_what_a_hand_folded_stays_folded_at_every_size(open_window, look):
    window = open_window(Settings(answer_folded=True), size=(1280, 720))
    for scale in (1.8, 1.0):
        stand(window, look, scale, (1280, 720))
        assert window.sides.open == (True, False)
        assert not window._right.handle.isVisible()
    assert window.settings().answer_folded
    assert not window.settings().question_folded


def test_a_panel_that_gave_way_is_not_remembered_as_folded(window, look):
    stand(window, look, 2.0, (1366, 768))
    assert window.sides.open == (True, False)
    assert not window.settings().answer_folded


def test_the_bar_leaves_out_buttons_and_takes_them_back(window, look, qtbot):
    spare = window.topbar._spare
    for scale in (1.0, 1.3, 2.0, 1.0):
        stand(window, look, scale, (1280, 720))
        there = [not button.isHidden() for button in spare]
        assert there == sorted(there, reverse=True), "from the right"
        assert all(there) or scale > 1.0
        assert not all(there) or scale < 2.0
        lamps = window.transport.lamps
        qtbot.waitUntil(lambda lamps=lamps: lamps.width() >= lamps.minimumSizeHint().width())


def test_the_keys_at_the_bottom_give_way_to_what_is_said(window, look):
    stand(window, look, 2.0, (1366, 768))
    whole = window.status.hints.text()
    window.status.say("a note that takes its room")
    settle()
    assert whole.startswith(window.status.hints.text())
    assert window.status.note.width() >= window.status.note.sizeHint().width()
    window.status.clear_note()
    settle()
    assert window.status.hints.text() == whole
