"""Charts are the Result's numbers, named, on one time axis."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gradviz.charts import CHARTS
from gradviz.charts.question import distinctions, question
from tests.charts.made import lstm_like, made, tanh_rnn

A, B = tanh_rnn(steps=12, size=5), lstm_like(steps=12, size=5)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("results", [(A,), (A, B), (made([-math.inf] * 4),), (made([-1.0, 0.0]),)])
def test_every_chart_draws_every_result_on_one_time_axis(name: str, results: tuple) -> None:
    chart = CHARTS[name](*results)
    steps = results[0].experiment.steps
    assert chart.name == name
    assert list(chart.experiments) == [result.experiment for result in results]
    assert len(chart.sentences) == len(results)
    assert chart.question
    for panel in chart.panels:
        if panel.over_time:
            assert (panel.x.low, panel.x.high) == (-0.5, steps + 0.5)
        assert panel.x.low < panel.x.high
        assert math.isfinite(panel.y.low)
        assert panel.y.low < panel.y.high
        for curve in panel.curves:
            assert curve.x.shape == curve.y.shape
        for heat in panel.maps:
            assert panel.plane or np.isfinite(heat.values).all()
            assert heat.low < heat.high
        for bars in panel.bars:
            assert bars.y.ndim == 1
        assert panel.empty or any(drawn_in(panel))


def drawn_in(panel) -> tuple:
    return (
        panel.curves, panel.maps, panel.bars, panel.characters, panel.points, panel.fans, panel.slices, panel.lines
    )  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_says_what_it_tells_a_reader(name: str) -> None:
    assert len(CHARTS[name].help) > 30
    assert CHARTS[name].help.endswith(".")


def test_the_gradient_is_the_results_own() -> None:
    (panel,) = CHARTS["gradient"](A, B).panels
    first, second = panel.curves[:2]
    np.testing.assert_array_equal(first.y, A.log10_grad_hidden[-1, :, 0])
    np.testing.assert_array_equal(second.y, B.log10_grad_hidden[-1, :, 0])
    np.testing.assert_array_equal(first.x, np.arange(13))
    assert (first.role, second.role) == ("a", "b")
    assert (first.label, second.label) == ("A tanh RNN", "B LSTM, forget bias 3")
    assert panel.y.low < first.y.min() < first.y.max() < panel.y.high


def test_the_thresholds_and_the_loss_stand_where_they_belong() -> None:
    (panel,) = CHARTS["gradient"](made(np.linspace(-60, 0, 9))).panels
    below, float32 = panel.levels
    assert below.y == pytest.approx(-math.log10(255))
    assert 10**float32.y == pytest.approx(1.4e-45, rel=0.01)
    assert panel.marks[0].x == 8
    assert not CHARTS["gradient"](made([0.0, 0.0, 0.0], loss="every")).panels[0].marks


def test_no_gradient_at_all_is_said_in_words() -> None:
    (panel,) = CHARTS["gradient"](made([-math.inf] * 5)).panels
    assert "exactly zero" in panel.empty


def test_the_maps_are_the_results_own() -> None:
    first, second = CHARTS["activations"](A, B).panels
    np.testing.assert_array_equal(first.maps[0].values, A.hidden[-1, :, 0].T)
    np.testing.assert_allclose(second.maps[0].values, np.tanh(B.cell_state[-1, :, 0].T))
    assert (first.badge, first.side, second.badge, second.side) == ("a", "h_t", "b", "tanh c_t")
    assert first.maps[0].high == -first.maps[0].low >= np.abs(first.maps[0].values).max()


def test_unbounded_units_have_a_common_scale_that_holds_them() -> None:
    large = made([0.0, 0.0], cell="rnn_relu", hidden=np.full((1, 2, 1, 3), 37.0))
    small = made([0.0, 0.0], cell="rnn_linear", hidden=np.full((1, 2, 1, 3), -0.5))
    maps = [panel.maps[0] for panel in CHARTS["activations"](large, small).panels]
    assert maps[0].high == maps[1].high >= 37.0
    assert all(heat.low == -heat.high for heat in maps)


def test_the_text_stands_under_the_step_that_reads_it() -> None:
    result = made([0.0] * 5, input="text", text="a\n\tb and more")
    panel = CHARTS["lecture"](result).panels[-1]
    assert panel.characters is not None
    assert panel.characters.text == "a↵→b"
    assert panel.characters.first == 1.0


def test_text_beside_given_inputs_is_not_shown() -> None:
    result = made([0.0] * 5, input="text", text="abcdef", explicit={"inputs": np.zeros((4, 1, 6))})
    assert all(panel.characters is None for panel in CHARTS["lecture"](result).panels)


def test_networks_of_one_kind_are_told_apart_by_what_differs() -> None:
    one, other = made([0.0, 0.0], spectral_radius=0.5), made([0.0, 0.0], spectral_radius=1.25, seed=3)
    first, second = CHARTS["gradient"](one, other).panels[0].curves[:2]
    assert (first.label, second.label) == ("A tanh RNN, ρ = 0.5, seed 0", "B tanh RNN, ρ = 1.25, seed 3")
    assert distinctions(one, one) == ("", "")


def test_the_question_names_common_fields_once() -> None:
    words = question(made([0.0, 0.0]), made([0.0, 0.0], cell="lstm", forget_bias=3.0))
    assert words.startswith("T = 1, ρ = 0.9, H = 3, ")
    assert words.endswith(" · B: b_f = 3")
    assert "clip" not in words


def test_the_question_does_not_claim_what_given_arrays_replaced() -> None:
    explicit = {"weights": np.empty(0), "inputs": np.zeros((1, 1, 2)), "initial_hidden": np.zeros(3)}
    words = question(made([0.0, 0.0], explicit=explicit, input_scale=2.0))
    assert "ρ" not in words
    assert "σ" not in words
    assert all(part in words for part in ("own weights", "own input", "own initial state"))
