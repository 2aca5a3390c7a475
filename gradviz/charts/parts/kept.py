"""What was found for a Result is kept as long as the Result lives: a moved cursor asks for it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from gradviz.result import Result

_Found = TypeVar("_Found")

_KEPT: WeakKeyDictionary[Result, dict[str, Any]] = WeakKeyDictionary()


def kept(result: Result, name: str, find: Callable[[Result], _Found]) -> _Found:
    """Return ``find(result)``, which is computed once for every Result; an error is not kept."""
    known = _KEPT.setdefault(result, {})
    if name not in known:
        known[name] = find(result)
    found: _Found = known[name]
    return found
