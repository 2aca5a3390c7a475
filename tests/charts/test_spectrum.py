"""Eigenvalues and singular values: numpy's own, the Jacobian of the step at the cursor, and words that fit them."""

from __future__ import annotations

import numpy as np
import pytest

import gradviz
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.parts.eigen import SYMBOLS
from gradviz.errors import ExperimentError
from gradviz.experiment import Experiment


def asked(weights=None, **fields):
    return gradviz.run(Experiment(**{"steps": 12, "hidden_size": 6, "input_size": 3, **fields}), weights=weights)


def spectrum(*results, **chosen):
    return CHARTS["spectrum"](*results, **chosen)


def places(points):
    return np.sort_complex(np.round(points.x + 1j * points.y, 9))


def own_weights(block, cell="rnn_linear", bias=0.0):
    size, blocks = len(block), CELLS[cell].blocks
    return {
        "weight_hh_l0": np.tile(block, (blocks, 1)),
        "weight_ih_l0": np.zeros((blocks * size, 3)),
        "bias_ih_l0": np.full(blocks * size, bias),
        "bias_hh_l0": np.zeros(blocks * size),
    }


def test_the_dots_are_numpys_eigenvalues_and_the_rings_those_of_the_slopes_times_w() -> None:
    result = asked()
    plane, values = spectrum(result, at=7).panels
    weight = result.weights["weight_hh_l0"]
    dots, rings = plane.points
    np.testing.assert_allclose(places(dots), np.sort_complex(np.round(np.linalg.eigvals(weight), 9)), atol=2e-9)
    jacobian = (1 - result.hidden[0, 7, 0] ** 2)[:, None] * weight
    np.testing.assert_allclose(places(rings), np.sort_complex(np.round(np.linalg.eigvals(jacobian), 9)), atol=2e-9)
    assert (dots.shape, rings.shape, rings.label) == ("dot", "ring", "λ of ∂h_{7}/∂h_{6}")
    np.testing.assert_allclose(values.points[0].y, np.linalg.svd(weight, compute_uv=False), atol=1e-12)
    np.testing.assert_array_equal(values.points[0].x, np.arange(1, 7))
    assert plane.plane
    assert plane.equal
    assert values.beside
    assert not plane.over_time


@pytest.mark.parametrize(("at", "step"), [(None, 9), (0, 1), (3, 3), (400, 12)])
def test_the_jacobian_is_that_of_the_cursor_or_of_the_loss(at: int | None, step: int) -> None:
    rings = spectrum(asked(loss_step=9), at=at).panels[0].points[1]
    assert rings.label == f"λ of ∂h_{{{step}}}/∂h_{{{step - 1}}}"


def test_an_lstm_has_twice_the_rings() -> None:
    dots, rings = spectrum(asked(cell="lstm"), at=5).panels[0].points
    assert (len(dots.x), len(rings.x)) == (6, 12)
    assert rings.label == "λ of ∂(h, c)_{5}/∂(h, c)_{4}"


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_every_block_can_be_chosen(cell: str) -> None:
    result = asked(cell=cell, init="torch", spectral_radius=None)
    blocks = np.split(result.weights["weight_hh_l0"], CELLS[cell].blocks)
    for name, block in zip(CELLS[cell].gates, blocks, strict=True):
        plane, values = spectrum(result, block=name).panels
        expected = np.sort_complex(np.round(np.linalg.eigvals(block), 9))
        np.testing.assert_allclose(places(plane.points[0]), expected, atol=2e-9)
        assert plane.subtitle == f"{SYMBOLS[name]}, the block of the {name} gate"
        assert values.levels[-1].y == pytest.approx(np.linalg.norm(block, 2))
    with pytest.raises(ExperimentError, match="block must be one of auto, input"):
        spectrum(result, block="none")


def test_a_block_that_is_not_there_is_replaced_by_the_first_and_said() -> None:
    a, b = asked(cell="gru"), asked(cell="lstm")
    panels = spectrum(a, b, block="forget").panels
    assert panels[0].subtitle == "W_{hr}, the block of the reset gate, there is no forget gate"
    assert panels[1].subtitle == "W_{hf}, the block of the forget gate"
    assert "forget" not in spectrum(asked(), block="auto").panels[0].subtitle


def test_the_handle_asks_for_another_radius() -> None:
    a, b = asked(spectral_radius=0.7), asked(cell="lstm", spectral_radius=1.5)
    panels = spectrum(a, b).panels
    for panel, slot, radius in ((panels[0], "a", 0.7), (panels[1], "b", 1.5)):
        (handle,) = panel.handles
        assert (handle.slot, np.hypot(handle.x, handle.y)) == (slot, pytest.approx(radius))
        assert handle.values(handle.x, handle.y) == {"spectral_radius": radius}
        assert handle.values(0.0, -1.2346) == {"spectral_radius": 1.23}
        assert handle.values(9.0, 9.0) == {"spectral_radius": 2.0}
        assert panel.circles[1].radius == pytest.approx(radius)
    far = spectrum(asked(spectral_radius=40.0)).panels[0].handles[0]
    assert far.values(far.x, far.y) == {"spectral_radius": 40.0}
    drawn = asked(spectral_radius=None)
    assert spectrum(drawn).panels[0].handles[0].label == f"ρ = {drawn.spectral_radius[0, 0]:.3g}"


