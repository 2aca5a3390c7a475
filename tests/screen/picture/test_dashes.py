"""Where A and B differ by more than their colour, B is dashed as on paper, exactly and along the whole line."""

import dataclasses
import itertools

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.moment import Moment
from gradviz.charts.strokes import LONG_DASH, is_rough
from gradviz.charts.style import THEMES
from gradviz.paper import curves as paper
from gradviz.screen.painter.dashes import broken
from tests.screen.picture import made
from tests.screen.picture.pixels import grab, like

LIGHT = THEMES["light"]


def lengths(x, y):
    """Return how long each piece is that is drawn, and each hole between two of them."""
    there = np.isfinite(y)
    edges = np.flatnonzero(np.diff(there.astype(int))) + 1
    pieces = [part for part in np.split(np.stack([x, y], 1), edges) if np.isfinite(part[0, 1])]
    drawn = [np.hypot(*np.diff(piece, axis=0).T).sum() for piece in pieces]
    return drawn, [np.hypot(*(after[0] - before[-1])) for before, after in itertools.pairwise(pieces)]


def test_dashes_are_even_however_the_line_bends_and_wherever_its_points_are():
    x = np.unique(np.append(np.linspace(0, 200, 7), np.linspace(80, 90, 300)))
    y = np.where(x < 100, 2 * x, 400 - 2 * x)
    drawn, holes = lengths(*broken(x, y, (x, y), 12.0, 5.0))
    assert drawn[:-1] == pytest.approx([12.0] * (len(drawn) - 1))
    assert holes == pytest.approx([5.0] * len(holes), abs=3.0)  # round the corner it is shorter as the crow flies
    assert sorted(holes)[len(holes) // 2] == pytest.approx(5.0)
    assert len(drawn) == int(np.hypot(100, 200) * 2 / 17) + 1


def test_dashes_are_as_long_on_the_screen_as_told_whatever_the_units():
    x, y = np.linspace(0, 1, 5), np.linspace(0, -300, 5)
    found, heights = broken(x, y, (1000 * x, np.zeros(5)), 30.0, 10.0)
    drawn, holes = lengths(1000 * found, np.where(np.isnan(heights), np.nan, 0))
    assert (len(drawn), len(holes)) == (25, 24)
    assert drawn == pytest.approx([30.0] * 25)


def test_a_hole_stays_a_hole_and_a_lonely_point_a_point():
    x, y = np.arange(9.0), np.array([0, 0, np.nan, 0, np.nan, np.nan, 0, 0, 0.0])
    found, heights = broken(x, y, (x, y), 50.0, 10.0)
    assert found.tolist() == x.tolist()
    assert np.isnan(heights).tolist() == np.isnan(y).tolist()
    assert [part.tolist() for part in broken(x[:0], y[:0], (x[:0], y[:0]), 5.0, 1.0)] == [[], []]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_b_has_holes_and_a_has_none(shown, look, theme):
    gaps = {}
    for styles in (False, True):
        look.line_styles = styles
        stack = shown(made.pair(), theme=theme)
        stack._session.move(Moment("whole", 0.0))
        panel = stack.canvas.panels[0]
        bright = [np.isnan(line.bright.yData).sum() for line in panel.lines[:2]]
        faint = [np.isnan(line.faint.yData).sum() for line in panel.lines[:2]]
        assert bright == faint
        gaps[styles] = bright
    assert gaps[False] == [0, 0]
    assert gaps[True][0] == 0
    assert gaps[True][1] > 20


def test_a_line_too_rough_for_dashes_is_solid_as_on_paper(shown, look):
    look.line_styles = True
    answer = made.pair()
    stack = shown(answer)
    panel = stack.canvas.panels[0]
    heights = np.tile([0.0, 400.0], 40)
    assert is_rough(heights, 1000)
    assert not is_rough(heights[:4], 1000)
    curve = panel.panel.curves[1]
    x = np.arange(128.0)
    y = np.where(x % 2, panel.panel.y.low, panel.panel.y.high)
    assert panel._styled(curve, x, y)[1] is y


def test_b_has_a_diamond_at_the_cursor_where_a_has_a_disc(shown, look):
    seen = {}
    for styles in (False, True):
        look.line_styles = styles
        stack = shown(made.pair())
        stack._session.move(Moment("backward", 40.0))
        pixels, panel = grab(stack.canvas), stack.canvas.panels[0]
        for curve, colour in zip(panel.panel.curves, (LIGHT.a, LIGHT.b), strict=False):
            x, y = round(panel.scale.px(40.0)), round(panel.px(float(curve.y[40])))
            reach = panel.ink.type.px(5)
            tile = like(pixels[y - reach : y + reach + 1, x - reach : x + reach + 1], colour, 40)
            seen[curve.role, styles] = int(tile.sum())
    assert seen["a", True] == seen["a", False]
    assert seen["b", True] < 0.95 * seen["b", False]


def test_screen_and_paper_have_the_same_dashes():
    assert paper._STYLE["b"]["dashes"] == LONG_DASH


def test_all_but_curves_of_a_and_b_stand_in_panels_of_their_own():
    """Where only a colour would tell them apart, a place and a letter do."""
    results = [gradviz.run(gradviz.Experiment(cell=cell, steps=8, hidden_size=3)) for cell in ("rnn_tanh", "lstm")]
    for kind in CHARTS.values():
        for panel in kind(*results).panels:
            marks = (*panel.points, *panel.bars, *panel.maps, *panel.fans, *panel.circles, *panel.slices)
            roles = {mark.role for mark in marks} | {handle.slot for handle in panel.handles}
            assert not {"a", "b"} <= roles, (kind.name, panel.name)


def test_b_has_holes_where_it_lies_on_a_that_both_are_seen(shown):
    both = made.pair()
    a, b = both.results
    over = made.answer(a, dataclasses.replace(b, log10_grad_hidden=a.log10_grad_hidden))
    for answer, holes in ((both, False), (over, True)):
        stack = shown(answer)
        stack._session.move(Moment("whole", 0.0))
        first, second = stack.canvas.panels[0].lines[:2]
        assert not np.isnan(first.bright.yData).any()
        assert np.isnan(second.bright.yData).any() == holes
