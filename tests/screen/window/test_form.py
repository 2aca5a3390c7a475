import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication

from gradviz import FIELDS, Experiment, ExperimentError
from gradviz.screen.controls import Form
from gradviz.screen.controls.cell_row import CellRow
from gradviz.screen.controls.choice_row import ChoiceRow
from gradviz.screen.controls.number_row import NumberRow
from gradviz.screen.controls.text_dialog import TextDialog

NUMBERS = [field for field in FIELDS.values() if field.kind in ("int", "float")]
BAD = {"int": ["abc", "1.5", "-1", "nan", "0x10"], "float": ["abc", "nan", "inf", "-1e400"]}


@pytest.fixture
def form(session, look, qtbot):
    made = Form(session, look)
    qtbot.addWidget(made)
    made.resize(264, 900)
    made.fill()
    made.show()
    return made


def row(form, name, slot="a"):
    return form.cards["shared" if FIELDS[name].shared else slot].rows[name]


def shown(form, name, slot="a"):
    return not row(form, name, slot).isHidden()


def type_in(qtbot, box, text):
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, Qt.Key.Key_Return)


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_has_a_control_with_its_words(form, name):
    slots = ["a"] if FIELDS[name].shared else ["a", "b"]
    for slot in slots:
        for control in row(form, name, slot).controls():
            assert FIELDS[name].label in control.accessibleName()
            assert slots == ["a"] or f"network {slot.upper()}" in control.accessibleName()
            assert control.toolTip()
            assert FIELDS[name].help.split()[0] in row(form, name, slot).toolTip()


def test_what_is_shared_stands_once_and_the_rest_in_each_card(form):
    shared = {name for name, field in FIELDS.items() if field.shared}
    assert set(form.cards["shared"].rows) == shared
    assert set(form.cards["a"].rows) == set(form.cards["b"].rows) == set(FIELDS) - shared


def test_the_lecture_s_fields_are_open_and_the_rest_is_folded(form):
    for name, field in FIELDS.items():
        assert row(form, name, "b").isVisible() == (
            field.group == "main" and name not in ("update_bias", "model", "model_weights")
        )


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_a_typed_number_reaches_the_question(form, session, qtbot, field):
    form.cards["shared" if field.shared else "b"].fold.open()
    if field.name == "update_bias":
        session.edit("b", "cell", "gru")
    value = 3
    type_in(qtbot, row(form, field.name, "b").box, str(value))
    assert getattr(session.question.b, field.name) == value
    assert row(form, field.name, "b").error.isHidden()


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_a_wrong_number_is_explained_right_there_and_kept_until_it_is_right(form, session, qtbot, field):
    if field.name == "update_bias":
        session.edit("b", "cell", "gru")
    before, box, error = session.question, row(form, field.name, "b").box, row(form, field.name, "b").error
    for bad in BAD[field.kind]:
        type_in(qtbot, box, bad)
        assert not error.isHidden()
        assert error.text().startswith(FIELDS[field.name].label)
        assert box.text() == bad
        assert box.property("wrong")
        assert session.question == before
    type_in(qtbot, box, "2")
    assert error.isHidden()
    assert not box.property("wrong")


def test_a_wrong_number_survives_an_edit_elsewhere_but_not_a_new_value_of_its_own(form, session, qtbot):
    type_in(qtbot, row(form, "hidden_size").box, "0")
    session.edit("a", "spectral_radius", 1.2)
    assert (row(form, "hidden_size").box.text(), row(form, "hidden_size").error.isHidden()) == ("0", False)
    session.edit("a", "hidden_size", 9)
    assert (row(form, "hidden_size").box.text(), row(form, "hidden_size").error.isHidden()) == ("9", True)


@pytest.mark.parametrize("way", ["reset", "undo", "redo"])
def test_what_brings_an_old_question_back_takes_a_wrong_entry_away(form, session, qtbot, way):
    session.edit("a", "spectral_radius", 1.2)
    if way == "redo":
        session.history.undo()
    type_in(qtbot, row(form, "hidden_size").box, "0")
    {"reset": session.reset, "undo": session.history.undo, "redo": session.history.redo}[way]()
    shown = str(session.question.a.hidden_size)
    assert (row(form, "hidden_size").box.text(), row(form, "hidden_size").error.isHidden()) == (shown, True)


