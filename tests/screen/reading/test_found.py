"""What a second reading of the page found, and must not come back."""

import threading

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from gradviz.language.labels import LABELS
from gradviz.language.scores import Score
from gradviz.language.unit import Unit
from gradviz.screen.reading import words
from gradviz.screen.reading.scoring import HERE, RECORD
from tests.screen.reading.conftest import TEXT, quoted, values

KEYS = Qt.Key


def score(label, unit, sign=1, number=0.9):
    return Score(LABELS[label], unit, number, sign, 0.5, 0.6, 1.0, float("nan"), 100_000, 0)


@pytest.fixture
def page(page, reading):
    """Return the page of a model with scores on record."""
    reading.scoring.record = [
        score("quote", Unit(0, 1, "cell")), score("string", Unit(0, 1, "cell"), -1, 0.85),
        score("digit", Unit(0, 4, "hidden"), -1, 0.8),
    ]  # fmt: skip
    reading.scoring.sort("label", RECORD)
    return page


def test_on_after_off_holds_the_unit_where_the_label_holds(reading, settled):
    reading.watching.watch(Unit(0, 2, "cell"), 1)
    free, holds = values(reading), quoted(TEXT)
    for level, there in (("off", ~holds), ("on", holds), ("off", ~holds)):
        reading.causes.hold(level, (0, 0))
        settled(reading)
        assert reading.document.passage.held.value == pytest.approx(np.median(free[there]), abs=1e-4)


def test_the_list_is_leafed_through_past_a_hidden_unit(page, reading, qtbot):
    seen = []
    for _ in range(5):
        seen.append(page.units.rows.at)
        qtbot.keyClick(page, KEYS.Key_Down)
    assert seen == [0, 1, 2, 3, 4]
    assert page.units.rows.at == 5


def test_a_row_is_watched_for_what_it_says(page, reading):
    for at, (label, sign, quantity) in enumerate((("quote", 1, "c"), ("string", -1, "c"), ("digit", -1, "h"))):
        page.units.rows.go(at)
        watched = reading.watching.watched
        assert (watched.score.label.name, watched.sign, watched.quantity) == (label, sign, quantity)
        assert reading.marks.label.name == label
        assert reading.causes.label == label
        assert page.units.rows.at == at
        if at == 0:
            page.units.rows.go(1)
            page.units.rows.go(0)
        assert LABELS[label].phrase in page.header._title.text()


@pytest.mark.parametrize(("clicked", "edited"), [(300, 200), (300, 300), (90, 0)])
def test_a_gradient_that_was_asked_before_an_edit_is_not_shown(reading, settled, clicked, edited):
    reading.tracing.trace(clicked)
    reading.document.splice(edited, 0, "Z")
    settled(reading)
    assert reading.tracing.backflow is None


def test_a_key_leaves_the_order_and_then_it_is_that_of_the_new_text(reading, settled, qtbot):
    reading.scoring.sort("label", "quote")
    settled(reading)
    before = [(row.unit, row.number, row.sign) for row in reading.scoring.rows()]
    reading.document.splice(10, 0, "abba " * 20)
    assert [(row.unit, row.number, row.sign) for row in reading.scoring.rows()] == before
    qtbot.waitUntil(lambda: not reading.scoring._later.isActive(), timeout=5000)
    settled(reading)
    from gradviz.language.ranking import metric

    holds = quoted(reading.document.text)
    row = reading.scoring.rows()[0]
    own = metric(values(reading, row.unit), holds)
    assert row.number == pytest.approx(max(own, 1 - own), abs=2e-3)
    assert [(each.unit, each.number) for each in reading.scoring.rows()] != [pair[:2] for pair in before]


def test_signs_are_known_in_every_order(page, reading, settled):
    reading.scoring.sort("variance")
    settled(reading)
    row = next(row for row in reading.scoring.rows() if row.unit.index == 4)
    assert row.sign == -1
    reading.scoring.sort("index")
    assert reading.scoring.rows()[4].sign == -1


