"""Gates of a held unit, gradients beside it, parts of a long text, strange characters, one frame and one focus."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from gradviz.charts.coloured import shades
from gradviz.language.labels import LABELS
from gradviz.language.passage import Held
from gradviz.language.ranking import metric
from gradviz.language.unit import Unit
from gradviz.language.units import watched
from gradviz.models import load_checkpoint
from gradviz.readings import stories
from gradviz.screen.reading.scoring import HERE
from tests.screen.picture.pixels import grab, like
from tests.screen.reading.conftest import TEXT, quoted

LONG = 'def cafe():\n    """' + "a bad cafe had a deaf head\n" * 40 + '"""\n' + 'feed = "abba"  # a bed\n' * 80
"""A part of it begins within a triple quote."""
PART = 600


@pytest.fixture
def part(page, reading, settled, monkeypatch):
    """Return the session of a page that shows the characters 700 … 1300 of a long text."""
    monkeypatch.setattr("gradviz.language.following.LONGEST", PART)
    reading.document.take_text(LONG, "long")
    settled(reading)
    reading.document.show_part(1000)
    settled(reading)
    assert reading.document.part == (700, 1300)
    return reading


def said(session):
    return " ".join(words for _, words in session.picture.chart.sentences)


def panel(session, name):
    return next(each for each in session.picture.chart.panels if each.name == name)


def test_gates_of_a_held_unit_do_not_depend_on_where_one_looks(reading, settled):
    reading.watching.watch(Unit(0, 3, "cell"), 1, "forget")
    reading.document.hold(Held(Unit(0, 3, "cell"), 2.0, 100, 300))
    settled(reading)
    known = {}
    for first, last in ((0, len(TEXT)), (150, 250), (299, 340)):
        reading.watching.look(first, last)
        settled(reading)
        known[first] = reading.watching.values()[first:last]
    assert np.allclose(known[150], known[0][150:250], atol=2e-5)
    assert np.allclose(known[299], known[0][299:340], atol=2e-5)
    free = reading.document.free
    assert free is not None
    from gradviz.language.following import gates

    assert np.abs(known[150] - gates(free, 150, 250)["forget"][0, :, 3]).max() > 0.01


@pytest.mark.parametrize("edit", [False, True])
def test_a_gradient_is_that_of_the_network_as_it_is_while_something_is_held(reading, settled, monkeypatch, edit):
    monkeypatch.setattr("gradviz.screen.reading.work.gradients.REACH", 20)
    if edit:
        reading.document.splice(30, 0, "abba")
        settled(reading)
    reading.tracing.trace(200)
    settled(reading)
    free = reading.tracing.backflow
    assert "nothing held" not in said(reading)
    reading.document.hold(Held(Unit(0, 2, "cell"), 3.0, 50, 400))
    settled(reading)
    assert said(reading).count("Of the network as it is, nothing held: predicting") == 1
    reading.tracing.trace(200)
    settled(reading)
    assert reading.tracing.backflow.loss == pytest.approx(free.loss, rel=1e-6)
    assert np.allclose(reading.tracing.backflow.inputs, free.inputs, atol=1e-4)
    assert "Of the network as it is, nothing held: predicting" in said(reading)
    assert "of the network as it is, nothing held" in panel(reading, "backflow").subtitle


def test_a_gradient_needs_no_free_passage(reading, settled, monkeypatch):
    from gradviz.control import Control
    from gradviz.screen.reading.work import gradients

    monkeypatch.setattr("gradviz.screen.reading.work.gradients.REACH", 20)
    model, free = reading.document.model, reading.document.passage
    reading.document.hold(Held(Unit(0, 2, "cell"), 3.0, 50, 400))
    settled(reading)
    found, expected = (gradients.trace(each, model, 200, Control()) for each in (reading.document.passage, free))
    assert found.loss == pytest.approx(expected.loss, rel=1e-6)


def test_all_units_have_the_percentiles_of_the_whole_text(reading, settled, monkeypatch):
    long = TEXT * 16 + "h" * 1200  # the end is unlike the first 8192 characters
    reading.document.take_text(long, "long")
    settled(reading)
    reading.picture.show_kind("all")
    reading.document.move(len(long) - 40)
    settled(reading)
    found = watched(load_checkpoint(reading.document.model), long)
    first, last = reading.picture.part
    shown = panel(reading, "units")
    rows = [row for row, unit in enumerate(found.names) if unit.state == "cell"]
    expected = np.stack([shades(found.values[row])[first:last] for row in rows])
    assert np.allclose(shown.maps[0].values, expected, atol=1e-3)
    assert "warm is high" in shown.subtitle
    monkeypatch.setattr(stories, "_MOST", 2000)
    rough = stories.drawn(reading.picture.wanted()).panels[0].maps[0].values
    assert np.abs(rough - expected).max() < 0.1


def test_all_units_of_a_text_of_which_nothing_is_read(reading):
    from dataclasses import replace

    reading.picture.show_kind("all")
    wanted = reading.picture.wanted()
    unread = replace(wanted, passage=replace(wanted.passage, pages=()))
    assert stories.drawn(unread).panels[0].empty


def test_a_unit_that_never_moves_has_no_colour():
    still, moving = np.full((1, 50), 3.0), np.arange(50.0)[None]
    rarely = np.where(np.arange(5000) == 7, 1.0, 0.0)[None]
    assert not stories._within(still, still).any()
    assert stories._within(moving, moving).min() == -1
    assert stories._within(rarely, rarely)[0, 6:9].tolist() == [-1, 1, -1]


@pytest.mark.parametrize("quantity", ["forget", "cell", "output"])
def test_a_gate_of_which_nothing_is_read_is_said_to_be_unread(reading, quantity):
    from dataclasses import replace

    reading.watching.show_quantity(quantity)
    wanted = reading.picture.wanted()
    unread = replace(wanted, passage=replace(wanted.passage, pages=()))
    assert stories.drawn(unread).panels[0].empty == "Nothing has been read yet."
    stories.coloured(unread, np.empty(0), None)


def test_strange_characters_are_said_and_marked(page, reading, settled, qtbot):
    reading.document.take_text(TEXT.replace('"', ""), "text")
    settled(reading)
    assert not page.header.strange.isVisible()
    reading.document.splice(5, 0, "é")
    reading.document.splice(60, 0, "жя")
    settled(reading)
    assert np.flatnonzero(page.text.content.strange).tolist() == [5, 60, 61]
    words = "3 characters are not in the alphabet and are read as ‘?’"
    assert page.header.strange.isVisible()
    assert page.header.strange.toolTip() == words
    assert page.binding._said.tip(60).endswith("not in the model's alphabet: read as ‘?’")
    assert "alphabet" not in page.binding._said.tip(59)
    reading.document.splice(0, 0, "abba")
    assert np.flatnonzero(page.text.content.strange).tolist() == [9, 64, 65]
    reading.document.splice(9, 1, "")
    reading.document.splice(63, 1, "")
    assert page.header.strange.text() == "1 character is not in the alphabet and is read as ‘?’"
    assert np.flatnonzero(page.text.content.strange).tolist() == [63]
    settled(reading)
    reading.tracing.trace(63)
    settled(reading)
    sentence = "Predicting “я”, which is not in the model's alphabet and is read as ‘?’, costs"
    reading.document.move(60)
    settled(reading)
    assert sentence in said(reading)
    assert "L = −ln p of ‘?’" in panel(reading, "backflow").subtitle
    reading.document.splice(63, 1, "")
    assert not page.header.strange.isVisible()
    settled(reading)


def test_the_page_is_no_wider_for_what_is_said_of_strange_characters(page, reading, settled):
    narrow = page.header.minimumSizeHint().width()
    reading.document.take_text("я" * 2000, "strange")
    settled(reading)
    assert page.header.minimumSizeHint().width() <= max(narrow, 600)
    page.resize(900, 700)
    assert (
        page.header.strange.fontMetrics().horizontalAdvance(page.header.strange.text()) <= page.header.strange.width()
    )


def test_the_page_is_no_wider_for_a_part_of_a_long_text(page, part):
    page.header.key("off", "on", "matters to “ß”, character 114 782")
    page.header.show_part("characters 1 234 567 – 2 345 678 of 5 000 000, read from a little before", True, True)
    page.resize(1366, 700)
    assert page.minimumSizeHint().width() <= 1366
    assert page.header.part.isVisible()
    assert page.header.part.toolTip().startswith("characters 1 234 567")


def test_the_focus_stays_at_its_character(page, reading, settled, qtbot):
    reading.document.splice(0, 0, "abba cafe ")
    settled(reading)
    place = page.text.box(40).center().toPoint()
    qtbot.mouseClick(page.text.pane, Qt.MouseButton.LeftButton, pos=place)
    settled(reading)
    reading.document.move(45)
    sign = reading.document.text[40].replace(" ", "␣").replace("\n", "↵")
    assert page.header._matters_words.text() == f"matters to “{sign}”, character 41"
    assert page.text.focus == 40
    reading.document.splice(100, 0, "abba")
    assert page.text.focus == 40
    reading.document.splice(10, 0, "abba")
    assert page.text.focus is None
    assert page.header._matters_words.text() == ""
    settled(reading)


def test_the_strip_frames_the_same_character_as_the_text(page, reading, settled):
    for at in (40, 63):
        reading.document.move(at)
        settled(reading)
        strip = next(each for each in page.picture.canvas.panels if each.panel.name == "text")
        step = page.picture._story().moment.at + strip._ahead
        assert step == at + 1
        assert strip.panel.characters.text[step - int(strip.panel.characters.first)] == TEXT[at].replace("\n", "↵")


def test_labels_of_a_part_are_those_of_the_whole_text(part, settled):
    first, last = part.document.part
    for name in ("triple_quoted", "line_position", "quote"):
        part.scoring.sort("label", name)
        settled(part)
        expected = LABELS[name].of(LONG)[first:last]
        assert np.array_equal(part.marks.values, expected, equal_nan=expected.dtype != bool)
    part.scoring.sort("label", "triple_quoted")
    settled(part)
    row, holds = part.scoring.rows()[0], LABELS["triple_quoted"].of(LONG)[first:last]
    own = metric(part.document.passage.of(row.unit), holds)
    assert row.number == pytest.approx(max(own, 1 - own), abs=2e-3)


def test_two_parts_with_the_same_characters_have_labels_of_their_own(page, reading, settled, monkeypatch):
    monkeypatch.setattr("gradviz.language.following.LONGEST", PART)
    text = "ab cd\n" * 500
    reading.document.take_text('"' + text, "long")
    reading.scoring.sort("label", "line_position")
    settled(reading)
    for view in (901, 1501, 904):
        reading.document.show_part(view)
        settled(reading)
        first, last = reading.document.part
        assert np.array_equal(reading.marks.values, LABELS["line_position"].of('"' + text)[first:last])


def test_the_best_unit_on_a_part_is_chosen_by_labels_of_the_whole_text(part, settled):
    from gradviz.language.labels.label import within
    from gradviz.language.scores import scores

    part.scoring.sort("label", HERE)
    settled(part)
    first, last = part.document.part
    labels = [within(label, LONG, first) for label in LABELS.values()]
    expected = scores(load_checkpoint(part.document.model), LONG[first:last], labels)
    assert [each.score for each in part.scoring.here] == [each.score for each in expected]
    assert [each.label for each in part.scoring.here] == list(LABELS.values())


def test_a_unit_of_a_part_is_held_and_measured_by_labels_of_the_whole_text(part, settled):
    from gradviz.control import Control
    from gradviz.screen.reading.work import interventions

    passage, first = part.document.passage, part.document.passage.first
    unit, label = Unit(0, 2, "cell"), LABELS["triple_quoted"]
    holds = label.of(LONG)[first : first + PART]
    assert 0 < holds.sum() < PART
    assert not np.array_equal(holds, label.of(passage.text))
    what = interventions.clamp(passage, unit, label, "on", (0, 0), 1)
    assert what.value == pytest.approx(np.median(passage.of(unit)[holds]), abs=1e-6)
    quote = LABELS["quote"]
    begun = interventions.clamp(passage, unit, quote, "off", (0, 0), 1)
    assert begun.value == pytest.approx(np.median(passage.of(unit)[~quote.of(LONG)[first : first + PART]]), abs=1e-6)
    measured = interventions.effects(passage, Held(unit, 0.3), label, "off", Control())
    from gradviz.language.interventions import effects
    from gradviz.language.labels.label import within

    own = effects(passage.checkpoint, passage.text, within(label, LONG, first), [unit], "off", (0, PART), value=0.3)
    assert measured.effects[0].closing == pytest.approx(own[0].closing)
    assert measured.effects[0].inside == pytest.approx(own[0].inside)


def test_what_is_painted_on_a_part_is_painted_there(part, settled):
    part.scoring.paint(10, 90, True)
    part.scoring.sort("label", "painted")
    settled(part)
    assert np.flatnonzero(part.marks.values).tolist() == list(range(10, 90))
    assert np.isfinite(part.scoring.rows()[0].number)


def test_a_part_is_counted_from_the_beginning_of_the_whole_text(page, part, settled, monkeypatch):
    monkeypatch.setattr("gradviz.screen.reading.work.gradients.REACH", 100)
    part.document.move(320)
    part.tracing.trace(320)
    settled(part)
    first, last = part.picture.part
    axis = part.picture.chart.time
    assert (axis.low, axis.high) == (700 + first + 0.5, 700 + last + 0.5)
    assert page.picture._story().moment.step == 1020
    assert page.header._matters_words.text().endswith("character 1021")
    assert page.binding._said.tip(320).startswith(f"“{LONG[1020]}” character 1021".replace("“ ”", "“␣”"))
    assert re.search(r"reaches back (at least )?\d+ character", said(part))
    assert "beginning of the text" not in said(part)
    characters = panel(part, "text").characters
    assert characters.text[1021 - int(characters.first)] == LONG[1020].replace("\n", "↵")
    page.picture.canvas.taken.emit(1010.0)
    assert part.document.at == 310
    part.document.move(20)
    settled(part)
    assert "character 1021, lies outside these characters" in panel(part, "backflow").empty


def test_only_what_reaches_the_real_beginning_says_so(part, settled, monkeypatch):
    part.tracing.trace(9)
    settled(part)
    assert "to the beginning" not in said(part)
    part.document.show_part(0)
    settled(part)
    part.tracing.trace(2)
    settled(part)
    assert "to the beginning" in said(part)


def test_the_focus_is_a_thin_frame_that_leaves_the_colour(page, reading, settled, look):
    page.text.set_shade(np.zeros(len(TEXT)), len(TEXT))
    page.text.set_cursor(20)
    page.text.set_focus(40)
    box, pixels = page.text.box(40).toRect(), grab(page.text)
    rows, columns = slice(box.top(), box.bottom() + 1), slice(box.left(), box.right() + 1)
    red = like(pixels[rows, columns], look.theme.loss, 60)
    assert red[0].mean() > 0.8
    assert red[:, 0].mean() > 0.8
    assert not red[3:-3, 3:-3].any()
    page.text.set_focus(None)
    assert not like(grab(page.text)[rows, columns], look.theme.loss, 60).any()


def test_strange_characters_have_a_dotted_line(page, reading, settled):
    from gradviz.screen.reading.text.content import Content

    page.text.set_strange(None)
    before = grab(page.text)
    mask = np.zeros(len(TEXT), bool)
    mask[7] = True
    page.text.set_strange(mask)
    box, after = page.text.box(7), grab(page.text)
    rows, columns = np.nonzero((before != after).any(axis=2))
    assert len(rows) > 0
    assert box.left() <= columns.min() <= columns.max() < box.right()
    assert box.top() + 0.7 * box.height() < rows.min() <= rows.max() < box.bottom()
    across = np.unique(columns)
    assert (np.diff(across) > 1).any()  # dots, and not a line
    content = Content(TEXT)
    content.set_strange(mask)
    content.splice(3, 0, "abc")
    assert np.flatnonzero(content.strange).tolist() == [10]
    content.splice(9, 3, "x")
    assert not content.strange.any()


def test_no_label_is_that_of_a_part_alone():
    whole = quoted('"' + TEXT)
    from gradviz.language.labels.label import within

    assert np.array_equal(within(LABELS["quote"], '"' + TEXT, 1).of(TEXT), whole[1:])
    assert not np.array_equal(LABELS["quote"].of(TEXT), whole[1:])
