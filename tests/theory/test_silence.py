"""ReLU networks whose state fell below the smallest float."""

import numpy as np
import pytest

from gradviz.theory import TheoryError, lyapunov_exponents, step_changes
from tests.theory.helpers import assert_close, plain_weights, ran


def faded(later=0.0, steps=900, **fields):
    weights = plain_weights([[0.3, 0.1], [0.2, 0.25]])
    weights["weight_ih_l0"][:] = 1.0
    x = np.zeros((steps, 1, 1))
    x[0], x[-3] = 1.0, later
    given = {"weights": weights, "inputs": x}
    return ran("rnn_relu", given, steps=steps, hidden_size=2, input_size=1, **fields)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_units_stay_on_though_the_recorded_state_is_0(dtype):
    result = faded(dtype=dtype)
    assert not result.hidden[0, -1].any()
    values = np.sort(np.abs(np.linalg.eigvals(result.weights["weight_hh_l0"].astype(float))))[::-1]
    assert_close(lyapunov_exponents(result, count=2).exponents, np.log(values), 1e-12)


def test_the_gradient_is_the_measured_one():
    result = faded()
    measured = result.log10_grad_hidden[0]
    assert measured[0, 0] < -300
    assert_close(step_changes(result).total, measured[:-1] - measured[1:], 1e-9)


def test_what_is_read_again_after_that_is_refused():
    with pytest.raises(TheoryError, match="not known which units are on"):
        lyapunov_exponents(faded(later=1.0))


def test_a_network_that_waits_for_its_first_input_has_lost_nothing():
    weights, x = plain_weights([[0.3, 0.1], [0.2, 0.25]]), np.zeros((40, 1, 1))
    weights["weight_ih_l0"][:] = 1.0
    x[20:] = 1.0
    result = ran("rnn_relu", {"weights": weights, "inputs": x}, steps=40, hidden_size=2, input_size=1)
    measured = result.log10_grad_hidden[0, 19:]
    assert_close(step_changes(result).total[19:], measured[:-1] - measured[1:], 1e-9)


def test_a_state_that_is_truly_0_is_no_matter():
    """All units off by their bias, on again by the input: nothing was lost."""
    weights = plain_weights(0.5 * np.eye(2), bias=-1.0)
    weights["weight_ih_l0"][:] = 1.0
    x = np.zeros((9, 1, 1))
    x[::2] = 3.0
    result = ran("rnn_relu", {"weights": weights, "inputs": x}, steps=9, hidden_size=2, input_size=1)
    assert np.isneginf(lyapunov_exponents(result, count=1).exponents[0])
