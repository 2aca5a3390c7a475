"""Where a batch of plain floats ends, how a sweep is cut, watched and stopped, and what it refuses."""

import dataclasses

import numpy as np
import pytest

import gradviz
from gradviz.engine import memory
from gradviz.engine.devices import chosen
from gradviz.engine.sweeping import groups, parts, space
from gradviz.engine.sweeping.arithmetic import OnDevice
from gradviz.engine.sweeping.grid import asked
from tests.engine.helpers import CELL_NAMES
from tests.engine.test_sweep import assert_equals_single_runs, experiment, no_single_runs  # noqa: F401


@pytest.fixture
def counted(monkeypatch):
    """Count the configurations that are run one by one."""
    done, run = [], parts.run
    monkeypatch.setattr(parts, "run", lambda *arguments, **more: done.append(arguments[0]) or run(*arguments, **more))
    return done


def test_states_beyond_every_float_are_run_one_by_one(counted):
    found = gradviz.sweep(experiment("rnn_relu", steps=900, hidden_size=4), spectral_radius=[0.9, 30.0], seeds=range(3))
    assert 0 < len(counted) <= 3
    assert_equals_single_runs(found)


def test_states_that_underflow_are_run_one_by_one_where_their_sign_matters(counted):
    found = gradviz.sweep(experiment("rnn_relu", steps=500, input="impulse"), spectral_radius=[0.01, 1.0])
    assert counted
    assert_equals_single_runs(found)


@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm", "gru"])
@pytest.mark.parametrize("hidden_size", [1, 3])
def test_saturation_is_not_taken_for_a_zero(cell, hidden_size, counted):
    scales = [30.0, 300.0, 3000.0] if cell != "gru" else [30.0]  # beyond it float64's own h − n has no digits
    question = experiment(cell, hidden_size=hidden_size, layers=2 if hidden_size > 1 else 1)
    assert_equals_single_runs(
        gradviz.sweep(question, input_scale=scales, spectral_radius=[0.0, 0.5], seeds=range(3)), 1e-9
    )


def test_the_squares_of_tiny_numbers_are_not_taken_for_zeros(counted):
    """One window takes the adjoint to 1e−240: its square is 0, and it is not."""
    found = gradviz.sweep(experiment("rnn_linear", steps=16), spectral_radius=[1e-15, 1e-14])
    assert len(counted) == 2
    assert_equals_single_runs(found)


@pytest.mark.parametrize("steps", [1, 2])
def test_one_step_through_saturation(steps):
    """tanh is ±1 to the last digit long before its slope is 0, and the square of that slope long before that."""
    scales = [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 100.0, 250.0, 400.0, 1000.0]
    assert_equals_single_runs(
        gradviz.sweep(experiment(hidden_size=1, steps=steps), input_scale=scales, seeds=range(10))
    )


def test_weights_that_leave_the_floats_are_refused_as_in_a_single_run():
    for question, fields in (
        (experiment("rnn_linear"), {"spectral_radius": [0.5, 1.79e308]}),
        (experiment("lstm", dtype="float32"), {"forget_bias": [0.0, 1e39]}),
    ):
        with pytest.raises(gradviz.ExperimentError, match="leave the range of float"):
            gradviz.sweep(question, **fields)


def test_what_the_factors_of_w_hh_cannot_hold_is_run_one_by_one(counted):
    found = gradviz.sweep(experiment("rnn_linear"), spectral_radius=[1e-200, 1e150, 0.5])
    assert len(counted) == 2
    assert_equals_single_runs(found)


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_no_usual_configuration_is_run_one_by_one(cell, no_single_runs):  # noqa: F811
    """Not even ρ = 0, a network that reads nothing, or one whose ReLUs all died: their zeros are certain."""
    radii = [0.0, *np.linspace(0.1, 2, 7)]
    gradviz.sweep(experiment(cell, hidden_size=32), spectral_radius=radii, input_scale=[0.1, 3.0], seeds=range(8))
    if cell == "rnn_relu":
        found = gradviz.sweep(experiment(cell, hidden_size=1), spectral_radius=radii, seeds=range(20))
        assert np.isneginf(found.log10_grad_hidden[..., 0]).any()
        gradviz.sweep(experiment(cell, init="identity"), spectral_radius=radii, seeds=range(20))


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_float32(cell):
    question = experiment(cell, dtype="float32", steps=20)
    found = gradviz.sweep(
        question, spectral_radius=[0.0, 0.5, 0.9], input_scale=[0.3, 1.0], layers=[1, 2], seeds=range(2)
    )
    assert_equals_single_runs(found, 2e-5)


