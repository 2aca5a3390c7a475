"""Bands, dashes and walls on paper, and in the table."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import PolyCollection

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.style import THEMES
from gradviz.experiment import Experiment
from gradviz.paper.figure import figure
from gradviz.paper.table import lines
from tests.charts.made import made


def axes_of(chart):
    return figure(chart, 576.0, THEMES["light"]).axes


def test_a_band_is_drawn_between_its_edges_and_tabulated() -> None:
    draw = np.random.default_rng(0)
    result = made(draw.normal(size=(9, 7)), batch_size=7)
    chart = CHARTS["quantities"](result)
    (band,) = chart.panels[0].bands
    (area,) = [item for item in axes_of(chart)[0].collections if isinstance(item, PolyCollection)]
    heights = area.get_paths()[0].vertices[:, 1]
    assert (heights.min(), heights.max()) == (band.low.min(), band.high.max())
    names, *rows = [line.split(",") for line in lines(chart) if not line.startswith("#")]
    low, high = (names.index(f"log10_grad_hidden_{edge} [log10]") for edge in ("low", "high"))
    np.testing.assert_array_equal([float(row[low]) for row in rows], band.low)
    np.testing.assert_array_equal([float(row[high]) for row in rows], band.high)


def test_lines_of_one_colour_are_drawn_with_their_own_dashes_and_tones() -> None:
    result = gradviz.run(Experiment(steps=12, hidden_size=4, cell="lstm"))
    drawn = [line for line in axes_of(CHARTS["quantities"](result))[0].lines if len(line.get_xdata()) > 2]
    assert len({str(line._dash_pattern) for line in drawn}) == 4
    assert len({line.get_color() for line in drawn}) == 3


def test_walls_are_thinner_than_the_loss() -> None:
    result = gradviz.run(Experiment(steps=12, hidden_size=4, truncation=5))
    walls = [line for line in axes_of(CHARTS["truncation"](result))[0].lines if len(set(line.get_xdata())) == 1]
    thick = {float(line.get_xdata()[0]): line.get_linewidth() for line in walls}
    assert set(thick) == {0.5, 5.5, 10.5, 12.0}
    assert all(thick[12.0] > thick[wall] for wall in (0.5, 5.5, 10.5))
