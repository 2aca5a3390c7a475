"""All measured norms over time: the Result's own, each under its own name."""

from __future__ import annotations

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.charts.quantities import middle_half
from gradviz.experiment import Experiment
from tests.charts.made import made

ZERO = -np.inf


def asked(**fields):
    return gradviz.run(Experiment(**{"steps": 12, "hidden_size": 4, "input_size": 3, **fields}))


def curves(panel):
    return {curve.column: curve for curve in panel.curves}


@pytest.mark.parametrize("layers", [1, 3])
def test_every_curve_is_the_results_own(layers: int) -> None:
    a, b = asked(layers=layers), asked(cell="lstm", layers=layers)
    first, second = map(curves, CHARTS["quantities"](a, b).panels[::2])
    assert list(first) == ["log10_grad_hidden_a", "log10_grad_input_a", "log10_grad_recurrent_a"]
    assert list(second) == [
        "log10_grad_hidden_b", "log10_grad_cell_b", "log10_grad_input_b", "log10_grad_recurrent_b",
    ]  # fmt: skip
    for result, found, letter in ((a, first, "a"), (b, second, "b")):
        np.testing.assert_array_equal(found[f"log10_grad_hidden_{letter}"].y, result.log10_grad_hidden[-1, :, 0])
        np.testing.assert_array_equal(found[f"log10_grad_input_{letter}"].y, result.log10_grad_input[:, 0])
        np.testing.assert_array_equal(found[f"log10_grad_recurrent_{letter}"].y, result.log10_grad_recurrent[-1])
        np.testing.assert_array_equal(found[f"log10_grad_hidden_{letter}"].x, np.arange(13))
        np.testing.assert_array_equal(found[f"log10_grad_input_{letter}"].x, np.arange(1, 13))
        np.testing.assert_array_equal(found[f"log10_grad_recurrent_{letter}"].x, np.arange(1, 13))
    np.testing.assert_array_equal(second["log10_grad_cell_b"].y, b.log10_grad_cell[-1, :, 0])


def test_both_networks_share_one_scale_that_holds_all() -> None:
    a, b = asked(spectral_radius=0.1), asked(cell="lstm", forget_bias=5.0, batch_size=9)
    first, _, second, _ = CHARTS["quantities"](a, b).panels
    assert first.y == second.y
    drawn = [curve.y for panel in (first, second) for curve in panel.curves] + [second.bands[0].high]
    low, high = (pick(pick(y[np.isfinite(y)]) for y in drawn) for pick in (min, max))
    assert first.y.low < low < high < first.y.high


def test_a_batch_has_its_median_inside_the_band_of_its_middle_half() -> None:
    result = asked(batch_size=8, cell="gru")
    panel = CHARTS["quantities"](result).panels[0]
    (band,) = panel.bands
    np.testing.assert_array_equal(panel.curves[0].y, np.median(result.log10_grad_hidden[-1], axis=1))
    assert (band.low <= panel.curves[0].y).all()
    assert (band.high >= panel.curves[0].y).all()
    inside = (result.log10_grad_hidden[-1] >= band.low[:, None]) & (result.log10_grad_hidden[-1] <= band.high[:, None])
    assert (inside.sum(1) == 6).all()  # 8 sequences without the lowest and the highest
    assert not CHARTS["quantities"](asked()).panels[0].bands


def test_the_ratios_are_those_of_each_sequence_on_one_scale() -> None:
    a, b = asked(batch_size=5), asked(cell="lstm", batch_size=5)
    _, first, _, second = CHARTS["quantities"](a, b).panels
    assert first.y == second.y
    assert list(curves(first)) == ["log10_ratio_input_a"]
    hidden = b.log10_grad_hidden[-1]
    found = curves(second)
    np.testing.assert_array_equal(found["log10_ratio_cell_b"].y, np.median(b.log10_grad_cell[-1] - hidden, axis=1))
    np.testing.assert_array_equal(found["log10_ratio_input_b"].y, np.median(b.log10_grad_input - hidden[1:], axis=1))
    np.testing.assert_array_equal(found["log10_ratio_input_b"].x, np.arange(1, 13))
    assert found["log10_ratio_cell_b"].symbol == "‖∂L/∂c_t‖ / ‖∂L/∂h_t‖"
    alone = asked()
    ratio = curves(CHARTS["quantities"](alone).panels[1])["log10_ratio_recurrent"].y
    expected = alone.log10_grad_recurrent[0] - alone.log10_grad_hidden[0, 1:, 0]
    np.testing.assert_array_equal(ratio, expected)


