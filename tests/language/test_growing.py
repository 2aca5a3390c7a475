"""What a network begins with: the units of another do what they did, and say what they said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gradviz.errors import ExperimentError
from gradviz.language.corpus import Corpus
from gradviz.language.growing import grow
from gradviz.language.model import checkpoint_of, fresh
from gradviz.language.reading import read
from gradviz.language.recipe import Recipe
from gradviz.language.training import train
from gradviz.models import save_checkpoint
from tests.language.made import ALPHABET, CELLS, TEXT, small

WIDER = ("Z", *reversed(ALPHABET), "!")


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("cell", CELLS)
def test_the_first_units_do_what_they_did(cell: str, layers: int) -> None:
    known = small(cell, layers)
    model = fresh(cell, len(WIDER), 12, layers, 1)
    grow(model, WIDER, known)
    found, before = read(checkpoint_of(model, WIDER), TEXT), read(known, TEXT)
    np.testing.assert_allclose(found.hidden[:, :, :7], before.hidden, atol=1e-6)
    if before.cell_state is not None:
        np.testing.assert_allclose(found.cell_state[:, :, :7], before.cell_state, atol=1e-6)
    assert (abs(found.hidden[:, 1:, 7:]).max(axis=1) > 1e-3).all()  # the others are alive
    model.readout.weight.data[:, 7:] = 0
    said = read(checkpoint_of(model, WIDER), TEXT).log_probabilities[:, [WIDER.index(sign) for sign in ALPHABET]]
    ratio = said - before.log_probabilities  # the two new characters have a share, the same of all
    np.testing.assert_allclose(ratio, np.broadcast_to(ratio[:, :1], ratio.shape), atol=1e-4)


def test_new_characters_and_units_are_as_they_were_drawn() -> None:
    drawn, model = fresh("lstm", len(WIDER), 12, 1, 1), fresh("lstm", len(WIDER), 12, 1, 1)
    grow(model, WIDER, small())
    first = slice(0, 7)
    for place in (WIDER.index("Z"), WIDER.index("!")):
        assert (model.rnn.weight_ih_l0[first, place] == drawn.rnn.weight_ih_l0[first, place]).all()
        assert (model.readout.weight[place] == drawn.readout.weight[place]).all()
    assert (model.rnn.weight_hh_l0[7:12] == drawn.rnn.weight_hh_l0[7:12]).all()


def test_what_it_remembers_lasts_so_many_times_longer() -> None:
    """Only the forget biases change: where f = σ(b) is near 1, 1 / (1 − f) = 1 + e^b grows e^1.5 times."""
    plain, longer = fresh("lstm", len(WIDER), 12, 2, 1), fresh("lstm", len(WIDER), 12, 2, 1)
    grow(plain, WIDER, small(layers=2))
    grow(longer, WIDER, small(layers=2), 1.5)
    for name, array in plain.state_dict().items():
        added = longer.state_dict()[name] - array
        if name.startswith("rnn.bias_ih"):
            np.testing.assert_allclose(added[12:19], 1.5, atol=1e-6)
            added[12:19] = 0
        assert not added.any()
    for cell in ("gru", "rnn_tanh"):
        model = fresh(cell, len(WIDER), 12, 1, 1)
        grow(model, WIDER, small(cell), 1.5)
        assert (model.rnn.bias_ih_l0[:7].detach().numpy() == small(cell).weights["bias_ih_l0"][:7]).all()


@pytest.mark.parametrize("known", [small("gru"), small(layers=2), small(hidden=13)])
def test_what_does_not_fit_is_refused(known) -> None:
    with pytest.raises(ExperimentError, match=r"start: small is .* as many units or more"):
        grow(fresh("lstm", len(ALPHABET), 12, 1, 0), ALPHABET, known)


def test_a_training_begins_where_another_ended(tmp_path: Path) -> None:
    corpus = Corpus("abc", ("abcdefgh\n" * 300,), ("abcdefgh\n" * 30,), "letters in order")
    plain = Recipe(hidden_size=12, sequence=20, streams=4, steps=150, learning_rate=0.01, device="cpu")
    taught = train(plain, corpus)
    save_checkpoint(taught, tmp_path / "taught.safetensors", half=False)
    short = {"hidden_size": 16, "sequence": 20, "streams": 4, "steps": 1, "device": "cpu"}
    further = train(Recipe(**short, start=str(tmp_path / "taught.safetensors")), corpus)
    anew = train(Recipe(**short), corpus)
    before, after, without = (float(each.about["bits_per_character"]) for each in (taught, further, anew))
    assert after < before + 0.5 < without
    assert "start=" in further.about["recipe"]
    assert "start=" not in anew.about["recipe"]
