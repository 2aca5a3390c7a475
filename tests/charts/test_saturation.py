"""Shares of units and gates at an end of their range, counted again one by one."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from gradviz.charts import CHARTS
from gradviz.charts.saturation import percent
from tests.charts.made import made

DRAW = np.random.default_rng(4)
UNITS = 7


def drawn(cell: str, steps: int = 6, layers: int = 2, batch: int = 3, **fields):
    """A Result with states and gates all over their ranges."""
    result = made(steps=steps, cell=cell, layers=layers, batch_size=batch, hidden_size=UNITS, **fields)
    hidden = DRAW.uniform(-1, 1, (layers, steps + 1, batch, UNITS))
    return dataclasses.replace(
        result,
        hidden=np.maximum(hidden, 0) if cell == "rnn_relu" else hidden,
        gates={name: DRAW.uniform(size=(layers, steps, batch, UNITS)) for name in result.gates},
    )


def curves(*results):
    panels = CHARTS["saturation"](*results).panels
    return {curve.column: curve for panel in panels[1:] for curve in panel.curves}


def counted(values, holds) -> list[float]:
    """Percent of the units of all sequences, step by step."""
    return [100 * sum(holds(value) for row in step for value in row) / step.size for step in values]


def test_the_shares_of_a_tanh_network_are_counted_over_units_and_sequences() -> None:
    result, found = (result := drawn("rnn_tanh")), curves(result)
    top = result.hidden[-1, 1:]
    np.testing.assert_allclose(found["saturated"].y, counted(top, lambda h: abs(h) > 0.9))
    np.testing.assert_allclose(found["tanh_slope"].y, 100 * (1 - top**2).mean(axis=(1, 2)))
    np.testing.assert_array_equal(found["saturated"].x, np.arange(1, 7))
    assert {curve.unit for curve in found.values()} == {"%"}


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_every_sigmoid_gate_is_open_or_closed_or_neither(cell: str) -> None:
    result = drawn(cell)
    found = curves(result)
    sigmoids = set(result.gates) - {"cell", "new"}
    assert set(found) == {"saturated"} | {f"{name}_{end}" for name in sigmoids for end in ("open", "closed")}
    for name in sigmoids:
        gate = result.gates[name][-1]
        np.testing.assert_allclose(found[f"{name}_open"].y, counted(gate, lambda g: g > 0.9))
        np.testing.assert_allclose(found[f"{name}_closed"].y, counted(gate, lambda g: g < 0.1))


def test_the_limits_themselves_are_not_saturated() -> None:
    result = made(steps=2, cell="lstm", hidden=np.full((1, 3, 1, 3), -0.9))
    result = dataclasses.replace(result, gates={name: np.full((1, 2, 1, 3), 0.9) for name in result.gates})
    assert not curves(result)
    words = " ".join(panel.empty for panel in CHARTS["saturation"](result).panels)
    assert "|h_t| > 0.9: 0 at every step" in words
    assert "f_t is between 0.1 and 0.9 in every unit at every step." in words


def test_off_and_dead_units_of_a_relu_network_are_told_apart() -> None:
    hidden = np.ones((1, 4, 2, 4))
    hidden[0, :, :, 0] = 0
    hidden[0, :, 0, 1] = 0  # dead in one sequence only: alive
    hidden[0, 2, :, 2] = 0
    hidden[0, 0] = 1  # the initial state is no step
    result = made([[0.0] * 2] * 4, cell="rnn_relu", batch_size=2, hidden_size=4, hidden=hidden)
    chart = CHARTS["saturation"](result)
    np.testing.assert_allclose(curves(result)["off"].y, [37.5, 62.5, 37.5])
    (level,) = chart.panels[1].levels
    assert (level.y, level.label) == (25.0, "dead: 1 of 4 are off at every step")
    assert "all 2 sequences together" in chart.panels[1].subtitle
    assert chart.sentences[0][1] == (
        "45.8\u00a0% of the units are off in an average step; dead, off at every step: 1 of 4."
    )


def test_all_dead_and_nothing_to_saturate_are_said() -> None:
    dead = made([0.0] * 4, cell="rnn_relu", hidden=np.zeros((1, 4, 1, 3)))
    assert CHARTS["saturation"](dead).sentences[0][1] == "All dead: 3 of 3 units are off at every step."
    linear = CHARTS["saturation"](made([0.0] * 4, cell="rnn_linear", hidden=np.full((1, 4, 1, 3), np.inf)))
    assert "nothing that could saturate" in linear.panels[1].empty
    assert linear.sentences[0][1].startswith("Nothing saturates: ")


def test_the_gradient_stands_above_without_its_theory() -> None:
    a, b = drawn("rnn_tanh"), drawn("lstm")
    panels = CHARTS["saturation"](a, b).panels
    assert [curve.role for curve in panels[0].curves] == ["a", "b"]
    np.testing.assert_array_equal(panels[0].curves[1].y, np.median(b.log10_grad_hidden[-1], axis=1))
    assert [panel.name for panel in panels[1:]] == ["hidden", "input_gate", "forget_gate", "output_gate"]
    assert {curve.role for panel in panels[2:] for curve in panel.curves} == {"b"}
    assert "B open" in {curve.label for curve in panels[2].curves}


def test_two_networks_with_the_same_gate_share_its_panel() -> None:
    chart = CHARTS["saturation"](drawn("lstm"), drawn("lstm"))
    (forget,) = [panel for panel in chart.panels if panel.name == "forget_gate"]
    assert {curve.column for curve in forget.curves} == {
        f"forget_{end}_{network}" for end in ("open", "closed") for network in "ab"
    }
    assert len({(curve.role, curve.tone) for curve in forget.curves}) == 4


def test_the_sentence_holds_the_means_of_the_curves() -> None:
    result, found = (result := drawn("gru")), curves(result)
    mean = {name: f"{curve.y.mean():.3g}\u00a0%" for name, curve in found.items()}
    assert CHARTS["saturation"](result).sentences[0][1] == (
        f"{mean['saturated']} of the units are saturated (|h_t| > 0.9) in an average step. Gates above 0.9 and below "
        f"0.1: reset {mean['reset_open']} and {mean['reset_closed']}, update {mean['update_open']} and "
        f"{mean['update_closed']}."
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0\u00a0%"),
        (0.0004, "less than 0.1\u00a0%"),
        (0.62, "62\u00a0%"),
        (0.9996, "more than 99.9\u00a0%"),
        (1, "100\u00a0%"),
    ],
)
def test_what_is_not_all_or_nothing_is_not_rounded_to_it(share: float, words: str) -> None:
    assert percent(np.array([share])) == words


def test_networks_of_unequal_depth_are_each_said_to_be_so() -> None:
    flat, deep = drawn("rnn_tanh", layers=1, batch=1), drawn("rnn_tanh", layers=3, batch=1)
    assert CHARTS["saturation"](flat, deep).panels[1].subtitle == "% of units, B layer 3 of 3"
    assert CHARTS["saturation"](deep, deep).panels[1].subtitle == "% of units, layer 3 of 3"
