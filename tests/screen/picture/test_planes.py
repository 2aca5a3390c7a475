"""Planes on the screen: maps, points, circles, handles in a hand, the cursor on their axes; slices; fans; formulas."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtWidgets import QGraphicsScene

from gradviz.charts.chart import (
    Axis,
    Chart,
    Circle,
    Curve,
    Fan,
    Formula,
    Handle,
    HeatMap,
    Hold,
    Panel,
    Points,
    Slices,
)  # fmt: skip
from gradviz.charts.moment import Moment
from gradviz.charts.parts.over_time import time_axis
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from gradviz.screen.painter.canvas import Canvas
from gradviz.screen.painter.panel import Story
from gradviz.screen.painter.slices_panel import tiling
from tests.screen.picture.pixels import grab, like, rgb

STEPS = 16
LIGHT = THEMES["light"]
SEEN = Moment("whole", 4.0)
RADIUS = Hold("spectral_radius", "radius", 0.0, 2.0)


@pytest.fixture
def drawn(qtbot):
    """Return a function that draws panels on a canvas."""

    def draw(*panels, moment=SEEN, size=(800, 500), theme="light"):
        canvas = Canvas(THEMES[theme])
        qtbot.addWidget(canvas)
        canvas.resize(*size)
        canvas.show()
        canvas.show_chart(chart(*panels), Story(moment, STEPS))
        return canvas

    return draw


def chart(*panels):
    return Chart("test", "Test", panels, (), (Experiment(steps=STEPS),))


def plane(name="plane", low=-2.0, high=2.0, **content):
    return Panel(name, "A plane", Axis("Re λ", low, high), Axis("Im λ", low, high), plane=True, **content)


def pixel(panel, x, y):
    return round(panel.scale.px(x)), round(panel.px(y))


def drag(qtbot, canvas, start, end):
    viewport = canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(*start))
    qtbot.mouseMove(viewport, QPoint(*end))
    hand_moves(canvas, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def hand_moves(canvas, place):
    """A move with the button down: Qt's test mouse moves without it."""
    canvas._drag(QPointF(*place))


def test_a_point_stands_at_its_place_in_its_colour(drawn):
    canvas = drawn(plane(points=(Points("λ", "lambda", np.array([1.0, np.nan]), np.array([-1.0, 0.0]), "a"),)))
    x, y = pixel(canvas.panels[0], 1.0, -1.0)
    seen = grab(canvas)
    assert np.abs(seen[y, x] - rgb(LIGHT.a)).max() < 90
    x, y = pixel(canvas.panels[0], -0.6, 0.6)
    assert like(seen, LIGHT.window)[y, x]


def test_equal_units_are_equally_long(drawn):
    wide = Panel("p", "P", Axis("x", -1, 3), Axis("y", -1, 1), plane=True, equal=True)
    canvas = drawn(wide, size=(900, 400))
    plot = canvas.panels[0].place.plot
    assert plot.width() / 4 == pytest.approx(plot.height() / 2, rel=0.02)


def test_a_circle_keeps_its_radius(drawn):
    canvas = drawn(plane(equal=True, circles=(Circle(1.0, "1", "b"),)))
    seen, panel = grab(canvas), canvas.panels[0]
    for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        across, down = pixel(panel, x, y)
        assert like(seen[down - 2 : down + 3, across - 2 : across + 3], LIGHT.b, 110).any()


def test_panels_beside_each_other_share_a_row(drawn):
    canvas = drawn(plane("one"), plane("two", beside=True), plane("three"))
    one, two, three = (panel.place.plot for panel in canvas.panels)
    assert one.top() == two.top() < three.top()
    assert one.right() < two.left()
    assert three.width() > 1.8 * one.width()
    assert max(one.bottom(), three.bottom()) < canvas.height() - 30


def test_the_width_of_a_row_is_shared_as_asked(drawn):
    canvas = drawn(plane("one", width=3.0), plane("two", beside=True, width=1.0))
    one, two = (panel.place.plot.width() for panel in canvas.panels)
    assert one > 2.5 * two


