"""The list of units: what it shows, what it asks for, and what it says the user wants."""

import time

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import QApplication

from gradviz.language.unit import Unit
from gradviz.screen.painter.typeset import type_of
from gradviz.screen.reading.parts.paragraph import READING
from gradviz.screen.reading.units import Row, UnitList
from gradviz.screen.reading.units.row import WORDS, columns, two_lines
from gradviz.screen.reading.units.spark import lines
from gradviz.screen.reading.units.typed import PAUSE, Typed
from tests.screen.picture.pixels import grab, like
from tests.screen.reading.room import too_small

MANY = 4096
KEYS = Qt.Key


def row(index, words="—", score="0.52", layer=0, state="cell"):
    return Row(Unit(layer, index, state), words, score, f"all about unit {index}")


@pytest.fixture
def units(look, qtbot):
    made = UnitList(look)
    qtbot.addWidget(made)
    made.resize(made.sizeHint().width(), 640)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def many(units):
    units.set_rows([row(index) for index in range(MANY)], "Cells", "a note")
    QApplication.processEvents()
    return units


def heard(signal):
    said = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))
    return said


def press(qtbot, units, *keys):
    for key in keys:
        qtbot.keyClick(units.rows, key)


def chosen(units):
    return units.rows.rows[units.rows.at].unit.index


def test_before_anything_is_known_it_says_so(units):
    assert units.note.words == READING
    assert units.rows.rows == ()
    assert not units.progress.isVisible()
    assert not units.stop.isVisible()


def test_leafing_with_no_rows_asks_for_nothing(units, qtbot):
    said = heard(units.chosen)
    units.leaf(1)
    press(qtbot, units, KEYS.Key_Down, KEYS.Key_End, KEYS.Key_PageDown, KEYS.Key_3)
    assert said == []


def test_keys_choose_at_once(many, qtbot):
    said = heard(many.chosen)
    many.set_chosen(Unit(0, 10, "cell"))
    assert said == []
    page = many.rows.viewport().height() // many.rows.tall - 1
    for key, expected in (
        (KEYS.Key_Down, 11),
        (KEYS.Key_Up, 10),
        (KEYS.Key_PageDown, 10 + page),
        (KEYS.Key_PageUp, 10),
        (KEYS.Key_End, MANY - 1),
        (KEYS.Key_Down, MANY - 1),
        (KEYS.Key_Home, 0),
        (KEYS.Key_Up, 0),
    ):
        press(qtbot, many, key)
        assert chosen(many) == expected
    assert [unit.index for unit in said] == [11, 10, 10 + page, 10, MANY - 1, 0]


def test_the_keys_of_the_list_are_not_those_of_the_story(many):
    from PyQt6.QtCore import QEvent
    from PyQt6.QtGui import QKeyEvent

    def kept(key, text="", modifiers=Qt.KeyboardModifier.NoModifier):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
        event.ignore()
        many.rows.event(event)
        return event.isAccepted()

    assert kept(KEYS.Key_Home)
    assert kept(KEYS.Key_7, "7")
    assert not kept(KEYS.Key_Space, " ")
    assert not kept(KEYS.Key_Left)
    assert not kept(KEYS.Key_1, "1", Qt.KeyboardModifier.ControlModifier)


def test_the_chosen_row_can_always_be_seen(many, qtbot):
    many.set_chosen(Unit(0, 3000, "cell"))
    for key in (KEYS.Key_Down, KEYS.Key_PageDown, KEYS.Key_Up, KEYS.Key_End, KEYS.Key_Home):
        press(qtbot, many, key)
        place = many.rows._place(many.rows.at)
        assert place.top() >= 0
        assert place.bottom() < many.rows.viewport().height()


def test_typed_digits_jump_to_a_unit_and_on(many, qtbot):
    said = heard(many.chosen)
    press(qtbot, many, KEYS.Key_1, KEYS.Key_0, KEYS.Key_1)
    assert [unit.index for unit in said] == [1, 10, 101]
    assert many.rows.hint.words == "unit 101"


def test_a_number_that_is_not_in_the_list_is_named(units, qtbot):
    units.set_rows([row(3), row(5)], "", "")
    units.set_chosen(Unit(0, 5, "cell"))
    press(qtbot, units, KEYS.Key_7)
    assert chosen(units) == 5
    assert units.rows.hint.words == "no unit 7 in this list"
    qtbot.waitUntil(lambda: units.rows.hint.words == "", timeout=4000)


def test_a_jump_stays_in_the_layer_and_the_kind_of_the_chosen_one(units, qtbot):
    units.set_rows([row(i, layer=n, state=s) for n in (0, 1) for s in ("cell", "hidden") for i in range(9)], "", "")
    units.set_chosen(Unit(1, 2, "cell"))
    press(qtbot, units, KEYS.Key_8)
    assert units.rows.rows[units.rows.at].unit == Unit(1, 8, "cell")


