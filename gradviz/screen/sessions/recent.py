"""The sessions that were open lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MOST = 8


def with_newest(recent: Sequence[str], path: str | Path) -> tuple[str, ...]:
    """Return the list with a session at its head, once."""
    newest = str(Path(path).absolute())
    return (newest, *(each for each in recent if each != newest))[:MOST]


def there(recent: Sequence[str]) -> tuple[str, ...]:
    """Return those that are still there."""
    return tuple(path for path in recent if _is_file(path))


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
