"""The numbers of what is shown: complete, with all digits when copied, and true when the answer is another one."""

import csv
import time

import numpy as np
import pytest
from PyQt6.QtCore import QItemSelectionModel, Qt
from PyQt6.QtGui import QGuiApplication

from gradviz.charts import CHARTS
from gradviz.charts.chart import Axis, Chart, HeatMap, Panel
from gradviz.paper.sheets import sheets
from gradviz.paper.table import lines
from gradviz.screen.numbers import view as module
from gradviz.screen.numbers.dialog import NOTHING
from gradviz.screen.numbers.model import SheetModel, whole
from tests.charts.made import lstm_like, tanh_rnn
from tests.paper.planes import CASES


@pytest.fixture
def opened(open_window):
    """The window and its numbers, opened by the command."""
    window = open_window()
    window.commands.numbers.trigger()
    return window, window.numbers.dialog


def shown(model):
    """Return every cell as it is read, row by row."""
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("chart", [*CASES.values(), CHARTS["lecture"](tanh_rnn(6, 3), lstm_like(6, 2))])
def test_a_sheet_says_cell_by_cell_what_the_file_says(chart):
    parts, part = [], []
    for line in [*lines(chart), ""]:
        if line:
            part += [line] if not line.startswith("# ") else []
        else:
            parts.append(list(csv.reader(part)))
            part = []
    found = list(sheets(chart))
    for sheet, rows in zip(found, parts[len(parts) - len(found) :], strict=True):
        found = [[whole(sheet.cell(row, column)) for column in range(len(sheet.names))] for row in range(sheet.rows)]
        expected = [["" if cell == "" else cell for cell in row] for row in rows[1:]]
        assert list(sheet.names) == (rows[0] if rows else [])
        if sheet.along is None:
            assert found == expected
        else:  # a file writes a whole step without its point
            assert [row[1:] for row in found] == [row[1:] for row in expected]
            assert [float(row[0]) for row in found] == [float(row[0]) for row in expected]


def test_it_opens_on_the_active_picture_with_its_sentence_and_has_the_keyboard(opened, qtbot):
    window, dialog = opened
    chart = window.session.answer.charts["lecture"]
    assert dialog.isVisible()
    assert dialog.windowTitle() == "Numbers: How much of the gradient is left?"
    assert dialog.sentence.text().startswith("A: ")
    assert dialog.model.sheet.names == next(iter(sheets(chart))).names
    assert dialog.model.headerData(0, Qt.Orientation.Horizontal) == "t"
    assert "y = " in dialog.said.toPlainText()
    assert not dialog.chooser.isVisible()
    curve = chart.panels[0].curves[0]
    column = dialog.model.sheet.names.index("log10_grad_hidden_a [log10]")
    cell = dialog.model.index(3, column)
    assert cell.data() == f"{curve.y[3]:.6g}".replace("-", "−")
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == repr(float(curve.y[3]))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_no_larger_than_its_window_at_any_type_size(open_window, look):
    look.resize(2.0)
    window = open_window(size=(1280, 720))
    window.commands.numbers.trigger()
    dialog = window.numbers.dialog
    assert dialog.height() <= window.height()
    assert dialog.width() <= window.width()
    assert dialog.note.geometry().bottom() <= dialog.height()
    assert dialog.view.height() > 4 * dialog.view.rowHeight(0)
    dialog.close()


def test_it_follows_the_answer_and_stays_where_it_was(opened, qtbot):
    window, dialog = opened
    before = dialog.model.index(2, 1).data()
    dialog.view.setCurrentIndex(dialog.model.index(5, 1))
    window.session.edit("a", "seed", 5)
    window.session.runner.answer()
    qtbot.waitUntil(lambda: dialog.model.index(2, 1).data() != before)
    assert dialog.view.currentIndex().row() == 5
    window.session.edit("a", "steps", 3)
    window.session.runner.answer()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 4)
    dialog.close()


