"""What this machine has of what gradviz needs, each finding with its remedy."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

from gradviz import __version__, devices
from gradviz.cli.display import LIBRARIES, WINDOW_LIBRARIES, missing, obstacle, remedy


class Finding(NamedTuple):
    """One thing that was looked at: whether it is fine, what was found, and what to do if it is not.

    gradviz works without a thing that is not ``needed``.
    """

    name: str
    fine: bool
    words: str
    remedy: str = ""
    needed: bool = True


def findings() -> Iterator[Finding]:
    """Yield all findings, the quick ones first."""
    yield Finding("gradviz", True, __version__)
    yield Finding("Python", sys.version_info >= (3, 11), platform.python_version(), "install Python 3.11 or newer")
    yield from map(_package, _required())
    yield _devices()
    yield _machine_code()
    if sys.platform.startswith("linux"):
        yield _libraries()
    yield _qt()
    words = obstacle()
    yield Finding("display", not words, words or "a window can open", "gradviz run and render work without", False)
    yield _fonts()
    yield _settings()


def _required() -> list[str]:
    """Return the packages that gradviz names as its dependencies."""
    try:
        lines = importlib.metadata.requires("gradviz") or []
    except importlib.metadata.PackageNotFoundError:
        lines = ["matplotlib", "numpy", "pyqt6", "pyqtgraph", "torch"]
    return [re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in lines if "extra ==" not in line]


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Finding(name, False, "is not installed", f"{sys.executable} -m pip install {name}")


def _devices() -> Finding:
    try:
        return Finding("devices", True, "; ".join(f"{name} ({words})" for name, words in devices()))
    except (ImportError, OSError, RuntimeError) as error:
        return Finding("devices", False, f"torch does not start: {error}", f"{sys.executable} -m pip install torch")


def _machine_code() -> Finding:
    remedy = f"{sys.executable} -m pip install llvmlite"
    try:
        from gradviz.engine.compiled import available
    except (ImportError, OSError, RuntimeError) as error:
        return Finding("machine code", False, f"torch does not start: {error}", remedy, False)
    fine = available()
    words = "the loop over time is compiled" if fine else "numpy takes the steps one by one, some times slower"
    return Finding("machine code", fine, words, remedy, False)


def _libraries() -> Finding:
    gone = missing({**LIBRARIES, **WINDOW_LIBRARIES})
    words = f"without {', '.join(gone)}" if gone else "all that Qt needs"
    return Finding("system libraries", not gone, words, remedy(gone))


def _qt() -> Finding:
    """Import Qt in a process of its own: it can end the one it fails in."""
    done = subprocess.run(
        [sys.executable, "-c", "import PyQt6.QtWidgets, PyQt6.QtCore; print(PyQt6.QtCore.QT_VERSION_STR)"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = (done.stdout or done.stderr or "it ends without a word").strip().splitlines()[-1]
    return Finding("Qt", done.returncode == 0, said, f"{sys.executable} -m pip install pyqt6")


def _fonts() -> Finding:
    from gradviz.paper.type import font_file

    return Finding(
        "fonts on paper", font_file().is_file(), "DejaVu Sans", f"{sys.executable} -m pip install matplotlib"
    )


def _settings() -> Finding:
    import platformdirs

    folder = platformdirs.user_config_path("gradviz", appauthor=False)
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    try:
        tempfile.TemporaryFile(dir=existing).close()
    except OSError:
        return Finding("settings", False, f"{folder} cannot be written", f"make {existing} writable", False)
    return Finding("settings", True, str(folder))
