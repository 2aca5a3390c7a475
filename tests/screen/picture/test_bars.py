"""Stacked bars on the screen: their pixels, their place in the story, their words under the mouse, their cost."""

import dataclasses

import numpy as np
import pytest

from gradviz.charts.chart import Axis, Bars, Level, Panel
from gradviz.charts.moment import Moment
from gradviz.charts.parts.over_time import time_axis
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from gradviz.screen.painter.bar_panel import BarPanel
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

LIGHT = THEMES["light"]
NAN, INF = np.nan, np.inf


def bars(values, shade="solid", role="a", label="tanh′ (saturation)", first=1):
    return Bars(label, "activation", first, np.asarray(values, float), role, shade, "decades")


def answer(*series, steps=4, subtitle=""):
    """An answer whose picture is one panel of bars on an axis from −1 to 1."""
    whole = made.answer(made.result(Experiment(cell="rnn_tanh", steps=steps, hidden_size=2)))
    level = Level(0.0, "keeps the gradient", "neutral")
    panel = Panel(
        "bars", "Bars", time_axis(steps), Axis("decades", -1.0, 1.0), subtitle, "a", bars=series, levels=(level,)
    )
    return made.redrawn(whole, panels=(panel,))


def panel_of(stack):
    (panel,) = stack.canvas.panels
    assert type(panel) is BarPanel
    return panel


def shares(stack, colour, within=3):
    """How much of the middle of every step's bar has a colour, from the panel's bottom to its top."""
    panel, seen = panel_of(stack), grab(stack.canvas)
    plot = panel.place.plot
    columns = [round(panel.scale.px(step - 0.5)) for step in range(1, 5)]
    return [float(like(seen[plot.top() : plot.bottom() + 1, x - 2 : x + 2], colour, within).mean()) for x in columns]


@pytest.mark.parametrize("theme", THEMES)
def test_a_bar_has_its_height_in_its_colour_between_its_steps(shown, theme):
    series = bars([-0.5, 0.25, NAN, -INF]), bars([0.4] * 4, role="loss")
    stack = shown(answer(*series), theme=theme)
    stack._session.move(Moment("whole", 0.0))
    assert shares(stack, THEMES[theme].a) == pytest.approx([0.25, 0.125, 0.0, 0.5], abs=0.01)
    assert shares(stack, THEMES[theme].loss) == pytest.approx([0.2] * 4, abs=0.01)
    panel, seen = panel_of(stack), grab(stack.canvas)
    row, edge = round(panel.px(-0.25)), round(panel.scale.px(1))
    filled = like(seen[row], THEMES[theme].a, 3)
    assert filled[edge - 2]
    assert not filled[edge + 2]


def test_a_hatched_bar_is_pale_under_lines_of_the_full_colour(shown):
    pale = LIGHT.bar_colour("a", "hatched", LIGHT.window)
    for shade, dense in (("hatched", 0.15), ("crossed", 0.02)):
        stack = shown(answer(bars([1.0] * 4, shade=shade)))
        stack._session.move(Moment("whole", 0.0))
        assert all(dense / 2 < share < 0.45 for share in shares(stack, pale, 6))
        assert all(share > 0.01 for share in shares(stack, LIGHT.a, 40))


def test_the_line_stands_at_what_the_bars_add_up_to_and_a_hole_breaks_it(shown):
    stack = shown(answer(bars([-0.5, 0.25, NAN, 0.5]), bars([-0.5, 0.25, NAN, 0.5], shade="line")))
    stack._session.move(Moment("whole", 0.0))
    panel, seen = panel_of(stack), grab(stack.canvas)
    dark = like(seen, LIGHT.text, 60)
    for step, height in ((1, -0.5), (2, 0.25), (4, 0.5)):
        x, y = round(panel.scale.px(step - 0.5)), round(panel.px(height))
        assert dark[y - 2 : y + 3, x].any()
    x = round(panel.scale.px(2.5))
    assert not dark[panel.place.plot.top() : panel.place.plot.bottom(), x].any()


def test_backward_veils_what_the_gradient_has_not_passed(shown):
    stack = shown(answer(bars([1.0] * 4)))
    for phase, step, bright in (
        ("forward", 2.0, [0, 0, 0, 0]),
        ("backward", 2.0, [0, 0, 0.5, 0.5]),
        ("backward", 0.0, [0.5, 0.5, 0.5, 0.5]),
        ("whole", 3.0, [0.5, 0.5, 0.5, 0.5]),
    ):
        stack._session.move(Moment(phase, step))
        assert shares(stack, LIGHT.a, 24) == pytest.approx(bright, abs=0.01)


