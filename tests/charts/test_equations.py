"""The equations of a step: every number below them is recomputed here from the words, the weights and the norms."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

import gradviz
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.parts.stepped import factor, figure, plus
from gradviz.engine.asked import asked_of
from gradviz.experiment import Experiment


def asked(loss_gradient=None, initial_state=None, **fields):
    fields = {"steps": 12, "hidden_size": 6, "input_size": 3, "init": "torch", "spectral_radius": None, **fields}
    return gradviz.run(Experiment(**fields), loss_gradient=loss_gradient, initial_state=initial_state)


def equations(*results, **chosen):
    return CHARTS["equations"](*results, **chosen)


def value_of(words: str) -> float:
    """Return the value of an expression of the picture, such as ``0.912 · (−0.120) + tanh(0.3)``."""
    words = re.sub(r"·10\^\{(.*?)\}", r"e\1", words.replace("−", "-")).replace("·", "*").replace("σ", "sigma")
    known = {"tanh": math.tanh, "sigma": lambda a: 1 / (1 + math.exp(-a)), "max": max}
    return float(eval(words, {"__builtins__": {}}, known))


def lines(result, **chosen):
    return {line.equation.split(" = ")[0]: line for line in equations(result, **chosen).panels[0].lines}


@pytest.mark.parametrize("cell", list(CELLS))
@pytest.mark.parametrize("at", [1, 7, 12])
@pytest.mark.parametrize("fields", [{}, {"layers": 2, "batch_size": 3, "dtype": "float32"}])
def test_every_equation_adds_up_in_the_digits_that_are_shown(cell: str, at: int, fields: dict) -> None:
    result = asked(cell=cell, **fields)
    for unit in (1, 4):
        found = lines(result, at=at, unit=unit)
        for symbol, line in found.items():
            name, *sides = line.values.split(" = ")
            assert name == f"{symbol[0]}_{{{at}}}"
            for side in sides[:-1]:
                assert value_of(side) == pytest.approx(value_of(sides[-1]), abs=2.5e-3), line.values
        assert value_of(found["h_t"].values.split(" = ")[-1]) == pytest.approx(
            result.hidden[-1, at, 0, unit - 1], rel=6e-3
        )


@pytest.mark.parametrize(("cell", "symbols"), [
    ("rnn_tanh", "ah"), ("rnn_relu", "ah"), ("rnn_linear", "ah"), ("lstm", "ifgoch"), ("gru", "rznh"),
])  # fmt: skip
def test_the_equations_are_the_cells_in_their_order(cell: str, symbols: str) -> None:
    assert "".join(name[0] for name in lines(asked(cell=cell))) == symbols


@pytest.mark.parametrize("layers", [1, 2])
def test_the_sum_is_w_times_x_w_times_h_and_the_bias(layers: int) -> None:
    result = asked(layers=layers)
    last, weights = layers - 1, result.weights
    x = asked_of(result).inputs[6, 0] if layers == 1 else result.hidden[0, 7, 0]
    parts = (
        float(weights[f"weight_ih_l{last}"][3] @ x),
        float(weights[f"weight_hh_l{last}"][3] @ result.hidden[-1, 6, 0]),
        float(weights[f"bias_ih_l{last}"][3] + weights[f"bias_hh_l{last}"][3]),
    )
    words = lines(result, at=7, unit=4)["a_t"].values
    assert words == f"a_{{7}} = {plus(*parts)} = {figure(sum(parts))}"


def test_a_gates_numbers_are_those_of_its_own_block() -> None:
    result = asked(cell="lstm")
    weights, x = result.weights, asked_of(result).inputs[4, 0]
    for block, name in enumerate("ifgo"):
        row = block * 6 + 1
        parts = (
            float(weights["weight_ih_l0"][row] @ x),
            float(weights["weight_hh_l0"][row] @ result.hidden[0, 4, 0]),
            float(weights["bias_ih_l0"][row] + weights["bias_hh_l0"][row]),
        )
        assert f"({plus(*parts)})" in lines(result, at=5, unit=2)[f"{name}_t"].values


def test_the_reset_gate_stands_before_the_recurrent_bias() -> None:
    """n = tanh(W_in x + b_in + r (W_hn h + b_hn)): both biases are drawn and differ."""
    result = asked(cell="gru")
    row, reset = 2 * 6 + 2, float(result.gates["reset"][0, 7, 0, 2])
    outer = float(
        result.weights["weight_ih_l0"][row] @ asked_of(result).inputs[7, 0] + result.weights["bias_ih_l0"][row]
    )
    inner = float(result.weights["weight_hh_l0"][row] @ result.hidden[0, 7, 0] + result.weights["bias_hh_l0"][row])
    words = lines(result, at=8, unit=3)["n_t"].values
    assert f"tanh({figure(outer)} + {figure(reset)} · {factor(inner)})" in words
    assert math.tanh(outer + reset * inner) == pytest.approx(result.gates["new"][0, 7, 0, 2])


@pytest.mark.parametrize("cell", list(CELLS))
def test_the_way_back_has_the_measured_norms_and_their_factor(cell: str) -> None:
    result = asked(cell=cell)
    back = equations(result, at=7).panels[1]
    assert back.beside
    assert all(line.role == "loss" for line in back.lines)
    assert CELLS[cell].adjoint in back.lines[0].equation
    norms = 10 ** result.log10_grad_hidden[0, :, 0]
    (line,) = [line for line in back.lines if "‖∂L/∂h_{7}‖" in line.values]
    one, other, ratio = (value_of(words) for words in re.findall(r"(?:= |×)([^,:]+)", line.values))
    assert [one, other, ratio] == pytest.approx([norms[7], norms[6], norms[6] / norms[7]], rel=5e-3)
    added = value_of(back.lines[-1].values.split(" = ")[1])
    assert added == pytest.approx(10 ** result.log10_grad_recurrent[0, 6], rel=5e-3)
    if cell == "lstm":
        norms = 10 ** result.log10_grad_cell[0, :, 0]
        assert value_of(back.lines[0].values.split("×")[1]) == pytest.approx(norms[6] / norms[7], rel=5e-3)


def test_slopes_and_carrying_gates_are_those_of_the_step() -> None:
    tanh = asked()
    slopes = 1 - tanh.hidden[0, 7, 0] ** 2
    words = equations(tanh, at=7, unit=3).panels[1].lines[1].values
    assert words == f"tanh′(a_{{7}}) = {figure(slopes[2])} in unit 3, {slopes.mean():.3f} on average"
    gru = asked(cell="gru")
    gate = gru.gates["update"][0, 6, 0]
    words = equations(gru, at=7, unit=3).panels[1].lines[1].values
    assert words == f"z_{{7}} = {gate[2]:.3f} in unit 3, {gate.mean():.3f} on average"
    relu = asked(cell="rnn_relu")
    words = equations(relu, at=7, unit=3).panels[1].lines[1].values
    assert f"{(relu.hidden[0, 7, 0] > 0).mean():.3f} on average" in words


def test_a_saturated_unit_keeps_the_digits_of_its_slope() -> None:
    result = asked(input_scale=1e3, seed=1)
    assert (np.abs(result.hidden[0, 5, 0]) == 1).any()
    unit = int(np.flatnonzero(np.abs(result.hidden[0, 5, 0]) == 1)[0]) + 1
    words = equations(result, at=5, unit=unit).panels[1].lines[1].values
    assert re.search(r"= \d\.\d\d·10\^\{−\d+\} in unit", words)


def test_walls_and_losses_are_said() -> None:
    about = equations(asked(truncation=5), at=11).panels[1].lines[0]
    assert about.about == "truncation detaches h_{10}: nothing goes through"
    assert about.values.endswith("= 0 (exactly): ×0 (exactly)")
    every = equations(asked(loss="every"), at=6).panels[1].lines[0]
    assert every.equation.endswith(" + ∂L_{t−1}/∂h_{t−1}")
    assert every.about == "the loss of t = 5 is added"
    assert equations(asked(loss="every"), at=1).panels[1].lines[0].about == ""
    given = np.zeros((12, 1, 6))
    given[4] = 1.0
    assert equations(asked(given), at=6).panels[1].lines[0].about == "the loss of t = 5 is added"
    assert equations(asked(given), at=5).panels[1].lines[0].about == ""
    after = equations(asked(loss_step=5), at=6)
    assert after.panels[1].lines[0].about == "the loss of t = 5 is added"
    assert after.panels[1].lines[0].values.startswith("‖∂L/∂h_{6}‖ = 0 (exactly), ")
    assert "×" not in after.panels[1].lines[0].values


@pytest.mark.parametrize("cell", list(CELLS))
def test_the_initial_state_is_no_step(cell: str) -> None:
    panels = equations(asked(cell=cell), at=0).panels
    assert panels[0].lines[0].values == "h_0 = 0"
    assert panels[0].lines[0].about == "the initial state: at t = 0 nothing is computed"
    assert len(panels[0].lines) == 1 + (cell == "lstm")
    assert panels[1].lines[0].values.startswith("‖∂L/∂h_0‖ = ")
    given = asked(cell="rnn_tanh", initial_state=np.full((1, 1, 6), -0.25))
    assert equations(given, at=0).panels[0].lines[0].values == "h_0 = −0.250"


def test_the_step_is_the_cursors_or_the_losss_and_the_unit_one_that_there_is() -> None:
    panel = equations(asked(loss_step=9)).panels[0]
    assert (panel.title, panel.subtitle) == ("Forward: the tanh RNN at t = 9", "unit 1 of 6")
    assert equations(asked(), at=99).panels[0].title.endswith("t = 12")
    assert equations(asked(), unit=100).panels[0].subtitle == "unit 6 of 6 (there is no unit 100)"
    assert equations(asked(), unit=0).panels[0].subtitle == "unit 1 of 6 (there is no unit 0)"
    many = equations(asked(layers=8, batch_size=256, steps=2)).panels[0].subtitle
    assert many == "unit 1 of 6, layer 8 of 8, whose x_t is the layer below, sequence 1 of 256"


def test_a_stands_above_b_and_each_has_a_row() -> None:
    chart = equations(asked(), asked(cell="lstm"), at=3)
    assert [[panel.name for panel in row] for row in chart.rows()] == [
        ["forward_a", "backward_a"], ["forward_b", "backward_b"],
    ]  # fmt: skip
    assert chart.panels[2].title == "Forward: B, the LSTM at t = 3"
    assert not any(panel.over_time for panel in chart.panels)


def test_the_sentence_says_what_the_step_does() -> None:
    result = asked()
    before, here = 10 ** result.log10_grad_hidden[0, 6:8, 0]
    words = equations(result, at=7, unit=2).sentences[0][1]
    assert words.startswith(f"At t = 7 unit 2 has h = {figure(float(result.hidden[0, 7, 0, 1]))}; ")
    assert value_of(words.split("×")[1].rstrip(".")) == pytest.approx(before / here, rel=5e-3)
    dead = equations(asked(truncation=2), at=1).sentences[0][1]
    assert dead.endswith("; the gradient is exactly zero before and after the step.")


def test_states_beyond_the_floats_are_infinite_and_said_so() -> None:
    result = asked(cell="rnn_linear", init="gaussian", spectral_radius=40.0, steps=400)
    found = lines(result, at=390)
    assert found["h_t"].values.endswith(("∞", "—"))
    assert "‖∂L/∂h_{390}‖ = " in equations(result, at=390).panels[1].lines[0].values


def test_signs_stand_where_a_hand_would_write_them() -> None:
    assert plus(-0.5, -0.25, 0.0) == "−0.500 − 0.250 + 0"
    assert (factor(-0.5), factor(0.5)) == ("(−0.500)", "0.500")
    assert [figure(value) for value in (-1.23456, 999.9, 0.0721, 1e-5)] == [
        "−1.235",
        "999.900",
        "0.0721",
        "1.00·10^{−5}",
    ]


def test_an_lstm_ends_with_the_norm_of_its_cell_state() -> None:
    result = asked(cell="lstm")
    hidden, cell = (equations(result, at=0).panels[1].lines[i].values.split(" = ")[1] for i in range(2))
    assert value_of(hidden) == pytest.approx(10 ** result.log10_grad_hidden[0, 0, 0], rel=5e-3)
    assert value_of(cell) == pytest.approx(10 ** result.log10_grad_cell[0, 0, 0], rel=5e-3)


def test_a_given_gradient_of_the_last_step_is_no_loss_of_another() -> None:
    result = gradviz.run(
        gradviz.Experiment(cell="lstm", steps=10, hidden_size=3, input_size=2, batch_size=2),
        loss_gradient=np.ones((2, 3)),
    )
    for at in range(11):
        panels = CHARTS["equations"](result, at=at).panels
        words = " ".join(f"{line.equation} {line.about}" for panel in panels for line in panel.lines)
        assert "is added" not in words


def test_the_first_step_and_a_wall_have_their_own_way_back() -> None:
    result = gradviz.run(gradviz.Experiment(cell="lstm", steps=9, hidden_size=3, truncation=4, loss="every"))
    first = [line.equation for p in CHARTS["equations"](result, at=1).panels for line in p.lines]
    assert "∂L/∂c_0 = f_1 ⊙ ∂L/∂c_1" in first
    about = [line.about for p in CHARTS["equations"](result, at=5).panels for line in p.lines]
    assert "truncation detaches c_{4}: the first term is gone" in about
