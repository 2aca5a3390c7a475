"""Sessions of earlier versions are brought up to this one, a version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from gradviz.screen.sessions.parts import SessionError

VERSION = 1

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each earlier version a pure function from its JSON to that of the next one."""


def migrated(values: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return a session's JSON as this version writes it, and whether a newer gradviz wrote it.

    Raises
    ------
    SessionError
        When it does not say its version, or is older than anything known.
    """
    version = values.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise SessionError("it does not say its version")
    for earlier in range(version, VERSION):
        if earlier not in MIGRATIONS:
            raise SessionError(f"nothing is known of its version {version}")
        values = {**MIGRATIONS[earlier](values), "version": earlier + 1}
    return values, version > VERSION