def test_copied_numbers_have_all_their_digits_and_the_names_above(opened, qtbot, monkeypatch):
    window, dialog = opened
    picked = dialog.view.selectionModel()
    for row in (1, 2):
        picked.select(dialog.model.index(row, 1), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(dialog.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    curve = window.session.answer.charts["lecture"].panels[0].curves[0]
    name, *values = QGuiApplication.clipboard().text().split("\n")
    assert name.split("\t")[-1] == "log10_grad_hidden_a [log10]"
    assert [float(line.split("\t")[-1]) for line in values][-2:] == [float(curve.y[1]), float(curve.y[2])]
    assert "digits" in dialog.note.text()
    monkeypatch.setattr(module, "MOST", 3)
    dialog.view.selectAll()
    dialog.view.copy()
    assert ".csv" in dialog.note.text()
    assert len(QGuiApplication.clipboard().text().split("\n")) == len(values) + 1
    dialog.close()


def test_what_an_audience_predicts_is_not_told(opened, qtbot):
    window, dialog = opened
    window.session.choose_pictures("gradient", "why")
    window.session.runner.answer()
    qtbot.waitUntil(lambda: len(window.desk.views) == 2)
    window.desk.turn()
    window.commands.numbers.trigger()
    assert "recurrent" in str(dialog.model.sheet.names)
    assert dialog.model.rowCount() > 0
    window.commands.predict.trigger()
    qtbot.waitUntil(lambda: dialog.sentence.text() == NOTHING)
    assert dialog.model.rowCount() == 0
    dialog.close()


def test_a_million_cells_cost_no_more_than_those_that_are_seen(qapp):
    heat = HeatMap("h", "h", np.zeros((1000, 1001)), 0.0, -1.0, 1.0, "signed", "a")
    panel = Panel("h", "h", Axis("step t", -0.5, 1000.5), Axis("unit", 0, 1000), maps=(heat,))
    began = time.process_time()
    model = SheetModel()
    model.take(next(iter(sheets(Chart("h", "h", (panel,), (), ())))))
    assert (model.rowCount(), model.columnCount()) == (1001, 1001)
    assert model.index(7, 900).data() == "0"
    assert time.process_time() - began < 0.2
    _, _, values = model.sheet.columns[3]
    assert np.shares_memory(values, heat.values)


def test_a_picture_of_formulas_is_read_as_lines(opened):
    window, dialog = opened
    window.session.choose_pictures("equations")
    window.session.runner.answer()
    window.commands.numbers.trigger()
    assert dialog.chooser.count() == len(window.session.answer.charts["equations"].panels)
    assert not dialog.view.isVisible()
    first = dialog.said.toPlainText()
    assert "=" in first
    dialog.chooser.setCurrentIndex(1)
    dialog.chooser.activated.emit(1)
    assert dialog.said.toPlainText() != first
    dialog.close()


def test_the_canvas_says_what_it_shows(open_window):
    window = open_window()
    canvas = window.desk.canvas
    assert canvas.accessibleName().startswith("Picture: How much of the gradient is left?")
    before = canvas.accessibleDescription()
    assert before.startswith("A: ")
    assert "_{" not in before + canvas.accessibleName()
    window.session.edit("a", "seed", 5)
    window.session.runner.answer()
    assert canvas.accessibleDescription() != before


def test_on_the_page_of_cells_it_tells_the_text_and_follows_it(opened, qtbot):
    window, dialog = opened
    window.show_page("cells")
    reading = window.cells.session
    qtbot.waitUntil(lambda: dialog.chooser.count() > 2, timeout=20_000)
    assert "character" in dialog.model.sheet.names
    first = dialog.model.sheet
    reading.watching.changed.emit()
    qtbot.waitUntil(lambda: dialog.model.sheet is not first, timeout=20_000)
    dialog.close()
    window.close()