def test_float32_keeps_the_range_too(no_single_runs):  # noqa: F811
    found = gradviz.sweep(experiment(dtype="float32", steps=700, hidden_size=8), spectral_radius=[0.5, 0.4])
    assert found.log10_grad_hidden[0, 0, 0] < -200
    assert np.isfinite(found.log10_grad_hidden).all()


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_the_arithmetic_of_other_devices(cell, monkeypatch):
    monkeypatch.setattr(parts, "arithmetic_for", OnDevice)
    question = experiment(cell, loss="every")
    biases = {"lstm": {"forget_bias": [None, 2.0]}, "gru": {"update_bias": [None, 2.0]}}.get(cell, {})
    assert_equals_single_runs(
        gradviz.sweep(question, spectral_radius=[0.0, 0.6, 1.5], **biases, layers=[1, 2], seeds=range(2))
    )
    assert_equals_single_runs(
        gradviz.sweep(question, truncation=[None, 5], input_scale=[0.0, 1.0], spectral_radius=[0.9])
    )


GRID = {"spectral_radius": np.linspace(0, 1.5, 7), "truncation": [None, 9], "input_scale": [0.5, 1.0, 2.0]}


@pytest.mark.parametrize("cell", ["rnn_tanh", "lstm"])
@pytest.mark.parametrize("numbers", [1, 60, 10**6])
def test_the_same_numbers_from_blocks_of_any_size(cell, numbers, monkeypatch):
    wanted = gradviz.sweep(experiment(cell), **GRID, seeds=range(5))
    monkeypatch.setattr(groups, "NUMBERS", numbers)
    found = gradviz.sweep(experiment(cell), **GRID, seeds=range(5))
    np.testing.assert_allclose(found.log10_grad_hidden, wanted.log10_grad_hidden, rtol=0, atol=1e-11)


def test_a_block_takes_no_more_memory_than_there_is(monkeypatch):
    shapes = []
    monkeypatch.setattr(memory, "available_bytes", lambda: 2**21)
    monkeypatch.setattr(parts, "Space", lambda shape, ops: shapes.append(shape) or space.Space(shape, ops))
    question = experiment(steps=500, hidden_size=16)
    found = gradviz.sweep(question, spectral_radius=GRID["spectral_radius"], seeds=range(9))
    assert max(shape.batch for shape in shapes) < 7 * 9
    assert max(space.bytes_of(shape) for shape in shapes) <= 2**19
    assert_equals_single_runs(found)


def test_a_block_takes_what_it_is_said_to_take():
    shape = (
        groups.groups(asked(experiment("lstm", steps=300, layers=2), {}, None))[0].shape(4, None)._replace(device=None)
    )
    room = space.Space(shape, parts.arithmetic_for(shape.dtype, chosen("cpu", "float64")))
    buffers = [a for window in (*room.tapes, room.back) for a in window.of.values()]
    kept = [room.kept(name, 1, 300) for name in ("through_cell", "through_output", "opening", "sigma")]
    assert sum(array.nbytes for array in (*buffers, *kept)) <= space.bytes_of(shape)


def test_coarse_configurations_come_first():
    grid = asked(experiment(), {"spectral_radius": np.linspace(0, 1, 8), "input_scale": np.linspace(0, 1, 4)}, None)
    (group,) = groups.groups(grid)
    first = [divmod(int(place), 4) for place in group.places[0, :, 0]]
    assert set(first[:2]) == {(0, 0), (4, 0)}
    assert set(first[:8]) == {(i, j) for i in (0, 2, 4, 6) for j in (0, 2)}
    assert sorted(first) == [(i, j) for i in range(8) for j in range(4)]
    assert all(i % 2 == 0 or j % 2 == 0 for i, j in first[:24])


def test_parts_are_finished_configurations_each_once():
    grid = asked(experiment(), GRID, range(3))
    found = list(parts.parts(grid, chosen("cpu", "float64"), None))
    places = np.concatenate([part.places for part in found])
    assert sorted(places.tolist()) == list(range(7 * 2 * 3 * 3))
    assert all(part.hidden.shape == (len(part.places), 38) for part in found)


def test_progress_rises_to_one():
    shares = []
    question = experiment("rnn_relu", steps=300)
    gradviz.sweep(
        question, spectral_radius=[0.5, 1e4], steps=[100, 300], layers=[1, 2], control=gradviz.Control(shares.append)
    )
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert shares[0] < 0.2


@pytest.mark.parametrize("after", [1, 5, 30])
def test_a_stop_is_heard(after):
    """In the batch, and in what is run one by one afterwards."""
    shares = []

    def told(share):
        shares.append(share)
        if len(shares) == after:
            control.cancel()

    control = gradviz.Control(told)
    with pytest.raises(gradviz.Cancelled):
        gradviz.sweep(experiment("rnn_relu", steps=2000), spectral_radius=[1e4, 2e4], control=control)
    assert len(shares) == after


def test_an_answer_that_cannot_fit_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: 2**30)
    with pytest.raises(gradviz.ExperimentError, match=r"needs [\d.]+ GiB .* choose fewer values, seeds or steps\.$"):
        gradviz.sweep(experiment(steps=10_000), spectral_radius=np.linspace(0, 1, 100), seeds=range(1000))


