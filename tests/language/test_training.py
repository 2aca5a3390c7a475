"""Training: it learns, goes on after an interruption as if there had been none, and stops when asked."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from gradviz.control import Control
from gradviz.errors import Cancelled, ExperimentError, FileError
from gradviz.language import training
from gradviz.language.corpus import Corpus
from gradviz.language.evaluation import bits_per_character, drifted
from gradviz.language.model import checkpoint_of, fresh, untrained
from gradviz.language.reading import read
from gradviz.language.recipe import Recipe
from gradviz.language.training import train
from gradviz.language.underway import alphabet_of
from gradviz.language.updates import Updates
from tests.language.made import CELLS, TEXT, small

CPU = torch.device("cpu")
CORPUS = Corpus("abc", ("abcdefgh\n" * 300, "hgfedcba\n" * 200), ("abcdefgh\n" * 30,), "letters in order")


def recipe(**changes: object) -> Recipe:
    return Recipe(**{"hidden_size": 12, "sequence": 20, "streams": 4, "steps": 40, "device": "cpu", **changes})


def same(first, second) -> bool:
    return all(np.array_equal(first.weights[name], second.weights[name]) for name in first.weights)


@pytest.mark.parametrize("optimizer", ["adam", "adagrad"])
@pytest.mark.parametrize("cell", CELLS)
def test_it_learns(cell: str, optimizer: str) -> None:
    rate = 0.01 if optimizer == "adam" else 0.05
    found = train(recipe(cell=cell, optimizer=optimizer, learning_rate=rate, steps=150, layers=2), CORPUS)
    assert found.cell == cell
    assert found.layers == 2
    assert found.alphabet == tuple("\nabcdefgh")
    assert float(found.about["bits_per_character"]) < 1.8 < math.log2(9)
    assert found.about["corpus"] == "letters in order"
    assert read(found, CORPUS.held_out[0]).bits_per_character < 1.8


def test_the_same_seed_gives_the_same_model() -> None:
    assert same(train(recipe(), CORPUS), train(recipe(), CORPUS))
    assert not same(train(recipe(), CORPUS), train(recipe(seed=1), CORPUS))


def stopped_at(step: int, path: Path, **changes: object) -> None:
    control = Control()

    def watch(progress: training.Progress) -> None:
        if progress.step == step:
            control.cancel()

    with pytest.raises(Cancelled):
        train(recipe(**changes), CORPUS, control=control, on_progress=watch, state=path, resume=path.exists())


@pytest.mark.parametrize("changes", [{}, {"cell": "gru", "layers": 2, "optimizer": "adagrad"}])
def test_an_interruption_changes_nothing(changes: dict[str, object], tmp_path: Path) -> None:
    state = tmp_path / "m.training"
    stopped_at(13, state, **changes)
    stopped_at(27, state, **changes)
    resumed = train(recipe(**changes), CORPUS, state=state, resume=True)
    assert same(resumed, train(recipe(**changes), CORPUS))
    assert resumed.about["steps"] == "40"
    assert os.listdir(tmp_path) == []


def test_the_state_is_kept_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.language.underway._EVERY", 0.0)
    state = tmp_path / "m.training"

    def killed(progress: training.Progress) -> None:
        if progress.step == 25:
            raise RuntimeError("killed")  # without a chance to write anything more

    with pytest.raises(RuntimeError, match="killed"):
        train(recipe(), CORPUS, on_progress=killed, state=state)
    assert same(train(recipe(), CORPUS, state=state, resume=True), train(recipe(), CORPUS))


def test_time_goes_on_where_it_stopped(tmp_path: Path) -> None:
    stopped_at(20, tmp_path / "m.training")
    snapshot = torch.load(tmp_path / "m.training", weights_only=True)
    torch.save({**snapshot, "seconds": 100.0}, tmp_path / "m.training")
    said: list[training.Progress] = []
    train(recipe(), CORPUS, state=tmp_path / "m.training", resume=True, on_progress=said.append)
    assert said[0].step == 21
    assert 100 < said[0].seconds < 110


def test_what_does_not_go_on_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "m.training"
    stopped_at(5, state)
    whole = state.read_bytes()
    other = Corpus("abc", (*CORPUS.training, "a"), CORPUS.held_out, "")
    for changed, corpus, words in ((recipe(hidden_size=13), CORPUS, "hidden_size = 12, not 13"),
                                   (recipe(), other, "on another text")):  # fmt: skip
        with pytest.raises(FileError, match=words):
            train(changed, corpus, state=state, resume=True)
    assert state.read_bytes() == whole
    state.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileError, match="not a whole state"):
        train(recipe(), CORPUS, state=state, resume=True)
    with pytest.raises(FileError, match="no such file"):
        train(recipe(), CORPUS, state=tmp_path / "none", resume=True)


def test_the_gradient_of_an_update_is_autograd_s() -> None:
    """One update of plain gradient descent in float64, written out, gives Adagrad's first step and its loss."""
    made = recipe(optimizer="adagrad", reset=0.0, drift_penalty=0.5, clip=0.1, learning_rate=0.02)
    indices = np.random.default_rng(0).integers(0, 5, 4 * 60)
    updates = Updates(made, indices, 5, CPU)
    with torch.no_grad():
        updates.model.rnn.weight_ih_l0.mul_(40)  # |c| leaves ±2
    start = {name: value.detach().double().clone() for name, value in updates.model.named_parameters()}
    loss = updates.advance(0.0)
    parameters = {name: value.requires_grad_() for name, value in start.items()}
    text = torch.tensor(indices.reshape(4, 60))
    h, c = torch.zeros(4, 12).double(), torch.zeros(4, 12).double()
    terms = []
    for t in range(20):
        x = torch.eye(5).double()[text[:, t]]
        sums = x @ parameters["rnn.weight_ih_l0"].T + h @ parameters["rnn.weight_hh_l0"].T
        i, f, g, o = (sums + parameters["rnn.bias_ih_l0"] + parameters["rnn.bias_hh_l0"]).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        scores = h @ parameters["readout.weight"].T + parameters["readout.bias"]
        terms.append(-torch.log_softmax(scores, 1)[torch.arange(4), text[:, t + 1]])
    expected = torch.stack(terms).mean()
    penalty = 0.5 * torch.relu(c.abs() - 2).square().mean()
    assert penalty > 0.01
    gradients = torch.autograd.grad(expected + penalty, list(parameters.values()))
    norm = torch.sqrt(sum(g.square().sum() for g in gradients))
    assert norm > 0.1
    assert loss == pytest.approx(float(expected.detach()), rel=1e-5)
    for (name, value), gradient in zip(updates.model.named_parameters(), gradients, strict=True):
        clipped = gradient * 0.1 / norm
        wanted = start[name] - 0.02 * clipped / (clipped.abs() + 1e-10)
        sure = clipped.abs() > 1e-6
        np.testing.assert_allclose(value.detach()[sure], wanted.detach()[sure], atol=1e-4)