def test_a_pause_begins_another_number():
    now = [0.0]
    typed = Typed(lambda: now[0])
    assert [typed.add("4"), typed.add("2")] == [4, 42]
    now[0] += PAUSE + 0.1
    assert typed.add("7") == 7


def test_a_click_chooses_and_a_drag_goes_on(many, qtbot):
    said = heard(many.chosen)
    pane, tall = many.rows.viewport(), many.rows.tall
    qtbot.mouseClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(40, 3 * tall + 5))
    assert [unit.index for unit in said] == [3]
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(40, 4 * tall + 5))
    qtbot.mouseMove(pane, QPoint(40, 5 * tall + 5))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(40, 5 * tall + 5))
    assert said[1].index == 4


def test_the_wheel_scrolls_and_chooses_nothing(many):
    said = heard(many.chosen)
    pane = many.rows.viewport()
    at = QPointF(40, 40)
    turn = QWheelEvent(
        at, pane.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, turn)
    assert many.rows.verticalScrollBar().value() > 0
    assert said == []


def test_only_rows_that_are_seen_ask_for_sparks_and_only_once(many, qtbot):
    asked = []
    many.set_sparks(lambda unit: asked.append(unit.index))
    many.grab()
    seen = -(-many.rows.viewport().height() // many.rows.tall)
    assert sorted(asked) == list(range(seen))
    many.grab()
    assert len(asked) == seen
    many.set_chosen(Unit(0, 2000, "cell"))
    many.grab()
    assert seen < len(asked) <= 2 * seen + 1
    assert len(set(asked)) == len(asked)
    many.forget_sparks()
    many.grab()
    assert 2000 in asked[-seen - 1 :]


def test_a_new_theme_draws_the_rows_again_and_asks_for_no_spark(many, look):
    asked = []
    many.set_sparks(lambda unit: asked.append(unit.index))
    many.grab()
    before = len(asked)
    look.choose("dark")
    assert like(grab(many.rows), look.theme.panel).any()
    assert len(asked) == before


def test_a_unit_may_stand_in_two_rows(units, qtbot):
    units.set_rows([row(4, "quote"), row(4, "string"), row(9)], "", "")
    units.chosen.connect(units.set_chosen)
    units.set_chosen(Unit(0, 4, "cell"))
    press(qtbot, units, KEYS.Key_Down)
    assert units.rows.at == 1
    press(qtbot, units, KEYS.Key_Down)
    assert units.rows.at == 2
    press(qtbot, units, KEYS.Key_Up)
    units.set_rows([row(1), row(4, "quote", "0.9"), row(4, "string", "0.8")], "", "")
    assert units.rows.at == 2


def test_new_scores_do_not_scroll_back_to_the_chosen_row(many):
    many.set_chosen(Unit(0, 3, "cell"))
    many.rows.verticalScrollBar().setValue(1000 * many.rows.tall)
    many.set_rows([row(index, score="0.60") for index in range(MANY)], "", "")
    many.set_chosen(Unit(0, 3, "cell"))
    assert many.rows.verticalScrollBar().value() == 1000 * many.rows.tall
    many.leaf(1)
    assert many.rows._place(4).top() == 0


def test_what_is_chosen_stays_chosen_in_another_order(units):
    units.set_rows([row(1), row(2), row(3)], "", "")
    units.set_chosen(Unit(0, 3, "cell"))
    units.set_rows([row(3), row(2)], "", "")
    assert units.rows.at == 0
    units.set_rows([row(2)], "", "")
    assert units.rows.at == -1


def test_leafing_from_outside_chooses_as_a_key_does(many):
    said = heard(many.chosen)
    many.leaf(1)
    many.leaf(5)
    many.leaf(-100)
    assert [unit.index for unit in said] == [0, 5, 0]


def test_the_chosen_row_has_a_frame_in_orange(many, look):
    many.set_chosen(Unit(0, 2, "cell"))
    place = many.rows._place(2)
    orange = like(grab(many.rows.viewport()), look.theme.b)
    assert orange[place.top() : place.bottom() + 1].sum() > place.width()
    assert orange.sum() == orange[place.top() : place.bottom() + 1].sum()


def test_a_screen_reader_hears_the_chosen_row(units):
    units.set_rows([row(101, "inside “…”", "0.98")], "", "")
    units.set_chosen(Unit(0, 101, "cell"))
    assert units.rows.accessibleName() == "Units: unit 101, inside “…”, 0.98"
    assert units.rows.accessibleDescription() == "all about unit 101"


def test_a_tab_asks_for_an_order(units, qtbot):
    said = heard(units.ordered)
    units.set_order("label", [("quote", "inside “…”"), ("indent", "indent")], "quote")
    for order in ("variance", "index", "label"):
        qtbot.mouseClick(units.tabs.buttons[order], Qt.MouseButton.LeftButton)
    assert said == [("variance", ""), ("index", ""), ("label", "quote")]


def test_arrows_go_from_tab_to_tab(units, qtbot):
    said = heard(units.ordered)
    first = units.tabs.buttons["label"]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, KEYS.Key_Right)
    assert said == [("variance", "")]
    assert units.tabs.buttons["variance"].isChecked()


