"""What the colours, bars and lines at each character say."""

import numpy as np
import pytest
from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QApplication

from gradviz.charts.style import THEMES
from gradviz.screen.reading.text.content import Content, shifted
from gradviz.screen.reading.text.measure import Measure
from gradviz.screen.reading.text.tints import CHOSEN, DIM, PLAIN, luminance, tints
from tests.screen.picture.pixels import grab, like, rgb
from tests.screen.reading.text.hands import CODE, cell, colour_of


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_character_is_readable_on_every_background(name):
    table = tints(THEMES[name])
    ground, ink = (luminance(channels(colours)) for colours in (table.ground, table.ink))
    contrast = (np.maximum(ground, ink) + 0.05) / (np.minimum(ground, ink) + 0.05)
    dim = [DIM, CHOSEN + DIM]
    assert np.delete(contrast, dim).min() >= 4.5
    assert contrast[dim].min() > 2
    assert contrast[DIM] < contrast[PLAIN] / 2


def channels(packed):
    return np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], -1).astype(float)


def test_a_character_has_the_colour_of_its_shade(view):
    shade = np.full(len(CODE), np.nan)
    shade[1:6] = [-1, -0.5, 0, 0.5, 1]
    view.owner.take(20)
    view.set_shade(shade, len(CODE))
    cold, cool, neutral, mild, warm = (colour_of(view, place) for place in range(1, 6))
    assert cold[2] > cold[0] + 60
    assert warm[0] > warm[2] + 60
    assert np.abs(cold - cool).sum() > 60
    assert np.abs(warm - mild).sum() > 60
    assert np.abs(neutral - rgb("#F7F6F4")).max() <= 3
    assert (colour_of(view, 7) == rgb("#F6F6F3")).all()  # no colour
    assert (channels(tints(THEMES["light"]).scale[[0, -1]]) == [cold, warm]).all()  # what a key shows


def test_what_was_not_read_is_faded(view):
    view.set_shade(np.ones(len(CODE)), 3)
    true, faded, window = colour_of(view, 2), colour_of(view, 3), rgb("#F6F6F3")
    assert np.abs(window + 0.35 * (true - window) - faded).max() <= 1


def test_beyond_the_horizon_is_no_colour_and_little_ink(view):
    view.set_shade(np.ones(len(CODE)), len(CODE))
    view.owner.take(5)
    view.set_horizon(10)
    assert np.abs(colour_of(view, 9) - rgb("#F6F6F3")).sum() > 100
    assert (colour_of(view, 10) == rgb("#F6F6F3")).all()
    darkest = [grab(view)[cell(view, place)].sum(-1).min() for place in (9, 10)]
    assert darkest[0] < 120 < darkest[1]
    view.set_horizon(None)
    assert np.abs(colour_of(view, 10) - rgb("#F6F6F3")).sum() > 100


def test_the_bar_below_says_how_much_a_character_matters(view):
    weight = np.zeros(len(CODE))
    weight[2:4] = [1, 0.5]
    view.set_under(weight)
    view.owner.take(20)
    box, loss, window = view.box(2), rgb(THEMES["light"].loss), rgb("#F6F6F3")
    row = grab(view)[int(box.bottom()) + 2, int(box.left()) + 1 : int(box.left()) + 40]
    assert (row[0] == loss).all()
    assert np.abs(row[view.measure.cell] - (loss + window) / 2).max() <= 1
    assert (row[2 * view.measure.cell] == window).all()
    view.set_under(None)
    assert not like(grab(view)[int(box.bottom()) + 2], THEMES["light"].loss).any()


def test_where_the_label_holds_a_line_runs_above_without_a_gap(view):
    mask = np.zeros(len(CODE), bool)
    mask[3:9] = True
    view.set_marks(mask)
    view.owner.take(20)
    top = int(view.box(0).top()) - view.measure.band.start + view.measure.mark.start
    line = like(grab(view)[top], THEMES["light"].secondary, 0)
    assert np.flatnonzero(line).tolist() == list(range(int(view.box(3).left()), int(view.box(9).left())))


