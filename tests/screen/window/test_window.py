import dataclasses
import re
from itertools import product

import pytest
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent, QKeySequence
from PyQt6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollBar, QSlider, QWidget

from gradviz import FIELDS, ExperimentError
from gradviz.charts import CHARTS
from gradviz.screen.asking.question import Question
from gradviz.screen.settings import Settings
from tests.screen.fakes import small

SIZES = [(1280, 720), (1366, 768), (1920, 1080)]


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize(("size", "mode"), list(product(SIZES, ["light", "dark"])))
def test_nothing_is_cut_off_and_nothing_scrolls(open_window, look, size, mode, qtbot):
    look.choose(mode)
    window = open_window(size=size, question=Question.default())
    assert (window.width(), window.height()) == size
    for bar in window.findChildren(QScrollBar):
        assert not bar.isVisible(), bar.parent()
    assert window.form.widget().minimumSizeHint().width() <= window.form.width()
    words = [w for kind in (QLabel, QAbstractButton) for w in window.findChildren(kind) if w.isVisible() and w.text()]
    assert len(words) > 20
    for widget in words:
        if widget.sizePolicy().horizontalPolicy().value == 13 or widget.property("look") == "link":
            continue  # notes and folds may be cut; their tooltip holds the whole
        text = re.sub("<[^>]*>", "", widget.text())
        if not (isinstance(widget, QLabel) and widget.wordWrap()):
            assert widget.width() >= widget.sizeHint().width() - 1, text
        assert window.rect().contains(widget.rect().translated(widget.mapTo(window, QPoint()))), text


@pytest.mark.parametrize("size", SIZES)
def test_the_picture_has_sixty_percent_of_the_width(open_window, size):
    window = open_window(size=size)
    assert window.centre.width() >= 0.6 * window.width()


@pytest.mark.usefixtures("any_font")
def test_the_picture_keeps_nearly_as_much_in_a_font_stretched_to_any_width(open_window):
    window = open_window(size=SIZES[0])
    assert window.centre.width() >= 0.58 * window.width()


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("cells", [("lstm", "gru"), ("gru", "lstm")])
def test_two_gated_networks_fit_as_well(open_window, cells):
    window = open_window(size=SIZES[0])
    for slot, cell in zip("ab", cells, strict=True):
        window.session.edit(slot, "cell", cell)
    QApplication.processEvents()
    assert not window.form.verticalScrollBar().isVisible()


def test_every_control_has_a_name_and_can_be_reached_by_the_keyboard(open_window):
    window = open_window()
    window.form.fill()
    kinds = (QAbstractButton, QComboBox, QLineEdit, QSlider)
    controls = [w for kind in kinds for w in window.findChildren(kind) if not isinstance(w.parent(), QComboBox)]
    controls = [w for w in controls if not w.objectName().startswith("qt_dockwidget")]  # our bar stands there
    assert len(controls) > 40
    for control in controls:
        assert control.accessibleName() or getattr(control, "text", str)(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.accessibleName()


def test_no_key_is_given_twice_and_every_command_is_in_the_menu(open_window):
    window = open_window()
    commands = [*window.actions(), *window.transport.actions()]
    keys = [key.toString() for command in commands for key in command.shortcuts()]
    assert sorted(keys) == sorted(set(keys))
    wanted = {
        "Space",
        "Left",
        "Right",
        "Home",
        "End",
        "[",
        "]",
        "Ctrl+Z",
        "Ctrl+Shift+Z",
        "F11",
        "Ctrl+E",
        "Ctrl+Shift+C",
        "?",
        "F1",
    }
    assert wanted <= set(keys)
    assert {command.text() for command in commands} <= {command.text() for command in listed(window.commands.menu())}


def listed(menu):
    """Return the commands of a menu and of the menus in it."""
    inner = (listed(command.menu()) for command in menu.actions() if command.menu() is not None)
    return [*menu.actions(), *(command for commands in inner for command in commands)]


def test_the_keys_of_the_story_and_of_undo_work_from_anywhere(open_window, qtbot):
    window = open_window()
    window.session.edit("a", "spectral_radius", 1.5)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.question.a.spectral_radius == 0.9
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.session.question.a.spectral_radius == 1.5
    qtbot.keyClick(window, Qt.Key.Key_End)
    qtbot.keyClick(window, Qt.Key.Key_Left)
    assert window.session.moment.at == 11
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.player.speed == 2


def test_a_focused_box_keeps_the_keys_it_needs_and_a_slider_its_arrows(open_window, qtbot):
    window = open_window()
    rows = window.form.cards["a"].rows
    window.activateWindow()
    box, slider = rows["spectral_radius"].box, rows["spectral_radius"].slider
    box.setFocus()
    box.selectAll()
    before = window.session.moment
    qtbot.keyClicks(box, "1.5")
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_BracketRight, Qt.Key.Key_Space):
        qtbot.keyClick(box, key)
    assert (window.session.moment, window.player.speed, window.player.playing) == (before, 1, False)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert (window.session.question.a.spectral_radius, window.session.moment) == (0.91, before)


