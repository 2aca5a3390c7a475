"""The pointer that asks: it frames what lies under it, and a click explains that and nothing else."""

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtWidgets import QApplication, QDialog, QWidget

from gradviz.explaining import reference
from gradviz.screen.explaining.declared import explained_by, explains
from gradviz.screen.explaining.outline import Outline
from gradviz.screen.explaining.pointer import found_at

KNOWN = reference().entries
Left, Control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def asking(open_window, qtbot):
    """A window whose pointer asks."""
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1, Control)
    yield window
    window.explaining.pointer.stop()


def asked(window, qtbot, widget, place=None):
    """Click on a widget; return what is said then."""
    qtbot.mouseClick(widget, Left, pos=place or widget.rect().center())
    popover = window.explaining.popover
    return popover._heading.text(), popover._words.text(), popover._key


def test_a_click_explains_and_does_nothing_else(asking, qtbot):
    row = asking.form.cards["a"].rows["spectral_radius"]
    before = asking.session.question
    title, words, key = asked(asking, qtbot, row.slider)
    assert (title, key) == ("Spectral radius", "field/spectral_radius")
    assert "W<sub>hh</sub>" in words
    assert asking.explaining.popover.isVisible()
    asked(asking, qtbot, asking.form.new_draw)
    assert asking.session.question is before
    assert asking.explaining.pointer.on


def test_each_part_has_its_own_answer(asking, qtbot):
    said = {
        "part/lamps": asking.transport.lamps, "part/status": asking.status.machine, "part/axis": asking.desk.scrubber,
        "part/readout": asking.readout.table, "part/question": asking.form.new_draw,
    }  # fmt: skip
    assert {asked(asking, qtbot, widget)[2] for widget in said.values()} == set(said)
    title, words, _ = asked(asking, qtbot, asking.form.new_draw)
    assert (title, words) == ("New draw", "<p>Draw new weights, input and loss: the next seed.</p>")


def test_a_panel_of_a_picture_is_framed_and_explained_by_itself(asking, qtbot):
    canvas = asking.desk.canvas
    for panel, key in zip(canvas.panels, ("picture/gradient", "picture/activations"), strict=False):
        centre = panel.place.plot.center()
        qtbot.mouseMove(canvas.viewport(), centre)
        (outline,) = [each for each in asking.findChildren(Outline) if each.isVisible()]
        assert outline.geometry().contains(canvas.viewport().mapTo(asking, centre))
        assert outline.height() < canvas.height()
        assert asked(asking, qtbot, canvas.viewport(), centre)[2] == key
        asking.explaining.popover.hide()


def test_escape_ends_it_and_clicks_are_clicks_again(asking, qtbot):
    assert QApplication.overrideCursor().shape() == Qt.CursorShape.WhatsThisCursor
    asked(asking, qtbot, asking.transport.lamps)
    qtbot.keyClick(asking.explaining.popover, Qt.Key.Key_Escape)  # which has the keyboard
    assert not asking.explaining.pointer.on
    assert not asking.explaining.popover.isVisible()
    assert QApplication.overrideCursor() is None
    assert asking.status.note.text() == ""
    seed = asking.session.question.a.seed
    qtbot.mouseClick(asking.form.new_draw, Left)
    assert asking.session.question.a.seed == seed + 1


def test_the_answer_can_be_closed_and_leads_to_the_reference(asking, qtbot):
    asked(asking, qtbot, asking.transport.lamps)
    popover = asking.explaining.popover
    qtbot.mouseClick(popover.close_button, Left)
    assert not popover.isVisible()
    assert asking.explaining.pointer.on
    asked(asking, qtbot, asking.transport.lamps)
    qtbot.mouseClick(popover.more, Left)
    assert asking.explaining.panel.trail.here == "part/lamps"
    assert not asking.explaining.pointer.on


def unexplained(window):
    """The visible widgets that have no answer, or only that of the whole window."""
    inside = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    assert len(inside) > 50
    frame = {window.centralWidget(), window.pages}
    found = {widget: found_at(widget, widget.rect().center()) for widget in inside if widget not in frame}
    return [
        f"{type(widget).__name__} {widget.objectName()} {widget.accessibleName()}"
        for widget, each in found.items()
        if each is None or each.spot.key not in KNOWN or each.spot.key == "part/window"
    ]


def test_no_widget_of_either_page_is_without_an_answer(open_window, qtbot):
    window = open_window()
    window.form.fill()
    for card in window.form.cards.values():
        card.fold.open()
    window.explaining.turn()
    assert unexplained(window) == []
    explains(window.status, "")
    assert unexplained(window)  # the walk notices
    explains(window.status, "part/status")
    window.show_page("cells")
    qtbot.wait(1)
    assert unexplained(window) == []
    window.cells.close_threads()


def test_own_words_come_before_those_of_what_a_thing_is_in(qtbot):
    outer = QWidget()
    qtbot.addWidget(outer)
    inner = QWidget(outer)
    assert explained_by(inner) is None
    explains(outer, "part/lamps")
    assert explained_by(inner).spot.key == "part/lamps"
    assert explained_by(inner).widget is outer
    inner.setToolTip("<b>Just</b> this")
    inner.setAccessibleName("Inner")
    spot = explained_by(inner).spot
    assert (spot.key, spot.title, spot.words) == ("part/lamps", "Inner", "Just this")
    assert explained_by(None) is None


def test_the_answer_stands_beside_what_it_explains(asking, qtbot):
    room = asking.rect()
    for widget in (asking.form.new_draw, asking.transport.lamps, asking.readout.table, asking.status.machine):
        asked(asking, qtbot, widget)
        place = asking.explaining.popover.geometry()
        assert room.contains(place)
        assert not place.intersects(QRect(widget.mapTo(asking, QPoint()), widget.size()))


def test_a_dialog_that_closes_takes_nothing_but_its_frame_along(asking, qtbot):
    window, pointer = asking, asking.explaining.pointer
    for _ in range(2):
        dialog = QDialog(window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        explains(dialog, "part/window")
        dialog.show()
        qtbot.mouseClick(dialog, Left, pos=QPoint(9, 9))
        assert dialog.findChildren(Outline)
        with qtbot.waitSignal(dialog.destroyed):
            dialog.close()
    qtbot.mouseClick(window.readout, Left)
    assert any(each.isVisible() for each in window.findChildren(Outline))
    pointer.stop()
    assert not pointer.on