def test_the_mouse_reads_the_bar_that_it_is_on(shown, hover):
    series = bars([-0.5, 0.25, NAN, -INF]), bars([-0.3] * 4, label="W_{hh}"), bars([-0.8] * 4, "line", label="total")
    stack = shown(answer(*series))
    stack._session.move(Moment("whole", 0.0))
    panel = panel_of(stack)

    def read(step, y):
        return hover(stack, panel.scale.px(step), panel.px(y))

    assert read(0.9, -0.25) == "t = 1 → 0 · tanh′ (saturation) −0.500 decades (×0.316)"
    assert read(0.1, -0.6) == "t = 1 → 0 · W_{hh} −0.300 decades (×0.501)"
    assert read(0.5, -0.95) == "t = 1 → 0 · total −0.800 decades (×0.158)"
    assert read(1.1, 0.1) == "t = 2 → 1 · tanh′ (saturation) +0.250 decades (×1.78)"
    assert read(3.5, -0.9) == "t = 4 → 3 · tanh′ (saturation): leaves exactly zero"
    assert read(-0.3, 0.5).startswith("t = 1 → 0 · total")
    assert read(4.4, 0.5).startswith("t = 4 → 3 · total")
    stack.hide()
    nothing = shown(answer(bars([NAN] * 4), bars([NAN] * 4, "line", label="total")))
    panel = panel_of(nothing)
    assert hover(nothing, panel.scale.px(1.5), panel.px(0.5)) == "t = 2 → 1 · no gradient"


def test_many_steps_share_a_bar_and_words_say_how_many(shown):
    draw = np.random.default_rng(0).normal(size=1024)
    panel = panel_of(shown(answer(bars(draw), steps=1024)))
    assert panel.each == 4
    (stack,) = panel.stacks
    assert len(stack.edges) == 257
    means = draw.reshape(-1, 4).mean(axis=1)
    np.testing.assert_allclose(stack.high.clip(0) + stack.low.clip(max=0), means.clip(-1, 1))


def test_a_zoomed_picture_has_a_bar_a_step_again(shown):
    stack = shown(answer(bars(np.linspace(-1, 0, 1024)), steps=1024))
    stack.canvas.zoom(0.1, 500.0)
    panel = panel_of(stack)
    assert panel.each == 1
    edges = panel.stacks[0].edges
    assert edges[0] <= stack.canvas.scale_.low <= stack.canvas.scale_.high <= edges[-1]
    assert len(edges) < 110


def test_the_header_keeps_title_key_and_subtitle_apart(shown):
    series = [bars([0.0] * 4, label=f"a long name of a term (number {index})") for index in range(3)]
    stack = shown(answer(*series, subtitle="a subtitle that leaves no room"))
    panel = panel_of(stack)
    title = panel.ink.type.face(12).words("Bars").width
    assert panel.key.width < panel.place.plot.width() - title
    assert [named for named, _ in panel.key._names] == series
    assert "(" not in "".join(piece.text for _, words in panel.key._names for piece in words._pieces)


def test_a_long_refusal_is_broken_into_lines_that_fit(shown):
    refused = answer()
    words = "The states of this network left the range of floats, so its steps cannot be replayed. " * 2
    (panel,) = refused.chart.panels
    panel = dataclasses.replace(panel, empty=words.strip())
    stack = shown(made.redrawn(refused, panels=(panel,)))
    stack._session.move(Moment("whole", 0.0))
    (drawn,) = stack.canvas.panels
    plot = drawn.place.plot
    assert drawn.ink.type.face(13).words(words).width > plot.width()
    rows = like(grab(stack.canvas), LIGHT.secondary, 40)[plot.top() + 4 : plot.bottom() - 4, plot.left() + 90 :].any(
        axis=1
    )
    assert np.count_nonzero(np.diff(rows.astype(int)) == 1) >= 2
    lines = drawn.ink.type.face(13).wrapped(words, 300)
    assert all(line.width <= 300 for line in lines)
    assert " ".join(piece.text for line in lines for piece in line._pieces).split() == words.split()
