"""Where machine code can't be made, that is known before it is tried."""

import re
from pathlib import Path

import pytest

from gradviz.engine.compiled import machine


@pytest.fixture
def asked_anew():
    machine.available.cache_clear()
    yield
    machine.available.cache_clear()


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize(("version", "good"), [("0.45.1", False), ("0.46.0rc1", True), ("1.0.0", True), ("?", False)])
def test_an_old_llvmlite_counts_as_none(version, good, monkeypatch):
    llvmlite = pytest.importorskip("llvmlite")
    monkeypatch.setattr(llvmlite, "__version__", version)
    assert machine.available() is good


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize("error", [ImportError, OSError, RuntimeError])
def test_one_that_does_not_start_counts_as_none(error, monkeypatch):
    def fail():
        raise error("no such processor")

    monkeypatch.setattr(machine, "_target", fail)
    assert machine.available() is False


def test_the_oldest_one_is_the_one_of_the_project():
    text = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r"llvmlite>=(\d+)\.(\d+)", text).groups() == tuple(map(str, machine._OLDEST))
