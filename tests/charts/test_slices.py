"""The small pictures of what each step teaches W_hh: against the outer products, their sum, and the one full colour."""

from __future__ import annotations

import numpy as np
import pytest

import gradviz
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.experiment import Experiment


def asked(loss_gradient=None, initial_state=None, **fields):
    fields = {"steps": 12, "hidden_size": 6, "input_size": 3, **fields}
    return gradviz.run(Experiment(**fields), loss_gradient=loss_gradient, initial_state=initial_state)


def drawn(*results, **chosen):
    return [panel.slices[0] for panel in CHARTS["slices"](*results, **chosen).panels]


def values(slices):
    """Return all matrices as numbers: what is drawn times the full colour."""
    rows, columns = np.arange(slices.left.shape[2]), np.arange(slices.right.shape[2])
    return slices.tiles(rows, columns) * 10.0 ** slices.log10_full[:, None, None]


@pytest.mark.parametrize("cell", list(CELLS))
@pytest.mark.parametrize("fields", [{}, {"batch_size": 3, "loss": "every"}, {"batch_size": 17, "layers": 2}])
def test_what_is_drawn_adds_up_to_the_gradient_of_w(cell: str, fields: dict) -> None:
    result = asked(cell=cell, spectral_radius=0.9, **fields)
    (slices,) = drawn(result)
    total = result.parameter_gradients[f"weight_hh_l{result.experiment.layers - 1}"]
    np.testing.assert_allclose(values(slices).sum(0), total, atol=3e-6 * np.abs(total).max())
    sizes = np.linalg.norm(values(slices)[1:], axis=(1, 2))
    np.testing.assert_allclose(np.log10(sizes), result.log10_grad_recurrent[-1, 1:], atol=1e-4)


def test_a_linear_networks_slices_are_powers_of_w() -> None:
    result = asked(cell="rnn_linear")
    weight, delta = result.weights["weight_hh_l0"], None
    (slices,) = drawn(result)
    assert slices.first == 1
    for t in range(12, 1, -1):
        shown = slices.at(t, np.arange(6), np.arange(6)) * 10.0 ** slices.log10_full[t - 1]
        row = np.abs(result.hidden[0, t - 1, 0]).argmax()
        found = shown[:, row] / result.hidden[0, t - 1, 0, row]
        if delta is not None:
            np.testing.assert_allclose(found, weight.T @ delta, rtol=1e-4, atol=1e-7)
        np.testing.assert_allclose(shown, np.outer(found, result.hidden[0, t - 1, 0]), atol=1e-6)
        delta = found


def test_a_and_b_share_the_full_colour_and_each_step_may_have_its_own() -> None:
    a, b = asked(spectral_radius=0.2), asked(cell="lstm")
    one, other = drawn(a, b, scale="shared")
    full = max(one.log10_largest.max(), other.log10_largest.max()) - 1
    assert (one.log10_full == full).all()
    assert (other.log10_full == full).all()
    assert max(one.brightness().max(), other.brightness().max()) == pytest.approx(10)
    np.testing.assert_allclose(one.brightness()[1:], 10 ** (one.log10_largest[1:] - full))
    for each in drawn(a, b, scale="own"):
        assert each.brightness()[1:] == pytest.approx(10)
        assert each.brightness()[0] == 0
    for each in drawn(a, b):
        assert each.brightness().max() == pytest.approx(10)
    panels = CHARTS["slices"](a, b, scale="shared").panels
    assert panels[0].subtitle == panels[1].subtitle
    assert "a tenth of the largest entry of all steps of A and B" in panels[0].subtitle
    assert "hides how much of it is left" in CHARTS["slices"](a, b, scale="own").panels[0].subtitle


def test_factors_have_the_largest_entry_one_in_a_float_of_four_bytes() -> None:
    for fields in ({}, {"batch_size": 4}, {"batch_size": 9}):
        (slices,) = drawn(asked(loss="every", **fields))
        assert slices.left.dtype == slices.right.dtype == np.float32
        largest = np.abs(np.einsum("tbr,tbc->trc", slices.left, slices.right)).max((1, 2))
        np.testing.assert_allclose(largest[1:], 1, atol=1e-5)
        assert largest[0] == 0


