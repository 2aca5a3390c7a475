"""Walls where the gradient is cut, the same network without them, and what clipping did."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

import gradviz
from gradviz import theory
from gradviz.charts import CHARTS
from gradviz.charts.parts.clipping import angle, before_clipping, log10_norm, of_clipping
from gradviz.charts.truncation import cuts
from gradviz.experiment import Experiment

FIELDS = {"steps": 24, "hidden_size": 5, "input_size": 3, "truncation": 6}


def asked(**fields):
    return gradviz.run(Experiment(**{**FIELDS, **fields}))


def curves(result):
    return {curve.column: curve for curve in CHARTS["truncation"](result).panels[0].curves}


@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm", "gru"])
@pytest.mark.parametrize("fields", [{}, {"loss": "every"}, {"layers": 2, "batch_size": 3}, {"dtype": "float32"}])
def test_the_broken_line_is_the_same_network_without_truncation(cell: str, fields: dict) -> None:
    result, whole = asked(cell=cell, **fields), asked(cell=cell, **{**fields, "truncation": None})
    found = curves(result)
    np.testing.assert_array_equal(found["log10_grad_hidden"].y, np.median(result.log10_grad_hidden[-1], axis=1))
    expected = np.median(whole.log10_grad_hidden[-1], axis=1)
    np.testing.assert_array_equal(found["log10_grad_hidden_untruncated"].y, expected)
    assert not np.array_equal(found["log10_grad_hidden"].y, expected)


def test_everything_that_was_given_is_given_again() -> None:
    draw = np.random.default_rng(3)
    weights = {name: draw.normal(size=array.shape) for name, array in asked(cell="lstm").weights.items()}
    given = {
        "weights": weights, "inputs": draw.normal(size=(24, 1, 3)), "loss_gradient": draw.normal(size=(24, 1, 5)),
        "initial_state": (draw.normal(size=(1, 1, 5)), draw.normal(size=(1, 1, 5))),
    }  # fmt: skip
    cut = gradviz.run(Experiment(**FIELDS, cell="lstm"), **given)
    whole = gradviz.run(Experiment(**{**FIELDS, "truncation": None}, cell="lstm"), **given)
    found = theory.untruncated(cut)
    np.testing.assert_array_equal(found.hidden, whole.hidden)
    np.testing.assert_array_equal(found.log10_grad_hidden, whole.log10_grad_hidden)


def test_a_run_without_truncation_is_itself() -> None:
    result = asked(truncation=None)
    assert theory.untruncated(result) is result


def test_another_course_is_refused_and_said() -> None:
    result = asked()
    other = dataclasses.replace(result, hidden=result.hidden + 1e-3)
    with pytest.raises(theory.TheoryError, match="another course"):
        theory.untruncated(other)
    chart = CHARTS["truncation"](other)
    assert [curve.column for curve in chart.panels[0].curves] == ["log10_grad_hidden"]
    assert "not known" in chart.sentences[0][1]
    lost = dataclasses.replace(result, log10_grad_hidden=result.log10_grad_hidden + 0.01)
    with pytest.raises(theory.TheoryError, match="another course"):
        theory.untruncated(lost)


@pytest.mark.parametrize(("every", "steps"), [(6, [0, 6, 12, 18]), (24, [0]), (10, [0, 10, 20]), (1, list(range(24)))])
def test_a_wall_stands_between_what_is_cut_and_what_is_not(every: int, steps: list[int]) -> None:
    result = asked(truncation=every)
    walls = [mark for mark in CHARTS["truncation"](result).panels[0].marks if mark.role == "threshold"]
    assert cuts(result) == steps == [mark.x - 0.5 for mark in walls]
    gradient = result.log10_grad_hidden[-1, :, 0]
    last = steps[-1]
    assert np.isfinite(gradient[last + 1 :]).all()
    assert np.isneginf(gradient[: last + 1]).all()
    assert sum(mark.label == "cut" for mark in walls) == 1


def test_more_walls_than_the_eye_can_hold_are_said() -> None:
    chart = CHARTS["truncation"](asked(truncation=1, steps=200))
    assert [mark.role for mark in chart.panels[0].marks] == ["loss"]
    assert "a wall after every step (200 are too many to draw)" in chart.panels[0].subtitle


def test_nothing_switched_on_is_said_in_words() -> None:
    chart = CHARTS["truncation"](asked(truncation=None))
    assert "set a truncation" in chart.panels[0].empty
    assert chart.sentences[0][1] == "Not truncated: every step gets all of its gradient. Nothing is clipped."


def test_the_sentence_says_what_is_lost() -> None:
    result, whole = asked(cell="lstm", forget_bias=3.0), asked(cell="lstm", forget_bias=3.0, truncation=None)
    words = CHARTS["truncation"](result).sentences[0][1]
    share = 10 ** (whole.log10_grad_hidden[0, 18, 0] - whole.log10_grad_hidden[0, 24, 0])
    assert words.startswith(f"Cut after t = 18: {share:.3g}"[:22])
    turned = angle(whole.parameter_gradients, result.parameter_gradients)
    assert f"turned by {turned:.1f}°" in words
    norms = [math.hypot(*(np.linalg.norm(g) for g in run.parameter_gradients.values())) for run in (result, whole)]
    assert "is {:.2f} instead of {:.2f}".format(*norms) in words


def test_clipping_by_norm_keeps_the_direction_and_by_value_turns_it() -> None:
    by_norm, by_value = (asked(clip=clip, clip_threshold=0.5) for clip in ("norm", "value"))
    assert angle(by_norm.parameter_gradients, by_norm.clipped_gradients) < 1e-5
    assert "keeps its direction (0°)" in of_clipping(by_norm)
    assert "to 0.500 (" in of_clipping(by_norm)
    found = angle(by_value.parameter_gradients, by_value.clipped_gradients)
    one, other = (
        np.concatenate([gradients[name].ravel() for name in gradients])
        for gradients in (by_value.parameter_gradients, by_value.clipped_gradients)
    )
    cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    assert found == pytest.approx(math.degrees(math.acos(cosine)))
    assert found > 5
    assert "turns it by" in of_clipping(by_value)


def test_the_norms_before_and_after_are_those_of_the_gradients() -> None:
    result = asked(clip="value", clip_threshold=0.5, layers=2)
    for kind in ("", "weight_ih", "weight_hh", "bias_ih", "bias_hh"):
        parts = {name: array for name, array in result.parameter_gradients.items() if name.startswith(kind)}
        norm = math.log10(math.hypot(*(np.linalg.norm(array) for array in parts.values())))
        assert before_clipping(result, kind) == pytest.approx(norm)
        assert log10_norm(parts) == pytest.approx(norm)


def test_a_threshold_that_is_never_reached_changes_nothing() -> None:
    for clip in ("norm", "value"):
        assert "changes nothing" in of_clipping(asked(clip=clip, clip_threshold=1e6))


@pytest.mark.parametrize("clip", ["norm", "value"])
def test_a_gradient_beyond_the_floats_is_clipped_and_its_direction_not_guessed(clip: str) -> None:
    words = of_clipping(
        asked(cell="rnn_linear", spectral_radius=60.0, steps=400, truncation=None, clip=clip, clip_threshold=1.0)
    )
    assert "cannot be compared" in words
    assert "nan" not in words
    assert "10^{" in words.split(" to ")[0]


def test_the_angle_is_exact_where_it_is_small_and_unknown_without_a_direction() -> None:
    one = {"w": np.array([1.0, 0.0])}
    assert angle(one, {"w": np.array([1e200, 1e191])}) == pytest.approx(math.degrees(1e-9))
    assert angle(one, {"w": np.array([0.0, 3.0])}) == pytest.approx(90)
    assert angle(one, {"w": np.array([-2.0, 0.0])}) == pytest.approx(180)
    assert math.isnan(angle(one, {"w": np.zeros(2)}))
    assert math.isnan(angle(one, {"w": np.array([np.inf, 0.0])}))
