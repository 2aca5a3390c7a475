"""The map of causes and effects: against the gradients of runs whose loss is at that very step, and its words."""

from __future__ import annotations

import math

import numpy as np
import pytest

import gradviz
from gradviz import theory
from gradviz.cells import CELLS
from gradviz.charts import CHARTS
from gradviz.charts.parts.influence_words import relative, steps_back, thinned
from gradviz.control import Control
from gradviz.errors import Cancelled
from gradviz.experiment import Experiment


def asked(**fields):
    return gradviz.run(Experiment(**{"steps": 12, "hidden_size": 6, "input_size": 3, **fields}))


def drawn(*results, **given):
    return CHARTS["influence"](*results, **given)


@pytest.mark.parametrize("cell", list(CELLS))
def test_a_row_is_the_gradient_of_a_loss_at_that_step(cell: str) -> None:
    """The row of t: the run with its loss at t, relative to where it is injected."""
    heat = drawn(asked(cell=cell)).panels[0].maps[0]
    assert heat.values.shape == (12, 13)
    assert (heat.first, heat.step, heat.order) == (0.0, 1.0, tuple(range(12, 0, -1)))
    for t in (12, 7, 1):
        curve = asked(cell=cell, loss_step=t).log10_grad_hidden[0, :, 0]
        row = heat.values[12 - t]
        np.testing.assert_allclose(row[: t + 1], curve[: t + 1] - curve[t], atol=1e-9)
        assert row[t] == 0
        assert np.isnan(row[t + 1 :]).all()


def test_a_and_b_stand_beside_each_other_on_one_scale() -> None:
    a, b = drawn(asked(spectral_radius=0.01), asked(cell="lstm")).panels
    assert (a.title, b.title) == ("A, the tanh RNN", "B, the LSTM")
    assert (a.beside, b.beside) == (False, True)
    assert (a.cursor, b.cursor, a.over_time) == ("xy", "xy", False)
    assert (a.maps[0].low, a.maps[0].high) == (b.maps[0].low, b.maps[0].high) == (-6.0, 0.0)
    assert "what is farther has the colour of the end" in a.subtitle
    assert "farther" not in b.subtitle
    assert (a.x.low, a.x.high, a.y.low, a.y.high) == (-0.5, 12.5, 0.5, 12.5)


def test_the_scale_is_no_larger_than_it_need_be() -> None:
    heat = drawn(asked(cell="rnn_linear", init="orthogonal", spectral_radius=1.0)).panels[0].maps[0]
    assert (heat.low, heat.high) == (-1.0, 0.0)
    heat = drawn(asked(cell="rnn_linear", init="orthogonal", spectral_radius=0.5)).panels[0].maps[0]
    assert heat.low == -4.0
    assert np.nanmin(heat.values) == pytest.approx(12 * math.log10(0.5))


def test_an_explosion_is_above_zero_and_said() -> None:
    chart = drawn(asked(cell="rnn_linear", init="orthogonal", spectral_radius=2.0))
    heat = chart.panels[0].maps[0]
    assert np.nanmax(heat.values) == pytest.approx(12 * math.log10(2))
    assert (heat.low, heat.high) == (-1.0, 4.0)
    assert "farther" not in chart.panels[0].subtitle
    assert "farther" in drawn(asked(cell="rnn_linear", spectral_radius=40.0)).panels[0].subtitle
    words = chart.sentences[0][1]
    assert "Most losses never fall below 1/255 of their direct effect" in words
    assert words.endswith("4100 times the direct effect: of the state at s = 0 on the loss at t = 12.")


def test_the_sentence_says_how_far_back_a_loss_reaches() -> None:
    """An orthogonal W scaled by ½: 1/256 after 8 steps; rows 1 … 7 never get there, and are 7 of 40."""
    fields = {"cell": "rnn_linear", "init": "orthogonal", "spectral_radius": 0.5, "steps": 40}
    found = theory.influence(asked(**fields))
    np.testing.assert_array_equal(steps_back(found), [math.inf] * 7 + [8] * 33)
    words = drawn(asked(**fields)).sentences[0][1]
    assert words == "A loss is below 1/255 of its direct effect after 8 steps back (median of all losses)."


