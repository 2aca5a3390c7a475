"""What is selected, cut, copied, pasted and composed."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
)
from PyQt6.QtWidgets import QApplication, QMenu

from tests.screen.picture.pixels import grab
from tests.screen.reading.text.hands import Held, Key, colour_of, point, press


def test_shift_selects_and_typing_replaces(qtbot, view):
    view.owner.take(4)
    press(qtbot, view, Key.Key_Right, Key.Key_Right, held=Held.ShiftModifier)
    assert view.selection == (4, 6)
    assert view.owner.heard["selected"] == [(4, 5), (4, 6)]
    qtbot.keyClicks(view, "x")
    assert view.owner.changes == [(4, 2, "x")]
    assert view.selection[0] == view.selection[1]


@pytest.mark.parametrize(("key", "wished"), [(Key.Key_Left, 4), (Key.Key_Right, 8)])
def test_an_arrow_goes_to_the_end_of_the_selection(qtbot, view, key, wished):
    view.owner.take(4)
    press(qtbot, view, Key.Key_Right, held=Held.ShiftModifier | Held.ControlModifier)
    assert view.selection == (4, 8)
    press(qtbot, view, key)
    assert view.owner.wishes[-1] == wished
    assert view.part == ""


def test_what_is_selected_is_seen_and_readable(view):
    before = colour_of(view, 5), colour_of(view, 9)
    view.choose(4, 8)
    assert np.abs(colour_of(view, 5) - before[0]).sum() > 60
    assert (colour_of(view, 9) == before[1]).all()


def test_cut_copy_and_paste(qtbot, view, clipboard):
    view.choose(4, 8)
    press(qtbot, view, Key.Key_C, held=Held.ControlModifier)
    assert clipboard.text() == "load"
    press(qtbot, view, Key.Key_X, held=Held.ControlModifier)
    assert view.owner.changes == [(4, 4, "")]
    clipboard.setText("a\tb\nc")
    press(qtbot, view, Key.Key_V, held=Held.ControlModifier)
    assert view.owner.changes[-1] == (4, 0, "a\tb\nc")


def test_without_a_selection_cut_and_copy_leave_the_clipboard_alone(qtbot, view, clipboard):
    clipboard.setText("kept")
    press(qtbot, view, Key.Key_C, Key.Key_X, held=Held.ControlModifier)
    assert clipboard.text() == "kept"
    assert not view.owner.changes


def test_the_selection_goes_with_the_text(view):
    view.choose(4, 8)
    view.splice(0, 0, "xx")
    assert view.selection == (6, 10)
    view.set_text("new")
    assert view.selection == (0, 0)
    assert view.owner.heard["selected"] == [(4, 8), (6, 10), (0, 0)]


def test_the_menu_offers_what_can_be_done(view, clipboard):
    clipboard.setText("in")
    view.choose(0, 3)
    menu = view._writing.menu(editable=False)
    assert [(line.text().split("\t")[0], line.isEnabled()) for line in menu.actions()] == [
        ("Cut", False), ("Copy", True), ("Paste", False), ("Select all", True),
    ]  # fmt: skip
    view._writing.menu(editable=True).actions()[2].trigger()
    assert view.owner.changes == [(0, 3, "in")]


@pytest.mark.qt_log_ignore("This plugin does not support")  # raising a menu, on the offscreen platform
def test_the_right_button_opens_the_menu_and_moves_no_cursor(qtbot, view):
    qtbot.mouseClick(view.pane, Qt.MouseButton.RightButton, pos=point(view, 5))
    where = point(view, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, view.pane.mapToGlobal(where))
    QApplication.sendEvent(view.pane, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.pos() == view.pane.mapToGlobal(where)
    menu.close()
    assert not view.owner.wishes


def compose(view, unfinished="", finished="", replacing=(0, 0)):
    event = QInputMethodEvent(unfinished, [])
    event.setCommitString(finished, *replacing)
    QApplication.sendEvent(view, event)


def test_an_input_method_writes_what_it_has_finished(view):
    view.owner.take(4)
    before = grab(view)
    compose(view, unfinished="にほ")
    assert not view.owner.changes
    assert (grab(view) != before).any()
    compose(view, finished="日本")
    assert view.owner.changes == [(4, 0, "日本")]
    assert view.unfinished == ""


def test_an_input_method_may_replace_what_is_before_the_cursor(view):
    view.owner.put("a😀bc")
    view.owner.take(3)
    compose(view, finished="X", replacing=(-3, 3))  # an emoji counts two
    assert view.owner.changes == [(1, 2, "X")]


def test_an_input_method_is_told_where_it_writes(view):
    view.owner.put("a😀bc")
    view.owner.take(3)
    query = Qt.InputMethodQuery
    assert view.inputMethodQuery(query.ImSurroundingText) == "a😀bc"
    assert view.inputMethodQuery(query.ImCursorPosition) == 4
    assert view.inputMethodQuery(query.ImAnchorPosition) == 4
    view.choose(1, 3)
    assert view.inputMethodQuery(query.ImAnchorPosition) == 1
    assert view.inputMethodQuery(query.ImCurrentSelection) == "😀b"
    assert view.inputMethodQuery(query.ImCursorRectangle).contains(view.box(3).center().toPoint())
    assert view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
