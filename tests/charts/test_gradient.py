"""The gradient with everything that can lie over it."""

from __future__ import annotations

import math

import numpy as np
import pytest

import gradviz
from gradviz import Experiment, theory
from gradviz.charts import CHARTS
from tests.charts.made import made

ZERO = -math.inf

GRADIENT = CHARTS["gradient"]


def asked(**fields):
    return gradviz.run(Experiment(**{"steps": 24, "hidden_size": 6, "input_size": 4, **fields}))


def curves(*results, **chosen):
    return {curve.column: curve for curve in GRADIENT(*results, **chosen).panels[0].curves}


def test_plainly_it_is_the_gradient_and_the_rate_of_w_hh() -> None:
    assert list(curves(asked())) == ["log10_grad_hidden", "log10_rho_k"]


def test_other_quantities_are_switched_on_one_by_one() -> None:
    result = asked(cell="lstm")
    for name, values in (("cell", result.log10_grad_cell[-1, :, 0]), ("input", result.log10_grad_input[:, 0]),
                         ("recurrent", result.log10_grad_recurrent[-1])):  # fmt: skip
        found = curves(result, **{name: True})
        assert np.array_equal(found[f"log10_grad_{name}"].y, values)
        assert len(found) == 2
        assert found[f"log10_grad_{name}"].x[-1] == 24


def test_theory_begins_where_the_loss_is() -> None:
    result = asked(cell="rnn_linear", spectral_radius=1.1)
    found = curves(result, sigma=True, jacobian=True)
    for column in ("log10_bound", "log10_jacobians", "log10_rho_k"):
        assert found[column].y[24] == pytest.approx(found["log10_grad_hidden"].y[24], abs=1e-9)
    drawn, whole = found["log10_jacobians"].y - found["log10_grad_hidden"].y[24], theory.jacobian_product(result)
    assert np.allclose(drawn, whole, atol=1e-12)


def test_what_is_refused_is_said_and_only_when_it_was_asked_for() -> None:
    result = asked(cell="gru")
    assert "For a network with gates" in GRADIENT(result, sigma=True).sentences[0][1]
    assert "For a network with gates" not in GRADIENT(result).sentences[0][1]


def test_relative_curves_begin_at_one() -> None:
    a, b = asked(), asked(cell="lstm", loss_step=24)
    found = curves(a, b, relative=True, sigma=True)
    assert found["log10_grad_hidden_a_relative"].y[24] == found["log10_grad_hidden_b_relative"].y[24] == 0
    plain = curves(a, b, sigma=True)
    by = plain["log10_bound_a"].y - found["log10_bound_a_relative"].y
    assert np.allclose(by[~np.isnan(by)], plain["log10_grad_hidden_a"].y[24])
    assert (~np.isnan(by)).sum() > 3


def test_a_linear_scale_shows_the_numbers_themselves() -> None:
    result = made(np.log10([0.001, 0.01, 0.5, 2.0]))
    panel = GRADIENT(result, scale="linear").panels[0]
    assert not panel.y.log10
    assert panel.y.low == 0
    assert np.allclose(panel.curves[0].y, [0.001, 0.01, 0.5, 2.0])
    assert panel.curves[0].column == "grad_hidden"
    assert "log" not in panel.subtitle


def test_a_linear_scale_beyond_the_floats_is_in_units_of_a_power_of_ten() -> None:
    panel = GRADIENT(made([-2000.0, -1000.5, -1000.0]), scale="linear").panels[0]
    assert np.allclose(panel.curves[0].y, [0, 10**-0.5, 1])
    assert "10^{−1000}" in panel.y.label
    assert panel.curves[0].unit == "1e-1000"
    huge = GRADIENT(made([2000.0, -1000.5, 0.0]), scale="linear").panels[0]
    assert huge.curves[0].y[0] == 1
    assert huge.curves[0].y[2] == 0


def test_the_band_of_a_batch_can_be_left_out() -> None:
    result = asked(batch_size=5)
    (band,) = GRADIENT(result).panels[0].bands
    ordered = np.sort(result.log10_grad_hidden[-1], axis=1)
    assert np.array_equal(band.low, ordered[:, 1])
    assert not GRADIENT(result, band=False).panels[0].bands


