"""The bars are the measured change of the gradient, taken apart; where there is none, words say so."""

from __future__ import annotations

import math

import numpy as np
import pytest

import gradviz
from gradviz import Experiment
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.chart import Bars, Chart, Panel
from gradviz.charts.words import number

SMALL = {"steps": 12, "hidden_size": 5, "input_size": 3}
STORIES: dict[str, dict] = {
    "last": {},
    "inside": {"loss_step": 7},
    "every": {"loss": "every"},
    "cut": {"truncation": 5},
    "every, cut": {"loss": "every", "truncation": 5},
    "two layers of three": {"layers": 2, "batch_size": 3},
    "float32": {"dtype": "float32"},
}


def why(*fields: dict) -> Chart:
    return CHARTS["why"](*(gradviz.run(Experiment(**{**SMALL, **one})) for one in fields))


def series(panel: Panel) -> dict[str, Bars]:
    return {bars.column: bars for bars in panel.bars}


def parts(panel: Panel) -> np.ndarray:
    return np.array([bars.y for bars in panel.bars if bars.shade != "line"])


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("cell", CELLS)
def test_the_bars_add_up_to_the_measured_change_of_the_curve(cell: str, story: str) -> None:
    curve, panel = why({"cell": cell, **STORIES[story]}).panels
    y = curve.curves[0].y
    steps = len(panel.bars[0].y)
    assert not panel.empty
    assert all(bars.first == 1 and len(bars.y) == steps for bars in panel.bars)
    with np.errstate(invalid="ignore"):
        measured = y[:steps] - y[1 : steps + 1]
    there = np.isfinite(y[1 : steps + 1])
    near = {"atol": 1e-9} if story != "float32" else {"atol": 1e-4}
    np.testing.assert_allclose(series(panel)["total"].y[there], measured[there], **near)
    whole = np.isfinite(parts(panel)).all(axis=0)
    assert whole.any()
    np.testing.assert_allclose(parts(panel)[:, whole].sum(axis=0), measured[whole], **near)


@pytest.mark.parametrize(
    ("cell", "symbol", "row"), [("lstm", "c", "log10_grad_cell"), ("gru", "h", "log10_grad_hidden")]
)
def test_the_curve_is_that_of_the_state_that_is_taken_apart(cell: str, symbol: str, row: str) -> None:
    result = gradviz.run(Experiment(**SMALL, cell=cell, batch_size=2, layers=2))
    curve, panel = CHARTS["why"](result).panels
    np.testing.assert_array_equal(curve.curves[0].y, getattr(result, row)[-1, :, 0])
    assert curve.curves[0].symbol == f"‖∂L/∂{symbol}_t‖"
    assert curve.curves[0].column == row
    assert panel.subtitle == f"decades a step of ‖∂L/∂{symbol}_t‖, layer 2 of 2, sequence 1 of 2"


@pytest.mark.parametrize(
    ("cell", "names", "labels"),
    [
        ("rnn_tanh", ["activation", "recurrent"], ["tanh′ (saturation)", "W_{hh}"]),
        ("rnn_relu", ["activation", "recurrent"], ["ReLU mask (units that are off)", "W_{hh}"]),
        ("rnn_linear", ["recurrent"], ["W_{hh}"]),
        ("gru", ["carried", "recurrent"], ["update gate", "way through W_{hh}"]),
        ("lstm", ["carried", "recurrent"], ["forget gate", "way through W_{hh}"]),
    ],
)
def test_every_term_has_a_name_that_a_student_knows(cell: str, names: list[str], labels: list[str]) -> None:
    panel = why({"cell": cell}).panels[1]
    assert list(series(panel)) == [*names, "total"]
    assert [bars.label for bars in panel.bars] == [*labels, "total"]
    shades = ["solid", "hatched", "line"]
    assert [bars.shade for bars in panel.bars] == shades[-len(panel.bars) :]


def test_the_terms_of_a_plain_network_are_what_their_names_say() -> None:
    given = np.zeros((12, 1, 5))
    given[-1] = back = np.array([1.0, -2.0, 0.5, 3.0, -0.25])
    result = gradviz.run(Experiment(**SMALL), loss_gradient=given)
    found = series(CHARTS["why"](result).panels[1])
    through = (1 - result.hidden[0, -1, 0] ** 2) * back
    before, saturated, after = map(np.linalg.norm, (back, through, through @ result.weights["weight_hh_l0"]))
    assert found["activation"].y[-1] == pytest.approx(math.log10(saturated / before))
    assert found["recurrent"].y[-1] == pytest.approx(math.log10(after / saturated))