def test_the_labels_to_sort_by_are_offered_under_one_tab_only(units):
    said = heard(units.ordered)
    units.set_order("label", [("", "best of each"), ("quote", "inside “…”"), ("indent", "indent")], "indent")
    assert [units.labels.itemText(i) for i in range(3)] == ["best of each", "inside “…”", "indent"]
    assert units.labels.currentData() == "indent"
    units.labels.activated.emit(1)
    assert said == [("label", "quote")]
    units.set_order("variance", [], "")
    assert not units.labels.isVisible()
    units.set_order("label", [("digit", "digits")], "digit")
    assert units.labels.isVisible()
    assert [units.labels.itemText(i) for i in range(units.labels.count())] == ["digits"]


def test_the_last_tab_says_how_many_units_there_are(units):
    units.set_total(256)
    assert units.tabs.buttons["index"].text() == "all 256"


def test_progress_can_be_stopped(units, qtbot):
    said = []
    units.stopped.connect(lambda: said.append(True))
    units.set_progress(0.4)
    assert units.progress.value() == 400
    qtbot.mouseClick(units.stop, Qt.MouseButton.LeftButton)
    assert said == [True]
    units.set_progress(None)
    assert not units.stop.isVisible()


def test_the_note_stands_right_under_few_rows(units):
    units.set_rows([row(1), row(2)], "", "a note")
    QApplication.processEvents()
    assert units.rows.height() == 2 * units.rows.tall
    assert 0 < units.note.y() - units.rows.geometry().bottom() < 20


def test_every_control_has_a_name_and_a_tip(units):
    for control in (*units.tabs.buttons.values(), units.labels, units.stop):
        assert control.accessibleName()
        assert control.toolTip()


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("scale", [1.0, 1.3, 1.8])
def test_no_word_is_cut(look, units, scale):
    look.resize(scale)
    units.set_total(MANY)
    units.set_rows([row(MANY - 1, "the position in the line", "−0.52")], "Cells that follow something", "A note. " * 20)
    units.set_progress(0.5)
    units.resize(units.sizeHint().width(), 900)
    QApplication.processEvents()
    assert too_small(units) == []
    found, face = columns(units.rows.rows, type_of(look.font)), type_of(look.font).face(WORDS)
    shown = two_lines("the position in the line", found.words, face.metrics)
    assert shown == ["the position", "in the line"]
    assert all(face.metrics.horizontalAdvance(line) <= found.words + 1 for line in shown)


def test_words_break_behind_a_hyphen(look):
    metrics = type_of(look.font).face(WORDS).metrics
    width = metrics.horizontalAdvance("condition") + 1
    assert two_lines("if-condition", width, metrics) == ["if-", "condition"]
    assert two_lines("indent", width, metrics) == ["indent"]


def test_layers_and_kinds_are_named_where_there_are_several(look):
    type_ = type_of(look.font)
    assert not columns([row(1), row(2)], type_).layered
    assert columns([row(1), row(2, layer=1)], type_).layered
    assert columns([row(1), row(2, state="hidden")], type_).mixed


PLACE = QRectF(10, 5, 80, 20)


def test_a_spark_fills_its_place_and_has_gaps():
    (line,) = lines(np.array([3.0, 1.0, 2.0]), PLACE)
    assert [(point.x(), point.y()) for point in line] == [(10, 5), (50, 25), (90, 15)]
    left, right = lines(np.array([0.0, 1.0, np.nan, np.inf, 1.0, 0.5]), PLACE)
    assert (len(left), len(right)) == (2, 2)


def test_a_spark_of_one_value_is_a_line_in_the_middle_and_of_none_nothing():
    (line,) = lines(np.full(4, 7), PLACE)
    assert {point.y() for point in line} == {15.0}
    assert lines(np.full(4, np.nan), PLACE) == []
    assert lines(np.empty(0), PLACE) == []


def test_a_long_spark_keeps_its_highest_and_lowest_value():
    values = np.zeros(100_000)
    values[33_333], values[66_666] = 1, -1
    (line,) = lines(values, PLACE)
    heights = [point.y() for point in line]
    assert len(heights) <= 2 * PLACE.width() + 2
    assert set(heights) == {5, 15, 25}


def test_leafing_is_quick(many, qtbot):
    data = np.random.default_rng(0).normal(size=(MANY, 120)).cumsum(axis=1)
    many.set_sparks(lambda unit: data[unit.index])
    many.grab()
    spent = []
    for _ in range(60):
        begin = time.perf_counter()
        many.leaf(1)
        many.rows.viewport().repaint()
        spent.append(time.perf_counter() - begin)
    assert np.median(spent) < 0.008, "2 ms on a machine at rest"
