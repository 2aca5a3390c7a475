"""The maps of states and gates: the Result's own numbers, one unit a row, the same row everywhere."""

from __future__ import annotations

import dataclasses
import warnings

import numpy as np
import pytest

from gradviz import paper
from gradviz.charts import CHARTS
from tests.charts.made import made

DRAW = np.random.default_rng(3)


def gated(cell: str = "lstm", steps: int = 9, layers: int = 1, batch: int = 1, **fields):
    """A Result whose gates and states are all different numbers."""
    result = made(steps=steps, cell=cell, layers=layers, batch_size=batch, hidden_size=5, **fields)
    shape = (layers, steps + 1, batch, 5)
    return dataclasses.replace(
        result,
        hidden=DRAW.uniform(-0.8, 0.8, shape),
        cell_state=None if result.cell_state is None else DRAW.normal(0, 2, shape),
        gates={name: DRAW.uniform(size=(layers, steps, batch, 5)) for name in result.gates},
    )


def maps(*results):
    return {panel.name: panel.maps[0] for panel in CHARTS["gates"](*results).panels}


def test_every_row_is_the_unit_that_it_is_numbered_as() -> None:
    result = gated(layers=2, batch=3)
    found = maps(result)
    assert list(found) == ["h_a", "c_a", "input_gate_a", "forget_gate_a", "cell_gate_a", "output_gate_a"]
    sources = {"h_a": result.hidden, "c_a": result.cell_state}
    sources |= {f"{name}_gate_a": gate for name, gate in result.gates.items()}
    for name, heat in found.items():
        assert sorted(heat.order) == [1, 2, 3, 4, 5]
        for row in range(5):
            np.testing.assert_array_equal(heat.values[row], sources[name][-1, :, 0, heat.number(row) - 1])


@pytest.mark.parametrize(("cell", "state"), [("lstm", "cell_state"), ("gru", "hidden"), ("rnn_tanh", "hidden")])
def test_all_maps_of_a_network_have_the_order_of_its_state(cell: str, state: str) -> None:
    result = gated(cell)
    means = getattr(result, state)[-1, 1:, 0].mean(axis=0)
    orders = {heat.order for heat in maps(result).values()}
    assert orders == {tuple((np.argsort(-means) + 1).tolist())}
    assert ("c_t" if cell == "lstm" else "h_t") in CHARTS["gates"](result).panels[0].subtitle


def test_gates_begin_at_the_first_step_and_states_before_it() -> None:
    found = maps(gated("gru", steps=4))
    assert {name: (heat.first, heat.values.shape[1]) for name, heat in found.items()} == {
        "h_a": (0, 5), "reset_gate_a": (1, 4), "update_gate_a": (1, 4), "new_gate_a": (1, 4),
    }  # fmt: skip


def test_sigmoids_are_magnitudes_and_what_has_a_sign_is_signed() -> None:
    found = maps(gated())
    assert {name: heat.palette for name, heat in found.items() if heat.palette == "signed"}.keys() == {
        "h_a", "c_a", "cell_gate_a",
    }  # fmt: skip
    for heat in found.values():
        assert (heat.low, heat.high) == (0, 1) or heat.low == -heat.high
        assert heat.low <= heat.values.min()
        assert heat.values.max() <= heat.high


def test_two_networks_share_their_scales_and_stand_one_over_the_other() -> None:
    small, large = gated(), gated()
    large = dataclasses.replace(large, cell_state=100 * large.cell_state)
    chart = CHARTS["gates"](small, large)
    assert maps(large, small)["c_b"].high == maps(small, large)["c_b"].high
    assert [panel.badge for panel in chart.panels] == ["a"] * 6 + ["b"] * 6
    assert [bool(panel.title) for panel in chart.panels] == ([True] + [False] * 5) * 2
    found = maps(small, large)
    assert found["c_a"].high == found["c_b"].high >= np.abs(large.cell_state[-1]).max()


def test_the_sentence_is_the_mean_of_the_gate_that_keeps() -> None:
    result = gated()
    forget = result.gates["forget"][-1, :, 0]
    (words,) = [words for _, words in CHARTS["gates"](result).sentences]
    assert words == (
        f"Forget gates: {forget.mean():.3f} on average over units and steps, {forget.mean(0).min():.3f} in the unit "
        f"that keeps least and {forget.mean(0).max():.3f} in the one that keeps most."
    )
    assert CHARTS["gates"](gated("gru")).sentences[0][1].startswith("Update gates: ")


def test_a_plain_network_has_no_gates_and_says_so() -> None:
    result = gated("rnn_tanh")
    assert list(maps(result)) == ["h_a"]
    size = np.abs(result.hidden[-1, 1:, 0]).mean()
    assert CHARTS["gates"](result).sentences[0][1] == f"No gates: h_t is all there is; |h_t| is {size:.3f} on average."


def test_states_beyond_the_floats_are_sorted_and_named() -> None:
    hidden = np.ones((1, 4, 1, 4)) * [1.0, np.inf, -np.inf, np.inf]
    hidden[0, 2, 0, 3] = -np.inf  # there and back: no mean, but a place
    result = made([0.0] * 4, cell="rnn_linear", hidden=hidden, hidden_size=4)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart = CHARTS["gates"](result)
    assert chart.panels[0].maps[0].order == (2, 4, 1, 3)
    assert "leaves the range of floats" in chart.sentences[0][1]
    assert "no float can hold" in chart.panels[0].subtitle


def test_the_words_say_which_layer_and_which_sequence() -> None:
    subtitle = CHARTS["gates"](gated(layers=2, batch=256, steps=1)).panels[0].subtitle
    assert "layer 2 of 2" in subtitle
    assert "sequence 1 of 256" in subtitle


def test_text_stands_below_the_maps() -> None:
    assert CHARTS["gates"](gated(steps=4, input="text", text="abcd")).panels[-1].characters.text == "abcd"


def test_a_scale_beyond_the_floats_of_its_values_can_be_drawn() -> None:
    hidden = np.full((1, 4, 1, 3), 3.2e38, np.float32)
    chart = CHARTS["gates"](made([0.0] * 4, cell="rnn_linear", dtype="float32", hidden=hidden))
    assert chart.panels[0].maps[0].high == 4e38
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert paper.png_bytes(chart, width=300)


def test_the_table_names_every_column_by_its_unit(tmp_path) -> None:
    result = gated("gru", steps=3)
    path = paper.export(CHARTS["gates"](result), tmp_path / "a.csv")
    names, *rows = [line.split(",") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    for unit in range(5):
        column = names.index(f"update_gate_a_{unit + 1}")
        assert [row[column] for row in rows] == ["", *map(repr, result.gates["update"][-1, :, 0, unit].tolist())]
