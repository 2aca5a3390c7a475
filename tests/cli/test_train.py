"""``gradviz train``: a model file at the end, a stop that loses nothing, wrong requests refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from gradviz.cli import main
from gradviz.models import load_checkpoint
from tests.cli.test_refusals import refused  # noqa: F401 - a fixture

SMALL = ["--hidden-size", "5", "--sequence", "10", "--streams", "3", "--device", "cpu"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("to be or not to be\n" * 60, encoding="utf-8")


def train(*more: str, output: str = "m.safetensors") -> int:
    return main(["train", "--text", "text.txt", "-o", output, *SMALL, *more])


def test_a_model_is_written_with_what_made_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert train("--steps", "5", "--cell", "gru", "--layers", "2", "--seed", "3") == 0
    out, err = capsys.readouterr()
    assert out.startswith("wrote m.safetensors\n")
    assert "bits per character" in out
    assert err == ""
    found = load_checkpoint("m.safetensors")
    assert (found.cell, found.hidden_size, found.layers) == ("gru", 5, 2)
    assert found.alphabet == tuple("\n benort")
    assert found.about["command"] == (
        "gradviz train --text text.txt --steps 5 --cell gru --hidden-size 5 --layers 2 --seed 3 "
        "--sequence 10 --streams 3 --device cpu -o m.safetensors"
    )
    assert found.about["corpus"] == "text.txt, its last tenth held out"
    assert sorted(os.listdir()) == ["m.safetensors", "text.txt"]


@pytest.mark.parametrize("text", ["folder", "prose"])
def test_other_corpora(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradviz.language.corpus._PROSE", 5000)
    Path("folder").mkdir()
    for number in range(20):
        Path("folder", f"{number}.txt").write_text("abc\n" * 10)
    assert main(["train", "--text", text, "--width", "30", "--steps", "2", "-o", "m.safetensors", *SMALL]) == 0
    found = load_checkpoint("m.safetensors")
    assert ("width 30" in found.about["corpus"]) == (text == "prose")


def test_minutes_end_it() -> None:
    begin = time.monotonic()
    assert train("--minutes", "0.01") == 0
    assert time.monotonic() - begin < 60  # without it they would be many minutes


def test_progress_is_shown_on_a_terminal_only(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr("gradviz.cli.training._EVERY", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert train("--steps", "4") == 0
    err = capsys.readouterr().err
    assert "50 %  " in err
    assert "held out" in err
    assert err.endswith(" \r")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_goes_on_after_a_kill(how: signal.Signals) -> None:
    steps = ["--steps", "300"]
    code = "import gradviz.language.underway as t; t._EVERY = 0.0; import sys, gradviz.cli as c; sys.exit(c.main())"
    command = [sys.executable, "-c", code, "train", "--text", "text.txt", "-o", "m.safetensors", *SMALL, *steps]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for _ in range(300):
        if os.path.exists("m.safetensors.training"):
            break
        time.sleep(0.1)
    process.send_signal(how)
    _, err = process.communicate(timeout=20)
    if how != signal.SIGKILL:
        assert process.returncode == 130
        assert err == "gradviz: stopped; what is learned is in m.safetensors.training; --resume goes on from there.\n"
        assert sorted(os.listdir()) == ["m.safetensors.training", "text.txt"]
    assert not os.path.exists("m.safetensors")
    assert train(*steps) == 2
    assert train(*steps, "--resume") == 0
    assert train(*steps, output="whole.safetensors") == 0
    found, whole = load_checkpoint("m.safetensors"), load_checkpoint("whole.safetensors")
    assert all(np.array_equal(found.weights[name], array) for name, array in whole.weights.items())


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ("-o m.safetensors", "needs --text"),
        ("--text text.txt", "needs -o FILE"),
        ("--text text.txt -o m.pt", "a model is written as .safetensors"),
        ("--text nowhere.txt -o m.safetensors", "there is no such file"),
        ("--text cod -o m.safetensors", "did you mean code?"),
        ("--text empty -o m.safetensors", "is empty"),
        ("--text binary -o m.safetensors", "binary data"),
        ("--text text.txt -o nowhere/m.safetensors", "there is no folder nowhere"),
        ("--text text.txt -o m.safetensors --cell lstmm", "did you mean lstm?"),
        ("--text text.txt -o m.safetensors --steps 0", "steps must be a whole number, 1 or more"),
        ("--text text.txt -o m.safetensors --steps many", "'many'"),
        ("--text text.txt -o m.safetensors --minutes nan", "minutes must be a finite number"),
        ("--text text.txt -o m.safetensors --hidden-size 2.5", "hidden_size must be a whole number"),
        ("--text text.txt -o m.safetensors --reset 2", "at most 1"),
        ("--text text.txt -o m.safetensors --width 3", "width must be"),
        ("--text text.txt -o m.safetensors --sequence 5000", "give a longer text or a smaller sequence"),
        ("--text text.txt -o m.safetensors --device cuda:99", "device cuda:99 is not on this machine"),
        ("--text text.txt -o m.safetensors --start proze", "there is no model proze"),
        ("--text text.txt -o m.safetensors --start there.safetensors", "not a whole .safetensors file"),
        ("--text text.txt -o m.safetensors --start prose --hidden-size 5", "as many units or more"),
        ("--text text.txt -o m.safetensors --resume", "there is no interrupted training of m.safetensors"),
        ("--text text.txt -o m.safetensors --hiden-size 3", "did you mean --hidden-size?"),
        ("--text text.txt -o there.safetensors", "exists already; give --force"),
        ("--text text.txt -o cut.safetensors --resume", "not a whole state of a training"),
        ("--text text.txt -o cut.safetensors", "go on with --resume, or begin again with --force"),
    ],
)
def test_wrong_requests(flags: str, words: str, refused) -> None:  # noqa: F811
    Path("empty").touch()
    Path("binary").write_bytes(b"\0\1")
    Path("there.safetensors").touch()
    Path("cut.safetensors.training").write_bytes(b"PK")
    refused(["train", *flags.split()], words)
