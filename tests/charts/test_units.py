"""Each unit's share of steps at either end: counted by hand, named under the mouse, and said in the sentence."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.experiment import Experiment
from tests.charts.made import made


def asked(**fields):
    return gradviz.run(Experiment(**{"steps": 12, "hidden_size": 6, "input_size": 3, **fields}))


def units(*results):
    return CHARTS["units"](*results)


@pytest.mark.parametrize(("cell", "names"), [
    ("rnn_tanh", ["hidden"]), ("gru", ["reset", "update", "hidden"]), ("lstm", ["input", "forget", "output", "hidden"]),
])  # fmt: skip
def test_every_unit_stands_where_its_steps_are_counted(cell: str, names: list[str]) -> None:
    result = asked(cell=cell, spectral_radius=8.0, batch_size=3, layers=2)
    panels = units(result).panels
    assert [panel.name for panel in panels] == [f"units_{name}_a" for name in names]
    assert [panel.beside for panel in panels] == [False] + [True] * (len(names) - 1)
    for panel, name in zip(panels, names, strict=True):
        values = result.hidden[-1, 1:] if name == "hidden" else result.gates[name][-1]
        low = -0.9 if name == "hidden" else 0.1
        (points,) = panel.points
        for unit in range(6):
            steps = values[:, :, unit].ravel().tolist()
            x = sum(value < low for value in steps) / 36
            y = sum(value > 0.9 for value in steps) / 36
            assert (points.x[unit], points.y[unit]) == (pytest.approx(x), pytest.approx(y))
            assert points.names[unit].startswith(f"unit {unit + 1}: ")
        assert (points.x + points.y).max() <= 1 + 1e-9
        assert panel.equal
        assert panel.plane
        assert (panel.x.low, panel.x.high) == (panel.y.low, panel.y.high) == (-0.04, 1.04)
    assert max(panel.points[0].x.max() for panel in panels) > 0
    assert panels[0].subtitle == "share of the steps, layer 2 of 2, all 3 sequences together"


def test_the_line_is_where_a_unit_is_always_at_an_end() -> None:
    for panel in units(asked(cell="gru")).panels:
        np.testing.assert_array_equal(panel.curves[0].x + panel.curves[0].y, [1, 1])
        assert panel.curves[0].role == "threshold"


def shaped(*columns):
    """Return hidden states (1, T + 1, 1, H) whose units have the given values at t = 1 … T."""
    values = np.array(columns, float).T
    return np.concatenate([np.zeros((1, 1, 1, len(columns))), values[None, :, None]], axis=1)


def test_the_sentence_counts_sides() -> None:
    hidden = shaped([-0.95] * 3 + [0], [1, 1, 1, 1], [0.95, -0.95, 0.95, -0.95], [0.95, 0.95, 0, 0])
    result = made(steps=4, hidden_size=4, hidden=hidden)
    chart = units(result)
    assert chart.sentences[0][1] == (
        "At more than half of the steps, of 4 units: h_t saturated in 3 "
        "(1 near −1, 1 near +1, 1 on both sides in turn)."
    )
    (points,) = chart.panels[0].points
    assert points.names[0] == "unit 1: h_t < −0.9 at 75 % of the steps, > 0.9 at 0 %"
    assert points.names[2] == "unit 3: h_t < −0.9 at 50 % of the steps, > 0.9 at 50 %"


def test_the_sentence_names_every_gate() -> None:
    result = made(steps=4, cell="gru", hidden_size=3)
    gates = {name: np.full((1, 4, 1, 3), 0.5) for name in ("reset", "update", "new")}
    gates["reset"][..., 0] = 0.05
    gates["update"][..., 1:] = 0.95
    words = units(dataclasses.replace(result, gates=gates)).sentences[0][1]
    assert words.startswith("At more than half of the steps, of 3 units: reset gates 0 open and 1 shut; ")
    assert "; update gates 2 open and 0 shut; h_t saturated in " in words
    assert "new gates" not in words


def test_relu_units_stand_in_the_order_in_which_they_are_off() -> None:
    hidden = shaped([1, 2, 3, 4], [0, 0, 0, 0], [0, 0, 0, 1])
    chart = units(made(steps=4, cell="rnn_relu", hidden=hidden))
    (panel,) = chart.panels
    (points,) = panel.points
    np.testing.assert_array_equal(points.x, [1, 2, 3])
    np.testing.assert_array_equal(points.y, [1, 0.75, 0])
    assert points.names[0] == "unit 2: off at 100 % of the steps"
    assert chart.sentences[0][1] == "2 of 3 units are off at more than half of the steps, 1 at every step (dead)."
    assert panel.x.low < 1
    assert panel.x.high > 3


def test_a_linear_network_says_that_nothing_saturates() -> None:
    chart = units(asked(cell="rnn_linear"), asked(cell="lstm"))
    assert "nothing that could saturate" in chart.panels[0].empty
    assert not chart.panels[0].over_time
    assert chart.sentences[0][1].startswith("Nothing saturates")
    assert chart.panels[1].title == "B: input gate i_t"
    assert [panel.beside for panel in chart.panels] == [False, False, True, True, True]
    assert len(chart.rows()) == 2


def test_states_beyond_the_floats_are_merely_on() -> None:
    result = asked(cell="rnn_relu", spectral_radius=40.0, steps=400, init="identity")
    points = units(result).panels[0].points[0]
    assert np.isfinite(points.y).all()


def test_no_side_is_named_where_nothing_is_saturated() -> None:
    assert units(made(steps=3, hidden=np.zeros((1, 4, 1, 3)))).sentences[0][1].endswith("h_t saturated in 0.")


def test_one_unit_is_one_unit() -> None:
    assert ", of 1 unit: h_t" in units(asked(hidden_size=1)).sentences[0][1]
    panel = units(asked(hidden_size=1, cell="rnn_relu")).panels[0]
    assert panel.x.low < 1 < panel.x.high
