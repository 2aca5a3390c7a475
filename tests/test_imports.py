"""What is loaded when: the command line answers before numpy, torch, Qt or matplotlib are read."""

from __future__ import annotations

import subprocess
import sys

import pytest

import gradviz


def loaded_after(code: str) -> set[str]:
    """Return the top-level names of all modules that a fresh interpreter holds after ``code``."""
    script = f"{code}\nimport sys; print(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import gradviz.cli", {"numpy", "torch", "PyQt6", "pyqtgraph", "matplotlib"}),
        ("import gradviz; gradviz.Experiment()", {"numpy", "torch", "PyQt6", "matplotlib"}),
        ("import gradviz; gradviz.Experiment(model='prose').adapt(seed=1)", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz; gradviz.Result", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz; gradviz.Sweep", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz.explaining as e; e.reference()", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz.charts", {"numpy", "torch", "PyQt6", "matplotlib"}),
        ("from gradviz.charts import CHARTS; CHARTS['lecture']", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz.models; gradviz.models.bundled()", {"numpy", "torch", "PyQt6"}),
        ("import gradviz.lessons as l; l.open_lesson(l.find_lesson('video'))", {"torch", "PyQt6", "matplotlib"}),
        ("import gradviz.paper", {"torch", "PyQt6"}),
        ("import gradviz; gradviz.run(gradviz.Experiment(steps=2))", {"PyQt6", "matplotlib"}),
        ("import gradviz; gradviz.sweep(gradviz.Experiment(steps=2), steps=[1])", {"PyQt6", "matplotlib"}),
        ("import gradviz.screen.app, gradviz.screen.window", {"torch", "matplotlib"}),
    ],
)
def test_nothing_heavy_is_loaded_too_early(code: str, absent: set[str]) -> None:
    assert not loaded_after(code) & absent


def test_the_public_names_are_there() -> None:
    for name in gradviz.__all__:
        assert getattr(gradviz, name) is not None
    assert set(gradviz.__all__) <= set(dir(gradviz))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = gradviz.nonsense
