"""What stands in a session is taken thing by thing: what is wrong stays at its default, and one sentence says so."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from gradviz.errors import GradvizError

T = TypeVar("T")

LONGEST = 5_000_000
"""Characters of a text."""


class SessionError(GradvizError, ValueError):
    """Something is no session, or no link to an experiment."""


@dataclass(frozen=True)
class Note:
    """What was wrong in one place: names from the outside in, and a clause about it."""

    path: tuple[str, ...]
    words: str


class Part:
    """One object of a session.

    Parameters
    ----------
    values
        What was found there; not an object: a note, and nothing is in it.
    path
        Its place, as names from the outside in.
    notes
        Where all parts of a session say what is wrong.
    """

    def __init__(self, values: Any, path: tuple[str, ...] = (), notes: list[Note] | None = None) -> None:
        self.path, self.notes = path, [] if notes is None else notes
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self.note("should be an object")

    def __contains__(self, name: object) -> bool:
        return name in self.values

    def note(self, words: str, *names: str) -> None:
        """Say what is wrong here, or in something here."""
        self.notes.append(Note((*self.path, *names), words))

    def part(self, name: str) -> Part:
        """Return an object in this one; without it an empty one."""
        return Part(self.values.get(name, {}), (*self.path, name), self.notes)

    def take(self, name: str, check: Callable[[Any], T], default: T) -> T:
        """Return what is there if it passes; else the default, with a note where something was there."""
        if name not in self.values:
            return default
        try:
            return check(self.values[name])
        except (GradvizError, ValueError, TypeError, KeyError, OverflowError) as error:
            self.note(_clause(error), name)
            return default


def one_of(*choices: Any) -> Callable[[Any], Any]:
    """Return a check: one of these words."""

    def check(value: Any) -> Any:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"should be one of {', '.join(choices)}")
        return value

    return check


def number(low: float, high: float) -> Callable[[Any], float]:
    """Return a check: a number in a range."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError("should be a number")
        if not low <= value <= high:
            raise ValueError(f"should be between {low:g} and {high:g}")
        return float(value)

    return check


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Return a check: a whole number in a range."""

    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"should be a whole number between {low} and {high}")
        return value

    return check


def words(longest: int) -> Callable[[Any], str]:
    """Return a check: text that can be written and painted."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > longest:
            raise ValueError(f"should be text of at most {longest:,} characters".replace(",", " "))
        if "\0" in value or not _is_text(value):
            raise ValueError("holds signs that are no text")
        return value

    return check


def flag(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise ValueError("should be true or false")
    return value


def two_flags(value: Any) -> tuple[bool, bool]:
    """Return two times true or false."""
    first, second = several(flag, 2, 2)(value)
    return first, second


def several(check: Callable[[Any], T], least: int, most: int) -> Callable[[Any], tuple[T, ...]]:
    """Return a check: a list of so many things that pass a check of their own."""

    def checked(value: Any) -> tuple[T, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str) or not least <= len(value) <= most:
            count = str(least) if least == most else f"{least} to {most:,}".replace(",", " ")
            raise ValueError(f"should be a list of {count}")
        return tuple(map(check, value))

    return checked


def _is_text(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _clause(error: Exception) -> str:
    return f"has no use for {error}" if isinstance(error, KeyError) else str(error).strip().rstrip(".")
