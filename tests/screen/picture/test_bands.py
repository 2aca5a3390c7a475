"""A band is drawn where it has two edges, with nothing cut off and nothing joined across a hole."""

import numpy as np

from gradviz.charts import CHARTS
from gradviz.charts.chart import Band
from gradviz.screen.painter.bands import pieces
from tests.charts.made import made
from tests.screen.picture import made as answers

ZERO = -np.inf


def band(low, high):
    return Band("g", np.arange(len(low), dtype=float), np.asarray(low, float), np.asarray(high, float), "a")


def test_a_hole_parts_a_band():
    first, second = pieces(band([0, 1, np.nan, 3, 4], [1, 2, np.nan, 4, 5]), -10.0, 100)
    assert first.tolist() == [[0, 1], [1, 2], [1, 1], [0, 0]]
    assert second[:, 0].tolist() == [3, 4, 4, 3]


def test_a_true_zero_below_reaches_the_bottom_and_one_above_is_a_hole():
    (found,) = pieces(band([ZERO, ZERO, -3], [ZERO, -1, -1]), -7.0, 100)
    assert found.tolist() == [[1, -1], [2, -1], [2, -3], [1, -7]]
    assert pieces(band([ZERO] * 3, [ZERO] * 3), -7.0, 100) == []


def test_a_long_band_keeps_the_spike_of_a_single_step():
    high = np.zeros(100_001)
    high[77_777] = 40.0
    (found,) = pieces(band(np.full(100_001, -1.0), high), -7.0, 1000)
    assert len(found) <= 2002
    assert (found[:, 1].max(), found[:, 1].min()) == (40.0, -1.0)


def test_a_band_is_on_the_screen_and_goes_with_its_batch(shown, qtbot):
    stack = shown(answers.pair())
    for size, bands in ((5, 1), (1, 0)):
        stack.canvas.show_chart(CHARTS["quantities"](made(np.zeros((9, size)), batch_size=size)), stack.canvas._story)
        assert len(stack.canvas.panels[0]._bands) == bands
        assert all(not item.item.path().isEmpty() for item in stack.canvas.panels[0]._bands)
        stack.canvas.grab()