def test_a_single_configuration_that_cannot_fit_is_refused(monkeypatch):
    monkeypatch.setattr(memory, "available_bytes", lambda: 2**27)
    with pytest.raises(gradviz.ExperimentError, match="choose fewer steps, hidden units"):
        gradviz.sweep(experiment("lstm", hidden_size=900), steps=[3000])


REFUSED = [
    (
        {"spectral_radus": [1]},
        "spectral_radus",
        "There is no field named spectral_radus; did you mean spectral_radius?",
    ),
    ({"seed": [1]}, "seed", "seed is swept by seeds: give seeds = range(32), or a list of numbers."),
    ({"batch_size": [1, 2]}, "batch_size", "batch_size does not sweep: a sweep runs one sequence for each"),
    (
        {"clip_threshold": [1.0]},
        "clip_threshold",
        "clip_threshold does not sweep: it changes the gradients of the parameters",
    ),
    (
        {"cell": ["lstm"]},
        "cell",
        "cell does not sweep: it is no number; sweep once for each of its values. The fields that do",
    ),
    ({"dtype": ["float32"]}, "dtype", "dtype does not sweep"),
    ({"spectral_radius": []}, "spectral_radius", "spectral_radius has no values: give at least one."),
    ({"seeds": range(0)}, "seeds", "seeds has no values: give at least one."),
    ({"spectral_radius": 0.5}, "spectral_radius", "spectral_radius needs a list of values; you gave 0.5."),
    (
        {"spectral_radius": np.array(0.5)},
        "spectral_radius",
        "spectral_radius needs a list of values; you gave array(0.5).",
    ),
    ({"seeds": 3}, "seeds", "seeds needs a list of values; you gave 3."),
    ({"spectral_radius": "12"}, "spectral_radius", "spectral_radius needs a list of values; you gave '12'."),
    (
        {"spectral_radius": [0.5, -1]},
        "spectral_radius",
        "spectral_radius must be 0 or more, or None (as drawn); you gave -1",
    ),
    ({"spectral_radius": [0.5, np.nan]}, "spectral_radius", "a finite number"),
    ({"steps": [10, 2.5]}, "steps", "steps must be a whole number"),
    ({"seeds": [0, -1]}, "seed", "seed must be"),
    ({"forget_bias": [None, 1.0]}, "forget_bias", "forget_bias belongs to a cell with a forget gate"),
    ({"loss_step": [38]}, "loss_step", "loss_step must be between 1 and steps = 37; you gave 38."),
    ({"loss_step": [20], "steps": [10, 30]}, "loss_step", "loss_step must be between 1 and steps = 10; you gave 20."),
]


@pytest.mark.parametrize(("fields", "field", "sentence"), REFUSED)
def test_refusals(fields, field, sentence):
    with pytest.raises(gradviz.ExperimentError) as caught:
        gradviz.sweep(experiment(), **fields)
    assert sentence in str(caught.value)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("base", "name", "sentence"),
    [
        (
            {"input": "zeros"},
            "input_scale",
            "input_scale does nothing with input = zeros: sweep it with input = noise or impulse.",
        ),
        ({"input": "text", "text": "a" * 40}, "input_size", "input_size does nothing with input = text"),
        ({"loss": "every"}, "loss_step", "loss_step does nothing with loss = every: sweep it with loss = last."),
    ],
)
def test_what_does_nothing_is_refused(base, name, sentence):
    with pytest.raises(gradviz.ExperimentError, match=sentence) as caught:
        gradviz.sweep(experiment(**base), **{name: [1, 2]})
    assert caught.value.field == name


def test_several_sequences_are_refused():
    with pytest.raises(gradviz.ExperimentError, match="choose batch_size = 1 instead of 3"):
        gradviz.sweep(experiment(batch_size=3), spectral_radius=[1.0])


def test_a_sweep_is_read_only_and_knows_its_question():
    question = experiment("lstm", seed=4)
    found = gradviz.sweep(question, steps=np.array([3, 5]), forget_bias=[None, 1])
    assert found.experiment == question
    assert dict(found.axes) == {"steps": (3, 5), "forget_bias": (None, 1.0), "seed": (4,)}
    assert found.log10_grad_hidden.shape == found.log10_grad_cell.shape == (2, 2, 1, 6)
    assert found.device == "cpu"
    assert found.seconds > 0
    assert found.versions["gradviz"] == gradviz.__version__
    with pytest.raises(ValueError, match="read-only"):
        found.log10_grad_hidden[0] = 0
    with pytest.raises(TypeError):
        found.axes["steps"] = ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.seconds = 0.0


def test_numpy_errors_are_as_they_were():
    before = np.geterr()
    steps = parts.parts(asked(experiment(), GRID, range(3)), chosen("cpu", "float64"), None)
    next(steps)
    assert np.geterr() == before
    steps.close()