def test_streams_carry_their_state_and_sometimes_forget() -> None:
    indices = np.arange(4 * 61) % 9
    kept = Updates(recipe(reset=0.0), indices, 9, CPU)
    for step in range(3):
        place = kept.text[20 * step : 20 * step + 21].long()
        before = kept.carried
        expected = kept.model(place[:-1], kept.model.start(4) if step == 0 else before)[1]
        kept.advance(0.0)
        assert all(torch.equal(found, wanted) for found, wanted in zip(kept.carried, expected, strict=True))
    expected = kept.model(kept.text[:20].long(), kept.model.start(4))[1]
    kept.advance(0.0)  # the text's start again: nothing is remembered
    assert torch.equal(kept.carried[0], expected[0])
    forgetful = Updates(recipe(reset=1.0), indices, 9, CPU)
    for _ in range(2):
        place = forgetful.text[20 * (forgetful.step % 3) :][:21].long()
        expected = forgetful.model(place[:-1], forgetful.model.start(4))[1]
        forgetful.advance(0.0)
        assert torch.equal(forgetful.carried[0], expected[0])
    draws = [np.random.default_rng((0, step)).random(16) < 0.02 for step in range(2000)]
    assert np.mean(draws) == pytest.approx(0.02, rel=0.1)


def test_the_forget_bias_is_what_was_asked_for() -> None:
    model = fresh("lstm", 5, 4, 2, 0, 1.5)
    for layer in range(2):
        total = getattr(model.rnn, f"bias_ih_l{layer}") + getattr(model.rnn, f"bias_hh_l{layer}")
        assert total[4:8].tolist() == [1.5] * 4
        assert total[:4].abs().min() > 0


