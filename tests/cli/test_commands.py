"""The commands, end to end: what they write, say and return."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.numpy import save_file

import gradviz
from gradviz import FIELDS, Experiment
from gradviz.cli import main
from gradviz.cli.commands import COMMANDS

SMALL = ["--steps", "6", "--hidden-size", "3", "--input-size", "2"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def header(path: str) -> Experiment:
    return Experiment.from_json(Path(path).read_text(encoding="utf-8").split("\n")[0][2:])


def test_the_commands_are_those_that_work() -> None:
    names = ["run", "render", "movie", "train", "cells", "handout", "lesson", "list", "explain", "doctor"]
    assert list(COMMANDS) == names


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"gradviz {gradviz.__version__}\n"
    for argv in ([], *([name] for name in COMMANDS)):
        assert main([*argv, "--help"]) == 0
        assert capsys.readouterr().out.startswith("usage: gradviz")


def test_every_field_is_a_flag_with_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    main(["run", "--help"])
    words = " ".join(capsys.readouterr().out.split())
    for name, field in FIELDS.items():
        assert f"--{name.replace('_', '-')} " in words
        assert field.help.rstrip(".") in words
    assert "between 1 and 100 000" in words
    assert "default 128" in words


VALUES = {
    "cell": "lstm", "steps": 7, "spectral_radius": 1.25, "hidden_size": 5, "forget_bias": -1.5, "layers": 2,
    "init": "torch", "truncation": 3, "clip": "norm", "clip_threshold": 0.5, "input": "impulse", "input_scale": 2.0,
    "input_size": 4, "batch_size": 2, "loss_step": 6, "seed": 9, "dtype": "float32", "device": "cpu",
}  # fmt: skip


def test_every_flag_reaches_the_experiment() -> None:
    argv = [word for name, value in VALUES.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    assert main(["run", *argv, "-o", "a.csv"]) == 0
    assert header("a.csv") == Experiment(**VALUES)
    assert main(["run", *SMALL, "--cell", "gru", "--update-bias", "-1e-3", "--loss", "every", "-o", "b.csv"]) == 0
    assert (header("b.csv").update_bias, header("b.csv").loss) == (-1e-3, "every")
    words = ["--model", "prose", "--model-weights", "untrained", "--text", "he said so", "--loss", "next_char"]
    assert main(["run", *words, "--steps", "4", "-o", "c.csv"]) == 0
    asked = header("c.csv")
    assert (asked.model, asked.model_weights, asked.loss, asked.cell) == ("prose", "untrained", "next_char", "lstm")
    assert {*VALUES, "update_bias", "loss", "text", "model", "model_weights"} == set(FIELDS)


def test_none_is_a_value() -> None:
    assert main(["run", *SMALL, "--spectral-radius", "none", "--truncation", "none", "-o", "a.csv"]) == 0
    assert header("a.csv").spectral_radius is None


@pytest.mark.parametrize("suffix", [".csv", ".json", ".npz"])
def test_run_writes_what_gradviz_run_returns(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", *SMALL, "-o", f"a{suffix}"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(f"wrote a{suffix}\n")
    assert captured.err == ""
    expected = gradviz.run(Experiment(steps=6, hidden_size=3, input_size=2)).log10_grad_hidden
    if suffix == ".csv":
        lines = [line for line in Path("a.csv").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
        assert [float(row["log10_grad_hidden"]) for row in csv.DictReader(lines)] == expected[0, :, 0].tolist()
    elif suffix == ".json":
        np.testing.assert_array_equal(json.loads(Path("a.json").read_text())["log10_grad_hidden"], expected)
    else:
        np.testing.assert_array_equal(gradviz.load("a.npz").log10_grad_hidden, expected)
    assert len(os.listdir()) == 1


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".csv"])
def test_render_compares_two_networks(suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", *SMALL, "--against", "cell=lstm,forget_bias=3", "-o", f"a{suffix}"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"wrote a{suffix}"
    assert [line[:2] for line in lines[1:]] == ["A ", "B "]
    assert Path(f"a{suffix}").stat().st_size > 500


def test_run_checks_on_demand(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    assert main(["run", *SMALL, "--check", "-o", "a.npz"]) == 0
    assert "checked against autograd: " in capsys.readouterr().err
    wrong = gradviz.Check(method="", max_relative_difference=2e-6, covered=(), worst="loss", agrees=False)
    monkeypatch.setattr(gradviz, "check", lambda *_: wrong, raising=False)
    assert main(["run", *SMALL, "--check", "-o", "b.npz"]) == 1
    assert "autograd disagrees by 2e-6: loss" in capsys.readouterr().err


def test_render_takes_chart_width_dpi_and_theme() -> None:
    argv = ["--chart", "gradient", "--width", "700", "--dpi", "150", "--theme", "dark"]
    assert main(["render", *SMALL, *argv, "-o", "a.png"]) == 0
    image = Image.open("a.png")
    assert image.width == 700
    assert image.info["dpi"][0] == pytest.approx(150, abs=0.1)
    assert image.convert("RGB").getpixel((0, 0)) == (0x19, 0x1C, 0x21)
    assert json.loads(image.info["Experiments"])[0]["hidden_size"] == 3


def test_against_says_what_gave_way(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["--cell", "lstm", "--forget-bias", "2", "--against", "cell=gru", "-o", "a.csv"]
    assert main(["render", *SMALL, *argv]) == 0
    assert capsys.readouterr().err == "gradviz: the forget bias was dropped: GRU has no forget gate.\n"
    experiments = [json.loads(line[2:]) for line in Path("a.csv").read_text().split("\n") if line.startswith("# {")]
    assert [(entry["cell"], entry["forget_bias"]) for entry in experiments] == [("lstm", 2.0), ("gru", None)]


def test_force_replaces_and_its_absence_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.csv").write_text("mine")
    assert main(["run", *SMALL, "-o", "a.csv"]) == 2
    assert "a.csv exists already; give --force" in capsys.readouterr().err
    assert Path("a.csv").read_text() == "mine"
    assert main(["run", *SMALL, "-o", "a.csv", "--force"]) == 0
    assert header("a.csv").steps == 6


def weights(**changes: object) -> dict[str, np.ndarray]:
    draw = np.random.default_rng(0)
    shapes = {"weight_ih_l0": (3, 2), "weight_hh_l0": (3, 3), "bias_ih_l0": (3,), "bias_hh_l0": (3,)}
    return {**{name: draw.normal(size=shape) for name, shape in shapes.items()}, **changes}


@pytest.mark.parametrize("suffix", [".safetensors", ".npz", ".pt"])
def test_given_weights_and_inputs_are_used(suffix: str) -> None:
    given, inputs = weights(), np.random.default_rng(1).normal(size=(6, 1, 2))
    if suffix == ".safetensors":
        save_file(given, "w.safetensors")
    elif suffix == ".npz":
        np.savez("w.npz", **given)
    else:
        torch.save({name: torch.tensor(value) for name, value in given.items()}, "w.pt")
    np.save("x.npy", inputs)
    np.save("flat.npy", inputs[:, 0])
    expected = gradviz.run(Experiment(steps=6, hidden_size=3, input_size=2), weights=given, inputs=inputs)
    for number, name in enumerate(("x.npy", "flat.npy")):
        assert main(["run", *SMALL, "--weights", f"w{suffix}", "--inputs", name, "-o", f"{number}.npz"]) == 0
        found = gradviz.load(f"{number}.npz")
        np.testing.assert_array_equal(found.log10_grad_hidden, expected.log10_grad_hidden)


def test_text_from_the_line_and_from_a_file() -> None:
    Path("poem.txt").write_bytes(b"\xef\xbb\xbfSo much\r\ndepends")
    assert main(["run", "--steps", "5", "--hidden-size", "3", "--text", "poem.txt", "-o", "a.csv"]) == 0
    assert (header("a.csv").text, header("a.csv").input) == ("So much\ndepends", "text")
    assert main(["run", "--steps", "5", "--hidden-size", "3", "--text", "So much", "-o", "b.csv"]) == 0
    assert header("b.csv").text == "So much"
    assert main(["run", *SMALL, "--text", "So much", "--input", "noise", "-o", "c.csv"]) == 0
    assert header("c.csv").input == "noise"


@pytest.mark.parametrize("what", ["cells", "charts", "labels", "models", "devices"])
def test_lists(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", what, "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)
    assert all(entry["name"] and entry["description"] for entry in entries)
    assert main(["list", what]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(entries)
    expected = {"cells": "lstm", "charts": "lecture", "labels": "quote", "models": "prose", "devices": "cpu"}
    assert expected[what] in [entry["name"] for entry in entries]


def test_progress_is_shown_on_a_terminal_only(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr("gradviz.cli.compute._PATIENCE", 0.0)
    assert main(["run", *SMALL, "-o", "a.csv"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(["run", *SMALL, "-o", "b.csv"]) == 0
    said = capsys.readouterr().err
    assert "%" in said
    assert said.endswith("\r      \r")


def test_an_interrupt_is_quiet_and_leaves_nothing(capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gradviz.paper.records.csv.lines", interrupted)
    assert main(["run", *SMALL, "-o", "a.csv"]) == 130
    assert capsys.readouterr() == ("", "")
    assert os.listdir() == []


def test_ctrl_c_ends_a_long_run_at_once_and_leaves_nothing() -> None:
    command = [sys.executable, "-m", "gradviz", "run", "--steps", "100000", "--hidden-size", "512", "-o", "a.csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(3.0)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, "", "")
    assert os.listdir() == []


def test_something_unforeseen_is_one_sentence_and_a_traceback_on_request(capsys, monkeypatch) -> None:
    monkeypatch.setattr("gradviz.cli.compute.announce", lambda *_: 1 / 0)
    monkeypatch.setenv("GRADVIZ_DEBUG", "")
    assert main(["run", *SMALL, "-o", "a.csv"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    monkeypatch.setenv("GRADVIZ_DEBUG", "1")
    assert main(["run", *SMALL, "-o", "b.csv"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "gradviz", "list", "cells"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_narrow_terminal_gets_question_marks() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "gradviz", "run", *SMALL, "-o", "a.csv"],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
