"""Every control of the window, its dialogs and its menus has a tooltip that says more than what is on it."""

import pytest
from PyQt6.QtWidgets import QMenu, QPushButton, QWidget

from gradviz.lessons import lessons
from gradviz.screen.explaining.declared import explained_by
from gradviz.screen.export.dialog import ExportDialog
from gradviz.screen.numbers.dialog import NumbersDialog
from tests.screen.explaining.tips import lacking


def test_every_control_of_the_laboratory_has_a_tooltip(open_window, qtbot):
    window = open_window()
    window.form.fill()
    window.commands.lessons.aboutToShow.emit()  # they are listed when they are first wanted
    window.predicting.begin()
    window.explaining.turn()
    window.session.pin("a")
    assert len(window.findChildren(QMenu)) > 10
    assert lacking(window) == []


def test_the_formulas_of_tooltips_are_set(open_window):
    window = open_window()
    window.form.fill()
    tips = [row.toolTip() for card in window.form.cards.values() for row in card.rows.values()]
    assert any("W<sub>hh</sub>" in tip for tip in tips)
    assert not [tip for tip in tips if "_" in tip]


def test_a_lesson_and_the_presenter_have_tooltips(open_window, qtbot):
    window = open_window()
    window.lecture.commands.begin(next(iter(lessons())))
    window.session.runner.answer()
    window.lecture.presenter.toggle()
    assert window.lecture.bar.again.toolTip()
    assert lacking(window) == []
    window.lecture.presenter.toggle()


def test_every_control_of_the_page_of_cells_has_a_tooltip(open_window):
    window = open_window()
    window.show_page("cells")
    found = lacking(window)
    window.cells.close_threads()
    assert found == []


@pytest.mark.parametrize("dialog", ["export", "editor", "numbers"])
def test_the_dialogs_have_tooltips(open_window, qtbot, dialog):
    window = open_window()
    if dialog == "export":
        window.open_export()
        (made,) = window.findChildren(ExportDialog)
    elif dialog == "numbers":
        window.commands.numbers.trigger()
        (made,) = window.findChildren(NumbersDialog)
    else:
        window.lecture.commands.begin(next(iter(lessons())))
        made = window.lecture.commands.open_editor()
    found, explained = lacking(made), explained_by(made)
    made.close()
    assert found == []
    assert explained is not None


def test_a_control_without_a_tooltip_is_noticed(qtbot):
    root = QWidget()
    qtbot.addWidget(root)
    button = QPushButton("&Go…", root)
    assert len(lacking(root)) == 1
    button.setToolTip("Go (Ctrl+G)")
    assert len(lacking(root)) == 1
    button.setToolTip("Go to the end (Ctrl+G)")
    assert lacking(root) == []


def test_an_action_that_does_not_name_its_key_is_noticed(qtbot):
    menu = QMenu()
    qtbot.addWidget(menu)
    root = QWidget()
    qtbot.addWidget(root)
    inner = QMenu("Inner", root)
    made = inner.addAction("Go")
    assert len(lacking(root)) == 1
    made.setToolTip("Go to the end")
    assert lacking(root) == []
    made.setShortcut("Ctrl+G")
    assert len(lacking(root)) == 1
