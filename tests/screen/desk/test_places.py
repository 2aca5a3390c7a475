"""Where pictures stand, as plain data: it comes back as it was, and no data at all does any harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtCore import Qt

from gradviz.screen.desk.places import Place, Split, first, handle, split

SHARE = st.floats(0, 1)
NAMES = ("gradient", "why", "spectrum", "activations")


def row(*rects):
    return [Place((name,), rect) for name, rect in zip(NAMES, rects, strict=False)]


def test_a_desk_is_split_along_the_lines_that_cut_no_picture():
    above, left, right = row((0, 0, 1, 0.4), (0, 0.41, 0.3, 0.59), (0.31, 0.41, 0.69, 0.59))
    found = split([right, above, left])
    assert found == Split(False, (above, Split(True, (left, right))))
    assert found.shares() == pytest.approx([0.4, 0.59])
    assert found.parts[1].shares() == pytest.approx([0.3, 0.69])
    assert (first(found), handle(found.parts[1])) == (above, left)


@given(st.lists(st.tuples(SHARE, SHARE, SHARE, SHARE), min_size=1, max_size=8))
def test_any_places_make_a_desk_with_all_of_them(rects):
    places = [Place((str(i),), rect) for i, rect in enumerate(rects)]

    def leaves(part):
        return [part] if isinstance(part, Place) else [leaf for each in part.parts for leaf in leaves(each)]

    assert sorted(place.names for place in leaves(split(places))) == sorted(place.names for place in places)


def shown(open_window, qtbot, *pictures):
    window = open_window(size=(1600, 900))
    window.session.choose_pictures(*pictures)
    window.session.runner.answer()
    qtbot.waitUntil(lambda: window.desk.turns.idle)
    qtbot.wait(20)
    return window


def near(one, other):
    assert [place.names for place in one] == [place.names for place in other]
    assert [place.floating for place in one] == [place.floating for place in other]
    for place, again in zip(one, other, strict=True):
        assert again.rect == pytest.approx(place.rect, abs=0.03)


def by_name(places):
    return sorted(places, key=lambda place: place.names)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_splits_sizes_tabs_and_floating_views_come_back(open_window, qtbot):
    window = shown(open_window, qtbot, *NAMES)
    docks = window.desk.docks
    gradient, why, spectrum, activations = window.desk.views
    docks.splitDockWidget(gradient, why, Qt.Orientation.Horizontal)
    docks.splitDockWidget(why, spectrum, Qt.Orientation.Vertical)
    docks.resizeDocks([gradient, why], [300, 700], Qt.Orientation.Horizontal)
    docks.tabifyDockWidget(spectrum, activations)
    spectrum.raise_()
    qtbot.wait(30)
    before = window.desk.places()
    assert ("spectrum", "activations") in [place.names for place in before]
    window.reset_arrangement()
    qtbot.wait(30)
    window.desk.stand(NAMES, before)
    qtbot.wait(30)
    near(by_name(before), by_name(window.desk.places()))
    why.setFloating(True)
    qtbot.wait(30)
    floating = window.desk.places()
    window.reset_arrangement()
    window.desk.stand(NAMES, floating)
    qtbot.wait(30)
    assert why.isFloating()
    assert [place.names for place in window.desk.places() if place.floating] == [("why",)]
    why.setFloating(False)


@pytest.mark.parametrize("places", [
    row((0, 0, 0, 0), (0, 0, 0, 0)),
    row((-5, 5, 0, 9), (5, -5, 9, 0)),
    row((0, 0, 1, 1)),
    row((0, 0, 1, 1), (0, 0, 1, 1), (0, 0, 1, 1)),
    [Place(("gradient", "why"), (0, 0, 1, 1), floating=True)],
    [Place(("gradient", "gradient"), (0, 0, 1, 1))],
    [Place(("nothing",), (0, 0, 1, 1)), Place(("why",), (0, 0, 1, 1))],
])  # fmt: skip
def test_places_that_make_no_sense_do_no_harm(open_window, qtbot, places):
    window = shown(open_window, qtbot, "gradient", "why")
    window.desk.stand(("gradient", "why"), tuple(places))
    qtbot.wait(20)
    assert all(view.isVisible() and view.width() > 50 for view in window.desk.views)
    window.reset_arrangement()
