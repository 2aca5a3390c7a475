"""``gradviz run -o FILE.py``: what it writes beside it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from gradviz.cli import main

SMALL = ["run", "--steps", "6", "--hidden-size", "3", "--input-size", "2"]
MODEL = ["run", "--model", "prose", "--steps", "6"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_script_of_two_networks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--against", "cell=lstm,forget_bias=2", "--check", "-o", "a.py"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("wrote a.py\nA ")
    assert said.err.count("checked against autograd") == 2
    text = Path("a.py").read_text(encoding="utf-8")
    assert "# B: LSTM, forget bias 2" in text
    assert "import torch" in text
    assert [path.name for path in Path().iterdir()] == ["a.py"]


def test_a_script_that_uses_gradviz() -> None:
    assert main([*SMALL, "--with", "gradviz", "-o", "a.py"]) == 0
    assert "gradviz.run(experiment)" in Path("a.py").read_text(encoding="utf-8")


def test_arrays_lie_beside_it_and_are_not_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MODEL, "-o", "a.py"]) == 0
    assert "wrote a.py, a-arrays.npz" in capsys.readouterr().out
    before = Path("a-arrays.npz").read_bytes()
    Path("a.py").unlink()
    assert main([*MODEL, "-o", "a.py"]) == 2
    assert "a-arrays.npz exists already" in capsys.readouterr().err
    assert not Path("a.py").exists()
    assert Path("a-arrays.npz").read_bytes() == before
    assert main([*MODEL, "--force", "-o", "a.py"]) == 0


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--with", "gradviz", "-o", "a.csv"], "--with is for a script: give -o FILE.py"),
        (["--against", "cell=lstm", "-o", "a.npz"], "--against is for a script"),
        (["--with", "troch", "-o", "a.py"], "did you mean torch?"),
        (["--against", "cell=gru", "--against", "cell=lstm", "-o", "a.py"], "give --against once"),
        (["--against", "steps=3", "-o", "a.py"], "steps is common to both networks"),
    ],
)
def test_what_is_refused(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, *argv]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert not list(Path().iterdir())
