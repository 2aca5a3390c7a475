"""Bars stand on each other, on their own side of zero, and fewer bars are means of more."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from gradviz.charts.chart import Axis, Bars
from gradviz.charts.stacks import extent, stacked, thinned, together

AXIS = Axis("", -1.0, 1.0)
NAN, INF = np.nan, np.inf


def bars(*values: float, shade="solid", first: int = 1) -> Bars:
    return Bars("", "", first, np.array(values), "a", shade)


def test_what_takes_hangs_below_zero_and_what_gives_stands_above() -> None:
    first, second, third = stacked((bars(-0.2, 0.1), bars(-0.3, -0.2), bars(0.4, 0.3)), AXIS, 100)
    np.testing.assert_array_equal(first.edges, [0, 1, 2])
    np.testing.assert_allclose([first.low, first.high], [[-0.2, 0], [0, 0.1]])
    np.testing.assert_allclose([second.low, second.high], [[-0.5, -0.2], [-0.2, 0]])
    np.testing.assert_allclose([third.low, third.high], [[0, 0.1], [0.4, 0.4]])


def test_a_line_is_not_stacked_and_moves_nothing() -> None:
    line, after = stacked((bars(0.5, shade="line"), bars(0.25)), AXIS, 100)
    assert line.low == line.high == 0.5
    assert (after.low, after.high) == (0.0, 0.25)


def test_a_hole_stays_a_hole_and_does_not_end_the_stack() -> None:
    hole, over = stacked((bars(NAN, 0.1), bars(0.2, 0.2)), AXIS, 100)
    assert np.isnan([hole.low[0], hole.high[0]]).all()
    np.testing.assert_allclose([over.low, over.high], [[0, 0.1], [0.2, 0.3]])


def test_an_infinite_bar_reaches_the_edge_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        down, up = stacked((bars(-INF, -0.1), bars(INF, -INF)), AXIS, 100)
    np.testing.assert_allclose([down.low, down.high], [[-1, -0.1], [0, 0]])
    np.testing.assert_allclose([up.low, up.high], [[0, -1], [1, -0.1]])


def test_fewer_bars_are_means_and_the_means_add_up() -> None:
    draw = np.random.default_rng(0)
    one, other = draw.normal(size=(2, 103))
    edges, whole = thinned(bars(*(one + other)), 25)
    parts = [thinned(bars(*part), 25)[1] for part in (one, other)]
    np.testing.assert_allclose(parts[0] + parts[1], whole)
    assert (edges[0], edges[-1], len(edges)) == (0, 103, len(whole) + 1)
    assert np.diff(edges[:-1]).tolist() == [5.0] * 20
    assert whole[-1] == pytest.approx((one + other)[100:].mean())


def test_a_step_without_a_gradient_counts_for_nothing_and_an_infinite_one_is_never_lost() -> None:
    _, values = thinned(bars(NAN, 0.5, NAN, NAN, 0.1, -INF), 3)
    np.testing.assert_array_equal(values, [0.5, NAN, -INF])


def test_as_many_bars_as_there_is_room_for() -> None:
    assert [together(steps, 100) for steps in (1, 100, 101, 200, 100_000)] == [1, 1, 2, 2, 1000]
    assert together(5, 0) == 5


def test_the_extent_holds_both_sides_of_every_stack_and_zero() -> None:
    panel = (bars(-0.2, 0.1, -INF), bars(-0.3, 0.4, NAN), bars(9.0, 9.0, 9.0, shade="line"))
    assert extent(panel, (bars(0.6),)) == pytest.approx((-0.5, 0.6))
    assert extent((bars(-0.5),)) == (-0.5, 0.0)
    assert extent((), ()) == (0.0, 0.0)
