"""Predictions over the measured gradient: theory's own numbers, and no bound below what was measured."""

from __future__ import annotations

import math

import numpy as np
import pytest

import gradviz
from gradviz import theory
from gradviz.charts import CHARTS
from gradviz.charts.parts.claims import BUDGET, claims, losses, per_step, seconds
from gradviz.experiment import Experiment


def asked(loss_gradient=None, **fields):
    fields = {"steps": 24, "hidden_size": 6, "input_size": 3, **fields}
    return gradviz.run(Experiment(**fields), loss_gradient=loss_gradient)


def lines(result):
    return {curve.column: curve for curve in CHARTS["theory"](result).panels[0].curves}


PLAIN = ["rnn_tanh", "rnn_relu", "rnn_linear"]
SETS = [{}, {"loss": "every"}, {"loss_step": 11}, {"truncation": 5}, {"layers": 2, "batch_size": 3}, {"hidden_size": 1}]


@pytest.mark.parametrize("cell", [*PLAIN, "lstm", "gru"])
@pytest.mark.parametrize("fields", SETS)
def test_no_bound_lies_below_the_measured_gradient(cell: str, fields: dict) -> None:
    result = asked(cell=cell, **fields)
    measured = result.log10_grad_hidden[-1, :, 0]
    bounds = [claim for claim in claims(result).lines if claim.is_bound]
    assert bounds or (cell in ("lstm", "gru") and "loss" in fields)
    for claim in bounds:
        known = ~np.isnan(claim.log10) & np.isfinite(measured)
        assert (measured[known] <= claim.log10[known] + 1e-9).all(), claim.symbol


@pytest.mark.parametrize("cell", PLAIN)
def test_every_line_is_theorys_own_over_the_measured_start(cell: str) -> None:
    result = asked(cell=cell, loss_step=20)
    start = result.log10_grad_hidden[-1, 20, 0]
    found = {claim.column: claim.log10 for claim in claims(result).lines}
    expected = {
        "log10_bound": theory.singular_value_bound(result).log10[:, 0] + start,
        "log10_rho_k": theory.asymptotic_rate(result).log10[:, 0] + start,
        "log10_mean_field": theory.mean_field_rate(result).log10[:, 0] + start,
        "log10_jacobians": theory.jacobian_product(result) + start,
    }
    if cell != "rnn_linear":
        expected["log10_slope_bound"] = theory.measured_slope_bound(result).log10[:, 0] + start
    assert set(found) == set(expected)
    for column, line in expected.items():
        np.testing.assert_array_equal(found[column], line)
    assert "∂s_{20}/∂s_t" in claims(result).lines[-1].symbol


def test_the_settled_rate_is_drawn_where_the_state_rests() -> None:
    resting = asked(cell="gru", input="zeros", steps=300, update_bias=-1.0)
    assert "log10_settled" in lines(resting)
    assert "log10_settled" not in lines(asked(cell="gru"))


def test_gates_are_refused_in_words_and_have_the_jacobians_alone() -> None:
    result = asked(cell="lstm")
    assert list(lines(result)) == ["log10_grad_hidden", "log10_jacobians"]
    assert "For a network with gates" in CHARTS["theory"](result).sentences[0][1]


def test_a_loss_at_several_steps_has_no_rates() -> None:
    given = np.zeros((24, 1, 6))
    given[[3, 9]] = 1.0
    for result in (asked(loss="every"), asked(loss_gradient=given)):
        assert losses(result) > 1
        assert {claim.column for claim in claims(result).lines} == {"log10_bound", "log10_slope_bound"}
        assert "no rate is claimed" in CHARTS["theory"](result).sentences[0][1]
    given[3] = 0
    assert losses(asked(loss_gradient=given)) == 1


def test_what_would_take_long_is_left_out_and_said() -> None:
    small, large = asked(), asked(hidden_size=256, input_size=2, steps=200)
    assert seconds(small) < BUDGET < seconds(large)
    assert "log10_jacobians" not in lines(large)
    assert "is left out: it would take about 0.9 s." in CHARTS["theory"](large).sentences[0][1]


def test_two_bounds_that_the_eye_cannot_part_are_one_line_and_a_rate_is_never_called_a_bound() -> None:
    result = gradviz.run(Experiment(steps=128, hidden_size=64))
    found = lines(result)
    assert found["log10_bound"].label == ""
    assert found["log10_bound"].symbol == "σ_{max}^{k}"
    assert found["log10_slope_bound"].label == "σ_{max}^{k} and ∏ σ_{max} max φ′(a_t): upper bounds"
    assert found["log10_mean_field"].role == found["log10_rho_k"].role == "theory"
    assert {"log10_jacobians", "log10_mean_field"} <= set(found)
    assert not any("√χ" in curve.label and "bound" in curve.label for curve in found.values())


def test_a_bound_that_leaves_the_picture_at_once_is_in_the_sentence_alone() -> None:
    result = gradviz.run(Experiment(cell="rnn_relu", steps=1024, spectral_radius=1.5))
    found = lines(result)
    panel = CHARTS["theory"](result).panels[0]
    seen = {
        claim.column: ((claim.log10 >= panel.y.low) & (claim.log10 <= panel.y.high)).mean()
        for claim in claims(result).lines
    }
    assert min(seen.values()) < 0.07 < max(seen.values())
    assert set(found) - {"log10_grad_hidden"} == {column for column, share in seen.items() if share >= 0.07}
    assert "σ_{max}^{k} +" in CHARTS["theory"](result).sentences[0][1]


def test_the_sentence_holds_the_measured_slope_beside_each_prediction() -> None:
    result = asked(spectral_radius=0.5)
    measured = result.log10_grad_hidden[0, :, 0]
    slope = (measured[0] - measured[-1]) / 24
    words = CHARTS["theory"](result).sentences[0][1]
    assert words.startswith(f"Decades a step: measured −{abs(slope):.3f}; predicted ρ^{{k}} −0.301, √χ^{{k}} −")
    assert f"σ_{{max}}^{{k}} {math.log10(result.largest_singular_value[0, 0]):+.3f}".replace("-", "−") in words


def test_the_mark_stands_where_the_reach_is() -> None:
    result = asked(spectral_radius=0.5)
    found = theory.reach(result, thresholds=(1 / 2, 1 / 255))
    half, black = found.settled[:, 0]
    mark = CHARTS["theory"](result).panels[0].marks[-1]
    assert mark.x == 24 - black
    assert mark.label == f"below 1/255 after {black} steps"
    assert mark.detail == f"below ½ after {half}"
    assert f"below ½ of its start after {half} step" in CHARTS["theory"](result).sentences[0][1]


@pytest.mark.parametrize(
    ("line", "slope"),
    [
        ([-4.0, -2.0, 0.0], -2.0),
        ([-np.inf, -2.0, 0.0, np.nan], -2.0),
        ([-np.inf, 0.0], -math.inf),
        ([3.0, 2.0, 1.0, 0.0], 1.0),
    ],
)
def test_the_slope_is_the_mean_change_for_each_step_back(line: list[float], slope: float) -> None:
    assert per_step(np.array(line)) == slope
    assert math.isnan(per_step(np.array([np.nan, -np.inf])))


def test_the_picture_holds_the_whole_measured_line() -> None:
    for fields in ({}, {"spectral_radius": 60.0, "cell": "rnn_linear", "steps": 300}, {"cell": "lstm"}):
        panel = CHARTS["theory"](asked(**fields)).panels[0]
        assert panel.y.low < panel.curves[0].y.min() < panel.curves[0].y.max() < panel.y.high
