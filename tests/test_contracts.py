"""The import rules bite: each contract is broken once, in a copy, and must be reported."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

BREACHES = [
    ("imports go one way", "errors.py", "import gradviz.experiment"),
    ("imports go one way", "cells/gru.py", "import gradviz.experiment"),
    ("imports go one way", "charts/words.py", "import gradviz.paper"),
    ("imports go one way", "engine/__init__.py", "import gradviz.charts"),
    ("imports go one way", "sweeps.py", "import gradviz.engine"),
    ("imports go one way", "engine/__init__.py", "import gradviz.theory"),
    ("imports go one way", "theory/curve.py", "import gradviz.charts"),
    ("imports go one way", "paper/__init__.py", "import gradviz.screen"),
    ("imports go one way", "lessons/scene.py", "import gradviz.paper"),
    ("imports go one way", "charts/words.py", "import gradviz.lessons"),
    ("imports go one way", "lessons/scene.py", "import gradviz.explaining"),
    ("imports go one way", "readings/watch.py", "import gradviz.lessons"),
    ("imports go one way", "fates.py", "import gradviz.experiment"),
    ("imports go one way", "archive.py", "import gradviz.result"),
    ("imports go one way", "engine/__init__.py", "import gradviz.language"),
    ("imports go one way", "models/checkpoint.py", "import gradviz.charts"),
    ("Qt stays in screen", "charts/words.py", "import PyQt6.QtCore"),
    ("Qt stays in screen", "models/checkpoint.py", "import PyQt6.QtCore"),
    ("Qt stays in screen", "lessons/scene.py", "import PyQt6.QtCore"),
    ("Qt stays in screen", "readings/watch.py", "import PyQt6.QtCore"),
    ("Qt stays in screen", "engine/__init__.py", "import pyqtgraph"),
    ("Qt stays in screen", "explaining/entry.py", "import PyQt6.QtCore"),
    ("matplotlib stays in paper", "charts/words.py", "import matplotlib"),
    ("matplotlib stays in paper", "models/checkpoint.py", "import matplotlib"),
    ("matplotlib stays in paper", "explaining/entry.py", "import matplotlib"),
    ("torch stays in the engine", "charts/words.py", "import torch"),
    ("torch stays in the engine", "charts/words.py", "import gradviz.engine"),
    ("torch stays in the engine", "lessons/scene.py", "import gradviz.engine"),
    ("torch stays in the engine", "result.py", "import torch"),
    ("torch stays in the engine", "sweeps.py", "import torch"),
    ("torch stays in the engine", "fates.py", "import torch"),
    ("torch stays in the engine", "theory/curve.py", "import torch"),
    ("torch stays in the engine", "theory/curve.py", "import gradviz.engine"),
    ("torch stays in the engine", "checked.py", "import torch"),
    ("a check shares only the draws with what it checks", "checking/sums.py", "import gradviz.engine.scaled"),
    ("a check shares only the draws with what it checks", "checking/textbook.py", "import gradviz.cells"),
    ("the screen reaches numbers through the public API", "screen/session.py", "import gradviz.engine"),
    ("the screen reaches numbers through the public API", "screen/session.py", "import torch"),
]


@pytest.mark.parametrize(("contract", "file", "breach"), BREACHES)
def test_a_breach_is_reported(contract: str, file: str, breach: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "gradviz", tmp_path / "gradviz", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "gradviz" / file).open("a") as source:
        source.write(f"\n{breach}\n")
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout
