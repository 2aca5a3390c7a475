"""A model's header and weights are read once, and again as soon as its file is another one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from gradviz.errors import ExperimentError, FileError
from gradviz.models import bundled, checkpoints, header, known, load_checkpoint, model, stamp
from gradviz.models.alphabet import unread
from tests.models.made import ALPHABET, KINDS, made, written


@pytest.mark.parametrize("cell", KINDS)
def test_a_header_says_what_the_file_holds(cell: str, tmp_path: Path) -> None:
    path = written(tmp_path / "m.safetensors", cell, *made(cell, 3, 5))
    assert header(path) == known.Header(cell, 5, len(ALPHABET), 3, ALPHABET, True)
    weights, loaded = model(path).weights, load_checkpoint(path).weights
    assert list(weights) == list(loaded)
    for name, array in weights.items():
        np.testing.assert_array_equal(array, loaded[name])
        assert not array.flags.writeable


def test_every_bundled_model_is_known_by_its_name() -> None:
    assert bundled() == tuple(name for name, _ in checkpoints())
    for name in bundled():
        loaded = load_checkpoint(name)
        assert header(name) == known.Header(
            loaded.cell, loaded.hidden_size, loaded.input_size, loaded.layers, loaded.alphabet, True
        )


def test_a_file_is_read_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "m.safetensors", "lstm", *made("lstm"))
    reads: list[Path] = []
    arrays_of = known.arrays_of
    monkeypatch.setattr(known, "arrays_of", lambda path: reads.append(path) or arrays_of(path))
    before = stamp(path)
    first = model(path)
    assert model(path) is first
    assert header(os.path.relpath(path)) is first.header
    assert len(reads) == 1
    written(Path(path), "lstm", *made("lstm", seed=1))
    os.utime(path, ns=(before.mtime_ns + 1, before.mtime_ns + 1))
    assert stamp(path) != before
    assert model(path) is not first
    assert (model(path).weights["weight_hh_l0"] != first.weights["weight_hh_l0"]).any()
    assert len(reads) == 2


def test_bad_files_are_refused_in_words_each_time(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no model nonsense"):
        header("nonsense")
    path = tmp_path / "m.safetensors"
    path.write_bytes(b"nothing")
    for _ in range(2):
        with pytest.raises(FileError, match=r"m\.safetensors is not a whole"):
            header(path)
    save_file({"a": torch.zeros(2)}, path)
    with pytest.raises(ExperimentError, match="no recurrent weights"):
        header(path)
    save_file({"weight_hh_l0": torch.zeros(2, 2, dtype=torch.int64)}, path)
    with pytest.raises(FileError, match="something else than real arrays"):
        header(path)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float64])
def test_every_precision_is_read_as_torch_reads_it(dtype: torch.dtype, tmp_path: Path) -> None:
    network, _ = made("gru")
    tensors = {name: tensor.to(dtype) for name, tensor in network.state_dict().items()}
    tensors["weight_hh_l0"][0, 0] = -1.5e-30 if dtype == torch.bfloat16 else 0.25
    save_file(tensors, tmp_path / "m.safetensors")
    for name, array in model(tmp_path / "m.safetensors").weights.items():
        np.testing.assert_array_equal(array, tensors[name].to(torch.float64).numpy())


def test_what_an_alphabet_lacks_is_said_in_one_sentence() -> None:
    assert unread(ALPHABET, "abc?") == ""
    assert unread(ALPHABET, "aéb") == "1 character (“é”) is not in the model's alphabet: it reads ? there."
    words = unread(ALPHABET[:2], "éüößxyz\té")
    assert words == "9 characters (“é”, “ü”, “ö”, “ß”, “x”, …) are not in the model's alphabet: it reads a space there."
