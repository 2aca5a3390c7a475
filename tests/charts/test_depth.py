"""The gradient of every layer, as curves and as a map: the Result's own numbers in their own rows."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from gradviz.charts import CHARTS
from gradviz.charts.style import THEMES
from tests.charts.made import made

ZERO = -math.inf
DRAW = np.random.default_rng(5)


def stacked(layers: int = 3, steps: int = 6, batch: int = 1, **fields):
    """A Result with another gradient in every layer, step and sequence."""
    result = made(steps=steps, layers=layers, batch_size=batch, **fields)
    return dataclasses.replace(result, log10_grad_hidden=DRAW.uniform(-9, 2, (layers, steps + 1, batch)))


def test_every_layer_has_its_curve_and_its_row() -> None:
    result = stacked()
    curves, layers = CHARTS["depth"](result).panels
    assert [curve.label for curve in curves.curves] == ["layer 3", "layer 2", "layer 1"]
    heat = layers.maps[0]
    assert heat.order == (3, 2, 1)
    for row, curve in enumerate(curves.curves):
        expected = result.log10_grad_hidden[heat.number(row) - 1, :, 0]
        assert curve.column == f"log10_grad_hidden_l{heat.number(row)}"
        np.testing.assert_array_equal(curve.y, expected)
        np.testing.assert_array_equal(heat.values[row], expected)
    assert heat.low <= heat.values.min() < heat.values.max() <= heat.high


def test_a_batch_is_shown_by_its_median_and_says_so() -> None:
    result = stacked(layers=2, batch=5)
    curves, _ = CHARTS["depth"](result).panels
    np.testing.assert_array_equal(curves.curves[1].y, np.median(result.log10_grad_hidden[0], axis=1))
    assert "median of 5 sequences" in curves.subtitle


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_the_curves_of_eight_layers_have_eight_colours(theme) -> None:
    curves = [curve for panel in CHARTS["depth"](stacked(8), stacked(8)).panels for curve in panel.curves]
    assert len({theme.role_colour(curve.role, curve.tone) for curve in curves}) == 16
    assert theme.role_colour("a", curves[0].tone) == theme.a


def test_two_networks_share_their_scales() -> None:
    a, b = stacked(), stacked()
    b = dataclasses.replace(b, log10_grad_hidden=40 * b.log10_grad_hidden)
    first, first_map, second, second_map = CHARTS["depth"](a, b).panels
    assert (first.y.low, first.y.high) == (second.y.low, second.y.high)
    assert (first_map.maps[0].low, first_map.maps[0].high) == (second_map.maps[0].low, second_map.maps[0].high)
    assert [curve.label for curve in second.curves] == ["B layer 3", "B layer 2", "B layer 1"]


def test_the_sentence_compares_the_lowest_layer_with_the_top_one() -> None:
    curves = np.array([[-1.0, 0.0, -2.0], [-2.0, 0.0, 0.0]])[:, :, None]
    result = dataclasses.replace(made(steps=2, layers=2), log10_grad_hidden=curves)
    (words,) = [words for _, words in CHARTS["depth"](result).sentences]
    assert words == "Layer 1's gradient is 0.0100 times layer 2's at t = 2 and 10.0 times layer 2's at t = 0."


@pytest.mark.parametrize(
    ("below", "above", "words"),
    [
        (ZERO, ZERO, "like layer 2's exactly zero at t = 0"),
        (-2.0, ZERO, "0.0100 at t = 0, where layer 2's is exactly zero"),
        (ZERO, -1.0, "0 (exactly) times layer 2's at t = 0"),
    ],
)
def test_exact_zeros_are_said(below: float, above: float, words: str) -> None:
    curves = np.array([[below, 0.0, 0.0], [above, 0.0, 0.0]])[:, :, None]
    chart = CHARTS["depth"](dataclasses.replace(made(steps=2, layers=2), log10_grad_hidden=curves))
    assert chart.sentences[0][1].endswith(f" and {words}.")
    assert "exact zeros are darkest" in chart.panels[1].subtitle


def test_one_layer_is_shown_and_said() -> None:
    curves, layers = CHARTS["depth"](made()).panels
    assert len(curves.curves) == 1
    assert layers.maps[0].values.shape == (1, 9)
    assert "there is one layer" in curves.subtitle
    assert CHARTS["depth"](made()).sentences[0][1].endswith("There is one layer.")


def test_no_gradient_anywhere_is_said_in_words() -> None:
    result = made([ZERO] * 4, layers=3)
    assert all("exactly zero in every layer" in panel.empty for panel in CHARTS["depth"](result).panels)
    assert CHARTS["depth"](result).sentences[0][1] == "No gradient: it is exactly zero in all 3 layers, at every step."


def test_a_network_without_a_gradient_beside_one_that_has_it() -> None:
    _, _, curves, layers = CHARTS["depth"](stacked(), made([ZERO] * 7, layers=3)).panels
    assert curves.empty
    assert layers.empty
    assert not curves.curves
    assert not layers.maps
