"""The window or its stand-in, and what the doctor finds."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path

import pytest

from gradviz.cli import display, machine, main

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 and Wayland are asked on Linux only")


@pytest.fixture
def _no_display(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@LINUX
@pytest.mark.usefixtures("_no_display")
def test_without_a_display_the_default_picture_is_written_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out, err = capsys.readouterr()
    assert "there is no display (DISPLAY is not set)" in err
    assert out.startswith("wrote gradviz.png, gradviz.svg, gradviz.csv\nA Vanishes")
    assert sorted(os.listdir()) == ["gradviz.csv", "gradviz.png", "gradviz.svg"]
    first = Path("gradviz.png").read_bytes()
    assert main([]) == 0
    assert "wrote gradviz-2.png" in capsys.readouterr().out
    assert Path("gradviz-2.png").read_bytes() == first
    Path("gradviz.csv").write_text("old")
    assert main(["--force"]) == 0
    assert Path("gradviz.csv").read_text() != "old"
    assert len(os.listdir()) == 6


@LINUX
@pytest.mark.usefixtures("_no_display")
def test_obstacles_are_found_without_qt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(display, "missing", lambda _: [])
    monkeypatch.setenv("DISPLAY", ":4711")
    assert display.obstacle() == "the display :4711 (DISPLAY) does not answer."
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.obstacle() == ""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "does not answer" in display.obstacle()
    (tmp_path / "wayland-0").touch()
    assert display.obstacle() == ""
    monkeypatch.setattr(display, "missing", lambda _: ["libegl1"])
    assert "sudo apt-get install libegl1" in display.obstacle()


def test_a_server_that_listens_answers() -> None:
    with socket.socket(socket.AF_INET) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert display._answers(f"127.0.0.1:{port - 6000}")
    assert not display._answers(f"127.0.0.1:{port - 6000}")


def test_a_library_that_is_not_there_is_missing() -> None:
    assert display.missing({"libnonsense1": "libnonsense.so.1"}) == ["libnonsense1"]


def test_the_doctor_and_the_installer_know_the_same_libraries() -> None:
    script = Path(__file__).parents[2] / ".ci" / "system-libraries"
    pairs = dict(re.findall(r"(lib[\w.+-]+):(lib[\w.+-]+\.so\.\d+)", script.read_text()))
    assert pairs == {**display.LIBRARIES, **display.WINDOW_LIBRARIES}


def test_the_doctor_is_content_when_nothing_needed_is_missing(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    good, absent = machine.Finding("torch", True, "2"), machine.Finding("display", False, "none", "work without", False)
    monkeypatch.setattr(machine, "findings", lambda: iter([good, absent]))
    assert main(["doctor"]) == 0
    assert "work without" in capsys.readouterr().out
    bad = machine.Finding("Qt", False, "libEGL.so.1 is missing", "sudo apt-get install libegl1")
    monkeypatch.setattr(machine, "findings", lambda: iter([good, bad]))
    assert main(["doctor"]) == 1
    out = capsys.readouterr().out
    assert "missing" in out
    assert "sudo apt-get install libegl1" in out


def test_the_doctor_looks_at_everything() -> None:
    found = {finding.name: finding for finding in machine.findings()}
    assert {"gradviz", "Python", "numpy", "torch", "pyqt6", "devices", "Qt", "display", "settings"} <= set(found)
    assert all(finding.words for finding in found.values())
    assert all(finding.remedy for finding in found.values() if not finding.fine)


def test_the_doctor_offers_machine_code_and_can_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    from gradviz.engine import compiled

    monkeypatch.setattr(compiled, "available", lambda: False)
    finding = machine._machine_code()
    assert (finding.fine, finding.needed) == (False, False)
    assert finding.remedy.endswith("-m pip install llvmlite")


def test_a_package_that_is_not_installed_is_found() -> None:
    finding = machine._package("gradviz-nonsense")
    assert not finding.fine
    assert finding.remedy.endswith("-m pip install gradviz-nonsense")
