"""Every character in its own cell, whatever it is."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from gradviz.charts.style import THEMES
from gradviz.screen.reading.text.content import code_points
from gradviz.screen.reading.text.glyphs import Glyphs
from gradviz.screen.reading.text.measure import Measure
from gradviz.screen.reading.text.signs import sign
from tests.screen.picture.pixels import grab, like
from tests.screen.reading.text.hands import cell


@pytest.mark.parametrize(
    ("character", "shown", "quiet"),
    [("\n", "↵", True), ("\t", "→", True), ("\r", "␍", True), ("\0", "␀", True), ("\x1b", "␛", True),
     ("\x85", "▯", True), ("\ud800", "▯", True), ("\u200f", "▯", True), ("\u0301", "◌\u0301", False),
     ("\xa0", "␣", True), (" ", "", True), ("語", "語", False), ("q", "q", False)],
)  # fmt: skip
def test_what_cannot_be_drawn_has_a_sign(character, shown, quiet):
    assert sign(character) == (shown, quiet)


def test_no_character_leaves_its_cell(view):
    odd = "語😀ﷺW\u0301\u200f\ud800𝔘مﷲ"
    view.owner.put("  " + "  ".join(odd))
    view.owner.take(0)
    picture = grab(view)
    for place, character in enumerate(view.owner.text):
        ink = like(picture[cell(view, place)], THEMES["light"].window)
        if character == " " and place:
            assert ink[:, 2:-2].all()
    ends = [view.box(place).left() for place in range(len(view.owner.text))]
    assert set(np.diff(ends)) == {view.measure.cell}


def test_a_coloured_character_keeps_its_inside(view, look, monkeypatch):
    glyphs = Glyphs(Measure.of(look.font, 1))

    def face(painter, _words, _font):
        painter.fillRect(2, 2, 6, 6, Qt.GlobalColor.yellow)
        painter.fillRect(4, 4, 2, 2, Qt.GlobalColor.black)

    monkeypatch.setattr(glyphs, "_draw", face)
    cover = glyphs.mask(code_points("😀")[None]) >> 24
    assert cover[5, 5] == 255
    assert 30 < cover[3, 3] < 150


def test_characters_are_drawn_where_they_stand(view):
    view.owner.put("M.\nM.")
    picture = grab(view)
    assert (picture[cell(view, 0)][:, 3:] == picture[cell(view, 3)][:, 3:]).mean() > 0.6  # the first has the frame
    dark = [(picture[cell(view, place)].sum(-1) < 300).sum() for place in (3, 4)]
    assert dark[0] > 4 * dark[1] > 0


def cover(glyphs, text):
    """The coverage of the cells of a text, side by side, 0 … 255."""
    return glyphs.mask(code_points(text)[None]) >> 24


def test_what_is_too_wide_is_condensed(look, monkeypatch):
    monkeypatch.setattr("gradviz.screen.reading.text.glyphs.sign", lambda one: ("MM" if one == "w" else one, False))
    glyphs = Glyphs(Measure.of(look.font, 1))
    narrow, usual = (cover(glyphs, character) for character in "wM")
    tops = [np.flatnonzero(ink.any(axis=1))[0] for ink in (narrow, usual)]
    assert tops[0] > tops[1]
    assert narrow.any(axis=0).sum() > 0.7 * narrow.shape[1]


def test_what_is_too_high_or_too_far_right_is_cut_off(look, monkeypatch):
    glyphs = Glyphs(Measure.of(look.font, 1))

    def flood(painter, words, _font):
        if words == "a":
            painter.fillRect(-50, -50, 100, 100, Qt.GlobalColor.black)

    monkeypatch.setattr(glyphs, "_draw", flood)
    ink = cover(glyphs, "abc")
    cell = ink.shape[1] // 3
    assert (ink[:, :cell] == 255).all()
    assert not ink[:, cell:].any()
