"""What keys wish for, and which are left to the window."""

import pytest
from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QAction, QKeyEvent
from PyQt6.QtWidgets import QApplication, QLineEdit

from tests.screen.reading.text.hands import CODE, Held, Key, press


def test_typing_is_wished_at_the_cursor(qtbot, view):
    view.owner.take(3)
    qtbot.keyClicks(view, "x? ")
    press(qtbot, view, Key.Key_Return)
    assert view.owner.changes == [(3, 0, "x"), (4, 0, "?"), (5, 0, " "), (6, 0, "\n")]
    assert view.content.text == view.owner.text == CODE[:3] + "x? \n" + CODE[3:]
    assert view.at == 7


def test_without_an_owner_that_follows_nothing_is_changed(qtbot, view):
    view.changed.disconnect()
    view.taken.disconnect()
    qtbot.keyClicks(view, "x")
    press(qtbot, view, Key.Key_Right)
    assert (view.content.text, view.at) == (CODE, 0)


@pytest.mark.parametrize(
    ("at", "key", "held", "change"),
    [
        (3, Key.Key_Backspace, Held.NoModifier, (2, 1, "")),
        (3, Key.Key_Delete, Held.NoModifier, (3, 1, "")),
        (8, Key.Key_Backspace, Held.ControlModifier, (4, 4, "")),
        (4, Key.Key_Delete, Held.ControlModifier, (4, 4, "")),
    ],
)
def test_keys_that_take_away(qtbot, view, at, key, held, change):
    view.owner.take(at)
    press(qtbot, view, key, held=held)
    assert view.owner.changes == [change]
    assert view.at == change[0]


def test_at_the_ends_nothing_can_be_taken_away(qtbot, view):
    press(qtbot, view, Key.Key_Backspace)
    view.owner.take(len(CODE))
    press(qtbot, view, Key.Key_Delete)
    assert not view.owner.changes


@pytest.mark.parametrize(
    ("at", "key", "held", "wished"),
    [
        (5, Key.Key_Left, Held.NoModifier, 4),
        (0, Key.Key_Left, Held.NoModifier, 0),
        (5, Key.Key_Right, Held.NoModifier, 6),
        (20, Key.Key_Home, Held.NoModifier, 16),
        (5, Key.Key_End, Held.NoModifier, 15),
        (5, Key.Key_Down, Held.NoModifier, 21),
        (21, Key.Key_Up, Held.NoModifier, 5),
        (5, Key.Key_Up, Held.NoModifier, 5),
        (20, Key.Key_Home, Held.ControlModifier, 0),
        (5, Key.Key_End, Held.ControlModifier, len(CODE)),
        (0, Key.Key_Right, Held.ControlModifier, 4),
        (8, Key.Key_Left, Held.ControlModifier, 4),
        (0, Key.Key_PageDown, Held.NoModifier, len(CODE)),
        (len(CODE), Key.Key_PageUp, Held.NoModifier, 0),
    ],
)
def test_keys_that_move(qtbot, view, at, key, held, wished):
    view.owner.take(at)
    view.owner.wishes.clear()
    press(qtbot, view, key, held=held)
    assert view.owner.wishes == [wished]


def test_up_and_down_keep_to_their_column(qtbot, view):
    view.owner.put("abcdef\nab\nabcdef")
    view.owner.take(5)
    press(qtbot, view, Key.Key_Down, Key.Key_Down)
    assert view.owner.wishes[-2:] == [9, 15]
    view.owner.take(8)  # moved by another hand: a column of its own
    press(qtbot, view, Key.Key_Down)
    assert view.owner.wishes[-1] == 11


def test_leafing_moves_no_cursor(qtbot, view):
    press(qtbot, view, Key.Key_Up, Key.Key_Down, held=Held.AltModifier)
    assert view.owner.heard["leafed"] == [(-1,), (1,)]
    assert not view.owner.wishes


def test_typing_wins_over_the_windows_single_keys_but_not_over_its_other_ones(qtbot, view):
    fired = []
    for keys in ("?", "Space", "Left", "Return", "Ctrl+Z", "Ctrl+E", "Ctrl+Shift+C", "F5"):
        action = QAction(view.window())
        action.setShortcut(keys)
        action.triggered.connect(lambda _on, keys=keys: fired.append(keys))
        view.window().addAction(action)
    qtbot.keyClicks(view, "? ")
    press(qtbot, view, Key.Key_Left, Key.Key_Return)
    assert (fired, view.owner.text[:3]) == ([], "?\n ")
    press(qtbot, view, Key.Key_Z, Key.Key_E, held=Held.ControlModifier)
    press(qtbot, view, Key.Key_C, held=Held.ControlModifier | Held.ShiftModifier)
    press(qtbot, view, Key.Key_F5)
    assert fired == ["Ctrl+Z", "Ctrl+E", "Ctrl+Shift+C", "F5"]
    view.set_editable(False)
    qtbot.keyClick(view, Key.Key_Space)
    assert fired[-1] == "Space"


def test_keys_that_are_not_the_texts_go_on_to_its_parent(view):
    for key, held in ((Key.Key_Escape, Held.NoModifier), (Key.Key_Z, Held.ControlModifier)):
        event = QKeyEvent(QEvent.Type.KeyPress, key, held, "")
        view.keyPressEvent(event)
        assert not event.isAccepted()


def test_tab_goes_to_the_next_control(qtbot, view):
    other = QLineEdit(view.window())
    other.show()
    press(qtbot, view, Key.Key_Tab)
    assert QApplication.focusWidget() is other
    assert not view.owner.changes


def test_what_is_only_read_takes_no_typing_but_moves_and_copies(qtbot, view, clipboard):
    view.set_editable(False)
    qtbot.keyClicks(view, "x")
    press(qtbot, view, Key.Key_Backspace, Key.Key_Right)
    clipboard.setText("no")
    press(qtbot, view, Key.Key_V, Key.Key_A, Key.Key_C, held=Held.ControlModifier)
    assert not view.owner.changes
    assert view.owner.wishes == [1]
    assert clipboard.text() == CODE


@pytest.mark.parametrize(
    ("held", "text", "typed"),
    [(Held.ControlModifier | Held.AltModifier, "@", True), (Held.AltModifier, "f", False),
     (Held.ControlModifier, "\x1a", False), (Held.ShiftModifier, "語", True)],
)  # fmt: skip
def test_what_a_keyboard_makes_with_alt_gr_is_typed(view, held, text, typed):
    view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, 0, held, text))
    assert view.owner.changes == ([(0, 0, text)] if typed else [])