def test_the_best_unit_of_this_text_is_watched_once_it_is_known(reading, settled):
    reading.scoring.sort("label", HERE)
    settled(reading)
    row = next(row for row in reading.scoring.rows() if row.score is not None)
    watched = reading.watching.watched
    assert (watched.unit.index, watched.sign, watched.score) == (row.unit.index, row.sign, row.score)


def test_a_gate_is_coloured_as_it_is_wherever_one_looks(reading, settled):
    from gradviz.language.reading import read
    from gradviz.models import load_checkpoint

    found = read(load_checkpoint(reading.document.model), TEXT).gates["forget"][0, :, 3]
    reading.watching.watch(Unit(0, 3, "cell"), -1)
    for part in ((0, 400), (100, 300)):
        reading.watching.look(*part)
        reading.watching.show_quantity("forget")
        settled(reading)
        first, last = part
        assert np.allclose(reading.watching.shade()[first:last], 2 * found[first:last] - 1, atol=1e-5)
        reading.watching.show_quantity("c")


def test_typing_while_another_model_loads_is_not_lost(reading, settled, model_file):
    other = model_file("gru", 1, 5, name="other")
    reading.document.splice(0, 0, "be")
    reading.document.take_model(other)
    reading.document.splice(2, 0, "ad ")
    settled(reading)
    assert (reading.document.model, reading.document.text) == (other, "bead " + TEXT)
    assert np.allclose(reading.watching.values(), values(reading), atol=1e-5)
    reading.history.undo()
    settled(reading)
    assert (reading.document.model, reading.document.text) != (other, TEXT)
    reading.history.undo()
    settled(reading)
    assert reading.document.text == TEXT


def test_a_file_that_is_opened_at_once_is_read_by_the_model_that_was_chosen(reading, settled, model_file, tmp_path):
    (tmp_path / "a.txt").write_text("a bad cafe\n" * 9, encoding="utf-8")
    other = model_file("gru", 1, 5, name="other")
    reading.document.take_model(other)
    reading.document.take_file(str(tmp_path / "a.txt"))
    settled(reading)
    assert (reading.document.model, reading.document.name) == (other, "a.txt")


def test_a_model_that_cannot_be_read_does_not_stop_the_reading(reading, settled, tmp_path, monkeypatch):
    reading.document.take_text(TEXT * 20, "long")
    (tmp_path / "broken.safetensors").write_bytes(b"no")
    gate = threading.Event()

    def ready():
        passage = reading.document.passage
        if passage is not None and passage.text == TEXT * 20 and not gate.is_set():
            gate.set()
            reading.document.take_model(str(tmp_path / "broken.safetensors"))

    reading.document.read.connect(ready)
    settled(reading)
    assert gate.is_set()
    assert reading.document.passage.count == len(TEXT * 20)


def test_space_and_arrows_mean_the_same_after_a_click(page, reading, settled, qtbot):
    qtbot.mouseClick(page.text.pane, Qt.MouseButton.LeftButton, pos=page.text.box(40).center().toPoint())
    settled(reading)
    assert not page.text.hasFocus()
    unit = reading.watching.watched
    qtbot.keyClick(page, KEYS.Key_Down)
    assert reading.watching.watched != unit
    assert reading.document.text == TEXT
    qtbot.mouseDClick(page.text.pane, Qt.MouseButton.LeftButton, pos=page.text.box(40).center().toPoint())
    assert page.text.hasFocus()


def test_digits_on_the_page_jump_to_a_unit(page, reading, qtbot):
    qtbot.keyClick(page, "5")
    assert reading.watching.watched.unit.index == 5
    assert reading.document.text == TEXT


def test_a_letter_takes_the_place_of_what_is_selected(page, reading, qtbot):
    page.text.choose(4, 10)
    page.setFocus()
    qtbot.keyClick(page, "x")
    assert reading.document.text == TEXT[:4] + "x" + TEXT[10:]


