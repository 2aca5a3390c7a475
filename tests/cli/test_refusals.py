"""A wrong request: status 2, one sentence on standard error, no file, and nothing computed before it could be known."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from gradviz.cli import main
from tests.cli.test_commands import SMALL, weights


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]):
    def check(argv: list[str], *words: str) -> None:
        before = sorted(os.listdir())
        assert main(argv) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("gradviz: ")
        assert err.count("\n") == 1
        assert err.rstrip().endswith((".", "?"))
        assert "Traceback" not in err
        assert "?." not in err
        for word in words:
            assert word in err
        assert sorted(os.listdir()) == before

    return check


FIELDS = [
    ("--steps 0", "steps must be between 1 and 100 000"),
    ("--steps 100001", "steps must be between"),
    ("--steps 3.5", "steps must be a whole number"),
    ("--steps nan", "steps must be a whole number"),
    ("--steps many", "'many'"),
    ("--hidden-size 0", "hidden_size must be 1 or more"),
    ("--input-size -3", "input_size must be 1 or more"),
    ("--layers 0", "layers must be"),
    ("--batch-size 0", "batch_size must be"),
    ("--spectral-radius -1", "spectral_radius must be 0 or more"),
    ("--spectral-radius nan", "spectral_radius must be a finite number"),
    ("--spectral-radius inf", "spectral_radius must be a finite number"),
    ("--spectral-radius x", "spectral_radius must be a number"),
    ("--cell lstm --forget-bias nan", "forget_bias must be a finite number"),
    ("--cell lstm --forget-bias -inf", "forget_bias must be a finite number"),
    ("--cell gru --update-bias x", "update_bias must be a number"),
    ("--input-scale -1", "input_scale must be"),
    ("--clip-threshold 0", "clip_threshold must be more than 0"),
    ("--truncation 0", "truncation must be"),
    ("--loss-step 0", "loss_step must be"),
    ("--seed -1", "seed must be"),
    ("--seed 1.5", "seed must be a whole number"),
    ("--cell lstmm", "did you mean lstm?"),
    ("--init gausian", "did you mean gaussian?"),
    ("--clip norms", "did you mean norm?"),
    ("--input noize", "did you mean noise?"),
    ("--loss evry", "did you mean every?"),
    ("--dtype float16", "dtype must be one of float64, float32"),
    ("--device gpu", "device must be auto, cpu, cuda, cuda:N or mps"),
    ("--device cuda:99", "device cuda:99 is not on this machine"),
    ("--forget-bias 3", "forget_bias belongs to a cell with a forget gate (lstm)"),
    ("--update-bias 3", "update_bias belongs to a cell with"),
    ("--loss-step 9 --steps 5", "loss_step must be between 1 and steps = 5; you gave 9"),
    ("--loss every --loss-step 2", "loss_step"),
    ("--input text", "text is empty"),
    ("--text short --steps 50", "text has 5 characters"),
    ("--hidden_sise 3", "did you mean --hidden-size?"),
    ("--hidden_size 3", "did you mean --hidden-size?"),
    ("--sweep 3", "gradviz run has no flag --sweep"),
    ("--steps", "--steps needs a value"),
    ("--force=yes", "--force takes no value"),
    ("out.csv", "has no use for 'out.csv'"),
    ("--hidden-size 1000000", "GiB"),
]


@pytest.mark.parametrize(("flags", "words"), FIELDS)
def test_wrong_fields(flags: str, words: str, refused) -> None:
    refused(["run", "-o", "a.csv", *flags.split()], words)


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ("rnu", "did you mean run?"),
        ("sweep", "gradviz has no command sweep"),
        ("--hlep", "did you mean --help?"),
        ("list", "cells, charts, labels, models, lessons, devices"),
        ("list cell", "did you mean cells?"),
        ("list cells more", "has no use for 'more'"),
        ("doctor x", "has no use for 'x'"),
        ("run", "needs -o FILE"),
        ("render", "needs -o FILE"),
        ("render -o a.png --chart lectur", "did you mean lecture?"),
        ("render -o a.png --width 5", "width must be between 200 and 10000 pixels"),
        ("render -o a.png --width x", "width must be a whole number"),
        ("render -o a.png --dpi nan", "dpi must be between"),
        ("render -o a.png --theme drak", "did you mean dark?"),
        ("render -o a.png --against lstm", "field=value"),
        ("render -o a.png --against cel=lstm", "did you mean cell?"),
        ("render -o a.png --against cell=lstmm", "did you mean lstm?"),
        ("render -o a.png --against steps=5", "steps is common to both networks of a picture; give --steps."),
        ("render -o a.png --against cell=lstm --against cell=gru", "--against once"),
    ],
)
def test_wrong_requests(argv: str, words: str, refused) -> None:
    refused(argv.split(), words)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("a", "a suffix must choose the format; give .npz, .csv, .json or .py"),
        ("a.pgn", ".pgn is not a format"),
        ("a.jsn", "did you mean .json?"),
        ("nowhere/a.csv", "there is no folder nowhere"),
        ("folder", "folder is a folder"),
        ("folder.csv", "folder.csv is a folder"),
        ("file/a.csv", "there is no folder file"),
        ("x" * 300 + ".csv", "the name is too long"),
        ("", "needs -o FILE"),
    ],
)
def test_places_that_cannot_be_written_are_refused_before_computing(
    output: str, words: str, refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("folder").mkdir()
    Path("folder.csv").mkdir()
    Path("file").write_text("")
    monkeypatch.setattr("gradviz.cli.compute.compute", lambda *_, **__: pytest.fail("computed"))
    refused(["run", "-o", output], words)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EROFS, "that place is read-only"), (errno.EACCES, "your permissions")]
)
def test_a_place_that_refuses_is_known_before_computing(
    number: int, words: str, refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("gradviz.cli.target.tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("gradviz.cli.compute.compute", lambda *_, **__: pytest.fail("computed"))
    refused(["run", "-o", "a.csv"], "a.csv cannot be written", words)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(refused) -> None:
    Path("closed").mkdir(mode=0o500)
    refused(["run", "-o", "closed/a.csv"], "your permissions")


@pytest.mark.parametrize("argv", [["run", "-o", "a.csv"], ["run", "-o", "a.npz"], ["render", "-o", "a.png"]])
def test_a_disk_that_fills_up_leaves_the_old_file(argv: list[str], refused, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(argv[-1]).write_text("old")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("gradviz.paper.records.csv.lines", full)
    monkeypatch.setattr("numpy.savez_compressed", full)
    monkeypatch.setattr("matplotlib.figure.Figure.savefig", full)
    refused([*argv, "--force", *SMALL], "the disk is full")
    assert Path(argv[-1]).read_text() == "old"


TEXTS = {
    "missing.txt": (None, "there is no file missing.txt"),
    "no/such": (None, "there is no file no/such"),
    "folder": ("folder", "it is a folder"),
    "empty.txt": (b"", "empty.txt is empty"),
    "bom.txt": (b"\xef\xbb\xbf", "bom.txt is empty"),
    "latin.txt": ("Grüße".encode("latin-1"), "is not UTF-8 text (byte 3 is wrong)"),
    "wide.txt": ("hello".encode("utf-16"), "is UTF-16 text"),
    "binary.dat": (b"ab\0cd" * 100, "holds binary data"),
    "huge.txt": (b"a" * 5_000_001, "is larger than 5 MB"),
    "short.txt": (b"abc", "text has 3 characters, one a step"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts_that_cannot_be_read(name: str, refused) -> None:
    data, words = TEXTS[name]
    if data == "folder":
        Path(name).mkdir()
    elif data is not None:
        Path(name).write_bytes(data)
    refused(["run", "--text", name, "-o", "a.csv"], words)


def spoiled(name: str) -> None:
    """Write a file that is not what its name says."""
    if name == "short.safetensors":
        save_file(weights(), name)
        Path(name).write_bytes(Path(name).read_bytes()[:-20])
    elif name == "extra.npz":
        np.savez(name, **weights(), weight_hr_l0=np.ones(3))
    elif name == "missing.npz":
        given = weights()
        del given["bias_hh_l0"]
        np.savez(name, **given)
    elif name == "shape.npz":
        np.savez(name, **weights(weight_hh_l0=np.ones((4, 4))))
    elif name == "nan.npz":
        np.savez(name, **weights(weight_hh_l0=np.full((3, 3), np.nan)))
    elif name == "objects.npz":
        np.savez(name, **weights(weight_hh_l0=np.array([{}], dtype=object)))
    elif name == "array.npz":
        with Path(name).open("wb") as stream:
            np.save(stream, np.ones(3))
    elif name == "code.pt":
        torch.save({"weight_hh_l0": os.system}, name)
    elif name == "pickle.pt":
        Path(name).write_bytes(pickle.dumps(os.getcwd))
    elif name == "module.pt":
        torch.save({"state": {"weight_hh_l0": torch.ones(3)}}, name)
    elif name == "folder.npz":
        Path(name).mkdir()
    elif "gone" not in name:
        Path(name).write_bytes(b"something else entirely")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gone.safetensors", "there is no such file"),
        ("folder.npz", "it is a folder"),
        ("foreign.safetensors", "is not a whole .safetensors file"),
        ("short.safetensors", "is not a whole .safetensors file"),
        ("foreign.npz", "is not a whole .npz file"),
        ("objects.npz", "is not a whole .npz file"),
        ("array.npz", "is not a whole .npz file"),
        ("foreign.pt", "is not a whole .pt file"),
        ("code.pt", "is not a whole .pt file"),
        ("pickle.pt", "is not a whole .pt file"),
        ("module.pt", "arrays by name"),
        ("weights.h5", "weights come from .safetensors, .npz, .pt files"),
        ("extra.npz", "weight_hr_l0"),
        ("missing.npz", "weights lacks bias_hh_l0"),
        ("shape.npz", "weight_hh_l0 has shape (4, 4)"),
        ("nan.npz", "weight_hh_l0 holds nan"),
    ],
)
def test_weights_that_cannot_be_used(name: str, words: str, refused) -> None:
    spoiled(name)
    refused(["run", *SMALL, "--weights", name, "-o", "a.csv"], words)


@pytest.mark.parametrize(
    ("array", "words"),
    [
        (np.ones((5, 1, 2)), "inputs has shape (5, 1, 2)"),
        (np.ones(6), "(T, B, I), or (T, I) for one sequence"),
        (np.full((6, 1, 2), np.inf), "inputs holds inf"),
        (np.array([["a"]]), "inputs"),
        (None, "is not a whole .npy file"),
    ],
)
def test_inputs_that_cannot_be_used(array: np.ndarray | None, words: str, refused) -> None:
    if array is None:
        Path("x.npy").write_bytes(b"nothing")
    else:
        np.save("x.npy", array)
    refused(["run", *SMALL, "--inputs", "x.npy", "-o", "a.csv"], words)


def test_two_axes_are_ambiguous_for_several_sequences(refused) -> None:
    np.save("x.npy", np.ones((6, 2)))
    refused(["run", *SMALL, "--batch-size", "2", "--inputs", "x.npy", "-o", "a.csv"], "the inputs must be (T, B, I).")
