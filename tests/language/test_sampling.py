"""A network writes: what its predictions say, and nothing that they exclude."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from gradviz.errors import ExperimentError
from gradviz.language.reading import read
from gradviz.language.sampling import sample, writing
from gradviz.language.state import State
from gradviz.models import Checkpoint
from tests.language.made import ALPHABET, CELLS, small


@pytest.mark.parametrize("cell", CELLS)
def test_the_most_likely_character_is_chosen(cell: str) -> None:
    model = small(cell, 2)
    text = "bed"
    for _ in range(15):
        text += ALPHABET[int(read(model, text).log_probabilities[-1].argmax())]
    assert sample(model, "bed", 15, greedy=True) == text[3:]
    assert sample(model, "bed", 0) == ""


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_draws_follow_the_predictions(temperature: float) -> None:
    model = small()
    model.weights["readout.bias"][:] = np.linspace(-1, 2, len(ALPHABET))
    drawn = [sample(model, "ab", 1, temperature=temperature, seed=seed) for seed in range(2000)]
    expected = np.exp(read(model, "ab").log_probabilities[-1].astype(float) / temperature)
    expected /= expected.sum()
    for sign, share in zip(ALPHABET, expected, strict=True):
        assert abs(drawn.count(sign) / 2000 - share) < 4 * np.sqrt(share * (1 - share) / 2000) + 1e-3


def test_the_same_seed_writes_the_same() -> None:
    assert sample(small(), "a", 50, seed=1) == sample(small(), "a", 50, seed=1)
    assert sample(small(), "a", 50, seed=1) != sample(small(), "a", 50, seed=2)


def test_states_are_those_of_reading_what_was_written() -> None:
    model = small()
    written = list(islice(writing(model, "cafe", seed=4), 12))
    found = read(model, "cafe" + "".join(sign for sign, _ in written))
    for t, (_, state) in enumerate(written):
        np.testing.assert_allclose(state.hidden, found.hidden[:, 5 + t], atol=1e-6)
        np.testing.assert_allclose(state.cell_state, found.cell_state[:, 5 + t], atol=1e-6)
    later = list(islice(writing(model, "", state=written[5][1], greedy=True), 3))
    assert [sign for sign, _ in later] == list(
        sample(model, "cafe" + "".join(s for s, _ in written[:6]), 3, greedy=True)
    )


def test_a_state_can_be_changed_on_the_way() -> None:
    seen = []

    def clamp(state: State) -> State:
        seen.append(state)
        hidden = state.hidden.copy()
        hidden[0, 2] = 0.7
        return State(hidden, state.cell_state)

    written = list(islice(writing(small(), "abc", seed=1, change=clamp), 5))
    assert len(seen) == 8
    assert all(state.hidden[0, 2] == np.float32(0.7) for _, state in written)


def test_what_cannot_write_says_so() -> None:
    model = small()
    bare = {name: array for name, array in model.weights.items() if not name.startswith("readout")}
    with pytest.raises(ExperimentError, match="bare has no read-out"):
        sample(Checkpoint("lstm", ALPHABET, bare, {}, "bare"), "a", 3)
    for temperature in (0, -1, np.nan, np.inf):
        with pytest.raises(ExperimentError, match="temperature must be"):
            sample(model, "a", 3, temperature=temperature)