def test_given_weights_have_no_handle_and_their_circle_has_a_name() -> None:
    result = asked(own_weights(np.diag([0.5, -0.25])), cell="rnn_linear", hidden_size=2)
    plane = spectrum(result).panels[0]
    assert plane.handles == ()
    assert [circle.label for circle in plane.circles] == ["|λ| = 1", "ρ = 0.5"]
    assert sorted(plane.points[0].names) == ["λ = 0.5", "λ = −0.25, |λ| = 0.25"]


@pytest.mark.parametrize("radius", [0.0, 1e-9, 1.0, 1e6])
def test_everything_fits_whatever_the_radius(radius: float) -> None:
    for cell in ("rnn_linear", "lstm"):
        plane, values = spectrum(asked(spectral_radius=radius, cell=cell, steps=3)).panels
        for points in plane.points:
            assert plane.x.low < points.x.min() <= points.x.max() < plane.x.high
            assert plane.y.low < points.y.min() <= points.y.max() < plane.y.high
        assert plane.x.low == plane.y.low == -plane.x.high
        assert plane.x.high > max(1, radius)
        assert values.y.low < 0 <= values.points[0].y.max() < values.y.high > 1


def test_both_have_one_range_unless_one_would_be_a_dot() -> None:
    near, far = asked(spectral_radius=1.5), asked(spectral_radius=1e6)
    panels = spectrum(asked(), near).panels
    assert panels[0].x == panels[1].x
    assert panels[2].y == panels[3].y
    panels = spectrum(asked(), far).panels
    assert panels[0].x != panels[1].x
    assert panels[0].subtitle == "on its own scale"


def test_the_sentence_says_what_lies_outside_and_what_the_step_makes_of_it() -> None:
    result = asked(spectral_radius=1.5, hidden_size=20)
    size = np.abs(np.linalg.eigvals(result.weights["weight_hh_l0"]))
    slopes = 1 - result.hidden[0, 4, 0] ** 2
    radius = np.abs(np.linalg.eigvals(slopes[:, None] * result.weights["weight_hh_l0"])).max()
    words = spectrum(result, at=4).sentences[0][1]
    assert words.startswith(f"W_{{hh}} has ρ = 1.5 and σ_{{max}} = {result.largest_singular_value[0, 0]:.3g}; ")
    assert f"; {100 * (size > 1).mean():.3g}\u00a0% of its |λ| are above 1." in words
    fate = "fade" if radius < 1 else "grow"
    assert words.endswith(
        f"tanh′ pulls the eigenvalues in: ρ of the Jacobian at t = 4 is {radius:.3g}: "
        f"such a step again and again would {fate}."
    )


def test_an_orthogonal_w_has_nothing_outside() -> None:
    words = spectrum(asked(cell="rnn_linear", init="orthogonal", spectral_radius=1.0)).sentences[0][1]
    assert "; 0\u00a0% of its |λ| are above 1. Nothing is between them: the Jacobian is W_{hh}" in words


def test_dead_relus_strike_out_all_rows() -> None:
    result = asked(own_weights(np.eye(2), bias=-1.0), cell="rnn_relu", hidden_size=2)
    words = spectrum(result).sentences[0][1]
    assert "rows of the 2 of 2 units that are off: ρ of the Jacobian at t = 12 is 0: " in words
    assert words.endswith("would leave nothing.")
    assert not spectrum(result).panels[0].points[1].x.any()


def test_a_tanh_that_does_not_pull_in_is_not_said_to() -> None:
    """With h = 0 the slope is 1 and the Jacobian is W_hh itself."""
    words = spectrum(asked(input="zeros")).sentences[0][1]
    assert "tanh′ does not pull the farthest eigenvalue in here: ρ of the Jacobian at t = 12 is 0.9: " in words


def test_states_that_left_the_floats_leave_the_dots() -> None:
    result = asked(cell="rnn_linear", spectral_radius=40.0, steps=400)
    chart = spectrum(result, at=390)
    assert [points.shape for points in chart.panels[0].points] == ["dot"]
    assert chart.panels[0].subtitle == "no Jacobian here"
    assert "left the range of floats" in chart.sentences[0][1]


def test_a_jacobian_that_would_take_seconds_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.charts.parts.eigen.LARGEST_JACOBIAN", 11)
    chart = spectrum(asked(cell="lstm"))
    assert len(chart.panels[0].points) == 1
    assert "its 12 eigenvalues would take seconds" in chart.sentences[0][1]
    assert len(spectrum(asked(cell="gru")).panels[0].points) == 2


def test_a_moved_cursor_does_not_ask_for_w_again(monkeypatch: pytest.MonkeyPatch) -> None:
    result = asked()
    first = spectrum(result, at=1).panels[0].points[0]
    monkeypatch.setattr("gradviz.theory.block_eigenvalues", None)
    np.testing.assert_array_equal(spectrum(result, at=2).panels[0].points[0].x, first.x)


def test_layers_and_sequences_are_named_and_one_unit_is_enough() -> None:
    subtitle = spectrum(asked(layers=8, batch_size=256, hidden_size=1, steps=1)).panels[0].subtitle
    assert subtitle == "layer 8 of 8, the Jacobian of sequence 1 of 256"


def test_what_is_below_the_floats_is_not_called_nothing() -> None:
    """tanh′ is never 0, however saturated a unit is; without W_hh there is nothing indeed."""
    words = spectrum(asked(spectral_radius=1e6, hidden_size=20)).sentences[0][1]
    assert "ρ of the Jacobian at t = 12 is below the smallest float: such a step again and again would fade." in words
    words = spectrum(asked(spectral_radius=0.0)).sentences[0][1]
    assert "There is nothing for tanh′ to pull in: ρ of the Jacobian at t = 12 is 0: " in words
    assert words.endswith("would leave nothing.")
