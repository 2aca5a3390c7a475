"""Planes on paper: in their places, undistorted, every name legible, in the colours of the theme."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from PIL import Image

from gradviz import paper
from gradviz.charts.chart import Axis, Chart, Circle, Curve, Handle, HeatMap, Mark, Panel, Points
from gradviz.charts.style import THEMES
from gradviz.paper.layout import layout
from gradviz.paper.names import Names
from gradviz.paper.page import Page
from gradviz.paper.place import Place
from gradviz.paper.type import SMALL
from tests.paper import planes
from tests.paper.planes import CASES, HOLD
from tests.paper.test_pictures import boxes, no_word_leaves_or_covers


def places(chart: Chart, across: float = 576.0) -> list[Place]:
    return list(layout(chart, across, 4.0).places)


def plane(**drawn) -> Panel:
    """Return a plane from 0 to 2 and 0 to 1 in a title-less panel."""
    more = {"height": 3.0, "plane": True, **drawn}
    return Panel("plane", "", Axis("x", 0.0, 2.0), Axis("y", 0.0, 1.0), **more)


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def pixels(chart: Chart, index: int, x, y, theme: str = "light", width: int = 1200) -> np.ndarray:
    """Return the colours of the picture where a panel has the points (x, y)."""
    image = np.asarray(Image.open(io.BytesIO(paper.png_bytes(chart, width=width, theme=theme))).convert("RGB"), int)
    pitch = width / 576.0
    found = layout(chart, 576.0, pitch)
    places = found.places[index].at(np.asarray(x, float), np.asarray(y, float))
    return image[((found.height - places[:, 1]) * pitch).astype(int), (places[:, 0] * pitch).astype(int)]


def pixel(chart: Chart, index: int, x: float, y: float, theme: str = "light", width: int = 1200) -> np.ndarray:
    return pixels(chart, index, [x], [y], theme, width)[0]


def words(chart: Chart, across: float = 576.0) -> str:
    return " ".join(text.get_text() for text, _ in boxes(chart, across)[1]).replace("\u00a0", " ")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("across", [240.0, 576.0])
def test_every_word_has_its_place(name: str, across: float) -> None:
    no_word_leaves_or_covers(CASES[name], across)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("across", [240.0, 576.0, 1200.0])
def test_panels_stay_on_the_page_and_apart(name: str, across: float) -> None:
    found = layout(CASES[name], across, 4.0)
    for i, place in enumerate(found.places):
        box = place.box
        assert 0 < box.left < box.right < across
        assert 0 < box.bottom < box.top < found.height
        for other in (other.box for other in found.places[:i]):
            apart = other.right <= box.left or box.right <= other.left
            assert apart or other.bottom >= box.top + place.head.height


def test_panels_beside_each_other_are_level_and_share_the_width() -> None:
    left, right = places(CASES["spectra"])
    assert (left.box.bottom, left.box.top) == (right.box.bottom, right.box.top)
    assert left.box.width == pytest.approx(right.box.width)
    assert right.box.left > left.box.right
    wide = places(planes.chart(planes.phase(), planes.fan(plane=True, beside=True)))
    assert wide[0].box.width == pytest.approx(2 * wide[1].box.width)
    assert wide[0].box.height == wide[1].box.height


@pytest.mark.parametrize("across", [240.0, 576.0, 1200.0])
def test_equal_axes_are_not_distorted_and_stand_in_the_middle(across: float) -> None:
    for place in places(CASES["spectra"], across):
        assert place.box.width == pytest.approx(place.box.height)
    flat = dataclasses.replace(plane(equal=True), height=1.0)
    (place,) = places(planes.chart(flat))
    assert place.box.width == pytest.approx(2 * place.box.height)
    assert place.box.height == pytest.approx(57.6)
    room = (layout(planes.chart(flat), 576.0, 4.0).left, 576.0 - 14)
    assert (place.box.left + place.box.right) / 2 == pytest.approx(sum(room) / 2, abs=8)


def test_a_row_goes_on_in_another_line_where_there_is_no_room() -> None:
    tops = [place.box.top for place in places(CASES["phase"])]
    assert len(set(tops)) == 2
    narrow = [place.box.top for place in places(CASES["phase"], 240.0)]
    assert len(set(narrow)) == 5
    assert min(place.box.width for place in places(CASES["phase"], 240.0)) > 50
    row = planes.chart(*(planes.share(index, index > 0) for index in range(4)))
    lines = [place.box.top for place in places(row, 300.0)]
    assert [lines.count(top) for top in sorted(set(lines))] == [2, 2]


def test_panels_over_time_share_one_axis_around_planes() -> None:
    over_time = [place for place in places(CASES["mixed"]) if place.shared]
    assert len(over_time) == 3
    assert len({(place.box.left, place.box.right) for place in over_time}) == 1
    assert [bool(place.x_ticks) for place in over_time] == [False, True, True]
    assert words(CASES["mixed"]).count("step t") == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_points_and_handles_are_where_they_belong_in_their_colours(theme: str) -> None:
    chosen = THEMES[theme]
    points = Points("dots", "dots", np.array([0.5, np.nan]), np.array([0.27, 0.5]), "a")
    ring = Points("rings", "rings", np.array([1.55]), np.array([0.27]), "b", "ring")
    handle = Handle("b", 1.55, 0.77, "B", HOLD)
    chart = planes.chart(plane(points=(points, ring), handles=(handle,)))
    np.testing.assert_array_equal(pixel(chart, 0, 0.5, 0.27, theme), rgb(chosen.a))
    np.testing.assert_array_equal(pixel(chart, 0, 1.55, 0.77, theme), rgb(chosen.b))
    np.testing.assert_array_equal(pixel(chart, 0, 0.33, 0.33, theme), rgb(chosen.panel))
    place = places(chart)[0]
    away = 3.6 / place.box.width * 2.0  # in the white between the dot and its ring
    np.testing.assert_array_equal(pixel(chart, 0, 1.55 + away, 0.77, theme, 3840), rgb(chosen.panel))
    on_ring = 3.25 / place.box.width * 2.0
    assert np.abs(pixel(chart, 0, 1.55 + on_ring, 0.27, theme, 3840) - rgb(chosen.b)).max() < 40
    np.testing.assert_array_equal(pixel(chart, 0, 1.55, 0.27, theme, 3840), rgb(chosen.panel))


def test_a_place_outside_the_axes_is_not_drawn() -> None:
    chart = planes.chart(plane(handles=(Handle("a", 2.5, 0.5, "A far away", HOLD), Handle("b", 1, 1, "B", HOLD))))
    assert "A far away" not in words(chart)
    no_word_leaves_or_covers(chart, 576.0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_maps_cells_have_their_places_and_colours(theme: str) -> None:
    values = np.array([[0.0, 1.0, 0.2, 0.4], [0.6, 0.8, 1.0, 0.0]])
    heat = HeatMap("m", "m", values, 0.25, 0.0, 1.0, "magnitude", "neutral", step=0.5)
    chart = planes.chart(plane(maps=(heat,)))
    lut = THEMES[theme].lut("magnitude")
    for inside in (0.02, 0.25, 0.48):
        x, y = np.tile(inside + 0.5 * np.arange(4), 2), np.repeat([0.8, 0.2], 4)
        np.testing.assert_array_equal(pixels(chart, 0, x, y, theme), lut[np.rint(values.ravel() * 255).astype(int)])


def test_the_colour_bar_of_powers_reads_as_powers() -> None:
    assert "10$^{\\mathregular{−40}}$" in words(CASES["phase"])
    assert "10$^{\\mathregular{4}}$" in words(CASES["phase"])


def test_a_circle_is_round_in_the_units_of_the_axes_and_named() -> None:
    chart = planes.chart(plane(circles=(Circle(0.5, "half", "b", 1.0, 0.5),), equal=True))
    angle = np.linspace(0.1, 6.2, 60)
    away = np.abs(pixels(chart, 0, 1 + 0.5 * np.cos(angle), 0.5 + 0.5 * np.sin(angle)) - rgb(THEMES["light"].b))
    drawn = away.max(axis=1) < 90
    assert 20 < sum(drawn) < 60
    _, found = boxes(chart)
    box = next(box for text, box in found if text.get_text() == "half")
    place = places(chart)[0]
    middle = np.array([(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2])
    away = np.hypot(*(middle - place.at(np.array([1.0]), np.array([0.5]))[0]))
    assert abs(away - place.box.height / 2) < 30


def test_names_stand_inside_their_axes_clear_of_where_the_networks_stand() -> None:
    for name in ("spectra", "phase", "orbit"):
        _, found = boxes(CASES[name])
        for place in places(CASES[name]):
            labels = {handle.label for handle in place.panel.handles} | {c.label for c in place.panel.circles}
            labels |= {curve.label for curve in place.panel.curves}
            mine = [
                box for text, box in found
                if text.get_text() in labels and place.box.left < (box.x0 + box.x1) / 2 < place.box.right
                and place.box.bottom < (box.y0 + box.y1) / 2 < place.box.top
            ]  # fmt: skip
            for box in mine:
                assert place.box.left <= box.x0
                assert box.x1 <= place.box.right
                for handle in place.panel.handles:
                    x, y = place.at(np.array([handle.x]), np.array([handle.y]))[0]
                    assert not (box.x0 - 5 < x < box.x1 + 5 and box.y0 - 3 < y < box.y1 + 3), (name, handle.label)


def test_a_name_makes_room_for_where_a_network_stands() -> None:
    place = places(planes.chart(plane()))[0]
    at = place.at(np.array([1.0]), np.array([0.5]))
    for taken in (False, True):
        page = Page(576.0, 400.0, THEMES["light"])
        names = Names(page, place)
        if taken:
            names.keep_off(at[0] + np.array([15.0, 0.0]), 5.0)
        names.write("a name", at, SMALL, "#000000")
        (text,) = page.figure.texts
        beside = abs(text.get_position()[1] + SMALL.size / 2 - at[0, 1]) < 5 and text.get_position()[0] > at[0, 0]
        assert bool(beside) != taken


def test_the_key_has_the_symbol_of_its_points_before_their_name() -> None:
    points = Points("dots", "dots", np.array([0.5]), np.array([0.25]), "b")
    chart = planes.chart(plane(points=(points, dataclasses.replace(points, label="no key", role="a", x=points.x + 1))))
    drawn, found = boxes(chart)
    image = np.asarray(Image.open(io.BytesIO(paper.png_bytes(chart, width=1152))).convert("RGB"), int)
    for name, colour in (("dots", THEMES["light"].b), ("no key", THEMES["light"].a)):
        box = next(box for text, box in found if text.get_text() == name)
        row, column = 2 * (72 * drawn.get_figheight() - (box.y0 + box.y1) / 2), 2 * (box.x0 - 9.5)
        np.testing.assert_array_equal(image[int(row), int(column)], rgb(colour))
        assert box.y0 > places(chart)[0].box.top


def test_every_thing_is_named() -> None:
    expected = {
        "spectra": ("unit circle", "spectral", "eigenvalues", "of the Jacobian", "mean", "real part", "imaginary part"),
        "phase": ("A tanh RNN", "B LSTM", "edge of chaos", "no bias", "He", "bias (log"),
        "fans": ("64 seeds", "5 seeds"),
        "orbit": ("the way of h",),
        "empty": ("exactly zero at every step",),
    }
    for name, labels in expected.items():
        said = words(CASES[name])
        assert [label for label in labels if label not in said] == [], name


def test_a_letter_stands_before_a_title_that_does_not_say_it() -> None:
    named, silent = planes.spectrum(), dataclasses.replace(planes.spectrum(), title="Eigenvalues")
    texts = [text.get_text() for text, _ in boxes(planes.chart(silent))[1]]
    assert texts.count("A") == 2
    assert [text.get_text() for text, _ in boxes(planes.chart(named))[1]].count("A") == 1


def test_a_long_title_begins_further_left_than_its_narrow_axes() -> None:
    short = dataclasses.replace(planes.spectrum(), height=2.0, points=())
    long = dataclasses.replace(short, title="The eigenvalues of the recurrent weights, A", subtitle="", beside=True)
    one, other = places(planes.chart(short, long))
    assert one.begin == one.box.left
    assert other.begin < other.box.left
    assert len(other.head.titles) == 1


def test_the_title_of_the_page_is_said_once() -> None:
    row = planes.chart(planes.spectrum(), planes.spectrum("b", beside=True), title="Eigenvalues of W_{hh}, A")
    assert words(row).count("Eigenvalues") == 2
    assert words(row).count(", A") == 1


def test_a_mark_and_a_curve_that_turns_back_are_drawn_point_by_point() -> None:
    drawn, _ = boxes(CASES["orbit"])
    line = next(line for axes in drawn.axes for line in axes.lines if len(line.get_xdata()) > 100)
    np.testing.assert_array_equal(line.get_xdata(), CASES["orbit"].panels[0].curves[0].x)
    x = np.repeat([0.5, 1.5], 5000)[np.arange(10_000) // 2 % 2 * 5000]
    jumps = planes.chart(plane(curves=(Curve("jumps", "jumps", x, np.linspace(0, 1, 10_000), "a"),)))
    line = next(line for axes in boxes(jumps)[0].axes for line in axes.lines if len(line.get_xdata()) > 100)
    assert len(line.get_xdata()) == 10_000
    marked = planes.chart(plane(marks=(Mark(0.75, "here"),)))
    np.testing.assert_array_equal(pixel(marked, 0, 0.75, 0.3), rgb(THEMES["light"].loss))


def test_numbers_of_an_axis_never_touch() -> None:
    tight = dataclasses.replace(plane(), x=Axis("long", -1_000_000.0, 1_000_000.0))
    row = [tight, *(dataclasses.replace(tight, beside=True) for _ in range(4))]
    no_word_leaves_or_covers(planes.chart(*row), 576.0)
    assert all(len(place.x_ticks) >= 1 for place in places(planes.chart(*row)))


@pytest.mark.parametrize("suffix", paper.suffixes())
@pytest.mark.parametrize("name", ["slices", "mixed"])
def test_the_same_chart_gives_the_same_bytes(suffix: str, name: str, tmp_path: Path) -> None:
    one = paper.export(CASES[name], tmp_path / f"one{suffix}").read_bytes()
    assert paper.export(CASES[name], tmp_path / f"two{suffix}").read_bytes() == one


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [800, 3840])
def test_a_picture_is_sharp_at_any_width(width: int, theme: str) -> None:
    image = Image.open(io.BytesIO(paper.png_bytes(CASES["spectra"], width=width, theme=theme)))
    assert image.width == width
    high = layout(CASES["spectra"], 576.0, width / 576).height
    assert image.height == pytest.approx(high * width / 576, abs=2)


def drawn_axes(chart: Chart) -> list[Axes]:
    return boxes(chart)[0].axes


def test_fans_are_thin_lines_each_and_survive_a_single_step() -> None:
    lines = [line for axes in drawn_axes(CASES["fan"]) for line in axes.lines if line.get_alpha()]
    assert len(lines) == 64
    fan = CASES["fan"].panels[0].fans[0]
    np.testing.assert_array_equal([line.get_ydata() for line in lines], fan.y)
    one = dataclasses.replace(fan, x=fan.x[:1], y=fan.y[:5, :1])
    for in_plane in (True, False):
        single = dataclasses.replace(planes.fan(plane=in_plane), fans=(one,))
        dots = [line for axes in drawn_axes(planes.chart(single)) for line in axes.lines if line.get_marker() == "o"]
        assert len(dots) == 5


def test_a_fan_is_named_beside_its_lines() -> None:
    _, found = boxes(CASES["fan"])
    place = places(CASES["fan"])[0]
    box = next(box for text, box in found if text.get_text() == "64 seeds" and text.get_fontweight() == "bold")
    fan = place.panel.fans[0]
    above = place.at(fan.x, fan.y.max(axis=0))
    inside = (above[:, 0] > box.x0) & (above[:, 0] < box.x1)
    assert (above[inside, 1] < box.y0 + 1).all()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_where_a_map_has_no_value_the_page_is_seen(theme: str) -> None:
    values = np.array([[0.0, np.nan], [np.nan, 1.0]])
    heat = HeatMap("m", "m", values, 0.5, 0.0, 1.0, "magnitude", "a")
    shown = planes.chart(plane(maps=(heat,)))
    np.testing.assert_array_equal(pixel(shown, 0, 1.55, 0.77, theme), rgb(THEMES[theme].panel))
    np.testing.assert_array_equal(pixel(shown, 0, 1.55, 0.27, theme), THEMES[theme].lut("magnitude")[-1])
