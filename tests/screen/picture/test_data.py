"""What is drawn is what the Chart says: curves, maps, words under the mouse; at the edges of every range too."""

import warnings

import numpy as np
import pytest

from gradviz.charts.chart import HeatMap
from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from gradviz.screen.painter.curves import lonely, straightened, visible
from gradviz.screen.painter.maps import LEVELS, NOTHING, codes, colours, columns, left_out, limit_words, limits, rows
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

RNN = Experiment(cell="rnn_tanh", steps=128, hidden_size=6)


def heat(values, low=-1.0, high=1.0):
    return HeatMap("h_t", "h_a", np.asarray(values, float), 0.0, low, high, "signed", "a")


def test_the_drawn_curve_is_the_chart_curve(shown):
    answer = made.pair()
    stack = shown(answer)
    for line, curve in zip(stack.canvas.panels[0].lines, answer.chart.panels[0].curves, strict=True):
        if curve.role == "theory":
            continue
        for item in (line.faint, line.bright):
            x, y = item.getData()
            assert np.array_equal(x, curve.x)
            assert np.array_equal(y, curve.y)


def test_dragging_shows_the_numbers_of_the_last_answer(shown):
    stack = shown(made.pair())
    for radius in (0.3, 0.8, 1.4):
        answer = made.pair(spectral_radius=radius)
        stack._session.runner.answered.emit(answer)
    assert np.array_equal(stack.canvas.panels[0].lines[0].bright.getData()[1], answer.chart.panels[0].curves[0].y)
    assert stack.canvas.panels[1].heat.values is answer.chart.panels[1].maps[0].values


def test_a_long_curve_keeps_the_spike_of_a_single_step():
    x = np.arange(100_001.0)
    y = np.sin(x / 5000)
    y[77_777] = 40.0
    y[33_333] = -40.0
    seen_x, seen_y = visible(x, y, -0.5, 100_000.5, 670)
    assert len(seen_x) <= 2 * 700
    assert (np.diff(seen_x) >= 0).all()
    assert (seen_y.max(), seen_y.min()) == (40.0, -40.0)
    assert set(seen_x.tolist()) <= set(x.tolist())


def test_a_zoomed_long_curve_shows_every_step():
    x = np.arange(100_001.0)
    seen_x, _ = visible(x, np.sqrt(x), 500, 600, 670)
    assert seen_x.tolist() == list(range(499, 602))


def test_zeros_are_holes_and_never_joined_over():
    y = np.array([0.0, -1, -np.inf, -3, -np.inf, -np.inf, -6])
    x, seen = visible(np.arange(7.0), y, -0.5, 6.5, 100)
    assert np.isnan(seen).tolist() == [False, False, True, False, True, True, False]
    assert lonely(x, seen)[0].tolist() == [3.0, 6.0]


def test_a_hole_in_a_long_curve_stays_a_hole():
    y = np.where((np.arange(50_000) > 20_000) & (np.arange(50_000) < 30_000), -np.inf, 0.0)
    x, seen = visible(np.arange(50_000.0), y, -0.5, 50_000, 500)
    assert np.isnan(seen[(x > 20_200) & (x < 29_800)]).all()
    assert np.isfinite(seen[(x < 20_000) | (x > 30_000)]).all()


def test_a_straight_line_needs_only_its_ends_and_bends_stay():
    x = np.arange(9.0)
    assert straightened(x, 2 - 3 * x)[0].tolist() == [0, 8]
    assert straightened(x, np.abs(x - 3))[0].tolist() == [0, 3, 8]
    assert straightened(x, np.where(x < 4, np.nan, x))[0].tolist() == [0, 1, 2, 3, 4, 8]


