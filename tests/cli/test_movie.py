"""``gradviz movie``: what it writes, says, refuses and leaves behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

import gradviz
from gradviz.cli import main

SMALL = ["--steps", "6", "--hidden-size", "3", "--input-size", "2"]
SHORT = ["--size", "320x180", "--seconds", "1", "--fps", "10"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_it_writes_a_gif_and_says_what_became_of_the_gradient(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["movie", *SMALL, *SHORT, "--against", "cell=lstm,forget_bias=3", "-o", "a.gif"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("wrote a.gif\nA ")
    assert "\nB " in said
    with Image.open("a.gif") as image:
        assert image.size == (320, 180)
        assert image.n_frames > 5
    assert list(Path().iterdir()) == [Path("a.gif")]


def test_it_takes_chart_option_and_theme() -> None:
    argv = ["--chart", "gradient", "--option", "scale=linear", "--theme", "dark", "-o", "a.gif"]
    assert main(["movie", *SMALL, *SHORT, *argv]) == 0
    with Image.open("a.gif") as image:
        assert image.convert("RGB").getpixel((2, 2)) == (0x19, 0x1C, 0x21)


def test_it_writes_an_mp4() -> None:
    av = pytest.importorskip("av")
    assert main(["movie", *SMALL, *SHORT, "-o", "a.mp4"]) == 0
    with av.open("a.mp4") as container:
        assert sum(1 for _ in container.decode(video=0)) == 10


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "needs -o FILE, a file to write: .gif or .mp4"),
        ("-o a.png", ".png is not a format that can be written; give .gif or .mp4"),
        ("-o a.gif --size 0x0", "size must be from 200x120 to 3840x2160 pixels; you gave 0x0"),
        ("-o a.gif --size 99999x1", "you gave 99999x1"),
        ("-o a.gif --size 10x", "size must be width x height in pixels, such as 1280x720; you gave '10x'"),
        ("-o a.gif --fps 0", "fps of a GIF must be 100 divided by 2, 3, 4, …"),
        ("-o a.gif --fps 1000", "50, 33.3, 25"),
        ("-o a.gif --fps many", "fps must be a number; you gave 'many'"),
        ("-o a.gif --seconds 0", "seconds must be between 1 and 300; you gave 0"),
        ("-o a.gif --seconds 1e9", "seconds must be between 1 and 300"),
        ("-o a.gif --theme drak", "did you mean dark?"),
        ("-o a.gif --chart lectur", "did you mean lecture?"),
        ("-o a.gif --chart gradient,lectur", "did you mean lecture?"),
        ("-o a.gif --chart why --chart why", "--chart why is given twice"),
        ("-o a.gif --arrangement phas", "did you mean phase?"),
        ("-o a.gif --arrangement why --chart why", "leave out --chart"),
        ("-o a.gif --chart gradient,why --option sale=linear", "has no option sale"),
        ("-o a.gif --seconds 3 --speed 2", "leave one of them out"),
        ("-o a.gif --speed 0", "speed must be between 0.005 and 50; you gave 0"),
        ("-o a.gif --speed nan", "speed must be between"),
        ("-o a.gif --cell lstmm", "did you mean lstm?"),
        ("-o none/a.gif", "there is no folder none"),
    ],
)
def test_a_wrong_request_is_one_sentence_before_anything_is_computed(words, said, capsys, monkeypatch) -> None:
    monkeypatch.setattr(gradviz, "run", None)
    assert main(["movie", *words.split()]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.startswith("gradviz: ")
    assert error.count("\n") == 1
    assert not list(Path().iterdir())


def test_without_pyav_one_sentence_names_the_command(capsys, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.setattr(gradviz, "run", None)
    assert main(["movie", "-o", "a.mp4"]) == 2
    assert "pip install 'gradviz[movie]'" in capsys.readouterr().err
    assert not list(Path().iterdir())


def test_a_file_that_exists_stays_without_force(capsys) -> None:
    Path("a.gif").write_text("mine")
    assert main(["movie", *SMALL, *SHORT, "-o", "a.gif"]) == 2
    assert "--force" in capsys.readouterr().err
    assert Path("a.gif").read_text() == "mine"
    assert main(["movie", *SMALL, *SHORT, "--force", "-o", "a.gif"]) == 0
    assert Path("a.gif").read_bytes().startswith(b"GIF89a")


def test_a_terminal_sees_progress(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("gradviz.cli.compute._PATIENCE", 0.0)
    assert main(["movie", *SMALL, *SHORT, "-o", "a.gif"]) == 0
    error = capsys.readouterr().err
    assert "\r50 %" in error
    assert error.endswith("\r      \r")


def test_an_interrupt_leaves_no_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gradviz", "movie", *SMALL, "--seconds", "300", "-o", "a.gif"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    for _ in range(600):
        if any(path.stat().st_size > 100_000 for path in tmp_path.iterdir()):
            break
        time.sleep(0.1)
    else:
        pytest.fail("no frame was written in a minute")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
    assert not list(tmp_path.iterdir())


def test_pictures_that_stand_together_are_one_movie() -> None:
    argv = ["--chart", "gradient", "--chart", "activations,why", "--theme", "dark", "-o", "a.gif"]
    assert main(["movie", *SMALL, *SHORT, *argv]) == 0
    assert main(["movie", *SMALL, *SHORT, "--arrangement", "Why", "-o", "b.gif"]) == 0
    for name in ("a.gif", "b.gif"):
        with Image.open(name) as image:
            assert image.n_frames > 5


def test_a_speed_says_how_long_it_takes() -> None:
    size = ["--size", "320x180", "--fps", "10"]
    assert main(["movie", *SMALL, *size, "--speed", "4", "-o", "a.gif"]) == 0
    assert main(["movie", *SMALL, *size, "--speed", "2", "-o", "b.gif"]) == 0
    lengths = []
    for name in ("a.gif", "b.gif"):
        with Image.open(name) as image:
            lengths.append(sum(image.info["duration"] for index in range(image.n_frames) if image.seek(index) is None))
    assert lengths[1] == pytest.approx(2 * lengths[0], abs=200)
