"""The order of the units of a map, and the unit that is pinned."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

import gradviz
from gradviz import Experiment
from gradviz.charts import CHARTS
from gradviz.charts.parts.ordering import order_of
from tests.charts.made import made


def asked(**fields):
    return gradviz.run(Experiment(**{"steps": 30, "hidden_size": 7, "input_size": 4, "cell": "lstm", **fields}))


def test_units_are_sorted_by_what_was_chosen() -> None:
    result = asked()
    cell, hidden, forget = result.cell_state[-1, 1:, 0], result.hidden[-1, 1:, 0], result.gates["forget"][-1, :, 0]
    scores = {
        "mean": [np.mean(cell[:, j]) for j in range(7)],
        "swing": [np.std(cell[:, j]) for j in range(7)],
        "open": [np.mean(forget[:, j]) for j in range(7)],
        "saturated": [np.mean(np.abs(hidden[:, j]) > 0.9) for j in range(7)],
    }
    for name, score in scores.items():
        order = order_of(result, name)
        assert sorted(order) == list(range(7))
        assert all(score[one] >= score[other] for one, other in itertools.pairwise(order)), name
    assert list(order_of(result, "unit")) == list(range(7))


def test_a_sorted_map_keeps_each_unit_s_number() -> None:
    result = asked()
    for name in ("activations", "gates"):
        panel = CHARTS[name](result, sort="swing").panels[0]
        heat = panel.maps[0]
        state = np.tanh(result.cell_state) if name == "activations" else result.hidden
        for row in range(7):
            assert np.array_equal(heat.values[row], state[-1, :, 0, heat.number(row) - 1])
        assert "standard deviation" in panel.subtitle


def test_a_network_without_gates_says_that_there_is_none_to_sort_by() -> None:
    panel = CHARTS["activations"](asked(cell="rnn_tanh"), sort="open").panels[0]
    assert "there is no gate" in panel.subtitle
    assert list(panel.maps[0].order) == [1, 2, 3, 4, 5, 6, 7]


def test_a_pinned_unit_is_drawn_as_curves() -> None:
    result = asked()
    curves = {c.column: c for c in CHARTS["gates"](result, unit=3).panels[-1].curves}
    assert np.array_equal(curves["c_a_3"].y, result.cell_state[-1, :, 0, 2])
    assert np.array_equal(curves["forget_gate_a_3"].y, result.gates["forget"][-1, :, 0, 2])
    assert curves["forget_gate_a_3"].x[0] == 1
    both = CHARTS["activations"](result, asked(cell="gru"), unit=7).panels[-1].curves
    assert [curve.label for curve in both] == ["A tanh c_t", "B h_t"]


@pytest.mark.parametrize("name", ["activations", "gates"])
def test_a_unit_that_is_not_there_is_refused_in_words(name: str) -> None:
    panel = CHARTS[name](asked(), unit=8).panels[-1]
    assert panel.empty == "There is no unit 8: choose 1 … 7."


def test_of_two_networks_the_smaller_one_may_lack_the_unit() -> None:
    panel = CHARTS["activations"](asked(), asked(hidden_size=3), unit=5).panels[-1]
    assert [curve.label for curve in panel.curves] == ["A tanh c_t"]


def test_states_beyond_the_floats_are_sorted_and_drawn_as_far_as_they_go() -> None:
    hidden = np.array([[0.0, 1.0], [np.inf, 2.0], [-np.inf, np.inf]])[None, :, None, :]
    result = dataclasses.replace(made([0.0] * 3, cell="rnn_linear"), hidden=hidden,
                                 experiment=Experiment(cell="rnn_linear", steps=2, hidden_size=2))  # fmt: skip
    for by in ("mean", "swing", "saturated"):
        assert sorted(order_of(result, by)) == [0, 1]
    curve = CHARTS["activations"](result, unit=1).panels[-1].curves[0]
    assert np.isnan(curve.y[1:]).all()


def test_a_relu_saturates_at_zero_and_a_linear_unit_never() -> None:
    result = asked(cell="rnn_relu")
    off = (result.hidden[-1, 1:, 0] <= 0).mean(axis=0)
    order = order_of(result, "saturated")
    assert all(off[one] >= off[other] for one, other in itertools.pairwise(order))
    assert "nothing saturates" in CHARTS["activations"](asked(cell="rnn_linear"), sort="saturated").panels[0].subtitle
