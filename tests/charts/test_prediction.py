"""Predict first: the guess, the hidden picture, and what was measured beside it."""

from __future__ import annotations

import numpy as np
import pytest

from gradviz.charts import CHARTS
from gradviz.charts.prediction import LOWEST, Prediction, predictable, with_prediction
from tests.charts.made import made

A, B = made(np.linspace(-8.0, 0.0, 9)), made(np.linspace(-1.0, 1.0, 9), cell="lstm")


def test_strokes_fill_the_steps_between_and_correct_each_other() -> None:
    whole = Prediction.of(1, 8).drawn(0, (8.0, 0.0), (4.0, -2.0)).drawn(0, (4.0, -1.0), (2.0, -1.0))
    assert np.array_equal(whole.guesses[0], [np.nan, np.nan, -1, -1, -1, -1.5, -1, -0.5, 0], equal_nan=True)
    assert np.isnan(Prediction.of(1, 8).guesses[0]).all()


def test_a_stroke_beyond_the_axis_ends_at_it() -> None:
    guess = Prediction.of(1, 8).drawn(0, (-5.0, -3.0), (20.0, -3.0)).guesses[0]
    assert np.array_equal(guess, np.full(9, -3.0))


@pytest.mark.parametrize("name", ["gradient", "lecture"])
def test_a_hidden_picture_gives_nothing_away(name: str) -> None:
    chart = CHARTS[name](A, B)
    first = with_prediction(chart, (A, B), Prediction.of(2, 8))
    other = made(np.linspace(50.0, 0.0, 9))
    second = with_prediction(CHARTS[name](other, B), (other, B), Prediction.of(2, 8))
    for one, two in zip(first.panels[:1], second.panels[:1], strict=True):
        assert (one.y, one.title, one.subtitle, one.levels) == (two.y, two.title, two.subtitle, two.levels)
        assert not (*one.curves, *two.curves)
        assert not one.bands
    assert first.sentences == second.sentences
    assert len(first.panels) == len(chart.panels)


def test_the_guess_begins_where_the_measured_gradient_begins_once_it_is_revealed() -> None:
    guess = Prediction.of(2, 8).drawn(0, (0.0, -3.0), (8.0, 0.0)).drawn(1, (0.0, 0.0), (8.0, 0.0))
    shown = with_prediction(CHARTS["gradient"](A, B), (A, B), Prediction(guess.guesses, revealed=True))
    curves = {curve.column: curve for curve in shown.panels[0].curves}
    assert np.allclose(curves["log10_expected_a"].y, np.linspace(-3, 0, 9))
    assert np.allclose(curves["log10_expected_b"].y, 1.0)
    assert np.array_equal(curves["log10_grad_hidden_a"].y, A.log10_grad_hidden[-1, :, 0])
    assert "0.00100 was expected, and 1.00·10^{−8} is left" in shown.sentences[0][1]


def test_a_good_guess_is_called_one() -> None:
    guess = Prediction((np.linspace(-8.1, 0, 9),), revealed=True)
    assert with_prediction(CHARTS["gradient"](A), (A,), guess).sentences[0][1].startswith("Well guessed")


def test_of_a_network_that_nobody_drew_only_what_was_measured_is_said() -> None:
    drawn = Prediction.of(2, 8).drawn(0, (0.0, -3.0), (8.0, 0.0)).answered
    assert drawn is not None
    assert drawn.revealed
    chart = CHARTS["gradient"](A, B)
    assert with_prediction(chart, (A, B), drawn).sentences[1] == chart.sentences[1]
    assert Prediction.of(2, 8).answered is None


def test_a_guess_that_is_far_away_has_room() -> None:
    guess = Prediction((np.full(9, LOWEST),), revealed=True)
    panel = with_prediction(CHARTS["gradient"](A), (A,), guess).panels[0]
    assert panel.y.low <= LOWEST


def test_pictures_without_the_gradient_have_nothing_to_predict() -> None:
    assert predictable(CHARTS["lecture"](A))
    assert not predictable(CHARTS["activations"](A))
    assert not predictable(CHARTS["gradient"](made([-np.inf] * 4)))


def test_what_was_revealed_is_not_drawn_over() -> None:
    done = Prediction(Prediction.of(1, 8).guesses, revealed=True)
    assert done.drawn(0, (0.0, 0.0), (8.0, 0.0)) is done
    assert not done.fits(A, B)
    assert done.fits(A)


def test_an_exact_zero_is_never_well_guessed() -> None:
    dead = made([-np.inf] * 5 + [0.0] * 4)
    words = with_prediction(CHARTS["gradient"](dead), (dead,), Prediction((np.zeros(9),), True)).sentences[0][1]
    assert words.startswith("Missed that it is exactly zero at 5 steps: at t = 0 1.00 was expected, and 0 (exactly)")
    early = Prediction((np.r_[np.zeros(3), np.full(6, np.nan)],), True)
    assert "Missed" in with_prediction(CHARTS["gradient"](dead), (dead,), early).sentences[0][1]
