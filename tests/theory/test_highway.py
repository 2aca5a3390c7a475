"""The highway alone: its product written out, and where it is all there is."""

import mpmath
import numpy as np
import pytest

from gradviz.theory import TheoryError, highway
from tests.engine.helpers import loss_rows
from tests.theory.helpers import PLAIN, assert_close, ran


def product(result, gate, opening):
    """Write d_{t−1} = gate_t ⊙ d_t + opening_{t−1} ⊙ loss_{t−1} out in sixty digits."""
    loss, steps = loss_rows(result.experiment), result.experiment.steps
    with mpmath.workdps(60):
        d, found = [mpmath.mpf(0)] * loss.shape[-1], []
        for t in range(steps, -1, -1):
            if result.experiment.truncation is not None and t % result.experiment.truncation == 0:
                d = [mpmath.mpf(0)] * len(d)
            if t:
                d = [
                    x + mpmath.mpf(o) * mpmath.mpf(v) for x, o, v in zip(d, opening[t - 1], loss[t - 1, 0], strict=True)
                ]
            total = mpmath.sqrt(sum(x * x for x in d))
            found.append(float(mpmath.log10(total)) if total else -np.inf)
            if t:
                d = [x * mpmath.mpf(g) for x, g in zip(d, gate[t - 1], strict=True)]
    return found[::-1]


@pytest.mark.parametrize("fields", [{}, {"loss": "every"}, {"loss": "every", "truncation": 5}, {"loss_step": 9}])
def test_the_lstm_is_the_product_of_its_forget_gates(fields):
    result = ran("lstm", forget_bias=1.0, **fields)
    opening = result.gates["output"][0, :, 0] * (1 - np.tanh(result.cell_state[0, 1:, 0]) ** 2)
    assert_close(highway(result)[:, 0], product(result, result.gates["forget"][0, :, 0], opening), 1e-11)


@pytest.mark.parametrize("fields", [{}, {"loss": "every"}, {"loss": "every", "truncation": 5}])
def test_the_gru_is_the_product_of_its_update_gates(fields):
    result = ran("gru", update_bias=1.0, **fields)
    gate = result.gates["update"][0, :, 0]
    assert_close(highway(result)[:, 0], product(result, gate, np.ones_like(gate)), 1e-11)


def test_without_paths_through_h_it_is_the_total_beyond_floats():
    result = ran("lstm", steps=600, forget_bias=-4.0, spectral_radius=0.0, batch_size=2)
    assert result.log10_grad_cell[0, 0, 0] < -500
    assert_close(highway(result), result.log10_grad_cell[0], 1e-9)


def test_with_them_it_is_not():
    result = ran("lstm", steps=100, hidden_size=30)
    assert highway(result)[0, 0] < result.log10_grad_cell[0, 0, 0] - 3
    assert highway(result)[100, 0] == pytest.approx(result.log10_grad_cell[0, 100, 0], abs=1e-13)


def test_lower_layers_get_what_the_layer_above_gives():
    result = ran("lstm", layers=2, forget_bias=2.0)
    assert highway(result, layer=0)[12, 0] == pytest.approx(result.log10_grad_cell[0, 12, 0], abs=1e-13)


@pytest.mark.parametrize("cell", PLAIN)
def test_a_plain_cell_has_none(cell):
    with pytest.raises(TheoryError, match="no gate that carries"):
        highway(ran(cell))
