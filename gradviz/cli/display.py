"""Whether a window can open here, found out without Qt (which ends the process when it cannot)."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

LIBRARIES: Mapping[str, str] = {
    "libegl1": "libEGL.so.1", "libgl1": "libGL.so.1", "libx11-6": "libX11.so.6", "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1", "libfreetype6": "libfreetype.so.6",
    "libglib2.0-0": "libglib-2.0.so.0", "libxkbcommon0": "libxkbcommon.so.0", "libzstd1": "libzstd.so.1",
}  # fmt: skip
"""What Qt needs to draw at all: Debian's package and the library in it."""

WINDOW_LIBRARIES: Mapping[str, str] = {
    "libx11-xcb1": "libX11-xcb.so.1", "libxcb-cursor0": "libxcb-cursor.so.0", "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1", "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0", "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-shm0": "libxcb-shm.so.0", "libxcb-sync1": "libxcb-sync.so.1", "libxcb-xfixes0": "libxcb-xfixes.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1", "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}  # fmt: skip
"""What Qt needs besides for a window on X11; it blames xcb-cursor0 whichever is missing."""


def obstacle() -> str:
    """Return why no window can open here, as a sentence; an empty string when one can."""
    if not sys.platform.startswith("linux"):
        return ""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    headless = platform in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
    if not headless and (words := _no_server()):
        return words
    wanted = LIBRARIES if headless or _on_wayland() else {**LIBRARIES, **WINDOW_LIBRARIES}
    gone = missing(wanted)
    return f"Qt needs system libraries that are missing here; {remedy(gone)}" if gone else ""


def missing(libraries: Mapping[str, str]) -> list[str]:
    """Return the packages whose library cannot be loaded."""
    return [package for package, library in libraries.items() if not _loads(library)]


def remedy(packages: list[str]) -> str:
    """Return the line that installs Debian packages."""
    return f"on Debian or Ubuntu type: sudo apt-get install {' '.join(packages)}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _no_server() -> str:
    if _on_wayland():
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "there is no display (DISPLAY is not set)."
    if not _answers(display):
        return f"the display {display} (DISPLAY) does not answer."
    return ""


def _on_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name).exists()


def _answers(display: str) -> bool:
    """Return whether an X server takes connections; where the name says nothing, leave it to Qt."""
    found = re.fullmatch(r"(?:unix)?([^:/]*):(\d+)(?:\.\d+)?", display)
    if not found:
        return True
    host, number = found[1], int(found[2])
    places: list[tuple[int, str | tuple[str, int]]] = [(socket.AF_INET, (host or "localhost", 6000 + number))]
    if not host:
        path = f"/tmp/.X11-unix/X{number}"
        places = [(socket.AF_UNIX, path), (socket.AF_UNIX, f"\0{path}"), *places]
    return any(_connects(family, place) for family, place in places)


def _connects(family: int, place: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family) as probe:
            probe.settimeout(1.0)
            probe.connect(place)
    except OSError:
        return False
    return True