def test_undo_reaches_the_question_from_a_box_in_which_nothing_was_typed(open_window, qtbot):
    window = open_window()
    window.session.edit("a", "spectral_radius", 1.5)
    window.activateWindow()
    box = window.form.cards["a"].rows["hidden_size"].box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.question.a.spectral_radius == 0.9


def test_export_is_reached_from_a_box(open_window, qtbot, monkeypatch):
    window = open_window()
    window.activateWindow()
    box = window.form.cards["a"].rows["hidden_size"].box
    box.setFocus()
    opened = []
    monkeypatch.setattr(window.outlet, "open", lambda *asked: opened.append(asked))
    qtbot.keyClick(box, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    ((exhibit, picture),) = opened
    assert (exhibit.charts, picture) == (window.session.answer.charts, "lecture")


def test_side_panels_fold_and_full_screen_ends_with_escape(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert window.question.isHidden()
    assert window.answer.isHidden()
    assert window.commands.fold_question.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_the_help_says_what_every_picture_tells(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.popover.isVisible()
    for name in ("gradient", "activations"):
        assert CHARTS[name].title in window.popover._words.text()
    qtbot.keyClick(window.popover, Qt.Key.Key_Escape)
    assert not window.popover.isVisible()


def test_settings_come_back(open_window, look):
    window = open_window()
    window.fold_answer()
    window.player.speed = 4.0
    look.choose("dark")
    again = open_window(settings=window.settings())
    assert again.answer.isHidden()
    assert not again.question.isHidden()
    assert again.player.speed == 4.0
    assert again.settings().mode == "dark"


def test_damaged_geometry_is_no_harm(open_window):
    assert open_window(settings=Settings(geometry="not base 64 ÿ")).isVisible()


def test_a_failure_is_a_banner_over_the_picture_and_goes_with_the_next_answer(open_window):
    window = open_window()
    picture = window.session.answer
    window.session.edit("a", "spectral_radius", 1.1)
    window.session.runner.fail(RuntimeError("it broke"))
    assert window.banner.isVisible()
    assert "it broke" in window.banner._words.text()
    assert window.session.answer is picture
    window.session.runner.answer()
    assert not window.banner.isVisible()


def test_a_failure_at_a_field_stands_there_and_nowhere_else(open_window):
    window = open_window()
    window.session.edit("a", "hidden_size", 6)
    window.session.runner.fail(ExperimentError("hidden_size needs 9 GB; this machine has 4.", "hidden_size"))
    assert not window.banner.isVisible()
    assert window.form.cards["a"].rows["hidden_size"].error.text() == "Hidden units H needs 9 GB; this machine has 4."


@pytest.mark.usefixtures("any_font")
def test_a_sentence_never_widens_the_panel(open_window):
    window = open_window(size=SIZES[0])
    window.session.edit("a", "hidden_size", 10**90)
    window.session.runner.fail(ExperimentError(f"This run needs {10**90:,} GiB of memory.", "hidden_size"))
    QApplication.processEvents()
    assert window.form.widget().width() <= window.form.viewport().width()


def test_a_banner_of_one_line_is_low(open_window):
    window = open_window()
    window.report(RuntimeError("short"))
    assert window.banner.height() < 60


@pytest.mark.usefixtures("any_font")
def test_the_largest_t_can_be_read_in_its_box(open_window):
    window = open_window()
    window.session.edit("a", "steps", 100_000)
    box = window.form.cards["shared"].rows["steps"].box
    assert box.fontMetrics().horizontalAdvance(box.text()) <= box.width() - 16


def test_the_status_bar_says_where_and_how_long_and_what_gave_way(open_window):
    window = open_window()
    assert re.fullmatch(r"cpu · [\d.]+ m?s", window.status.machine.text())
    window.session.edit("b", "cell", "gru")
    assert "forget bias was dropped" in window.status.note.text()
    window.session.edit("b", "spectral_radius", 1.0)
    assert window.status.note.text() == ""


def test_the_status_bar_says_what_a_computation_has_to_say(open_window):
    window = open_window()
    answer = window.session.answer
    noted = dataclasses.replace(answer.results[0], note="This GPU could not <capture> the steps.")
    window.session.answered.emit(dataclasses.replace(answer, results=(noted, noted)))
    assert window.status.note.text() == "This GPU could not <capture> the steps."


def test_a_long_run_shows_progress_and_can_be_stopped(open_window, qtbot):
    window = open_window()
    runner = window.session.runner
    runner.busy_changed.emit(True)
    qtbot.wait(100)
    assert not window.status.stop.isVisible()
    qtbot.waitUntil(window.status.stop.isVisible)
    runner.progressed.emit(0.4)
    assert window.status.progress.value() == 400
    window.status.stop.click()
    assert runner.stopped == 1
    assert "stopped" in window.status.note.text()
    runner.busy_changed.emit(False)
    assert not window.status.stop.isVisible()


def test_a_short_run_shows_no_progress(open_window, qtbot):
    window = open_window()
    window.session.runner.busy_changed.emit(True)
    window.session.runner.busy_changed.emit(False)
    qtbot.wait(300)
    assert not window.status.progress.isVisible()


def test_a_file_dropped_on_the_window_is_read(open_window, tmp_path):
    path = tmp_path / "poem.txt"
    path.write_text("so long lives this", encoding="utf-8")
    window, mime = open_window(), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(QDropEvent(QPointF(700, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert window.session.question.a.text == "so long lives this"


def test_a_note_long_as_a_novel_does_not_widen_the_window(open_window):
    window = open_window(size=SIZES[0])
    window.status.say("word " * 200)
    QApplication.processEvents()
    assert window.width() == SIZES[0][0]


def test_larger_type_grows_the_panels_and_smaller_brings_them_back(open_window):
    window = open_window(size=SIZES[2])
    before = window.question.width()
    window.commands.looks.larger.trigger()
    assert window.question.width() > before
    window.commands.looks.smaller.trigger()
    assert window.question.width() == before


def test_the_window_begins_without_an_answer_and_exports_only_with_one(open_window):
    window = open_window(answered=False)
    assert not window.commands.export.isEnabled()
    window.session.runner.answer(small())
    window.player.pause()
    assert window.commands.export.isEnabled()


def test_every_tooltip_of_a_command_names_its_key(open_window):
    window = open_window()
    for command in window.actions():
        if not command.shortcut().isEmpty():
            assert command.shortcut().toString(QKeySequence.SequenceFormat.NativeText) in command.toolTip()


def test_all_fields_are_in_the_window(open_window):
    window = open_window()
    window.form.fill()
    names = {widget.accessibleName() for widget in window.findChildren(QWidget)}
    for field in FIELDS.values():
        assert any(name.startswith(field.label) for name in names), field.label
