"""The gradient predicts what a small change of a number does to the loss."""

import numpy as np
import pytest

import gradviz
from gradviz.engine.inputs import inputs_of
from tests.engine.helpers import CELL_NAMES, experiment, states

STEP = 1e-5


def difference(e, change):
    """Return (L(+ε) − L(−ε)) / 2ε where ``change(ε)`` gives the arguments of run."""
    return (gradviz.run(e, **change(STEP)).loss - gradviz.run(e, **change(-STEP)).loss) / (2 * STEP)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_weights(cell):
    e = experiment(cell, layers=2, batch_size=2, loss="every")
    result = gradviz.run(e)
    generator = np.random.default_rng(0)
    for name, gradient in result.parameter_gradients.items():
        direction = generator.standard_normal(gradient.shape)

        def change(size, name=name, direction=direction):
            return {"weights": {**result.weights, name: result.weights[name] + size * direction}}

        assert difference(e, change) == pytest.approx((gradient * direction).sum(), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_inputs_and_initial_state(cell):
    """One unit and one input: the norm of a gradient with one entry is its size."""
    e = experiment(cell, hidden_size=1, input_size=1, steps=6, loss="every")
    x, start = inputs_of(e), states(e)
    result = gradviz.run(e, initial_state=start)
    for t in range(6):
        bump = np.zeros_like(x)
        bump[t] = 1
        slope = difference(e, lambda s, bump=bump: {"inputs": x + s * bump, "initial_state": start})
        assert abs(slope) == pytest.approx(10 ** result.log10_grad_input[t, 0], rel=1e-6, abs=1e-8)
    pair = start if isinstance(start, tuple) else (start,)
    for index, name in enumerate(("log10_grad_hidden", "log10_grad_cell")[: len(pair)]):

        def change(size, index=index):
            moved = tuple(state + size * (i == index) for i, state in enumerate(pair))
            return {"initial_state": moved if len(moved) > 1 else moved[0]}

        assert abs(difference(e, change)) == pytest.approx(10 ** getattr(result, name)[0, 0, 0], rel=1e-6, abs=1e-8)
