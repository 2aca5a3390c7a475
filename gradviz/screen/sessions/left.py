"""What windows leave for the case that they end unexpectedly: one file each, held while they live."""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gradviz.errors import GradvizError
from gradviz.files import written_whole
from gradviz.screen.sessions.file import SUFFIX
from gradviz.screen.sessions.lock import Lock
from gradviz.screen.sessions.state import Opened, State, opened_from

if TYPE_CHECKING:
    from gradviz.screen.guiding.draft import Draft

_FIRST = "open-"
_LARGEST = 100_000_000
_SLICE, _SLICES = 100_000, "slices of a text"


class Told(NamedTuple):
    """What was left: the state, the file of its session, and the lesson that its own file does not say."""

    opened: Opened
    of: str
    draft: Draft | None


class Left:
    """One window's file: its name says the process, and a lock beside it that this lives.

    Parameters
    ----------
    path
        The file; it may not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path, self._lock = path, Lock(path.with_suffix(".lock"))
        self._held = False

    @classmethod
    def own(cls, folder: Path) -> Left:
        """Return the file of this window; no two have the same."""
        return cls(folder / f"{_FIRST}{os.getpid()}-{time.time_ns():x}{SUFFIX}")

    def hold(self) -> bool:
        """Return whether it is this window's now; False: its own window lives."""
        self._held = self._held or self._lock.take()
        return self._held

    def write(self, state: State, of: str, draft: Draft | None = None) -> None:
        """Write a state, whole or not at all, of which session it is, and a lesson that its file does not say."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.hold()
        values = {"of": of, "session": _sliced(state.values()), "lesson": None if draft is None else draft.values()}
        with written_whole(self.path) as temporary, temporary.open("w", encoding="utf-8") as stream:
            json.dump(values, stream, ensure_ascii=False)
            stream.flush()
            os.fsync(stream.fileno())

    def read(self) -> Told | None:
        """Return what was left; None when that is damaged."""
        try:
            if self.path.stat().st_size > _LARGEST:
                return None
            values: Any = json.loads(self.path.read_text(encoding="utf-8"))
            return _with_lesson(opened_from(_joined(values["session"])), str(values["of"]), values.get("lesson"))
        except (OSError, GradvizError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def remove(self) -> None:
        """Take it away: its window ended as it should, or it was brought back."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self._lock.release()
        self._held = False

    def let_go(self) -> None:
        """Leave it for another window."""
        self._lock.release()
        self._held = False


def newest_left(folder: Path) -> Left | None:
    """Return the newest file whose window ended unexpectedly, held from now on; None when there is none."""
    for path in sorted(folder.glob(f"{_FIRST}*{SUFFIX}"), key=_age):
        found = Left(path)
        if found.hold():
            return found
    return None


def _with_lesson(opened: Opened, of: str, lesson: Any) -> Told:
    """Return what was left; a damaged lesson is a note, and no reason to forget the rest."""
    if lesson is None:
        return Told(opened, of, None)
    from gradviz.screen.guiding.draft import Draft  # the window opens without lessons

    try:
        return Told(opened, of, Draft.of(lesson))
    except (GradvizError, ValueError, TypeError, KeyError) as error:
        damaged = f"The lesson that was edited is damaged: {error}"
        return Told(replace(opened, notes=(*opened.notes, damaged)), of, None)


def _sliced(value: Any) -> Any:
    """Return JSON with long texts in slices: while one is encoded, nothing else runs in the whole process."""
    if isinstance(value, dict):
        return {name: _sliced(each) for name, each in value.items()}
    if isinstance(value, str) and len(value) > _SLICE:
        return {_SLICES: [value[begin : begin + _SLICE] for begin in range(0, len(value), _SLICE)]}
    return value


def _joined(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if set(value) == {_SLICES}:
        return "".join(value[_SLICES])
    return {name: _joined(each) for name, each in value.items()}


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0