def test_a_map_of_a_plane_has_its_cells_where_the_axes_say(drawn):
    values = np.array([[0.0, 1.0], [-1.0, np.nan]])
    heat = HeatMap("log", "m", values, -1.0, -1.0, 1.0, "signed", "a", step=2.0, log10=True)
    canvas = drawn(plane(maps=(heat,)))
    seen, panel = grab(canvas), canvas.panels[0]
    table = THEMES["light"].lut("signed")
    assert np.abs(seen[pixel(panel, 1, 1)[::-1]] - table[-1]).max() <= 2
    assert np.abs(seen[pixel(panel, -1, -1)[::-1]] - table[0]).max() <= 2
    assert like(seen, LIGHT.window, 1)[pixel(panel, 1, -1)[::-1]]
    assert canvas.panels[0].hover(QPointF(*pixel(panel, 1, 1))).endswith("log = 10.0")
    assert canvas.panels[0].hover(QPointF(*pixel(panel, 1, -1))).endswith("no value")


def test_a_handle_follows_the_hand_and_says_what_the_question_becomes(drawn, qtbot):
    handle = Handle("b", 1.0, 0.0, "ρ = 1", (RADIUS,))
    canvas = drawn(plane(handles=(handle,), equal=True))
    said = []
    canvas.moved.connect(lambda held, values: said.append((held.slot, values)))
    panel = canvas.panels[0]
    drag(qtbot, canvas, pixel(panel, 1.0, 0.0), pixel(panel, 0.0, -1.5))
    slot, values = said[-1]
    assert slot == "b"
    assert values["spectral_radius"] == pytest.approx(1.5, abs=0.02)
    assert like(grab(canvas), LIGHT.b, 8)[pixel(panel, 1.0, 0.0)[::-1]]  # it stands where the chart says, once let go


def test_axes_that_change_under_the_hand_do_not_carry_the_handle_away(drawn):
    handle = Handle("b", 1.0, 0.0, "ρ = 1", (RADIUS,))
    canvas, said = drawn(plane(handles=(handle,), equal=True)), []
    canvas.moved.connect(lambda _, values: said.append(values["spectral_radius"]))
    panel = canvas.panels[0]
    places = [QPointF(*pixel(panel, x, 0.0)) for x in (1.0, 1.25, 1.5)]
    canvas._press(places[0])
    for place in places[1:]:
        wider = plane(low=-8.0, high=8.0, handles=(handle,), equal=True)
        canvas._drag(place)
        canvas.show_chart(chart(wider), canvas._story)
    assert said[-2:] == pytest.approx([1.25, 1.5], abs=0.02)


def test_a_circle_that_is_held_by_its_radius_is_taken_anywhere(drawn, qtbot):
    canvas = drawn(plane(handles=(Handle("a", 1.0, 0.0, "ρ", (RADIUS,)),), equal=True))
    panel, said = canvas.panels[0], []
    canvas.moved.connect(lambda _, values: said.append(values["spectral_radius"]))
    drag(qtbot, canvas, pixel(panel, -0.7071, 0.7071), pixel(panel, -0.4, 0.3))
    assert said[-1] == pytest.approx(0.5, abs=0.02)
    said.clear()
    drag(qtbot, canvas, pixel(panel, 0.2, 0.2), pixel(panel, 0.4, 0.3))
    assert not said


def test_a_handle_stays_within_its_field(drawn, qtbot):
    holds = (Hold("spectral_radius", "x", 0.0, 1.0), Hold("steps", "y", 1, 50, log10=True, whole=True))
    canvas = drawn(plane(handles=(Handle("a", 0.0, 0.0, "here", holds),)))
    panel, said = canvas.panels[0], []
    canvas.moved.connect(lambda _, values: said.append(values))
    drag(qtbot, canvas, pixel(panel, 0, 0), pixel(panel, 1.9, 1.9))
    assert said[-1] == {"spectral_radius": 1.0, "steps": 50}
    drag(qtbot, canvas, pixel(panel, 0, 0), (5, 5000))
    assert said[-1] == {"spectral_radius": 0.0, "steps": 1}