def test_two_networks_share_one_scale_and_have_their_own_columns() -> None:
    fields = {}, {"cell": "lstm", "forget_bias": 3.0}
    for chart in (why(*reversed(fields)), why(*fields)):
        curve, first, second = chart.panels
        assert (first.y.low, first.y.high) == (second.y.low, second.y.high)
        assert first.y.low < min(bars.y.min() for panel in (first, second) for bars in panel.bars)
        assert first.y.high > max(bars.y.max() for panel in (first, second) for bars in panel.bars)
    assert list(series(first)) == ["activation_a", "recurrent_a", "total_a"]
    assert list(series(second)) == ["carried_b", "recurrent_b", "total_b"]
    assert [curve.label for curve in curve.curves] == ["A tanh RNN: ‖∂L/∂h_t‖", "B LSTM, forget bias 3: ‖∂L/∂c_t‖"]
    assert [panel.title for panel in (first, second)] == ["A tanh RNN", "B LSTM, forget bias 3"]
    assert [{bars.role for bars in panel.bars} for panel in (first, second)] == [{"a", "neutral"}, {"b", "neutral"}]


def test_what_comes_from_outside_has_a_colour_of_its_own() -> None:
    found = series(why({"loss": "every", "truncation": 4}).panels[1])
    assert (found["loss"].role, found["loss"].shade) == ("loss", "crossed")
    assert (found["truncation"].role, found["truncation"].shade) == ("neutral", "crossed")
    assert (found["loss"].y[1:] > 0).all()
    cut = np.arange(12) % 4 == 0
    assert (found["truncation"].y[cut] < 0).all()
    assert (found["truncation"].y[~cut] == 0).all()


def test_a_cut_is_minus_infinity_at_its_step_and_nothing_is_said_before_it() -> None:
    chart = why({"truncation": 5})
    found = series(chart.panels[1])
    assert np.flatnonzero(np.isneginf(found["truncation"].y)).tolist() == [10]
    assert np.isneginf(found["total"].y[10])
    assert all(np.isnan(bars.y[:10]).all() for bars in found.values())
    assert chart.sentences[0][1].endswith(" At t = 10 truncation leaves exactly zero.")
    assert "truncation gives" not in chart.sentences[0][1]


def test_the_loss_that_begins_the_way_back_is_no_bar() -> None:
    found = series(why({"loss_step": 7}).panels[1])
    assert list(found) == ["activation", "recurrent", "total"]
    assert all(len(bars.y) == 7 and np.isfinite(bars.y).all() for bars in found.values())


def test_the_sentence_says_the_means_of_the_bars() -> None:
    chart = why({"steps": 40})
    total, activation, recurrent = (float(bars.y.mean()) for bars in (chart.panels[1].bars[i] for i in (2, 0, 1)))
    assert total < activation < recurrent < 0
    assert chart.sentences[0][1] == (
        f"Loses {number(-total)} decades a step (×{number(10**total)}): "
        f"on average tanh′ takes {number(-activation)}, W_{{hh}} takes {number(-recurrent)}."
    )
    grows = why({"cell": "rnn_linear", "spectral_radius": 3.0}).sentences[0][1]
    assert grows.startswith("Gains ")
    assert "W_{hh} gives" in grows
    assert "in sequence 1 of 3." in why({"batch_size": 3}).sentences[0][1]


def test_a_network_that_keeps_the_gradient_is_told_so() -> None:
    chart = why({"cell": "rnn_linear", "init": "identity", "spectral_radius": 1.0})
    assert chart.sentences[0][1] == "Keeps the gradient: no step changes its norm."
    assert list(series(chart.panels[1])) == ["recurrent", "total"]
    assert "Keeps its size from step to step (×1.00)" in why({"loss": "every", "truncation": 1}).sentences[0][1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"spectral_radius": 0.0}, "At t = 11 W_{hh} leaves exactly zero."),
        (
            {"cell": "rnn_relu", "hidden_size": 1, "seed": 0, "steps": 128},
            "At t = 127 the ReLU mask leaves exactly zero.",
        ),
    ],
)
def test_what_ends_the_gradient_is_named(fields: dict, words: str) -> None:
    assert why(fields).sentences[0][1] == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"cell": "rnn_linear", "spectral_radius": 1000.0, "steps": 400}, "The states of this network left the range"),
        ({"loss_gradient": np.zeros((12, 1, 5))}, "The gradient is exactly zero at every step"),
    ],
)
def test_where_there_is_nothing_to_take_apart_the_panel_and_the_sentence_say_why(fields: dict, words: str) -> None:
    given = {name: fields.pop(name) for name in ("loss_gradient",) if name in fields}
    result = gradviz.run(Experiment(**{**SMALL, **fields}), **given)
    other = gradviz.run(Experiment(**{**SMALL, **fields}).replace(cell="rnn_tanh"))
    chart = CHARTS["why"](result, other)
    assert chart.panels[1].empty.startswith(words)
    assert not chart.panels[1].bars
    assert chart.sentences[0][1] == chart.panels[1].empty
    assert chart.panels[2].bars
    assert not chart.panels[0].empty


def test_one_unit_and_one_step_are_enough() -> None:
    found = series(why({"steps": 1, "hidden_size": 1}).panels[1])
    assert all(len(bars.y) == 1 and np.isfinite(bars.y).all() for bars in found.values())
