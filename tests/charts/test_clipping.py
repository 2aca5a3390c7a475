"""Every entry of the gradient before and after clipping, in the order of its size."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import gradviz
from gradviz.charts import CHARTS
from gradviz.experiment import Experiment

FIELDS = {"cell": "rnn_linear", "steps": 24, "hidden_size": 5, "input_size": 3, "spectral_radius": 2.0}


def asked(**fields):
    return gradviz.run(Experiment(**{**FIELDS, **fields}))


def drawn(*results):
    (panel,) = CHARTS["clipping"](*results).panels
    return panel, {curve.column: curve for curve in panel.curves}


def sizes(gradients):
    whole = np.concatenate([np.abs(array).ravel() for array in gradients.values()])
    return np.log10(np.sort(whole[whole > 0])[::-1])


@pytest.mark.parametrize("clip", ["norm", "value"])
def test_every_entry_stands_in_its_order(clip: str) -> None:
    result = asked(clip=clip, clip_threshold=0.5)
    _, curves = drawn(result)
    np.testing.assert_allclose(curves["log10_entry"].y, sizes(result.parameter_gradients), rtol=1e-14)
    np.testing.assert_allclose(curves["log10_entry_clipped"].y, sizes(result.clipped_gradients), rtol=1e-14)
    assert curves["log10_entry"].x[[0, -1]].tolist() == [0, 100]


def test_by_norm_the_line_keeps_its_shape_and_by_value_it_is_flat_at_the_threshold() -> None:
    panel, curves = drawn(asked(clip="norm", clip_threshold=0.5), asked(clip="value", clip_threshold=0.5))
    moved = curves["log10_entry_clipped_a"].y - curves["log10_entry"].y
    assert moved[0] < -1
    np.testing.assert_allclose(moved, moved[0], rtol=1e-12)
    assert curves["log10_entry_clipped_b"].y.max() == np.log10(0.5)
    assert panel.subtitle.endswith(", θ = 0.5")


def test_the_names_say_the_norm_and_the_angle() -> None:
    norm, value = asked(clip="norm", clip_threshold=0.5), asked(clip="value", clip_threshold=0.5)
    panel, _ = drawn(norm, value)
    before, a, b = (curve.label for curve in panel.curves)
    assert before.startswith("before clipping: norm ")
    assert a == "A by norm: norm 0.500, turned by 0°"
    assert b.startswith("B by value: norm ")
    assert not b.endswith(" 0°")


def test_networks_with_gradients_of_their_own_have_lines_of_their_own() -> None:
    panel, curves = drawn(asked(clip="norm"), asked(clip="norm", spectral_radius=0.5))
    assert [(curve.label[:17], curve.role) for curve in panel.curves if curve.dash] == [
        ("A before clipping", "a"),
        ("B before clipping", "b"),
    ]
    assert {"log10_entry_a", "log10_entry_b"} <= set(curves)


def test_without_clipping_there_is_one_line_and_without_a_gradient_words() -> None:
    panel, _ = drawn(asked())
    assert len(panel.curves) == 1
    result = asked(clip="norm")
    zero = {name: np.zeros_like(array) for name, array in result.parameter_gradients.items()}
    panel, _ = drawn(dataclasses.replace(result, parameter_gradients=zero, clipped_gradients=zero))
    assert "exactly zero" in panel.empty


def test_large_networks_are_drawn_with_as_many_points_as_a_picture_has() -> None:
    _, curves = drawn(asked(hidden_size=64, clip="norm"))
    assert len(curves["log10_entry"].x) == 400
    assert len(curves["log10_entry"].y) == 400