def test_what_was_painted_does_not_outlive_its_text(reading, settled):
    reading.scoring.paint(3, 30, True)
    reading.scoring.sort("label", "painted")
    settled(reading)
    reading.document.take_text(TEXT + TEXT, "two")
    settled(reading)
    assert reading.scoring.label == HERE
    assert reading.scoring.rows()


def test_nothing_can_be_held_in_an_empty_text(reading, settled):
    reading.document.take_text("", "nothing")
    settled(reading)
    reading.causes.hold("off", (0, 0))
    settled(reading)
    assert reading.causes.level is None
    assert "type some" in reading.causes.refused["clamp"]


def test_writing_ends_when_a_hand_goes_elsewhere_or_takes_it_back(reading, settled, qtbot):
    reading.pace.set_speed(1000)
    for by_hand in (lambda: reading.document.move(0), reading.history.undo, reading.pace.toggle):
        reading.document.move(len(reading.document.text))
        length = len(reading.document.text)
        reading.author.write()
        qtbot.waitUntil(lambda length=length: len(reading.document.text) > length + 60)
        by_hand()
        assert not reading.author.writing
        reading.pace.end()
        settled(reading)


def test_what_the_network_wrote_is_one_step_of_undo_and_what_was_typed_another(reading, settled, qtbot):
    reading.document.move(100)
    reading.document.splice(100, 0, "be")
    reading.pace.set_speed(1000)
    reading.author.write()
    qtbot.waitUntil(lambda: len(reading.document.text) > len(TEXT) + 150)
    reading.author.stop()
    settled(reading)
    reading.history.undo()
    assert reading.document.text == TEXT[:100] + "be" + TEXT[100:]
    reading.history.undo()
    assert reading.document.text == TEXT


def test_held_and_then_edited_both_networks_are_known(reading, settled):
    reading.causes.hold("on", (0, 0))
    settled(reading)
    reading.document.splice(30, 0, "abba ")
    settled(reading)
    free, held = reading.document.free, reading.document.passage
    assert free.text == held.text == reading.document.text
    assert free.done
    assert np.allclose(free.of(reading.watching.watched.unit), values(reading), atol=1e-5)
    reading.causes.hold(None, (0, 0))
    settled(reading)
    assert np.allclose(reading.watching.values(), values(reading), atol=1e-5)


def test_what_holding_does_is_said_with_its_label_and_place(reading, settled):
    reading.watching.watch(Unit(0, 2, "cell"), 1)
    reading.causes.hold("off", (100, 400))
    settled(reading)
    measured = reading.causes.measured
    assert (measured.first, measured.last) == (100, 400)
    said = words.effect_words(measured, "off")
    before, held = measured.effects[0].closing
    assert "the character that ends the quote" in said
    assert f"({before:.2g} → {held:.2g})" in said
    assert "Measured on characters 101 – 400." in said
    same = measured._replace(
        effects=[type(measured.effects[0])(measured.effects[0].clamp, (0.15, 0.1501), *[(1, 1)] * 2)]
    )
    assert "stays as likely as before" in words.effect_words(same, "off")


def test_the_engine_is_imported_from_its_parent_down(reading):
    """Two threads that began at different modules of it would each wait for the other."""
    import ast
    import inspect

    from gradviz.screen.reading import worker

    tree = ast.parse(inspect.getsource(worker.Worker._serve).lstrip())
    calls = [node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert "_import_engine" in calls


def test_the_tip_shows_the_character_as_it_is(page, reading, settled):
    reading.document.splice(0, 0, "a,b")
    settled(reading)
    assert page.binding._said.tip(1).startswith("“,” character 2\n")


def test_the_key_of_a_gate_is_shut_and_open(page, reading, settled):
    for quantity, ends in (("forget", ("shut", "open")), ("cell", ("−1", "+1")), ("c", ("off", "on"))):
        reading.watching.show_quantity(quantity)
        assert (page.header.off.text(), page.header.on.text()) == ends
