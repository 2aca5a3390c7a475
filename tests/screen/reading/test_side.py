"""The right panel: what it shows, what it says the user wants, and why something cannot be wanted."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QWidget

from gradviz.screen.reading.parts.paragraph import READING
from gradviz.screen.reading.side import Expected, Side
from gradviz.screen.reading.side.expected import _number
from tests.screen.picture.pixels import grab, like
from tests.screen.reading.room import too_small

LEFT = Qt.MouseButton.LeftButton
LSTM = [("c", "memory cell c"), ("h", "hidden state h"), ("f", "forget gate f")]
DISTANCES = (2, 25, 50, 100, 250, 500)


def expected(count=5, follows=2, held=None):
    return [Expected("␣sabcq"[at], 0.5 / (at + 1), at == follows, held) for at in range(count)]


@pytest.fixture
def side(look, qtbot):
    made = Side(look)
    qtbot.addWidget(made)
    made.resize(made.sizeHint().width(), 690)
    made.show()
    qtbot.waitExposed(made)
    return made


def fill(side, follows=2, count=5, held=None):
    side.set_unit(
        "Unit 101 · c", "AUC 0.98", "inside double quotes; still on 250 characters after the mark, in 120 cases"
    )
    side.set_quantities(LSTM, "c")
    side.set_raw(False)
    side.set_expected("a very long line", expected(count, follows, held))
    side.set_clamp(None, True, "")
    side.set_effect("Off: the closing quote falls from 0.27 to 0.01. Ten other live cells: no change.")
    side.set_holding(DISTANCES, (1, 1, 0.98, 0.97, 0.9, 0.55), (0.02,) * 6, "on in 90 of 100 cases")
    side.set_measuring(True, "")
    side.set_writing(False, True, "")
    side.set_writing_words("It goes on from character 389.")
    side.set_painting("12 characters are selected; 40 are labelled.", True)


def unfold(side):
    for part in (side.holding, side.writing, side.painting):
        part.heading.click()
    QApplication.processEvents()


def heard(signal):
    said = []
    signal.connect(lambda *values: said.append(values[0] if values else None))
    return said


def test_before_anything_is_known_it_says_so_and_nothing_can_be_pressed(side):
    assert side.unit.score.markup == "—"
    assert side.unit.sentence.words == READING
    assert side.next.words.words == READING
    controls = [
        side.unit.shown, side.unit.switch.switch, *side.matter.levels.buttons.values(), side.holding.button,
        side.writing.button, *side.painting.strokes.buttons.values(),
    ]  # fmt: skip
    for control in controls:
        assert not control.isEnabled()
        assert control.toolTip() in (READING, "The text has not been read yet.")


def test_the_unit_is_shown(side):
    side.set_unit("Unit 7 · c, layer 1", "Spearman 0.91", "the position in the line <b>")
    assert side.unit.title.text() == "Unit 7 · c, layer 1"
    assert side.unit.score.markup == "Spearman 0.91"
    assert side.unit.sentence.accessibleName() == "the position in the line <b>"
    assert "&lt;b&gt;" in side.unit.sentence.text()


def test_leafing_moves_nothing_below(side):
    places = set()
    for sentence in ("", "inside double quotes", "inside double quotes; still on 250 characters after the mark"):
        side.set_unit("Unit 1 · c", "—", sentence)
        side.set_effect(sentence)
        QApplication.processEvents()
        places.add((side.next.y(), side.holding.y()))
    assert len(places) == 1


def test_what_is_shown_can_be_chosen_and_depends_on_the_cell(side):
    said = heard(side.quantity)
    side.set_quantities(LSTM, "h")
    assert side.unit.shown.currentData() == "h"
    side.unit.shown.activated.emit(2)
    assert said == ["f"]
    side.set_quantities(LSTM, "f")
    side.set_quantities([("h", "hidden state h"), ("z", "update gate z")], "h")
    assert [side.unit.shown.itemData(i) for i in range(side.unit.shown.count())] == ["h", "z"]


def test_raw_is_a_wish_and_has_a_reason_where_it_cannot_be(side, qtbot):
    said = heard(side.raw)
    side.set_raw(False)
    qtbot.mouseClick(side.unit.switch.switch, LEFT)
    qtbot.mouseClick(side.unit.switch, LEFT, pos=QPoint(side.unit.switch.width() - 20, 5))
    assert said == [True, False]
    side.set_raw(False, False, "This cell has no memory cell c.")
    assert side.unit.switch.toolTip() == side.unit.switch.switch.toolTip() == "This cell has no memory cell c."
    qtbot.mouseClick(side.unit.switch, LEFT)
    assert said == [True, False]


def test_the_heading_quotes_as_many_characters_as_fit(side):
    side.set_expected("a line", expected())
    assert side.next.title.text() == "After “a line”, next comes"
    side.set_expected("a line that is much longer", expected())
    shown = side.next.title.text()
    assert shown.startswith("After “…")
    assert shown.endswith("er”, next comes")
    assert side.next.title.sizeHint().width() <= side.next.width()


def test_the_character_that_comes_is_marked_in_the_colour_of_the_loss(side, look):
    side.set_expected("a", expected(follows=-1))
    assert not like(grab(side.next.bars), look.theme.loss).any()
    side.set_expected("a", expected(follows=3))
    dots = like(grab(side.next.bars), look.theme.loss)
    room = side.next.bars._room(3)
    assert dots[int(room.top()) : int(room.bottom())].any()
    assert dots.sum() == dots[int(room.top()) : int(room.bottom())].sum()


def test_a_sixth_character_stands_under_a_rule(side, look):
    side.set_expected("a", expected(count=5))
    y = round(side.next.bars._room(5).top() - look.px(5) / 2)
    assert not like(grab(side.next.bars), look.theme.hairline)[y].all()
    side.set_expected("a", expected(count=6, follows=5))
    assert like(grab(side.next.bars), look.theme.hairline)[y].all()


def test_a_held_network_has_bars_in_orange_and_moves_nothing_below(side, look):
    side.set_expected("a", expected())
    QApplication.processEvents()
    before = side.matter.y()
    assert not like(grab(side.next.bars), look.theme.b).any()
    side.set_expected("a", expected(count=6, follows=5, held=0.3))
    QApplication.processEvents()
    assert like(grab(side.next.bars), look.theme.b).any()
    assert side.matter.y() == before


def test_probabilities_have_three_digits_and_small_ones_are_not_zero():
    assert [_number(share) for share in (1.0, 0.624, 0.01, 0.0042, 1e-9, 0.0)] == [
        "1.00", "0.62", "0.01", "0.004", "<.001", "0.000",
    ]  # fmt: skip


def test_a_screen_reader_hears_the_probabilities(side):
    side.set_expected("a", [Expected("␣", 0.5, True, 0.25)])
    assert side.next.bars.accessibleName() == (
        "␣: probability 0.500, 0.250 while the unit is held, the next character of the text"
    )


def test_a_model_without_a_read_out_says_why(side):
    fill(side)
    side.set_expected_words("This model has no read-out: it predicts nothing.")
    assert side.next.words.isVisible()
    assert not side.next.bars.isVisible()
    assert side.next.title.text() == "Next comes"
    side.set_expected("a", expected())
    assert side.next.bars.isVisible()


def test_a_clamp_is_a_wish(side, qtbot):
    fill(side)
    said = heard(side.clamped)
    buttons = side.matter.levels.buttons
    for level in ("off", "on", "free"):
        qtbot.mouseClick(buttons[level], LEFT)
    assert said == ["off", "on", None]
    side.set_clamp("on", True, "")
    assert [name for name, button in buttons.items() if button.isChecked()] == ["on"]
    side.set_clamp(None, False, "This model has no read-out.")
    assert {button.toolTip() for button in buttons.values()} == {"This model has no read-out."}
    qtbot.mouseClick(buttons["off"], LEFT)
    assert said == ["off", "on", None]


def test_keys_press_and_go_along_the_buttons(side, qtbot):
    fill(side)
    said = heard(side.clamped)
    free = side.matter.levels.buttons["free"]
    free.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(free, Qt.Key.Key_Left)
    assert said == ["on"]
    qtbot.keyClick(side.matter.levels.buttons["off"], Qt.Key.Key_Return)
    assert said == ["on", "off"]


def test_the_effect_and_its_progress(side):
    fill(side)
    side.set_effect_progress(0.25)
    assert side.matter.progress.isVisible()
    assert side.matter.progress.value() == 250
    side.set_effect_progress(None)
    assert not side.matter.progress.isVisible()
    assert side.matter.effect.words.startswith("Off: the closing quote")


def test_the_lower_parts_fold_and_stay_as_they_were_left(side, qtbot):
    fill(side)
    assert not side.holding.chart.isVisible()
    qtbot.mouseClick(side.holding.heading, LEFT)
    assert side.holding.chart.isVisible()
    side.hide()
    side.show()
    assert side.holding.chart.isVisible()
    side.holding.heading.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(side.holding.heading, Qt.Key.Key_Return)
    assert not side.holding.chart.isVisible()


def test_how_long_it_holds_is_measured_when_asked(side, qtbot, look):
    fill(side)
    unfold(side)
    said = heard(side.held)
    qtbot.mouseClick(side.holding.button, LEFT)
    assert len(said) == 1
    assert like(grab(side.holding.chart), look.theme.b).any()
    assert "250 characters: on in 90% with the mark, 2% without" in side.holding.chart.toolTip()
    side.set_holding_progress(0.5)
    assert side.holding.progress.isVisible()
    side.set_holding((), (), (), "the text is too short")
    assert not side.holding.chart.isVisible()
    assert side.holding.words.words == "the text is too short"


def test_a_bar_is_as_high_as_its_share(side, look):
    fill(side)
    unfold(side)
    side.set_holding((2, 500), (1.0, 0.5), (0.0, 0.0), "")
    ink = like(grab(side.holding.chart), look.theme.b, within=2)
    wide = side.holding.chart.width()
    heights = [ink[look.px(32) :, round(wide * at - look.px(6))].sum() for at in (0.25, 0.75)]
    assert heights == [look.px(56), look.px(56) / 2]


def test_writing_is_begun_and_stopped(side, qtbot):
    fill(side)
    unfold(side)
    said = heard(side.wrote)
    before = side.writing.button.width()
    qtbot.mouseClick(side.writing.button, LEFT)
    assert said == [True]
    assert side.writing.button.text() == "Write"
    side.set_writing(True, True, "")
    QApplication.processEvents()
    assert (side.writing.button.text(), side.writing.button.width()) == ("Stop", before)
    qtbot.mouseClick(side.writing.button, LEFT)
    assert said == [True, False]
    side.set_writing(False, False, "This model has no read-out.")
    assert side.writing.button.toolTip() == "This model has no read-out."


def test_the_temperature_is_dragged_and_typed(side, qtbot):
    fill(side)
    unfold(side)
    said = heard(side.temperature)
    warmth = side.writing.warmth
    side.set_temperature(0.8)
    assert (warmth.box.text(), warmth.slider._scale.value(warmth.slider.value())) == ("0.80", 0.8)
    warmth.slider.setFocus()
    qtbot.keyClick(warmth.slider, Qt.Key.Key_Right)
    assert said == [0.81]
    warmth.box.selectAll()
    qtbot.keyClicks(warmth.box, "1,5")
    qtbot.keyClick(warmth.box, Qt.Key.Key_Return)
    assert said == [0.81, 1.5]


def test_a_temperature_that_cannot_be_is_explained(side, qtbot):
    fill(side)
    unfold(side)
    said, warmth = heard(side.temperature), side.writing.warmth
    for typed in ("7", "warm"):
        warmth.box.selectAll()
        qtbot.keyClicks(warmth.box, typed)
        qtbot.keyClick(warmth.box, Qt.Key.Key_Return)
        assert said == []
        assert warmth.wrong.isVisible()
        assert warmth.wrong.words.startswith("Temperature must be")
    qtbot.keyClick(warmth.box, Qt.Key.Key_Escape)
    assert not warmth.wrong.isVisible()


def test_the_most_likely_character_needs_no_temperature(side, qtbot):
    fill(side)
    unfold(side)
    said, warmth = heard(side.greedy), side.writing.warmth
    qtbot.mouseClick(side.writing.most_likely.switch, LEFT)
    assert said == [True]
    side.set_greedy(True)
    for control in (warmth.slider, warmth.box):
        assert not control.isEnabled()
        assert "plays no part" in control.toolTip()
    side.set_greedy(False)
    assert warmth.slider.isEnabled()
    assert "plays no part" not in warmth.slider.toolTip()


def test_a_label_is_painted_by_hand(side, qtbot):
    fill(side)
    unfold(side)
    said = heard(side.painted)
    for stroke in ("paint", "erase", "clear"):
        qtbot.mouseClick(side.painting.strokes.buttons[stroke], LEFT)
    assert said == ["paint", "erase", "clear"]
    side.set_painting("Select some characters first.", False)
    assert side.painting.strokes.buttons["paint"].toolTip() == "Select some characters first."


def test_every_control_has_a_name_and_a_tip(side):
    fill(side)
    unfold(side)
    controls = [
        part
        for part in side.findChildren(QWidget)
        if part.isVisible()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.metaObject().className() != "QListView"
    ]
    assert len(controls) >= 14
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip(), control


@pytest.mark.usefixtures("any_font")
def test_the_first_three_parts_need_no_scrolling_on_a_small_screen(look, side):
    fill(side, count=6, follows=5, held=0.1)
    side.resize(side.width(), 720 - 48 - 24)
    QApplication.processEvents()
    assert side.width() == 250
    assert side.matter.mapTo(side, QPoint(0, side.matter.height())).y() <= side.height()


@pytest.mark.usefixtures("any_font")
@pytest.mark.parametrize("scale", [1.0, 1.3, 1.8])
def test_no_word_is_cut(look, side, scale):
    look.resize(scale)
    fill(side)
    unfold(side)
    side.resize(side.sizeHint().width(), 1000)
    QApplication.processEvents()
    QApplication.processEvents()
    assert look.frame(250) <= side.width() <= look.px(250)
    assert too_small(side) == []


def test_it_follows_the_theme(side, look):
    fill(side)
    look.choose("dark")
    picture = grab(side)
    assert like(picture, look.theme.panel).mean() > 0.5
    assert like(picture, look.theme.b).any()