def test_each_pixel_of_a_map_shows_one_cell_that_exists():
    random = np.random.default_rng(0)
    values = random.uniform(-1, 1, (512, 1025))
    made_codes = codes(heat(values), columns(heat(values), -0.5, 1024.5, 670), rows(heat(values), 110))
    assert made_codes.shape == (110, 670)
    expected = np.rint((values + 1) / 2 * LEVELS)
    at = [(0, 0), (55, 300), (109, 669)]
    for row, column in at:
        unit, step = int((row + 0.5) * 512 / 110), int((column + 0.5) * 1025 / 670)
        assert made_codes[row, column] == expected[unit, step]
    assert made_codes.std() > 60, "a mean would be grey"


def test_columns_of_a_map_stand_under_their_steps():
    few = heat(np.eye(4))
    across = columns(few, -0.5, 7.5, 80)
    assert across[:40].tolist() == [0] * 10 + [1] * 10 + [2] * 10 + [3] * 10
    assert (across[40:] == -1).all()
    assert (codes(few, across, rows(few, 8))[:, 40:] == NOTHING).all()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_zero_has_the_neutral_colour_and_nothing_that_of_the_window(theme):
    found = codes(heat([[0.0, 1.0, -1.0, np.nan, 7.0]]), np.arange(5), np.array([0]))
    assert found.tolist() == [[LEVELS // 2, LEVELS, 0, NOTHING, LEVELS]]
    table = colours(heat([[0.0]]), theme)
    assert np.abs(table[LEVELS // 2].astype(int) - theme.lut("signed")[127]).max() <= 3
    assert tuple(table[NOTHING]) == tuple(int(theme.window[i : i + 2], 16) for i in (1, 3, 5))


def test_a_map_beyond_the_range_of_floats_is_drawn_without_a_warning():
    values = np.array([[1e308, -1e308, np.inf, -np.inf, np.nan, 0.0]])
    wild = heat(values, -np.inf, np.inf)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert limits(wild) == (-1e308, 1e308)
        found = codes(wild, np.arange(6), np.array([0]))
    assert found.tolist() == [[LEVELS, 0, LEVELS, 0, NOTHING, LEVELS // 2]]
    assert limits(heat([[np.nan]], np.nan, np.nan)) == (-1.0, 1.0)


def test_the_ends_of_a_colour_bar_read_well():
    assert [limit_words(value) for value in (1.0, -1.0, 0.0, 5.25, -2e30)] == ["+1", "−1", "0", "+5.25", "−2·10^{30}"]


def test_what_has_no_pixel_is_said():
    assert left_out(heat(np.zeros((64, 129))), 670, 110, -0.5, 128.5) == ""
    assert left_out(heat(np.zeros((512, 1025))), 670, 110, -0.5, 1024.5) == (
        "110 of 512 units, 670 of 1025 steps have a pixel"
    )


def test_the_mouse_reads_units_and_norms(shown, hover):
    answer = made.pair()
    stack = shown(answer)
    stack._session.move(Moment("whole", 100.0))
    scale, (curves, states, cells) = stack.canvas.scale_, stack.canvas.panels
    x, plot = scale.px(37), states.place.plot
    value = answer.results[0].hidden[-1, 37, 0, 16]
    words = hover(stack, x, plot.top() + 16.5 / 64 * plot.height())
    assert words.startswith("unit 17 · t = 37 · h = ")
    assert float(words.split("= ")[-1].replace("−", "-")) == pytest.approx(value, rel=0.01)
    assert "tanh c = " in hover(stack, x, cells.place.plot.center().y())
    curve = curves.panel.curves[0]
    words = hover(stack, x, curves.px(curve.y[37]) + 3)
    assert words.startswith("A ‖∂L/∂h_{37}‖ = ")
    assert hover(stack, x, curves.px(curves.panel.curves[1].y[37])).startswith("B ")
    assert hover(stack, 5, 5) == ""
    grab(stack.canvas)


def test_the_mouse_reads_characters_and_exact_zeros(shown, hover):
    text = made.answer(made.result(RNN.replace(input="text", text="a b\n" * 40)))
    stack = shown(text)
    plot = stack.canvas.panels[-1].place.plot
    scale = stack.canvas.scale_
    said = [hover(stack, scale.px(step), plot.center().y()) for step in (0, 1, 2, 4)]
    assert said == ["t = 0 · reads nothing", "t = 1 · reads “a”", "t = 2 · reads “␣”", "t = 4 · reads “↵”"]
    stack.hide()
    dead = made.answer(made.result(RNN, np.r_[np.full(100, -np.inf), np.linspace(-3, 0, 29)]))
    stack = shown(dead)
    curves = stack.canvas.panels[0]
    assert "ρ^{k}" in hover(stack, stack.canvas.scale_.px(126), curves.px(curves.panel.curves[1].y[126]))
    assert hover(stack, stack.canvas.scale_.px(127), curves.px(-0.1)).startswith("‖∂L/∂h_{127}‖ = 0.7")


EDGES = {
    "T = 1, H = 1": made.result(Experiment(steps=1, hidden_size=1)),
    "all zero": made.result(RNN, np.full(129, -np.inf)),
    "one point": made.result(RNN, np.r_[np.full(128, -np.inf), 0.0]),
    "a zero hidden state": made.result(RNN, state=np.zeros((129, 6))),
    "explodes to 1e+400": made.result(RNN, np.linspace(400, 0, 129)),
    "vanishes to 1e-600": made.result(RNN, np.linspace(-600, 0, 129)),
    "holes": made.result(RNN, np.where(np.arange(129) % 7 == 0, np.nan, 0.0)),
    "T = 100000": made.result(Experiment(steps=100_000, hidden_size=2)),
    "a dead ReLU": made.result(RNN.replace(cell="rnn_relu"), state=np.zeros((129, 6))),
    "infinite states": made.result(RNN.replace(cell="rnn_linear"), state=np.full((129, 6), np.inf)),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES)
@pytest.mark.filterwarnings("ignore:All-NaN")
def test_the_edges_of_every_range_are_drawn(shown, hover, edge):
    stack = shown(made.answer(edge))
    steps = stack._session.steps
    for phase in ("forward", "loss", "backward", "whole"):
        stack._session.move(Moment(phase, steps / 2, 0.5))
        seen = grab(stack)
        assert (~like(seen, THEMES["light"].window)).mean() > 0.002
    for panel in stack.canvas.panels:
        assert hover(stack, stack.canvas.scale_.px(steps), panel.place.plot.center().y())


def test_a_picture_without_a_gradient_says_so(shown):
    stack = shown(made.answer(EDGES["all zero"]))
    assert type(stack.canvas.panels[0]).__name__ == "EmptyPanel"
    one = made.answer(EDGES["one point"], EDGES["all zero"])
    stack = shown(one)
    labels = [label for label in stack.canvas.panels[0].names.labels if label.role == "b"]
    assert len(labels) == 1
    dots = stack.canvas.panels[0].lines[0].dots
    assert dots.isVisible()
    assert dots.getData()[0].tolist() == [128.0]


def test_a_long_picture_is_decimated_to_its_pixels(shown):
    stack = shown(made.answer(EDGES["T = 100000"]))
    x, _ = stack.canvas.panels[0].lines[0].bright.getData()
    assert 500 < len(x) < 2000
    assert "of 100001 steps have a pixel" in stack.canvas.panels[1].note()


def test_the_text_is_whole_where_it_fits_and_near_the_cursor_where_not(shown):
    short = made.result(RNN.replace(input="text", text="to be or not to be, " * 10, steps=60))
    stack = shown(made.answer(short))
    assert stack.canvas.panels[-1].fits
    long = made.result(RNN.replace(input="text", text="to be or not to be, " * 100, steps=1000))
    stack = shown(made.answer(long))
    panel = stack.canvas.panels[-1]
    assert not panel.fits
    assert panel.note() == "those around the cursor"
    stack._session.move(Moment("whole", 500.0))
    assert (~like(grab(stack.canvas)[panel.place.plot.top() + 4 : panel.place.plot.bottom() - 4], "#F6F6F3")).any()
