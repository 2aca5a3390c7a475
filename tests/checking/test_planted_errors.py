"""One altered number anywhere in a Result is found, named and located."""

import dataclasses

import numpy as np
import pytest

import gradviz
from gradviz.checking import running
from gradviz.checking.textbook import TEXTBOOK
from tests.engine.helpers import CELL_NAMES, experiment

TIME = {"log10_grad_hidden": 1, "log10_grad_cell": 1, "log10_grad_recurrent": 1, "log10_grad_input": 0}
"""The fields of norms, and which of their axes is time."""


@pytest.fixture(scope="module", params=["lstm", "gru", "rnn_tanh"])
def good(request):
    return gradviz.run(experiment(request.param, steps=70, layers=2, batch_size=2, loss="every", clip="norm"))


def altered(result, field, t, change):
    """Return the Result with one norm changed, that of t, in the last layer and sequence."""
    array = np.array(getattr(result, field))
    view = np.moveaxis(array, TIME[field], 0)
    first = len(view) == result.experiment.steps
    index = (t - first, *[size - 1 for size in view.shape[1:]])
    view[index] = change(view[index])
    return dataclasses.replace(result, **{field: array})


def spoiled(array, index, change):
    array = np.array(array)
    array[index] = change(array[index])
    return array


def with_entry(result, group, name, change):
    entries = dict(getattr(result, group))
    entries[name] = change(entries[name])
    return dataclasses.replace(result, **{group: entries})


def assert_found(result, name, about=None):
    found = gradviz.check(result)
    assert not found.agrees
    assert name in found.worst, found
    assert found.sentence.startswith("autograd disagrees")
    if about is not None:
        assert found.max_relative_difference == pytest.approx(about, rel=0.01)
    return found


@pytest.fixture(params=TIME)
def field(request, good):
    if getattr(good, request.param) is None:
        pytest.skip("without a cell state")
    return request.param


@pytest.mark.parametrize("t", [2, 33, 70])
def test_a_norm_that_is_off_by_a_millionth_of_a_decade(good, field, t):
    wrong = altered(good, field, t, lambda value: value + 1e-6)
    assert_found(wrong, f"{field} at t = {t}", about=1e-6 * np.log(10))


def test_a_false_zero(good, field):
    found = assert_found(altered(good, field, 9, lambda _: -np.inf), f"{field} at t = 9")
    assert found.max_relative_difference == np.inf


@pytest.mark.parametrize("nothing", [np.nan, np.inf])
def test_no_number_at_all(good, field, nothing):
    assert_found(altered(good, field, 9, lambda _: nothing), f"{field} at t = 9")


def test_a_true_zero_that_is_said_to_be_a_number():
    cut = gradviz.run(experiment(truncation=10))
    assert np.isneginf(cut.log10_grad_hidden[0, 10])
    for size in (0.0, -200.0, -700.0):
        altered = spoiled(cut.log10_grad_hidden, (0, 10), lambda _, size=size: size)
        assert_found(dataclasses.replace(cut, log10_grad_hidden=altered), "log10_grad_hidden at t = 10")


@pytest.mark.parametrize("group", ["parameter_gradients", "clipped_gradients"])
@pytest.mark.parametrize("name", ["weight_ih_l0", "weight_hh_l1", "bias_ih_l1", "bias_hh_l0"])
def test_one_entry_of_a_parameters_gradient(good, group, name):
    def change(array):
        return spoiled(array, np.unravel_index(np.abs(array).argmax(), array.shape), lambda value: value * (1 + 1e-6))

    assert_found(with_entry(good, group, name, change), f"{group}[{name}]")


def test_the_norm_of_a_parameters_gradient(good):
    altered = with_entry(good, "log10_grad_parameters", "weight_hh_l0", lambda value: value + 1e-6)
    assert_found(altered, "log10_grad_parameters[weight_hh_l0]")


@pytest.mark.parametrize("t", [0, 1, 40, 70])
def test_one_state(good, t):
    altered = spoiled(good.hidden, (0, t, 1, 2), lambda value: value + 1e-6)
    assert_found(dataclasses.replace(good, hidden=altered), "")
    if good.cell_state is not None:
        altered = spoiled(good.cell_state, (1, t, 0, 3), lambda value: value + 1e-6)
        assert_found(dataclasses.replace(good, cell_state=altered), "")


def test_one_activation_of_a_gate(good):
    for gate, array in good.gates.items():
        altered = spoiled(array, (1, 17, 0, 3), lambda value: value + 1e-6)
        assert_found(with_entry(good, "gates", gate, lambda _, altered=altered: altered), f"gates[{gate}] at t = 18")


def test_the_loss(good):
    assert_found(dataclasses.replace(good, loss=good.loss + 1e-6), "loss")


def test_weights_other_than_those_of_the_run(good):
    altered = with_entry(
        good, "weights", "weight_hh_l1", lambda array: spoiled(array, (0, 0), lambda value: value + 1e-6)
    )
    assert_found(altered, "")


@pytest.mark.parametrize(("planted", "t"), [(1e-6, 1), (-1e-6, 700), (5.0, 1400), (-np.inf, 700)])
def test_hundreds_of_decades_below_every_float(planted, t):
    result = gradviz.run(experiment(steps=2000, hidden_size=4, spectral_radius=0.3))
    assert result.log10_grad_hidden[0, 1, 0] < -900
    altered = spoiled(result.log10_grad_hidden, (0, t, 0), lambda value: value + planted)
    assert_found(dataclasses.replace(result, log10_grad_hidden=altered), f"log10_grad_hidden at t = {t}")


def test_a_saturated_network_hides_nothing():
    """Autograd through torch.tanh would see zeros here, and could not tell a wrong number from a right one."""
    e = experiment(spectral_radius=0.1, steps=20)
    result = gradviz.run(e, weights={**gradviz.run(e).weights, "bias_ih_l0": np.linspace(30.0, 40.0, 6)})
    for t in (3, 19):
        altered = spoiled(result.log10_grad_hidden, (0, t, 0), lambda value: value + 1e-6)
        assert_found(dataclasses.replace(result, log10_grad_hidden=altered), f"log10_grad_hidden at t = {t}")


@pytest.mark.parametrize("cell", CELL_NAMES)
def test_the_check_knows_the_recurrence_by_itself(cell, monkeypatch):
    """Whatever the engine and the check have in common, it is not the recurrence."""
    result = gradviz.run(experiment(cell))
    monkeypatch.setattr(
        "gradviz.checking.layers.TEXTBOOK", {cell: lambda p, q, before: TEXTBOOK[cell](p, 1.001 * q, before)}
    )
    assert not running.check(result).agrees
