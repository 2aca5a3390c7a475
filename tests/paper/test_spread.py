"""Several pictures on one page: one time axis for those above each other, one height for those beside each other."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gradviz.charts import CHARTS
from gradviz.charts.arranged import arranged
from gradviz.paper.layout import layout
from gradviz.paper.spread import spread
from gradviz.paper.table import lines
from tests.charts.made import lstm_like, tanh_rnn
from tests.paper.test_pictures import boxes

A, B = tanh_rnn(steps=24, size=6), lstm_like(steps=24, size=6)
C = {name: CHARTS[name](A, B) for name in ("gradient", "why", "activations", "theory", "spectrum", "slices")}
PILE = arranged([C["gradient"], C["why"]])
ROWS = (("gradient", "why"), ("spectrum", "theory"), ("slices", "activations"))
GRID = arranged([arranged([C[a], C[b]], beside=True) for a, b in ROWS])
TALL = arranged([C["gradient"], arranged([C["activations"], C["theory"]])], beside=True, shares=(1, 2))


def timed(found):
    return [place for place in found.places if place.shared]


def test_one_picture_is_laid_out_as_ever():
    assert spread(C["why"], 500.0, 2.0, 60.0) == layout(C["why"], 500.0, 2.0, 60.0)


def test_pictures_above_each_other_share_the_time_axis():
    alone = [timed(layout(C[name], 576.0, 2.0))[0].box for name in ("gradient", "activations")]
    assert alone[0].left != alone[1].left  # else this proves nothing
    found = timed(spread(arranged([C["gradient"], C["activations"]]), 576.0, 2.0))
    assert len({(place.box.left, place.box.right) for place in found}) == 1
    assert [bool(place.x_ticks) for place in found] == [False] * (len(found) - 1) + [True]


def test_a_picture_without_time_between_them_parts_the_axis_but_not_its_edges():
    found = timed(spread(arranged([C["gradient"], C["spectrum"], C["activations"]]), 576.0, 2.0))
    assert len({(place.box.left, place.box.right) for place in found}) == 1
    assert [bool(place.x_ticks) for place in found] == [True, False, True]


def test_columns_share_their_edges_from_row_to_row_and_never_overlap():
    found = spread(GRID, 1000.0, 2.0)
    assert {place.room for place in found.places} == {(0.0, 500.0), (500.0, 1000.0)}
    for place in found.places:
        begin, end = place.room
        assert begin < place.box.left < place.box.right < end
    for room in ((0.0, 500.0), (500.0, 1000.0)):
        assert len({place.box.left for place in timed(found) if place.room == room}) == 1


def test_what_stands_beside_each_other_ends_at_one_height():
    found = spread(TALL, 1000.0, 2.0)
    ends = [min(p.box.bottom for p in found.places if p.room == room) for room in {p.room for p in found.places}]
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=4)
    assert {round(place.room[1]) for place in found.places} == {333, 1000}


@pytest.mark.parametrize("chart", [PILE, GRID, TALL])
def test_everything_is_on_the_page_and_no_panel_covers_another(chart):
    found = spread(chart, 1000.0, 2.0)
    for place in found.places:
        assert 0 < place.box.bottom < place.box.top < found.height
    for one, other in ((a, b) for i, a in enumerate(found.places) for b in found.places[i + 1 :]):
        across = one.box.left < other.box.right and other.box.left < one.box.right
        assert not (across and one.box.bottom < other.box.top and other.box.bottom < one.box.top)
    assert found.caption_top < min(place.box.bottom for place in found.places)
    tops = [heading.top for heading in found.headings]
    assert all(top <= found.height for top in tops)


@pytest.mark.parametrize("chart", [PILE, GRID])
def test_every_word_is_on_the_page(chart):
    figure, texts = boxes(chart, 900.0)
    wide, high = (72 * side for side in figure.get_size_inches())
    for text, box in texts:
        assert box.x0 >= -0.5, text
        assert box.x1 <= wide + 0.5, text
        assert -0.5 <= box.y0 < box.y1 <= high + 0.5, text


def test_titles_stand_below_each_other_in_the_order_of_the_pictures():
    tops = [heading.top for heading in spread(arranged(list(C.values())), 576.0, 2.0).headings]
    assert all(upper > lower for upper, lower in pairwise(tops))
    assert len(tops) == len(C)


def test_a_curve_that_two_pictures_draw_is_one_column_of_their_table():
    (header,) = [line for line in lines(PILE) if line.startswith("t,")]
    names = header.split(",")
    assert len(names) == len(set(names))
    alone = next(line for line in lines(C["gradient"]) if line.startswith("t,")).split(",")
    assert set(alone) <= set(names)


def test_a_wide_picture_begins_and_ends_where_those_above_it_do():
    found = timed(spread(arranged([arranged([C["gradient"], C["theory"]], beside=True), C["activations"]]), 900.0, 2.0))
    wide = [place for place in found if place.room == (0.0, 900.0)]
    assert {place.box.left for place in wide} == {p.box.left for p in found if p.room[0] == 0.0}
    assert {place.box.right for place in wide} == {p.box.right for p in found if p.room[1] == 900.0}