def test_typing_the_value_that_is_there_already_clears_the_sentence(form, qtbot):
    box = row(form, "steps").box
    type_in(qtbot, box, "0")
    type_in(qtbot, box, "128")
    assert row(form, "steps").error.isHidden()


def test_escape_takes_a_wrong_entry_back(form, qtbot):
    box = row(form, "steps").box
    type_in(qtbot, box, "zero")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "128"
    assert row(form, "steps").error.isHidden()


def test_a_sentence_from_the_computation_opens_the_fold_and_goes_with_the_next_answer(form, session, runner):
    session.edit("a", "device", "cuda:7")
    runner.fail(ExperimentError("device cuda:7 is not on this machine.", "device"))
    assert not row(form, "device").visibleRegion().isEmpty()
    assert "not on this machine" in row(form, "device").error.text()
    session.answered.emit(None)
    assert row(form, "device").error.isHidden()


@pytest.mark.parametrize("name", ["spectral_radius", "hidden_size", "layers", "truncation", "clip_threshold"])
def test_an_edit_of_a_never_touches_b(form, session, qtbot, name):
    form.cards["a"].fold.open()
    b = session.question.b
    type_in(qtbot, row(form, name, "a").box, "1")
    assert session.question.b == b
    assert getattr(session.question.a, name) == 1


def test_another_cell_for_a_leaves_b_and_its_forget_bias_alone(form, session):
    row(form, "cell", "a").chooser.chosen.emit("gru")
    assert session.question.a.cell == "gru"
    assert (session.question.b.cell, session.question.b.forget_bias) == ("lstm", 3.0)


def test_a_field_that_does_not_apply_is_not_shown(form, session):
    assert not shown(form, "forget_bias", "a")
    assert shown(form, "forget_bias", "b")
    session.edit("a", "cell", "gru")
    assert shown(form, "update_bias", "a")
    assert shown(form, "loss_step")
    session.edit("a", "loss", "every")
    assert not shown(form, "loss_step")
    assert not shown(form, "text")


def test_the_form_follows_undo_without_asking_again(form, session, runner):
    session.edit("a", "spectral_radius", 1.5)
    session.edit("b", "cell", "gru")
    asked = len(runner.asked)
    session.history.undo()
    session.history.undo()
    assert len(runner.asked) == asked + 2
    assert row(form, "spectral_radius").box.text() == "0.90"
    assert row(form, "cell", "b").chooser.currentData() == "lstm"
    assert row(form, "spectral_radius").slider.value() == 90


def test_a_slider_edits_its_field_and_the_box_shows_it(form, session, qtbot):
    slider = row(form, "spectral_radius").slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert session.question.a.spectral_radius == 0.91
    assert row(form, "spectral_radius").box.text() == "0.91"
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert session.question.a.spectral_radius == pytest.approx(1.01)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert session.question.a.spectral_radius == 2


def test_a_press_brings_the_handle_under_the_hand_and_snaps_to_the_mark(form, session, qtbot):
    slider = row(form, "spectral_radius").slider
    middle = slider.rect().center()
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(middle.x() + 1, middle.y()))
    assert session.question.a.spectral_radius == 1.0
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, middle.y()))
    assert session.question.a.spectral_radius == 2.0


def test_a_number_beyond_the_slider_can_be_typed(form, session, qtbot):
    type_in(qtbot, row(form, "steps").box, "100 000")
    assert session.question.a.steps == 100_000
    assert row(form, "steps").slider.value() == row(form, "steps").slider.maximum()
    assert session.question.a.steps == 100_000


