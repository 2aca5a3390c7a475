"""How the text stands in lines, and which of them are seen."""

import numpy as np
import pytest
from PyQt6.QtGui import (
    QImage,
)

from gradviz.charts.style import THEMES
from gradviz.screen.reading.text.content import code_points
from gradviz.screen.reading.text.lines import Lines
from tests.screen.picture.pixels import grab, like
from tests.screen.reading.text.hands import CODE


def slow_lines(text, wide):
    """Where lines begin, character by character."""
    starts, begin = [0], 0
    for place, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[place + 1 : place + 2] != "\n"):
            begin = place + 1
            starts.append(begin)
        elif place - begin == wide:
            begin = place
            starts.append(begin)
    return starts


@pytest.mark.parametrize("text", ["", "\n", "a", "\n\n", "ab\r\ncd\re\n", "a" * 7 + "\n", "a" * 9 + "\nb" * 5, CODE])
@pytest.mark.parametrize("wide", [1, 3, 7, 80])
def test_lines_begin_after_line_ends_and_where_the_width_ends(text, wide):
    lines = Lines(code_points(text), wide)
    assert lines.starts.tolist() == slow_lines(text, wide)
    assert lines.ends[-1] == len(text)
    for place in range(len(text) + 1):
        line = lines.line(place)
        assert lines.starts[line] <= place <= lines.ends[line]
        assert lines.place(line, lines.column(place)) == place


def test_a_line_of_exactly_the_width_needs_no_second_one_for_its_end():
    lines = Lines(code_points("abc\nabcd\n"), 3)
    assert lines.starts.tolist() == [0, 4, 7, 9]
    assert lines.continued.tolist() == [False, False, True, False]
    assert lines.column(3) == 3
    assert (lines.boundary(1, 9), lines.place(1, 9)) == (7, 6)  # after the c, where the line goes on; on the c


def test_a_long_line_wraps_into_rows_of_the_width(view):
    view.owner.put("abcdefghij" * 1000)
    wide = view.lines.wide
    assert view.lines.starts[:3].tolist() == [0, wide, 2 * wide]
    boxes = [view.box(place) for place in (0, wide - 1, wide)]
    assert boxes[0].left() == boxes[2].left() == view.measure.margin
    assert boxes[1].left() == boxes[0].left() + (wide - 1) * view.measure.cell
    assert boxes[2].top() == boxes[0].top() + view.measure.row
    assert boxes[1].right() < view.width() - view.measure.cell


def test_only_a_line_that_goes_on_has_a_sign_in_the_margin(view):
    view.owner.put("a" * (view.lines.wide + 1) + "\nb")
    margin = grab(view)[:, : view.measure.margin - 2]
    ink = [(~like(margin[top : top + view.measure.row], THEMES["light"].window)).any()
           for top in range(view.measure.top, view.measure.top + 3 * view.measure.row, view.measure.row)]  # fmt: skip
    assert ink == [False, True, False]


def test_a_narrower_view_wraps_anew_and_keeps_its_first_line(view):
    view.owner.put("word " * 2000)
    view.bar.setValue(40 * view.measure.row)
    first, wide = view.visible[0], view.lines.wide
    view.window().resize(300, 200)
    assert view.lines.wide < wide
    assert view.visible[0] <= first < view.visible[1]
    assert view.owner.heard["seen"][-1] == view.visible


def test_what_is_seen_is_told(view):
    view.owner.put("x\n" * 500)
    assert view.visible[0] == 0
    view.bar.setValue(view.bar.maximum())
    first, last = view.visible
    assert last == 999
    assert view.owner.heard["seen"][-1] == (first, last)
    full = 1 + (last - first + 1) // 2  # the last line is empty
    assert full == -(-(view.pane.height() - view.measure.top) // view.measure.row)


def test_an_empty_text_can_be_shown_and_typed_into(qtbot, view):
    view.owner.put("")
    assert view.visible == (0, 0)
    grab(view)
    qtbot.keyClicks(view, "ab")
    assert view.owner.text == "ab"


@pytest.mark.parametrize("text", [CODE * 2000, "lorem ipsum " * 9000, "\n" * 100_000])
def test_a_hundred_thousand_characters_are_laid_out_and_painted_only_where_they_are_seen(view, text, monkeypatch):
    view.owner.put(text[:131_072])
    view.owner.take(len(view.owner.text) // 2)
    shown = []
    sheet = type(view.sheet)
    whole = sheet._set
    monkeypatch.setattr(sheet, "_set", lambda self, cells: (shown.append(cells.codes.size), whole(self, cells)))
    view.splice(10, 0, "x")
    assert isinstance(view.grab().toImage(), QImage)
    view.set_shade(np.zeros(len(view.content)), 5)
    view.grab()
    assert len(shown) == 1  # new colours set no characters
    assert shown[0] < 2000