def test_an_untrained_twin_is_pytorch_s_own_draw() -> None:
    model = small(layers=2)
    before = torch.get_rng_state()
    twin = untrained(model, 3)
    assert torch.equal(torch.get_rng_state(), before)
    torch.manual_seed(3)
    expected = torch.nn.LSTM(11, 7, 2).state_dict()
    torch.set_rng_state(before)
    assert all(np.array_equal(twin.weights[name], tensor) for name, tensor in expected.items())


def test_time_ends_a_training_too() -> None:
    shares: list[float] = []
    found = train(recipe(steps=None, minutes=0.01), CORPUS, control=Control(shares.append))
    assert 0.5 < float(found.about["seconds"]) + 0.5 < 3
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_bits_per_character_are_those_of_a_reading() -> None:
    made = fresh("gru", 11, 7, 1, 0)
    checkpoint = checkpoint_of(made, small().alphabet)
    found = read(checkpoint, TEXT[:30])
    assert bits_per_character(made, torch.tensor(np.array(found.indices[:2]))) == pytest.approx(
        read(checkpoint, TEXT[:2]).bits_per_character, abs=1e-5
    )
    halves = np.concatenate([found.indices[:15], found.indices[:15]])
    text = torch.tensor(np.repeat(found.indices[:15][None], 16, 0).ravel())
    assert len(halves) == 30
    assert bits_per_character(made, text) == pytest.approx(read(checkpoint, TEXT[:15]).bits_per_character, abs=1e-5)


def test_drifted_cells_are_counted() -> None:
    weights = {name: np.zeros_like(array) for name, array in small(hidden=4).weights.items()}
    weights["bias_ih_l0"][4:8] = 50  # never forgets
    weights["bias_ih_l0"][8:12] = [50, 0, 0, 50]  # half of a tanh of 1 a step: beyond 8 after 16 steps
    drifting = small(hidden=4).__class__("lstm", small().alphabet, weights, {}, "drifting")
    assert drifted(drifting, "a" * 100) == 0.5
    assert drifted(drifting, "a" * 10) == 0
    assert drifted(small("gru"), "a") == 0


def test_very_many_characters_are_cut_to_the_most_frequent() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 600))) + "ab" * 5
    alphabet = alphabet_of(text)
    assert len(alphabet) == 512
    assert alphabet[:2] == ("a", "b")
    assert alphabet_of("cab") == ("a", "b", "c")


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"cell": "lstmm"}, "did you mean lstm?"), ({"optimizer": "sgd"}, "optimizer must be one of adam, adagrad"),
     ({"hidden_size": 0}, "hidden_size must be a whole number, 1 or more"), ({"steps": 1.5}, "steps must be a whole"),
     ({"learning_rate": 0}, "learning_rate must be a finite number, more than 0"), ({"clip": math.nan}, "clip must be"),
     ({"reset": 1.5}, "at most 1"), ({"forget_bias": math.inf}, "forget_bias must be"), ({"seed": -1}, "seed must be"),
     ({"steps": None}, "needs an end"), ({"hidden_size": True}, "hidden_size must be"),
     ({"forget_bias": "x"}, "forget_bias must be"), ({"remember": math.nan}, "remember must be a finite"),
     ({"remember": 1.5}, "begins with a model"), ({"remember": 1.5, "start": "x", "cell": "gru"}, "is for an lstm")],
)  # fmt: skip
def test_wrong_recipes(changes: dict[str, object], words: str) -> None:
    with pytest.raises(ExperimentError, match=words.replace("?", r"\?")):
        recipe(**changes)


def test_a_text_shorter_than_a_chunk_is_refused() -> None:
    with pytest.raises(ExperimentError, match="sequence = 20 needs more"):
        train(recipe(), Corpus("x", ("abc",), ("abc",), ""))
    train(recipe(steps=1), Corpus("x", ("abc" * 8,), ("ab",), ""))
    with pytest.raises(ExperimentError, match="less than two characters"):
        train(recipe(steps=1), Corpus("x", ("abc" * 8,), ("a",), ""))


def test_a_training_that_diverges_says_so() -> None:
    with pytest.raises(ExperimentError, match="diverged"):
        train(recipe(cell="rnn_relu", learning_rate=1e30, clip=1e30), CORPUS)
