"""The wheel and the editable install, each in an environment of its own, find their files and start."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

STARTS = """
from gradviz.resources import resource
assert resource("icons/gradviz.svg").read_text().startswith("<svg")
import gradviz
print(gradviz.__file__)
from gradviz.screen.app import main
from gradviz.screen.window import Window

def seen(window, begin=Window.begin):
    begin(window)
    assert not window.windowIcon().pixmap(32).isNull()
    print("seen")
    window.session.answered.connect(lambda answer: (print(*answer.chart.sentences), window.close()))

Window.begin = seen
raise SystemExit(main())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)])
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installation_finds_its_resources_and_starts(kind: str, wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    what = [str(wheel)] if kind == "wheel" else ["-e", str(ROOT)]
    run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", *what])
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = run([python, "-c", STARTS], cwd=elsewhere, QT_QPA_PLATFORM="offscreen", XDG_CONFIG_HOME=str(tmp_path))
    home, *words = said.splitlines()
    assert words[0] == "seen"
    assert "Vanishes" in words[1]
    assert Path(home).is_relative_to(tmp_path / "env" if kind == "wheel" else ROOT)
    assert run([str(Path(python).parent / "gradviz"), "--version"], cwd=elsewhere).split()[-1].count(".") == 2


def environment(place: Path) -> str:
    """Make an environment without gradviz that borrows the dependencies of this one."""
    venv.create(place, with_pip=True)
    python = str(place / "bin" / "python")
    inside = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    Path(inside, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(command: list[str], cwd: Path | None = None, **extra: str) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **extra}, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
