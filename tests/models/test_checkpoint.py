"""Models in files: what was saved comes back, what others saved is recognised, and what is wrong is said."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from gradviz.errors import ExperimentError, FileError, GradvizError
from gradviz.language.reading import read
from gradviz.models import Checkpoint, checkpoints, encode, load_checkpoint, save_checkpoint
from tests.language.made import ALPHABET, CELLS, TEXT, small, stepped

SIGNS = list(ALPHABET)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("half", [True, False])
@pytest.mark.parametrize("cell", CELLS)
def test_what_was_saved_comes_back(cell: str, half: bool) -> None:
    made = small(cell, 2)
    save_checkpoint(
        Checkpoint(cell, ALPHABET, made.weights, {"command": "gradviz train …"}, "x"), "m.safetensors", half
    )
    found = load_checkpoint("m.safetensors")
    assert (found.cell, found.alphabet, found.about, found.name) == (
        cell,
        ALPHABET,
        {"command": "gradviz train …"},
        "m",
    )
    assert (found.hidden_size, found.layers, found.input_size, found.has_readout) == (7, 2, 11, True)
    assert set(found.weights) == set(made.weights)
    for name, array in made.weights.items():
        assert found.weights[name].dtype == np.float32
        np.testing.assert_allclose(found.weights[name], array, rtol=1e-3 if half else 0, atol=1e-7 if half else 0)


class Theirs(torch.nn.Module):
    """A model as people write them."""

    def __init__(self, kind: type, recurrent: str = "rnn", readout: str = "fc") -> None:
        super().__init__()
        setattr(self, recurrent, kind(len(SIGNS), 7, 2))
        setattr(self, readout, torch.nn.Linear(7, len(SIGNS)))


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".safetensors"])
@pytest.mark.parametrize(("kind", "cell"), [("RNN", "rnn_tanh"), ("LSTM", "lstm"), ("GRU", "gru")])
def test_a_foreign_state_dict_works(kind: str, cell: str, suffix: str) -> None:
    theirs = Theirs(getattr(torch.nn, kind))
    state = theirs.state_dict()
    if suffix == ".safetensors":
        save_file({name: tensor.numpy() for name, tensor in state.items()}, f"m{suffix}")
    else:
        torch.save({"epoch": 3, "model_state_dict": state} if suffix == ".pt" else state, f"m{suffix}")
    found = load_checkpoint(f"m{suffix}", SIGNS)
    assert found.cell == cell
    assert found.has_readout
    reading = read(found, TEXT)
    with torch.no_grad():
        inputs = torch.eye(len(SIGNS))[torch.tensor(np.array(reading.indices))]
        expected = torch.log_softmax(theirs.fc(theirs.rnn(inputs)[0]), 1)
    np.testing.assert_allclose(reading.log_probabilities, expected, atol=1e-5)


def test_a_bare_layer_without_biases_in_double_precision() -> None:
    layer = torch.nn.LSTM(len(SIGNS), 5, bias=False, dtype=torch.float64)
    torch.save(layer.state_dict(), "m.pt")
    Path("signs.json").write_text(json.dumps(SIGNS), encoding="utf-8")
    found = load_checkpoint("m.pt", "signs.json")
    assert not found.has_readout
    assert found.weights["weight_hh_l0"].dtype == np.float64
    assert not found.weights["bias_hh_l0"].any()
    np.testing.assert_allclose(read(found, TEXT).hidden, stepped(found, read(found, TEXT).indices)[0], atol=1e-6)


def test_half_precision_of_either_kind_is_read() -> None:
    for dtype in (torch.float16, torch.bfloat16):
        torch.save({name: tensor.to(dtype) for name, tensor in torch.nn.GRU(11, 4).state_dict().items()}, "m.pt")
        assert load_checkpoint("m.pt", SIGNS).weights["weight_hh_l0"].dtype == np.float32


def refused(words: str, *arguments: object) -> None:
    before = sorted(os.listdir())
    with pytest.raises(GradvizError) as caught:
        load_checkpoint(*arguments)
    said = str(caught.value)
    assert words in said
    assert said.endswith((".", "?"))
    assert "\n" not in said
    assert sorted(os.listdir()) == before


def changed(**changes: object) -> None:
    weights = {**{name: np.array(array) for name, array in small().weights.items()}, **changes}
    save_file({name: array for name, array in weights.items() if array is not None}, "m.safetensors",
              {"cell": "lstm", "alphabet": json.dumps(SIGNS)})  # fmt: skip


def test_wrong_weights() -> None:
    changed(weight_hh_l0=np.full((28, 7), np.nan, np.float32))
    refused("weight_hh_l0 holds numbers that are not finite", "m.safetensors")
    changed(weight_hh_l0=np.zeros((28, 6), np.float32))
    refused("weight_hh_l0 has shape (28, 6)", "m.safetensors")
    changed(weight_ih_l0=np.zeros((28, 12), np.float32))
    refused("it must be (28, 11) for an alphabet of 11 characters", "m.safetensors")
    changed(weight_ih_l0=None)
    refused("lacks weight_ih_l0", "m.safetensors")
    changed(weight_hh_l0=None)
    refused("no recurrent weights", "m.safetensors")
    changed(weight_hh_l0_reverse=np.zeros((28, 7), np.float32))
    refused("bidirectional=False", "m.safetensors")
    changed(weight_hr_l0=np.zeros((28, 7), np.float32))
    refused("proj_size=0", "m.safetensors")
    changed(**{"decoder.weight_hh_l0": np.zeros((28, 7), np.float32)})
    refused("2 recurrent networks", "m.safetensors")
    changed(**{"readout.weight": np.zeros((12, 7), np.float32)})
    refused("readout.weight has shape (12, 7)", "m.safetensors")
    changed(weight_hh_l0=np.zeros((28, 7), np.int64))
    refused("something else than real arrays", "m.safetensors")


def test_wrong_metadata() -> None:
    weights = {name: np.array(array) for name, array in small().weights.items()}
    for cell, words in (
        ("lstn", "did you mean lstm?"),
        ("rnn_linear", "rnn_linear"),
        ("gru", "has shape (28, 7), not (21, 7)"),
    ):
        save_file(weights, "m.safetensors", {"cell": cell, "alphabet": json.dumps(SIGNS)})
        refused(words, "m.safetensors")
    for alphabet, words in (("[", "not a JSON list"), ('["ab"]', "single characters"), ('["a","a"]', "twice"),
                            ("[]", "a list of the characters"), ('["a"]', "alphabet of 1 characters")):  # fmt: skip
        save_file(weights, "m.safetensors", {"cell": "lstm", "alphabet": alphabet})
        refused(words, "m.safetensors")


def test_wrong_alphabets_of_foreign_weights() -> None:
    torch.save(torch.nn.LSTM(11, 3).state_dict(), "m.pt")
    refused("does not say its alphabet", "m.pt")
    refused("alphabet of 10 characters", "m.pt", SIGNS[1:])
    refused("there is no such file", "m.pt", "signs.json")
    Path("signs.json").write_text("abc", encoding="utf-8")
    refused("not a JSON list", "m.pt", "signs.json")
    Path("signs.json").write_bytes(b"\xff\xfe[")
    refused("not a JSON list", "m.pt", "signs.json")
    Path("signs.json").write_text('"abc"', encoding="utf-8")
    refused("list of the characters", "m.pt", "signs.json")


def test_truncated_files_and_others() -> None:
    save_checkpoint(small(), "m.safetensors")
    torch.save(torch.nn.LSTM(11, 3).state_dict(), "m.pt")
    for name in ("m.safetensors", "m.pt"):
        whole = Path(name).read_bytes()
        for length in (0, 5, len(whole) // 2, len(whole) - 1):
            Path(name).write_bytes(whole[:length])
            refused("not a whole", name, SIGNS)
    refused("there is no such file", "n.safetensors")
    os.mkdir("f.safetensors")
    refused("it is a folder", "f.safetensors")
    torch.save([1, 2], "m.pt")
    refused("state_dict", "m.pt", SIGNS)
    torch.save({"a": "b"}, "m.pt")
    refused("state_dict", "m.pt", SIGNS)


class Evil:
    def __reduce__(self):
        return (os.mkdir, ("hacked",))


def test_a_pickle_that_would_run_code_does_not() -> None:
    torch.save({"weight_hh_l0": Evil()}, "m.pt")
    refused("would run code", "m.pt", SIGNS)
    Path("m.pth").write_bytes(pickle.dumps(Evil()))
    refused("m.pth", "m.pth", SIGNS)
    assert not os.path.exists("hacked")


def test_an_unknown_name() -> None:
    refused("there is no model nonsense; the models are", "nonsense")
    names = [name for name, _ in checkpoints()]
    for name in names:
        refused(f"did you mean {name}?", f"{name}x")


def test_a_file_is_written_whole_or_not_at_all() -> None:
    save_checkpoint(small(), "m.safetensors")
    before = Path("m.safetensors").read_bytes()
    wrong = Checkpoint("lstm", ALPHABET, {**small().weights, "bias_hh_l0": np.full(28, 1e6)}, {}, "wrong")
    with pytest.raises(ExperimentError, match="float16"):
        save_checkpoint(wrong, "m.safetensors")
    with pytest.raises(FileError, match="no such file or folder"):
        save_checkpoint(small(), "nowhere/m.safetensors")
    assert Path("m.safetensors").read_bytes() == before
    assert os.listdir() == ["m.safetensors"]
    save_checkpoint(wrong, "m.safetensors", half=False)
    assert load_checkpoint("m.safetensors").weights["bias_hh_l0"].max() == 1e6


@pytest.mark.parametrize(("alphabet", "stand_in"), [("ab?", "?"), ("ab ", " "), ("ba", "b"), ("€a", "€")])
def test_characters_outside_the_alphabet(alphabet: str, stand_in: str) -> None:
    found = encode(tuple(alphabet), "aπ\ud800b\U0001f600")
    assert found.stand_in == stand_in
    assert [alphabet[index] for index in found.indices] == [
        sign if sign in alphabet else stand_in for sign in "aπ\ud800b\U0001f600"
    ]
    assert found.unknown.tolist() == [place for place, sign in enumerate("aπ\ud800b\U0001f600") if sign not in alphabet]
    assert encode(small(), "").indices.shape == (0,)


def test_an_alphabet_may_lie_beside_a_foreign_model(tmp_path):
    import json

    from gradviz.models import header

    path = tmp_path / "m.pt"
    torch.save(torch.nn.GRU(3, 4).state_dict(), path)
    assert header(path).alphabet is None
    beside = tmp_path / "m.alphabet.json"
    beside.write_text(json.dumps(["a", "b", "\n"]), encoding="utf-8")
    assert load_checkpoint(path).alphabet == header(path).alphabet == ("a", "b", "\n")
    beside.write_text(json.dumps(["x", "y", "zz"]), encoding="utf-8")
    with pytest.raises(ExperimentError, match="single characters; 'zz'"):
        header(path)