def test_sequences_that_cancel_keep_their_digits() -> None:
    """Two sequences of the same input whose losses differ in sign and a little in size."""
    draw = np.random.default_rng(0)
    inputs = np.repeat(draw.standard_normal((5, 1, 3)), 2, axis=1)
    loss = np.zeros((5, 2, 6))
    loss[-1] = draw.standard_normal(6) * np.array([[1.0], [-1.0 + 1e-5]])
    question = Experiment(steps=5, hidden_size=6, input_size=3, batch_size=2)
    result = gradviz.run(question, inputs=inputs, loss_gradient=loss)
    (slices,) = drawn(result)
    assert slices.left.dtype == np.float64
    total = result.parameter_gradients["weight_hh_l0"]
    np.testing.assert_allclose(values(slices).sum(0), total, atol=1e-8 * np.abs(total).max())


def test_the_sentence_counts_what_can_be_seen() -> None:
    result = asked(steps=60, spectral_radius=0.5)
    (slices,) = drawn(result)
    seen = np.flatnonzero(slices.log10_largest > slices.log10_largest.max() - np.log10(2550)) + 1
    most = slices.log10_largest.argmax() + 1
    words = CHARTS["slices"](result).sentences[0][1]
    assert words == (
        f"Brighter than 1/255 of the full colour at {seen.size} of 60 steps (most at t = {most}); "
        f"before t = {seen[0]} nothing can be seen."
    )
    assert CHARTS["slices"](result, scale="own").sentences[0][1] == "On one scale for all steps: b" + words[1:]


def test_a_network_that_is_dark_beside_the_other_is_said_to_be() -> None:
    faint, strong = asked(input_scale=1e-6), asked(cell="rnn_linear", spectral_radius=4.0)
    words = CHARTS["slices"](strong, faint, scale="shared").sentences[1][1]
    assert words.startswith("Nothing can be seen: the brightest slice, t = ")
    assert "Brighter than" in CHARTS["slices"](faint).sentences[0][1]


def test_the_first_step_adds_nothing_because_it_begins_at_zero() -> None:
    result = asked(cell="lstm", loss="every")
    words = CHARTS["slices"](result).sentences[0][1]
    assert words.endswith("; step 1 adds nothing, for h_0 is zero.")
    given = asked(cell="rnn_tanh", loss="every", initial_state=np.ones((1, 1, 6)))
    assert CHARTS["slices"](given).sentences[0][1].startswith("Brighter than 1/255 of the full colour at all 12 steps")


@pytest.mark.parametrize("fields", [{"steps": 1}, {"input": "zeros"}, {"loss_step": 1}])
def test_zeros_are_said(fields: dict) -> None:
    chart = CHARTS["slices"](asked(**fields))
    assert chart.panels[0].slices == ()
    assert "exactly zero" in chart.panels[0].empty
    assert "exactly zero" in chart.sentences[0][1]
    assert not chart.panels[0].over_time


def test_states_beyond_the_floats_are_said() -> None:
    chart = CHARTS["slices"](asked(cell="rnn_linear", spectral_radius=40.0, steps=400), asked())
    assert "left the range of floats" in chart.panels[0].empty
    assert "left the range of floats" in chart.sentences[0][1]
    assert len(chart.panels[1].slices) == 1


def test_too_many_numbers_are_said_before_they_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.charts.parts.taught.MOST_NUMBERS", 12 * 3 * 6 * 2 - 1)
    monkeypatch.setattr("gradviz.theory.recurrent_slices", None)
    assert CHARTS["slices"](asked(batch_size=3)).panels[0].empty == (
        "12 slices of 3 sequences are too many numbers to draw at once: choose 2 times fewer sequences, units or steps."
    )
    assert CHARTS["slices"](asked(cell="lstm", hidden_size=8)).panels[0].empty.startswith("12 slices are too many")


def test_of_very_many_steps_the_last_that_add_anything_are_shown() -> None:
    chart = CHARTS["slices"](asked(steps=3000, loss_step=2500, truncation=700))
    slices = chart.panels[0].slices[0]
    assert (slices.first, len(slices.left)) == (2500 - 2047, 2048)
    assert "only t = 453 … 2500 of 3000" in chart.panels[0].subtitle
    (early,) = drawn(asked(steps=3000, loss_step=50))
    assert (early.first, len(early.left)) == (1, 2048)
    (whole,) = drawn(asked(steps=2048))
    assert len(whole.left) == 2048


def test_more_sequences_than_units_are_summed() -> None:
    result = asked(batch_size=256, hidden_size=5, cell="gru")
    (slices,) = drawn(result)
    assert slices.left.shape == (12, 5, 15)
    assert "the sum over 256 sequences" in CHARTS["slices"](result).panels[0].subtitle