def test_the_cursor_stands_on_axes_that_are_time_and_is_taken_there(drawn, qtbot):
    axis = Axis("t", -0.5, STEPS + 0.5)
    canvas = drawn(Panel("p", "P", axis, axis, plane=True, cursor="xy"))
    seen, panel, taken = grab(canvas), canvas.panels[0], []
    canvas.taken.connect(taken.append)
    x, y = pixel(panel, 4, 4)
    plot = panel.place.plot
    assert like(seen[plot.top() + 4 : plot.bottom() - 4, x : x + 2], LIGHT.loss, 60).any(axis=1).all()
    assert like(seen[y : y + 2, plot.left() + 4 : plot.right() - 4], LIGHT.loss, 60).any(axis=0).all()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(*pixel(panel, 9, 2)))
    assert taken == [9.0]


def test_a_click_on_a_plane_without_time_moves_no_cursor(drawn, qtbot):
    canvas, taken = drawn(plane()), []
    canvas.taken.connect(taken.append)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(*pixel(canvas.panels[0], 1, 1)))
    assert not taken


def test_a_point_under_the_mouse_is_named(drawn):
    points = Points("units", "u", np.array([0.0, 1.0]), np.array([0.0, 1.0]), "a", names=("unit 1", "unit 2"))
    canvas = drawn(plane(points=(points,)))
    panel = canvas.panels[0]
    assert panel.hover(QPointF(*pixel(panel, 1, 1))) == "unit 2"
    assert panel.hover(QPointF(*pixel(panel, -1, 1))).startswith("Re λ = −")


def test_planes_and_panels_over_time_stand_in_one_picture(drawn):
    curve = Curve("A", "a", np.arange(STEPS + 1.0), np.linspace(-3, 0, STEPS + 1), "a")
    canvas = drawn(Panel("t", "T", time_axis(STEPS), Axis("y", -4, 1), curves=(curve,), height=2.0), plane())
    over_time, below = canvas.panels
    assert over_time.scale.low == -0.5
    assert below.scale.low == -2.0
    seen, x = grab(canvas), round(over_time.scale.px(4))
    assert not like(seen[below.place.plot.top() + 5 : below.place.plot.bottom() - 5, x], LIGHT.loss, 30).any()


def test_an_empty_plane_says_why(drawn):
    canvas = drawn(plane(empty="There is nothing."))
    middle = canvas.panels[0].place.plot.center()
    seen = grab(canvas)[middle.y() - 8 : middle.y() + 8, middle.x() - 60 : middle.x() + 60]
    assert not like(seen, LIGHT.window, 12).all()


def slices(count=STEPS, own=False):
    random = np.random.default_rng(0)
    left, right = random.uniform(0.5, 1, (count, 1, 6)), random.uniform(0.5, 1, (count, 1, 5))
    left[:, 0, 0] = right[:, 0, 0] = 1.0
    largest = np.linspace(-3, 0, count)
    full = largest if own else np.zeros(count)
    return Slices("∂L/∂W_{hh}", "slice", 1, left, right, largest, full, "a")


def slices_panel(**changes):
    none = Axis("", 0, 1, visible=False)
    return Panel("slices", "Slices", none, none, badge="a", slices=(slices(**changes),))


def tile_colours(canvas):
    seen, grid = grab(canvas), canvas.panels[0]._grid
    tiles = (grid.box(index).adjusted(3, 3, -3, -3) for index in range(grid.count))
    return [seen[box.top() : box.bottom(), box.left() : box.right()].mean(axis=(0, 1)) for box in tiles]


def test_each_slice_has_a_tile_as_bright_as_it_is_large(drawn):
    found = np.array(tile_colours(drawn(slices_panel())))
    zero = np.array(LIGHT.lut("signed")[127]).astype(int)
    far = np.abs(found - zero).sum(axis=1)
    assert far[-1] > far[-4] > far[-8] > far[0]
    own = np.array(tile_colours(drawn(slices_panel(own=True))))
    assert np.abs(own[0] - zero).sum() > 100


