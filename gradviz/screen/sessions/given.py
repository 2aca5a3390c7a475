"""What the window is started with: a session's file, or a link."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gradviz.screen.sessions.file import load
from gradviz.screen.sessions.link import from_link, is_link
from gradviz.screen.sessions.state import Opened


@dataclass(frozen=True)
class Given:
    """What was read; ``path`` is that of the file, "" of a link."""

    opened: Opened
    path: str = ""


def given(words: str) -> Given:
    """Return what a link or a path names.

    Raises
    ------
    SessionError, FileError
        When it cannot be read, or is neither.
    """
    return Given(from_link(words)) if is_link(words) else Given(load(words), str(Path(words).absolute()))
