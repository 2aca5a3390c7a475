"""Half-life and reach in closed form, and on curves that come back."""

import dataclasses

import numpy as np
import pytest

from gradviz.theory import TheoryError, reach
from tests.theory.helpers import ran


@pytest.mark.parametrize("radius", [0.3, 0.9, 0.99])
def test_a_scaled_rotation_in_closed_form(radius):
    result = ran("rnn_linear", init="orthogonal", spectral_radius=radius, steps=900, input="zeros", batch_size=2)
    found = reach(result)
    wanted = [int(np.floor(np.log(share) / np.log(radius))) + 1 for share in (1 / 2, 1 / 255, 1e-3)]
    assert found.first.tolist() == found.settled.tolist() == [[k, k] for k in wanted]
    assert not found.returns.any()
    assert found.start == 900


def test_touching_the_threshold_is_not_below_it():
    result = ran("rnn_linear", init="orthogonal", spectral_radius=0.5, steps=10, input="zeros")
    assert reach(result, thresholds=[0.5, 0.25]).first[:, 0].tolist() == [2, 3]


def test_what_never_falls_has_no_reach():
    found = reach(ran("rnn_linear", init="orthogonal", spectral_radius=1.0, input="zeros"))
    assert (found.first == -1).all()
    assert (found.settled == -1).all()
    assert not found.returns.any()


def with_curve(curve):
    result = ran(steps=len(curve) - 1)
    return dataclasses.replace(result, log10_grad_hidden=np.array(curve, float)[None, ::-1, None])


@pytest.mark.parametrize(
    ("curve", "first", "settled", "returns"),
    [
        ([0, -1, 0.1, -1, -2], 1, 3, True),
        ([0, -1, -2, 0, 0], 1, -1, True),
        ([0, 0, 0, 0, -1], 4, 4, False),
        ([0, -np.inf, -np.inf], 1, 1, False),
        ([5, 6, 4.8, 4, 4.9], 3, -1, True),
        ([0, -1, -1, -0.2], 1, -1, True),
    ],
)
def test_a_curve_that_comes_back(curve, first, settled, returns):
    found = reach(with_curve(curve), thresholds=[0.5])
    assert (found.first[0, 0], found.settled[0, 0], found.returns[0, 0]) == (first, settled, returns)


def test_cell_state_layers_truncation_and_loss_step():
    result = ran("lstm", layers=2, steps=30, loss_step=20, truncation=4)
    found = reach(result, of="cell")
    assert found.start == 20
    assert 1 <= found.first[2, 0] <= found.settled[2, 0] <= 4
    assert reach(result, layer=0).first.shape == (3, 1)


def test_a_sequence_without_a_loss():
    gradient = np.zeros((2, 6))
    gradient[1] = 1
    found = reach(ran(steps=60, batch_size=2, given={"loss_gradient": gradient}))
    assert (found.first[:, 0] == -1).all()
    assert (found.settled[:, 0] == -1).all()
    assert (found.first[:, 1] > 0).all()


def test_refusals():
    with pytest.raises(TheoryError, match="positive"):
        reach(ran(), thresholds=[0.0])
    with pytest.raises(TheoryError, match="no cell state"):
        reach(ran(), of="cell")