def test_slices_are_lit_one_after_the_other_while_the_gradient_flows_back(drawn):
    canvas = drawn(slices_panel(own=True), moment=Moment("backward", 9.0))
    lit = [not like(colour[None], LIGHT.window, 3)[0] for colour in tile_colours(canvas)]
    assert lit == [False] * 8 + [True] * 8
    dark = drawn(slices_panel(own=True), moment=Moment("forward", 9.0))
    assert all(like(np.array(tile_colours(dark)), LIGHT.window, 3))


def test_a_tile_under_the_hand_is_a_step(drawn, qtbot):
    canvas, taken = drawn(slices_panel()), []
    canvas.taken.connect(taken.append)
    box = canvas.panels[0]._grid.box(6)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert taken == [7.0]
    assert canvas.panels[0].hover(QPointF(box.center())).startswith("t = 7 ")


@pytest.mark.parametrize("count", [1, 2, 7, 128, 1000])
def test_all_tiles_have_room(drawn, count):
    canvas = drawn(slices_panel(count=count))
    plot, grid = canvas.panels[0].place.plot, canvas.panels[0]._grid
    assert all(plot.contains(grid.box(index)) for index in (0, count // 2, count - 1))
    assert tiling(plot, count).pitch >= grid.pitch


def test_a_fan_is_drawn_over_time_and_veiled_where_nothing_has_come(drawn):
    fan = Fan("vanish", "f", np.arange(STEPS + 1.0), np.zeros((3, STEPS + 1)), "a")
    panel = Panel("fan", "Fan", time_axis(STEPS), Axis("y", -1, 1), fans=(fan,), height=2.0)
    for phase, lit in (("whole", True), ("forward", False)):
        canvas = drawn(panel, moment=Moment(phase, 0.0))
        shown = canvas.panels[0]
        row = grab(canvas)[round(shown.px(0)) - 2 : round(shown.px(0)) + 3]
        paper = np.abs(row[:, round(shown.scale.px(8))] - rgb(LIGHT.window)).sum(axis=-1).max()
        assert bool(paper > 100) is lit
    assert "vanish" in [words for _, words in _key_of(canvas)]


def _key_of(canvas):
    return [(thing, thing.label) for thing, _ in canvas.panels[0].key._names]


def test_formulas_are_drawn_and_nothing_is_cut(drawn):
    lines = tuple(Formula(f"h_{{{i}}} = tanh(a)", "tanh(0.5) = 0.462", "the new state", "a") for i in range(5))
    none = Axis("", 0, 1, visible=False)
    canvas = drawn(Panel("f", "Equations", none, none, lines=lines), size=(500, 300))
    seen = grab(canvas)
    assert like(seen, LIGHT.a, 40).any()
    assert like(seen[-3:], LIGHT.window, 3).all()


def test_the_scene_keeps_no_tree_of_places(drawn):
    """With one, Qt painted items that were gone: random use crashed within some hundred pictures."""
    assert drawn(plane()).scene().itemIndexMethod() == QGraphicsScene.ItemIndexMethod.NoIndex


def pin(qtbot, canvas, place):
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(*place))


def test_a_read_out_is_pinned_and_taken_away(drawn, qtbot, monkeypatch):
    monkeypatch.setattr("gradviz.screen.painter.canvas.QGuiApplication.keyboardModifiers",
                        lambda: Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    canvas, taken = drawn(Panel("t", "T", time_axis(STEPS), Axis("y", -4, 1), curves=(line(-3.0),), height=2.0)), []
    canvas.taken.connect(taken.append)
    before, place = grab(canvas), pixel(canvas.panels[0], 8, -1)
    pin(qtbot, canvas, place)
    (note,) = canvas.notes._notes
    assert note.x == pytest.approx(8, abs=0.1)
    assert (grab(canvas) != before).any()
    canvas.show_chart(chart(Panel("t", "T", time_axis(STEPS), Axis("y", -4, 1), curves=(line(0.0),))), canvas._story)
    pin(qtbot, canvas, pixel(canvas.panels[0], 8, -1))
    assert not canvas.notes._notes
    assert not taken


def line(height):
    return Curve("A", "a", np.arange(STEPS + 1.0), np.full(STEPS + 1, height), "a")