def test_pinned_runs_stay_faint_and_are_named_by_what_differs() -> None:
    now, first, second = asked(), asked(spectral_radius=0.5), asked(spectral_radius=1.5)
    for name in ("gradient", "lecture"):
        found = {c.column: c for c in CHARTS[name](now, pinned=(first, second)).panels[0].curves}
        assert np.array_equal(found["log10_grad_hidden_pin1"].y, first.log10_grad_hidden[-1, :, 0])
        assert found["log10_grad_hidden_pin2"].role == "neutral"
        assert "ρ = 1.5" in found["log10_grad_hidden_pin2"].label


def test_a_longer_pinned_run_has_room_on_every_panel() -> None:
    chart = CHARTS["lecture"](asked(), pinned=(asked(steps=40),))
    assert {panel.x.high for panel in chart.panels} == {40.5}


def test_nothing_but_zeros_has_nothing_to_draw_on_any_scale() -> None:
    for chosen in ({"scale": "linear"}, {"relative": True}, {"relative": True, "scale": "linear", "jacobian": True}):
        panel = GRADIENT(made([ZERO] * 4), **chosen).panels[0]
        assert "exactly zero" in panel.empty


def test_an_unknown_option_or_value_is_refused_by_name() -> None:
    with pytest.raises(gradviz.ExperimentError, match="did you mean relative"):
        GRADIENT(made(), relativ=True)
    with pytest.raises(gradviz.ExperimentError, match="scale must be one of log, linear"):
        GRADIENT(made(), scale="cubic")
    with pytest.raises(gradviz.ExperimentError, match="true or false"):
        GRADIENT(made(), relative=1)


def test_the_axis_holds_everything_that_is_drawn() -> None:
    panel = GRADIENT(asked(cell="lstm"), cell=True, input=True, recurrent=True).panels[0]
    for curve in panel.curves:
        finite = curve.y[np.isfinite(curve.y)]
        assert panel.y.low <= finite.min() <= finite.max() <= panel.y.high
    assert math.isfinite(panel.y.low)


def test_a_relative_number_is_called_one_under_the_mouse_and_in_the_table() -> None:
    chart = GRADIENT(asked(cell="lstm"), relative=True, cell=True)
    for curve in chart.panels[0].curves[:2]:
        assert curve.column.endswith("_relative")
    assert chart.panels[0].curves[1].symbol == "‖∂L/∂c_t‖ / ‖∂L/∂h‖ at the loss"


def test_a_number_in_units_says_so_under_the_mouse() -> None:
    result = asked(cell="rnn_linear", spectral_radius=1.5, steps=60)
    for curve in GRADIENT(result, pinned=(asked(steps=60),), scale="linear", input=True).panels[0].curves:
        assert "in units of 10^{" in curve.symbol


def test_a_pinned_run_has_room_on_a_linear_scale() -> None:
    larger = asked(cell="rnn_linear", spectral_radius=1.6)
    found = curves(asked(), pinned=(larger,), scale="linear")["grad_hidden_pin1"]
    assert np.isfinite(found.y).all()


def test_bounds_of_one_sequence_are_not_drawn_over_a_median() -> None:
    chart = GRADIENT(asked(batch_size=4), sigma=True, jacobian=True)
    assert [curve.column for curve in chart.panels[0].curves] == ["log10_grad_hidden", "log10_rho_k"]
    assert "Bounds and rates are of one sequence" in chart.sentences[0][1]


def test_no_rate_is_drawn_where_every_step_has_a_loss() -> None:
    assert "log10_rho_k" not in curves(asked(loss="every"))


def test_the_line_of_next_to_nothing_is_where_a_caption_speaks_of_it() -> None:
    for line, words in (("255", "1/255 of the start: black on an 8-bit picture"),
                        ("1000", "below 1/1000 of the start: vanished")):  # fmt: skip
        (level,) = GRADIENT(asked(), relative=True, line=line).panels[0].levels
        assert (level.label, level.y) == (words, -math.log10(int(line)))
