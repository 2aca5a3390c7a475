"""Gates, saturation and depth on the screen: every panel has its room, every row says its own number."""

import dataclasses
import itertools

import numpy as np
import pytest

from gradviz.charts.moment import Moment
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

SMALL, LARGE = (776, 648), (1416, 1008)


def answer(chart, *cells, **fields):
    experiments = [Experiment(cell=cell, **{"hidden_size": 8, "steps": 32, **fields}) for cell in cells]
    return made.answer(*map(made.result, experiments), chart=chart)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["1280x720", "1920x1080"])
@pytest.mark.parametrize("chart", ["gates", "saturation", "depth"])
@pytest.mark.parametrize("cells", [("rnn_tanh", "lstm"), ("lstm", "gru"), ("lstm", "lstm")], ids="-".join)
def test_every_panel_has_its_room(shown, chart, cells, size):
    stack = shown(answer(chart, *cells, input="text", text="x" * 32, layers=3), size)
    panels = stack.canvas.panels
    for above, below in itertools.pairwise(panels):
        assert above.place.plot.bottom() < below.place.header
    assert panels[-1].place.plot.bottom() < stack.canvas.height()
    assert all(panel.place.plot.height() >= 24 for panel in panels if panel.panel.characters is None)


def test_a_sorted_row_says_the_number_and_the_value_of_its_own_unit(shown, hover):
    shown_answer = answer("gates", "lstm")
    stack = shown(shown_answer, SMALL)
    state = shown_answer.results[0].cell_state[-1, :, 0]
    panel = stack.canvas.panels[1]
    plot = panel.place.plot
    top = int(np.argmax(state[1:].mean(axis=0)))
    words = hover(stack, stack.canvas.scale_.px(20), plot.top() + plot.height() / 16)
    assert words == f"unit {top + 1} · t = 20 · c = {state[20, top]:.3g}".replace("-", "−")


def test_a_layer_of_the_map_says_its_own_number(shown, hover):
    stack = shown(answer("depth", "gru", layers=3), SMALL)
    plot = stack.canvas.panels[1].place.plot
    rows = [plot.top() + (row + 0.5) / 3 * plot.height() for row in range(3)]
    assert [hover(stack, plot.center().x(), y).split(" · ")[0] for y in rows] == ["layer 3", "layer 2", "layer 1"]


def test_a_share_is_named_with_its_symbol_and_unit(shown, hover):
    stack = shown(answer("saturation", "lstm"), SMALL)
    panel = next(panel for panel in stack.canvas.panels if panel.panel.name == "forget_gate")
    words = hover(stack, stack.canvas.scale_.px(12), panel.px(100))
    assert words == "share with f_{12} > 0.9 = 100\u00a0%"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_layers_are_drawn_in_tones_of_the_networks_colour(shown, theme):
    shown_answer = answer("depth", "rnn_tanh", layers=2)
    result = shown_answer.results[0]
    apart = result.log10_grad_hidden + np.array([3.0, 0.0])[:, None, None]
    stack = shown(made.answer(dataclasses.replace(result, log10_grad_hidden=apart), chart="depth"), SMALL, theme)
    stack._session.move(Moment("whole", 0.0))
    plot = stack.canvas.panels[0].place.plot
    seen = grab(stack.canvas)[plot.top() : plot.bottom(), plot.left() : plot.right()]
    for tone in (0.0, 1.0):
        assert like(seen, THEMES[theme].role_colour("a", tone)).sum() > plot.width() / 2
