"""What a network does while it reads: the same as PyTorch's cells, one step after the other."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError
from gradviz.language import layers as reading_layers
from gradviz.language.reading import read
from gradviz.language.stepping import Stepper
from gradviz.models import Checkpoint
from tests.language.made import ALPHABET, CELLS, TEXT, small, stepped


def sigma(x):
    return 1 / (1 + np.exp(-x))


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_states_are_those_of_a_cell_loop(cell: str, layers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.language.reading.STRETCH", 17)  # several stretches
    model = small(cell, layers)
    found = read(model, TEXT)
    hidden, cells = stepped(model, found.indices)
    assert found.hidden.shape == (layers, len(TEXT) + 1, 7)
    np.testing.assert_allclose(found.hidden, hidden, atol=1e-6)
    assert (found.cell_state is None) == (cells is None)
    if cells is not None:
        np.testing.assert_allclose(found.cell_state, cells, atol=1e-6)


@pytest.mark.parametrize("layers", [1, 2])
def test_gates_of_an_lstm(layers: int) -> None:
    model = small("lstm", layers)
    found = read(model, TEXT)
    hidden, _ = stepped(model, found.indices)
    inputs = np.eye(len(ALPHABET))[found.indices]
    for layer in range(layers):
        weights = {name: model.weights[f"{name}_l{layer}"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        sums = inputs @ weights["weight_ih"].T + weights["bias_ih"] + weights["bias_hh"]
        i, f, g, o = np.split(sums + hidden[layer, :-1] @ weights["weight_hh"].T, 4, axis=1)
        expected = {"input": sigma(i), "forget": sigma(f), "cell": np.tanh(g), "output": sigma(o)}
        assert list(found.gates) == list(expected)
        for name, gate in expected.items():
            np.testing.assert_allclose(found.gates[name][layer], gate, atol=2e-6)
        inputs = hidden[layer, 1:]


@pytest.mark.parametrize("layers", [1, 2])
def test_gates_of_a_gru_give_its_states(layers: int) -> None:
    found = read(small("gru", layers), TEXT)
    update, new = found.gates["update"], found.gates["new"]
    np.testing.assert_allclose(update * found.hidden[:, :-1] + (1 - update) * new, found.hidden[:, 1:], atol=1e-6)
    model = found.checkpoint
    sums = model.weights["weight_ih_l0"][:7, found.indices].T + model.weights["bias_ih_l0"][:7]
    sums = sums + found.hidden[0, :-1] @ model.weights["weight_hh_l0"][:7].T + model.weights["bias_hh_l0"][:7]
    np.testing.assert_allclose(found.gates["reset"][0], sigma(sums), atol=2e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_reading_goes_on_where_it_stopped(cell: str) -> None:
    model = small(cell, 2)
    whole, first = read(model, TEXT), read(model, TEXT[:20])
    rest = read(model, TEXT[20:], state=first.state)
    np.testing.assert_allclose(rest.hidden, whole.hidden[:, 20:], atol=1e-6)
    assert all(np.allclose(rest.gates[name], gate[:, 20:], atol=1e-6) for name, gate in whole.gates.items())


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_one_character_at_a_time_is_the_same(cell: str, layers: int) -> None:
    found = read(small(cell, layers), TEXT)
    stepper = Stepper(found.checkpoint)
    state = stepper.start()
    for t, index in enumerate(found.indices):
        state = stepper.advance(state, int(index))
        np.testing.assert_allclose(state.hidden, found.hidden[:, t + 1], atol=1e-6)
        np.testing.assert_allclose(stepper.log_probabilities(state), found.log_probabilities[t], atol=2e-6)
    if found.cell_state is not None:
        np.testing.assert_allclose(state.cell_state, found.state.cell_state, atol=1e-6)


def test_predictions_are_a_softmax_of_the_read_out() -> None:
    found = read(small(), TEXT)
    model = found.checkpoint
    scores = torch.tensor(found.hidden[-1, 1:] @ model.weights["readout.weight"].T + model.weights["readout.bias"])
    expected = torch.log_softmax(scores.double(), 1)
    np.testing.assert_allclose(found.log_probabilities, expected, atol=1e-6)
    following = torch.tensor(np.array(found.indices[1:]))
    bits = torch.nn.functional.cross_entropy(scores[:-1].double(), following) / np.log(2)
    assert found.bits_per_character == pytest.approx(float(bits), abs=1e-6)


def test_what_has_no_read_out_predicts_nothing() -> None:
    model = small()
    bare = {name: array for name, array in model.weights.items() if not name.startswith("readout")}
    found = read(Checkpoint("lstm", ALPHABET, bare, {}, "bare"), TEXT)
    assert found.log_probabilities is None
    assert found.bits_per_character is None


@pytest.mark.parametrize("text", ["", "a", "é", "\0"])
@pytest.mark.parametrize("cell", CELLS)
def test_very_short_texts(cell: str, text: str) -> None:
    found = read(small(cell), text)
    assert found.hidden.shape == (1, len(text) + 1, 7)
    assert found.log_probabilities.shape == (len(text), len(ALPHABET))
    assert found.bits_per_character is None


def test_strange_characters_are_read_as_the_stand_in() -> None:
    found = read(small(), "aé\0bπ")
    assert found.unknown.tolist() == [1, 2, 4]
    assert found.stand_in == "?"
    assert "".join(ALPHABET[index] for index in found.indices) == "a??b?"
    assert found.characters == "aé\0bπ"


def test_arrays_cannot_be_changed() -> None:
    found = read(small(), TEXT)
    for array in (found.indices, found.hidden, found.cell_state, *found.gates.values()):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


def test_a_stop_is_heard_and_progress_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.language.reading.STRETCH", 10)
    shares: list[float] = []
    control = Control(shares.append)
    read(small(), TEXT[:40], control=control)
    assert shares == [0, 0.25, 0.5, 0.75]
    control.cancel()
    with pytest.raises(Cancelled):
        read(small(), TEXT, control=control)


def test_what_memory_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.engine.memory.available_bytes", lambda: 10**6)
    with pytest.raises(ExperimentError, match="fewer characters"):
        read(small(hidden=64), "a" * 100_000)


def test_nothing_is_drawn() -> None:
    before = torch.get_rng_state()
    read(small(), TEXT)
    assert torch.equal(torch.get_rng_state(), before)
    assert reading_layers.STRETCH > 1000
