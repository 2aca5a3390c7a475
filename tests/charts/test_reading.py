"""What is said about a curve, on curves made so that the truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gradviz.charts import reading
from tests.charts.made import made

ZERO = -math.inf


def test_a_reading_is_the_curve_at_a_step() -> None:
    found = reading.read(made([-4.0, -3.0, -1.0, 0.5]), 1)
    assert (found.log10, found.left, found.back) == (-3.0, -3.5, 2)
    assert found.per_step == pytest.approx(-2.0)
    assert math.isnan(reading.read(made([-4.0, 0.5]), 1).per_step)


def test_the_start_is_the_last_step_with_a_gradient() -> None:
    assert reading.start(made([0.0, 1.0, 2.0, ZERO, ZERO])) == 2
    assert reading.start(made([ZERO, ZERO, ZERO], loss_step=1)) == 1


EVERY = "Every step adds its own loss: at t = 0, where nothing is added, the gradient is "


@pytest.mark.parametrize(
    ("log10", "fields", "words"),
    [
        ([-4, -3, -2, -1, 0], {}, "Vanishes: below 1/1000 of its start after 4 steps, ×0.100 a step on average."),
        ([-4, 1, 2, 1, 0], {}, "First grows 100-fold, then vanishes: below 1/1000 of its start after 4 steps"),
        ([1.5, 0.7, 0], {}, "Grows: 31.6 times its start"),
        ([-0.5, -0.2, 0], {}, "Holds: 0.316 of its start"),
        ([-2, -1, 0], {}, "Fades: 0.0100 of its start"),
        ([-3, 0], {}, "Fades: 0.00100 of its start"),
        ([8, 6, 4, 2, 0], {}, "Explodes: ×100 a step"),
        ([4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5, 0], {}, "Explodes: ×10 every 2 steps"),
        ([ZERO, ZERO, ZERO], {}, "No gradient: it is exactly zero at every step."),
        ([ZERO, ZERO, -1, 0], {}, "Stops: from t = 1 back to 0"),
        ([ZERO, ZERO, ZERO, -1, 0], {"truncation": 2}, "Cut: truncation after every 2 steps stops it at t = 2"),
        ([1, 0.8, 0.9], {"loss": "every"}, f"{EVERY}1.26"),
        ([ZERO, 0.8, 0.9], {"loss": "every"}, f"{EVERY}0 (exactly)"),
        ([9, 4, 0], {"loss": "every"}, "Explodes: "),
    ],
)
def test_the_verdict_says_what_the_curve_does(log10: list[float], fields: dict, words: str) -> None:
    assert reading.verdict(made(log10, **fields)).startswith(words)


def test_dead_units_are_named_with_their_step() -> None:
    hidden = np.ones((1, 5, 1, 3))
    hidden[0, 3] = 0
    result = made([ZERO, ZERO, ZERO, -1.0, 0.0], hidden=hidden, cell="rnn_relu")
    assert "all units are dead at t = 3" in reading.verdict(result)
    alive = made([ZERO, ZERO, ZERO, -1.0, 0.0], hidden=np.ones((1, 5, 1, 3)), cell="rnn_relu")
    assert "dead" not in reading.verdict(alive)


def test_a_batch_is_read_by_its_median_with_true_zeros() -> None:
    columns = np.array([[-5.0, -1.0, ZERO], [ZERO, ZERO, 0.0]])
    result = made(columns, batch_size=3)
    np.testing.assert_array_equal(reading.gradient(result), [-5.0, ZERO])
    even = made(np.array([[-4.0, -2.0], [ZERO, 0.0], [ZERO, ZERO]]), batch_size=2)
    np.testing.assert_array_equal(reading.gradient(even), [-3.0, ZERO, ZERO])


def test_one_step_is_enough_for_a_sentence() -> None:
    assert reading.verdict(made([-1.5, 0.0])).startswith("Fades")


def test_nothing_to_flow_through() -> None:
    assert "no step" in reading.verdict(made([0.0, ZERO], loss_step=1))