def test_the_middle_loss_speaks() -> None:
    """Nothing fades, but h_0 is detached: the loss at t is zero after t steps, t = 1 … 12."""
    words = drawn(asked(cell="rnn_linear", init="orthogonal", spectral_radius=1.0, truncation=12)).sentences[0][1]
    assert words == "A loss is below 1/255 of its direct effect after 7 steps back (median of all losses)."


def test_walls_stand_between_what_is_cut_and_what_is_not() -> None:
    chart = drawn(asked(truncation=5))
    panel = chart.panels[0]
    assert [mark.x for mark in panel.marks] == [level.y for level in panel.levels] == [0.5, 5.5, 10.5]
    values = panel.maps[0].values[::-1]
    assert np.isneginf(values[10, :11]).all()  # the loss at t = 11 sees nothing of s ≤ 10
    assert np.isfinite(values[9, 6:11]).all()  # the one at t = 10 reaches s = 6
    assert "exact zeros are darkest" in panel.subtitle
    assert chart.sentences[0][1].endswith("Truncation stops every loss at the wall before it, one after every 5 steps.")
    assert drawn(asked(truncation=1)).panels[0].marks != ()
    assert drawn(asked(truncation=1, steps=13)).panels[0].marks == ()


def test_what_was_left_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = theory.influence
    result = asked(steps=50)
    found = whole(result, most=13)
    assert (found.loss_stride, found.cause_stride, thinned(found)) == (4, 4, "every 4th step")
    monkeypatch.setattr(theory, "influence", lambda result, control: found)
    chart = drawn(result)
    panel = chart.panels[0]
    assert "every 4th step" in panel.subtitle
    assert " within " in chart.sentences[0][1]
    heat = panel.maps[0]
    assert (heat.first, heat.step, heat.order[:2]) == (2.0, 4.0, (50, 46))
    assert (panel.x.low, panel.x.high) == (0.0, 52.0)
    assert (panel.y.low, panel.y.high) == (0.0, 52.0)
    np.testing.assert_allclose(heat.values[0], relative(whole(result))[-1, 2::4])


def test_progress_is_that_of_both_and_a_stop_is_a_stop() -> None:
    shares: list[float] = []
    drawn(asked(), asked(cell="gru"), control=Control(shares.append))
    assert shares == sorted(shares)
    assert shares[12] == 0.5
    assert shares[-1] == 1.0
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        drawn(asked(), control=control)


def test_an_answer_is_kept_with_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    result = asked()
    first = drawn(result).panels[0].maps[0].values
    monkeypatch.setattr(theory, "influence", None)
    np.testing.assert_array_equal(drawn(result, result).panels[1].maps[0].values, first)


def test_states_that_left_the_floats_are_said() -> None:
    chart = drawn(asked(cell="rnn_linear", spectral_radius=40.0, steps=400), asked(steps=400))
    assert "left the range of floats" in chart.panels[0].empty
    assert "left the range of floats" in chart.sentences[0][1]
    assert chart.panels[1].maps != ()


@pytest.mark.parametrize("cell", list(CELLS))
def test_the_edges(cell: str) -> None:
    for fields in ({"steps": 1}, {"hidden_size": 1}, {"spectral_radius": 0.0}, {"input_scale": 0.0}):
        panel = drawn(asked(cell=cell, **fields)).panels[0]
        assert panel.maps != ()
        assert panel.maps[0].high > panel.maps[0].low
    panel = drawn(asked(cell=cell, layers=8, batch_size=256, steps=3)).panels[0]
    assert panel.subtitle.endswith("layer 8 of 8, its own recurrence alone, sequence 1 of 256")