def test_the_next_character_is_framed_and_the_caret_only_seen_with_the_keyboard(qtbot, view):
    view.owner.take(4)
    box = view.box(4)
    around = grab(view)[int(box.top()) - 2 : int(box.bottom()) + 2, int(box.left()) - 2 : int(box.right()) + 2]
    assert like(around, THEMES["light"].loss).sum() > 40
    caret = int(box.top()) - 4, int(box.left()) - 2
    assert like(grab(view)[caret], THEMES["light"].text)
    view.clearFocus()
    assert not like(grab(view)[caret], THEMES["light"].text)
    assert like(grab(view), THEMES["light"].loss).sum() > 40


def test_theme_and_type_size_are_followed(view, look):
    cell = view.measure.cell
    look.choose("dark")
    assert (grab(view)[-3, 3] == rgb(THEMES["dark"].window)).all()
    look.resize(1.8)
    assert view.measure.cell == pytest.approx(1.8 * cell, abs=1.5)


def test_on_a_dense_screen_cells_are_whole_device_pixels(look):
    measure = Measure.of(look.font, 1.5)
    box = measure.cell_box(3, 7, 10)
    assert measure.row == pytest.approx(1.5 * Measure.of(look.font, 1).row, abs=1)
    for length in (box.left() * 1.5, box.width() * 1.5, box.height() * 1.5):
        assert length == pytest.approx(round(length))
    assert measure.at(box.center().x(), box.center().y(), 10) == (3, pytest.approx(7.5))


def test_a_change_takes_what_is_known_of_later_characters_along(view):
    shade = np.linspace(-1, 1, len(CODE))
    view.set_shade(shade, len(CODE))
    view.set_marks(shade > 0)
    view.splice(10, 2, "xyz")
    content = view.content
    assert content.text == CODE[:10] + "xyz" + CODE[12:]
    assert np.isnan(content.shade[10:13]).all()
    assert content.shade[13:] == pytest.approx(shade[12:])
    assert (content.marks[13:] == (shade > 0)[12:]).all()
    assert content.read == 10
    true, faded, window = colour_of(view, 9), colour_of(view, 13), rgb("#F6F6F3")
    assert np.abs(faded - window).sum() < 0.5 * np.abs(true - window).sum()


def test_an_answer_to_another_length_of_text_is_shown_as_far_as_it_goes():
    content = Content("abcd")
    content.set_shade(np.ones(2), 2)
    assert np.isfinite(content.shade).tolist() == [True, True, False, False]
    content.set_under(np.ones(9))
    assert content.under.tolist() == [1, 1, 1, 1]


def test_the_owners_numbers_are_not_kept_nor_changed(view):
    shade = np.zeros(len(CODE))
    view.set_shade(shade, len(CODE))
    shade[:] = 1
    assert view.content.shade.max() == 0
    view.splice(0, 1, "")
    assert len(shade) == len(CODE)


@pytest.mark.parametrize(("place", "after"), [(3, 3), (5, 5), (6, 5), (7, 8), (9, 10)])
def test_a_place_goes_with_the_text_after_a_change(place, after):
    assert shifted(place, 5, 2, "xyz") == after
    assert shifted(5, 5, 0, "xyz") == 5


def test_on_another_screen_everything_is_measured_anew(view, monkeypatch):
    monkeypatch.setattr(view, "devicePixelRatioF", lambda: 2.0)
    before, box = view.measure, view.box(20)
    QApplication.sendEvent(view, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert view.measure.row == 2 * before.row
    assert view.box(20).center().y() == pytest.approx(box.center().y(), abs=1)
    assert grab(view).shape == (200, 500, 3)


def test_colours_are_mixed_only_when_they_are_new(view, monkeypatch):
    mixed = []
    sheet = type(view.sheet)
    monkeypatch.setattr(sheet, "_colour", lambda self, selection: mixed.append(selection))
    view.grab()
    view.owner.take(9)
    view.grab()
    assert len(mixed) == 0
    view.set_under(np.ones(len(CODE)))
    view.grab()
    assert len(mixed) == 1
