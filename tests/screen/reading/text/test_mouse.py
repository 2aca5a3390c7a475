"""What the mouse takes, selects and drops."""

import pytest
from PyQt6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip

from tests.screen.reading.text.hands import CODE, Held, drag, mouse, point


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_a_click_takes_the_character_under_the_mouse(qtbot, view, share):
    for place in (0, 7, 15, 20, 40):
        qtbot.mouseClick(view.pane, Qt.MouseButton.LeftButton, pos=point(view, place, share))
        assert view.owner.wishes[-1] == place


def test_a_click_beside_a_line_takes_its_end_and_below_all_the_end(qtbot, view):
    qtbot.mouseClick(view.pane, Qt.MouseButton.LeftButton, pos=QPoint(400, point(view, 3).y()))
    assert view.owner.wishes[-1] == 15
    qtbot.mouseClick(view.pane, Qt.MouseButton.LeftButton, pos=QPoint(400, view.pane.height() - 2))
    assert view.owner.wishes[-1] == len(CODE)


def test_a_click_in_a_scrolled_text_takes_what_is_seen_there(qtbot, view):
    view.owner.put("ab\n" * 300)
    view.bar.setValue(1000)
    place = view.visible[0] + 9
    qtbot.mouseClick(view.pane, Qt.MouseButton.LeftButton, pos=point(view, place))
    assert view.owner.wishes[-1] == place
    assert view.bar.value() == 1000  # nothing scrolled that need not


def test_a_drag_selects_between_characters(view):
    drag(view, point(view, 4, 0.1), point(view, 8, 0.1))
    assert view.selection == (4, 8)
    assert view.owner.at == 8
    drag(view, point(view, 8, 0.1), point(view, 4, 0.1))
    assert view.selection == (4, 8)
    assert view.owner.at == 4
    drag(view, point(view, 4, 0.9), point(view, 8, 0.9))
    assert view.selection == (5, 9)


def test_a_hand_that_trembles_selects_nothing(view):
    drag(view, point(view, 4, 0.45), point(view, 4, 0.6))
    assert view.part == ""


def test_a_double_click_selects_a_word(qtbot, view):
    qtbot.mouseDClick(view.pane, Qt.MouseButton.LeftButton, pos=point(view, 6))
    assert view.part == "load"


def test_shift_and_a_click_select_up_to_it(qtbot, view):
    view.owner.take(4)
    qtbot.mouseClick(view.pane, Qt.MouseButton.LeftButton, Held.ShiftModifier, point(view, 9, 0.1))
    assert view.selection == (4, 9)


def test_the_character_under_the_mouse_is_told(view):
    for where in (point(view, 3), point(view, 3, 0.7), point(view, 20), QPoint(480, 60), QPoint(3, 20)):
        mouse(view, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton)
    assert view.owner.heard["hovered"] == [(3,), (20,), (-1,)]
    mouse(view, QEvent.Type.MouseMove, point(view, 3), Qt.MouseButton.NoButton)
    QApplication.sendEvent(view.pane, QEvent(QEvent.Type.Leave))
    assert view.owner.heard["hovered"][-2:] == [(3,), (-1,)]


def dropped(view, **what):
    source = QMimeData()
    if "path" in what:
        source.setUrls([QUrl.fromLocalFile(what["path"])])
    else:
        source.setText(what["text"])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, source, Qt.MouseButton.LeftButton, Held.NoModifier, QEvent.Type.Drop
    )
    view.dropEvent(event)


def test_a_dropped_file_is_handed_over_and_dropped_text_written(view):
    view.owner.take(3)
    dropped(view, path="/tmp/some.txt")
    assert view.owner.heard["dropped"] == [("/tmp/some.txt",)]
    assert not view.owner.changes
    dropped(view, text="new\n")
    assert view.owner.changes == [(3, 0, "new\n")]


@pytest.mark.parametrize("editable", [True, False])
def test_only_a_text_that_can_be_edited_takes_what_is_dragged_over_it(view, editable):
    view.set_editable(editable)
    assert view.pane.acceptDrops() == editable
    source, nothing = QMimeData(), QMimeData()
    source.setText("new")
    for mime, taken in ((source, True), (nothing, False)):
        event = QDragEnterEvent(
            QPoint(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Held.NoModifier
        )
        event.ignore()
        view.dragEnterEvent(event)
        assert event.isAccepted() == taken


@pytest.mark.qt_log_ignore("This plugin does not support")  # raising a tip, on the offscreen platform
def test_what_is_said_of_a_character_is_seen_over_it(qtbot, view):
    where = point(view, 3)
    mouse(view, QEvent.Type.MouseMove, where, Qt.MouseButton.NoButton)
    view.set_tip("three")
    QApplication.sendEvent(view.pane, QHelpEvent(QEvent.Type.ToolTip, where, view.pane.mapToGlobal(where)))
    assert (QToolTip.isVisible(), QToolTip.text()) == (True, "three")
    mouse(view, QEvent.Type.MouseMove, QPoint(480, 60), Qt.MouseButton.NoButton)
    QApplication.sendEvent(view.pane, QHelpEvent(QEvent.Type.ToolTip, where, view.pane.mapToGlobal(where)))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