def test_the_wheel_changes_nothing_without_the_focus(form, session, qtbot):
    form.cards["shared"].fold.open()
    for control in (row(form, "spectral_radius").slider, row(form, "cell").chooser, row(form, "input").chooser):
        control.clearFocus()
        at = QPointF(control.rect().center())
        turn = QWheelEvent(at, control.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
                           Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        before = session.question
        QApplication.sendEvent(control, turn)
        assert session.question == before
        assert not turn.isAccepted()


def test_a_switch_leaves_a_field_out_and_brings_its_value_back(form, session, qtbot):
    own = row(form, "spectral_radius")
    own.switch.click()
    assert session.question.a.spectral_radius is None
    assert (own.box.text(), own.box.placeholderText()) == ("", "as drawn")
    own.switch.click()
    assert session.question.a.spectral_radius == 0.9
    form.cards["shared"].fold.open()
    row(form, "loss_step").switch.click()
    assert session.question.a.loss_step == 64


def test_the_arrow_keys_of_a_box_step_its_number(form, session, qtbot):
    box = row(form, "steps").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    qtbot.keyClick(box, Qt.Key.Key_PageUp)
    assert session.question.a.steps == 139
    type_in(qtbot, box, "1")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert session.question.a.steps == 1


def test_b_is_taken_away_and_brought_back_as_it_was(form, session, qtbot):
    session.edit("b", "spectral_radius", 1.4)
    form.cards["b"].closed.emit()
    assert session.question.b is None
    assert form.cards["b"].isHidden()
    form.compare.click()
    assert session.question.b.spectral_radius == 1.4
    assert not form.cards["b"].isHidden()
    assert form.compare.isHidden()


def test_new_draw_shows_the_seed_and_reset_keeps_it(form, session):
    form.new_draw.click()
    assert form.seed.text() == "seed 1"
    session.edit("a", "steps", 9)
    form.reset.click()
    assert (session.question.a.steps, form.seed.text()) == (128, "seed 1")


def test_a_fold_marks_what_differs_from_the_default(form, session):
    assert form.cards["a"].fold.line.accessibleDescription() == ""
    session.edit("a", "layers", 2)
    assert "Layers" in form.cards["a"].fold.line.accessibleDescription()


def test_the_tab_key_meets_every_control_from_top_to_bottom(form, qtbot):
    for card in form.cards.values():
        card.fold.open()
    qtbot.wait(1)
    expected = [c for card in form.cards.values() for c in card.tab_order()] + [form.compare, form.new_draw, form.reset]
    walked, widget = [], expected[0]
    for _ in range(3 * len(expected)):
        walked.append(widget)
        widget = widget.nextInFocusChain()
        if widget is expected[0]:
            break
    assert [widget for widget in walked if widget in expected] == expected
    for control in expected:
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_devices_of_the_machine_join_the_list(form, runner):
    chooser = row(form, "device").chooser
    assert [chooser.itemData(i) for i in range(chooser.count())] == ["auto", "cpu"]
    runner.devices_found.emit(("cuda:0", "cpu"))
    assert [chooser.itemData(i) for i in range(chooser.count())] == ["auto", "cpu", "cuda:0"]


def test_reading_a_text_asks_for_it_first(form, session, qtbot):
    row(form, "input").chooser.chosen.emit("text")
    dialog = form.findChild(TextDialog)
    assert session.question.a.input == "noise"
    dialog.editor.setPlainText("to be or not to be")
    dialog._accept.click()
    assert (session.question.a.input, session.question.b.text) == ("text", "to be or not to be")
    assert session.question.a.steps == 18
    assert "18 characters, 7 different" in row(form, "text").count.text()


def test_giving_no_text_changes_nothing(form, session):
    row(form, "input").chooser.chosen.emit("text")
    form.findChild(TextDialog).reject()
    assert session.question.a.input == "noise"
    assert row(form, "input").chooser.currentData() == "noise"


def test_a_dropped_file_is_read_or_refused_at_its_control(form, session, tmp_path):
    path = tmp_path / "poem.txt"
    path.write_text("shall I compare thee", encoding="utf-8")
    form.take_file(str(tmp_path))
    assert "folder" in row(form, "text").error.text()
    assert row(form, "text").isVisible()
    form.take_file(str(path))
    assert session.question.a.text == "shall I compare thee"
    assert row(form, "text").error.isHidden()


@pytest.mark.parametrize("name", ["spectral_radius", "truncation", "loss_step"])
def test_the_word_for_nothing_is_not_cut(form, name):
    box = row(form, name).box
    frame = 2 * (1 + 4 + 2)
    assert box.fontMetrics().horizontalAdvance(box.placeholderText()) < box.width() - frame


def test_kinds_of_rows(form):
    for name, field in FIELDS.items():
        kind = {"int": NumberRow, "float": NumberRow, "choice": ChoiceRow, "device": ChoiceRow}.get(field.kind)
        assert kind is None or type(row(form, name)) in (kind, CellRow if name == "cell" else kind)


def test_defaults_are_told(form):
    assert f"default is {Experiment().steps}" in row(form, "steps").toolTip()
    assert "as drawn" in row(form, "spectral_radius").toolTip()
    assert "None" not in row(form, "spectral_radius").toolTip()
