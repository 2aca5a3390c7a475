"""A hand lets the pictures stand otherwise; undo and redo lead through the same places."""

import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QMouseEvent
from PyQt6.QtWidgets import QApplication

PICTURES = ("gradient", "units", "text")


@pytest.fixture(autouse=True)
def no_button_is_down(monkeypatch):
    monkeypatch.setattr(QApplication, "mouseButtons", lambda: Qt.MouseButton.NoButton)


@pytest.fixture
def window(open_window, show):
    made = open_window()
    show(made, *PICTURES)
    return made


@pytest.fixture
def rest(qtbot):
    def wait(window):
        qtbot.waitUntil(lambda: not window.desk._moves._rest.isActive())
        QApplication.processEvents()

    return wait


def pressed(docks):
    place = QPointF(5, 5)
    event = QMouseEvent(QEvent.Type.MouseButtonPress, place, place, Qt.MouseButton.LeftButton,
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(docks, event)


def dragged(window, share):
    """Drag the line between two pictures."""
    pressed(window.desk.docks)
    first, second = window.desk.views[:2]
    window.desk.docks.resizeDocks([first, second], [share, 1000 - share], Qt.Orientation.Vertical)


def where(window):
    return {name: place.rect for place in window.desk.places() for name in place.names}


def near(places):
    return {name: pytest.approx(rect, abs=0.005) for name, rect in places.items()}


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_each_move_is_a_step_and_all_of_them_can_be_taken_back_and_made_again(window, rest):
    rest(window)
    history, stops = window.session.history, [where(window)]
    known = len(history.kept().done)
    moves = [
        lambda: dragged(window, 700),
        lambda: dragged(window, 300),
        lambda: window.desk.views[1].bar.floated.emit(),
        lambda: window.desk.views[1].bar.floated.emit(),
        window.reset_arrangement,
    ]
    for move in moves:
        move()
        rest(window)
        stops.append(where(window))
    assert len(history.kept().done) == known + len(moves)
    assert history.undoes == "the order of the pictures"
    for stop in stops[-2::-1]:
        history.undo()
        rest(window)
        assert where(window) == near(stop)
    for stop in stops[1:]:
        history.redo()
        rest(window)
        assert where(window) == near(stop)


def test_neither_the_window_nor_other_pictures_nor_a_click_are_a_step(window, rest, show):
    rest(window)
    steps = window.session.history.kept().done
    window.resize(1200, 700)
    rest(window)
    pressed(window.desk.docks)
    rest(window)
    window.fold_question()
    rest(window)
    window.desk.turn()
    rest(window)
    assert window.session.history.kept().done == steps


def test_pictures_that_come_back_by_undo_stand_as_a_hand_left_them(window, rest, show):
    rest(window)
    dragged(window, 700)
    rest(window)
    moved = where(window)
    show(window, "lecture")
    window.session.history.undo()
    window.session.runner.answer()
    rest(window)
    assert where(window) == near(moved)
    window.session.history.undo()
    rest(window)
    assert where(window) != near(moved)
