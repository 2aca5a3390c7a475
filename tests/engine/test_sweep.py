"""A sweep says what single runs say, in every configuration."""

import itertools

import numpy as np
import pytest

import gradviz
from gradviz.engine.sweeping import parts
from tests.engine.helpers import CELL_NAMES

TOLERANCE = 1e-10


def experiment(cell="rnn_tanh", **fields):
    return gradviz.Experiment(
        **{"cell": cell, "steps": 37, "hidden_size": 5, "input_size": 3, "device": "cpu", **fields}
    )


def assert_equals_single_runs(found, tolerance=TOLERANCE):
    names = list(found.axes)
    shape = tuple(len(values) for values in found.axes.values())
    for index in itertools.product(*map(range, shape)):
        values = {name: found.axes[name][i] for name, i in zip(names, index, strict=True)}
        single = gradviz.run(found.experiment.replace(**values))
        for name in ("log10_grad_hidden", "log10_grad_cell"):
            got, wanted = getattr(found, name), getattr(single, name)
            assert (got is None) == (wanted is None)
            if got is not None:
                assert got.shape[:-1] == shape
                close(got[index], wanted[-1, :, 0], tolerance, (name, values))


def close(got, wanted, tolerance, what):
    assert np.isnan(got[len(wanted) :]).all(), what
    got = got[: len(wanted)]
    assert np.array_equal(np.isneginf(got), np.isneginf(wanted)), (what, got, wanted)
    alive = np.isfinite(wanted)
    error = np.abs(got[alive] - wanted[alive])
    assert (error <= tolerance * np.maximum(1, np.abs(wanted[alive]))).all(), (what, error.max())


@pytest.fixture
def no_single_runs(monkeypatch):
    """Make a configuration that the batch can't hold an error."""

    def refuse(*arguments, **more):
        raise AssertionError("run one by one")

    monkeypatch.setattr(parts, "run", refuse)


GATE_BIASES = {"lstm": {"forget_bias": [None, -1.0, 3.0]}, "gru": {"update_bias": [None, -1.0, 3.0]}}
INITS = ("gaussian", "normal", "orthogonal", "identity", "torch", "uniform")


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("init", INITS)
def test_a_grid_of_all_that_a_batch_may_hold(cell, init):
    found = gradviz.sweep(
        experiment(cell, init=init), spectral_radius=[None, 0.0, 0.4, 1.0, 1.7], input_scale=[0.0, 0.5, 2.0],
        **GATE_BIASES.get(cell, {}), seeds=[3, 0],
    )  # fmt: skip
    assert list(found.axes) == ["spectral_radius", "input_scale", *GATE_BIASES.get(cell, {}), "seed"]
    assert_equals_single_runs(found)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_nothing_but_zero_weights(cell):
    assert_equals_single_runs(gradviz.sweep(experiment(cell, spectral_radius=0.0), seeds=range(2)))


@pytest.mark.parametrize("cell", CELL_NAMES)
@pytest.mark.parametrize("loss", ["last", "every"])
def test_what_changes_the_way_back_shares_a_way_forward(cell, loss):
    steps = [40, 1, 16, 17, 33]
    found = gradviz.sweep(experiment(cell, loss=loss), truncation=[None, 1, 7, 16, 99], steps=steps, seeds=range(2))
    assert_equals_single_runs(found)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_a_loss_in_the_middle(cell):
    found = gradviz.sweep(
        experiment(cell), loss_step=[None, 1, 16, 17, 30], spectral_radius=[0.5, 2.0], truncation=[None, 5]
    )
    assert_equals_single_runs(found)
    assert np.isneginf(found.log10_grad_hidden[1, :, :, :, 2:]).all()


def test_a_short_loss_of_a_long_sequence():
    found = gradviz.sweep(experiment(loss_step=4), steps=[20, 30], spectral_radius=[0.5])
    assert_equals_single_runs(found)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_what_changes_the_shapes(cell):
    found = gradviz.sweep(
        experiment(cell), hidden_size=[1, 2, 7], spectral_radius=[0.9, 1.5], input_size=[1, 4], layers=[1, 3]
    )
    assert_equals_single_runs(found)


@pytest.mark.parametrize(
    "fields", [{"input": "zeros"}, {"input": "impulse"}, {"input": "text", "text": "abracadabra " * 4}]
)
@pytest.mark.parametrize("cell", CELL_NAMES)
def test_other_inputs(cell, fields):
    scales = {"input_scale": [0.0, 3.0]} if fields["input"] == "impulse" else {}
    found = gradviz.sweep(
        experiment(cell, **fields, loss="every"), spectral_radius=[0.0, 0.7, 1.4], **scales, layers=[1, 2]
    )
    assert_equals_single_runs(found)


def random_question(seed):
    draw = np.random.default_rng(seed)

    def one(*values):
        return values[draw.integers(len(values))]

    cell = one(*CELL_NAMES)
    fields = {
        "steps": int(draw.integers(1, 70)), "hidden_size": int(draw.integers(1, 9)), "layers": one(1, 1, 2),
        "init": one(*INITS), "input": one("noise", "noise", "zeros", "impulse"), "truncation": one(None, None, 4, 20),
        "loss": one("last", "every"), "input_scale": float(draw.uniform(0, 3)),
    }  # fmt: skip
    possible = {
        "spectral_radius": [one(None, 0.0, 0.3), *draw.uniform(0, 2.5, draw.integers(1, 4))],
        **({"input_scale": [0.0, 0.7, float(draw.uniform(0, 3))]} if fields["input"] in ("noise", "impulse") else {}),
        "steps": [int(n) for n in draw.integers(1, 70, draw.integers(1, 4))],
        "truncation": [None, int(draw.integers(1, 40))],
        "hidden_size": [int(n) for n in draw.integers(1, 12, 2)],
        **{name: [None, *draw.uniform(-3, 6, 2)] for name in GATE_BIASES.get(cell, {})},
    }
    swept = draw.permutation(list(possible))[: draw.integers(1, 4)]
    seeds = [int(n) for n in draw.integers(0, 1000, draw.integers(1, 4))]
    return gradviz.Experiment(cell=cell, device="cpu", **fields), {str(name): possible[name] for name in swept}, seeds


@pytest.mark.parametrize("seed", range(60))
def test_any_grid(seed):
    question, fields, seeds = random_question(seed)
    assert_equals_single_runs(gradviz.sweep(question, **fields, seeds=seeds))


def test_beyond_every_float_in_both_directions(no_single_runs):
    """The exponents carry it: the batch itself reaches 1e−600 and 1e+480."""
    low = gradviz.sweep(experiment(steps=2000, hidden_size=8), spectral_radius=[0.5, 0.45])
    assert low.log10_grad_hidden[0, 0, 0] < -600
    high = gradviz.sweep(experiment("rnn_linear", steps=1300), spectral_radius=[2.5, 2.0])
    assert high.log10_grad_hidden[0, 0, 0] > 480


@pytest.mark.parametrize(("cell", "radii", "steps"), [("rnn_tanh", [0.5, 0.1], 1000), ("rnn_linear", [2.5, 0.3], 1000)])
def test_extremes_equal_single_runs(cell, radii, steps):
    assert_equals_single_runs(gradviz.sweep(experiment(cell, steps=steps), spectral_radius=radii))