def test_lines_of_one_colour_differ_in_dash_and_tone() -> None:
    for panel in CHARTS["quantities"](asked(cell="lstm")).panels:
        assert len({(curve.dash, curve.tone) for curve in panel.curves}) == len(panel.curves)
        assert len({curve.dash for curve in panel.curves}) == len(panel.curves)


def test_the_quartiles_of_true_zeros_are_true_zeros() -> None:
    low, high = middle_half(np.array([[ZERO, ZERO, -3.0, -1.0, 0.0], [ZERO] * 5, [1.0, 2.0, 3.0, 4.0, 5.0]]))
    np.testing.assert_array_equal(low, [ZERO, ZERO, 2.0])
    np.testing.assert_array_equal(high, [-1.0, ZERO, 4.0])


def test_the_mouse_is_told_which_quantity_it_reads() -> None:
    symbols = [curve.symbol for curve in CHARTS["quantities"](asked(cell="lstm")).panels[0].curves]
    assert symbols == ["‖∂L/∂h_t‖", "‖∂L/∂c_t‖", "‖∂L/∂x_t‖", "‖(∂L/∂W_{hh})_t‖"]


@pytest.mark.parametrize(
    ("added", "words"),
    [
        ([-5.0, -3.5, -1.0, 0.0, -2.0], "step t = 4, which adds 1.00; each of the first 2 steps adds less than"),
        ([-1.0, -3.5, 0.0], "no stretch at the beginning"),
        ([ZERO, ZERO], "learns nothing"),
    ],
)
def test_the_sentence_says_from_which_steps_w_hh_learns(added: list[float], words: str) -> None:
    result = made(np.array([0.0, *added]) - 0.5)
    assert words in CHARTS["quantities"](result).sentences[0][1]


EDGES = {
    "one step": {"steps": 1},
    "one unit": {"hidden_size": 1},
    "exploding": {"cell": "rnn_linear", "spectral_radius": 60.0, "steps": 400},
    "rho 0": {"spectral_radius": 0.0},
    "large batch": {"batch_size": 256},
    "eight layers": {"layers": 8, "cell": "gru"},
    "every": {"loss": "every"},
    "early": {"loss_step": 4},
    "text": {"input": "text", "text": "a short text, long enough"},
    "truncated": {"truncation": 3, "loss": "every"},
}


@pytest.mark.parametrize("name", ["quantities", "theory", "truncation"])
@pytest.mark.parametrize("edge", EDGES)
def test_every_edge_is_drawn_or_said_in_words(name: str, edge: str, recwarn) -> None:
    result = asked(**EDGES[edge])
    for chart in (CHARTS[name](result), CHARTS[name](result, asked(cell="lstm", steps=result.experiment.steps))):
        for panel in chart.panels:
            assert panel.empty or any(np.isfinite(curve.y).any() for curve in panel.curves)
            assert np.isfinite([panel.y.low, panel.y.high]).all()
            assert not any(np.isnan(curve.y).any() for curve in panel.curves if "grad" in curve.column)
        assert all("nan" not in words and len(words) < 600 for _, words in chart.sentences)
    assert not recwarn.list


def test_no_gradient_at_all_is_said_in_words() -> None:
    given = np.zeros((1, 4))
    result = gradviz.run(Experiment(steps=12, hidden_size=4, input_size=3, truncation=4), loss_gradient=given)
    for name in ("quantities", "theory", "truncation"):
        chart = CHARTS[name](result)
        assert "exactly zero" in chart.panels[0].empty
        assert "nan" not in chart.sentences[0][1]
