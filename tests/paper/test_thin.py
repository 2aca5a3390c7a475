"""Long data on a short page: no peak is lost, no mean is wrong, no hole is closed."""

from __future__ import annotations

import numpy as np

from gradviz.paper import thin


def test_short_curves_stay_as_they_are() -> None:
    x, y = np.arange(5.0), np.array([0.0, -np.inf, 1.0, np.nan, 2.0])
    points, values = thin.curve(x, y)
    np.testing.assert_array_equal(points, x)
    np.testing.assert_array_equal(values, [0.0, np.nan, 1.0, np.nan, 2.0])


def test_every_peak_survives_and_the_ends_stay() -> None:
    y = np.zeros(100_000)
    y[54_321], y[12_345] = 7.0, -3.0
    x, thinned = thin.curve(np.arange(100_000.0), y, 500)
    assert len(thinned) == 1000
    assert (x[0], x[-1]) == (0, 99_999)
    assert abs(x[thinned.argmax()] - 54_321) < 200
    assert abs(x[thinned.argmin()] - 12_345) < 200
    assert (thinned.max(), thinned.min()) == (7.0, -3.0)
    assert (np.diff(x) >= 0).all()


def test_a_falling_curve_falls_and_a_hole_stays_a_hole() -> None:
    y = -np.arange(40_000.0)
    y[10_000:20_000] = -np.inf
    _, thinned = thin.curve(np.arange(40_000.0), y, 100)
    known = thinned[np.isfinite(thinned)]
    assert (np.diff(known) <= 0).all()
    assert np.isnan(thinned).sum() >= 48


def test_the_mean_of_a_map_is_exact_for_uneven_blocks() -> None:
    values = np.random.default_rng(0).normal(size=(7, 1003))
    thinned = thin.mean_map(values, 3, 100)
    assert thinned.shape == (3, 100)
    np.testing.assert_allclose(thinned.mean(), values.mean(), atol=1e-12)
    first = (values[:, :10].sum(axis=1) + 0.03 * values[:, 10]) / 10.03
    expected = (first[:2].sum() + first[2] / 3) / (7 / 3)
    np.testing.assert_allclose(thinned[0, 0], expected, atol=1e-12)


def test_a_small_map_stays_as_it_is() -> None:
    values = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(thin.mean_map(values, 2, 3), values)


def test_lonely_points_are_those_without_a_neighbour() -> None:
    y = np.array([1.0, np.nan, 2.0, 3.0, -np.inf, 4.0])
    np.testing.assert_array_equal(thin.lonely(y), [True, False, False, False, False, True])
