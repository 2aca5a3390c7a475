"""JSON that breaks off or is wrong somewhere: what stands before, and on which line a thing stands."""

from __future__ import annotations

import json
import re
from typing import Any

PART = 2
"""The parts of a session, and what is in them: an object that lies deeper is taken whole or not at all."""
_DEEP, _MANY = 5, 10_000
_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def read(text: str) -> tuple[Any, int | None]:
    """Return what is written; of what breaks off, what stands before the break, and the line of it."""
    try:
        return json.loads(text), None
    except (ValueError, RecursionError):
        walk = _Walk(text, PART)
        return walk.whole, walk.broken or 1


def line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line, from 1, on which a thing stands, or the nearest around it that is there."""
    places = _Walk(text, _DEEP).places
    known = next((path[:count] for count in range(len(path), 0, -1) if path[:count] in places), None)
    return 1 if known is None else _line(text, places[known])


class _Walk:
    """Reads objects member by member, down to a depth."""

    def __init__(self, text: str, deep: int) -> None:
        self._text, self._deep = text, deep
        self.places: dict[tuple[str, ...], int] = {}
        self.whole: Any = None
        self.broken: int | None = None
        try:
            self._begin()
        except (ValueError, RecursionError) as error:
            self.broken = _line(text, error.pos if isinstance(error, json.JSONDecodeError) else len(text))

    def _begin(self) -> None:
        at = self._skip(0)
        if self._sign(at) != "{":
            raise json.JSONDecodeError("no object", self._text, at)
        self.whole = {}
        self._fill(self.whole, at + 1, ())

    def _fill(self, into: dict[str, Any], at: int, path: tuple[str, ...]) -> int:
        """Read members until the object ends; return the place behind it."""
        at = self._skip(at)
        if self._sign(at) == "}":
            return at + 1
        while True:
            key, at = self._key(at)
            at = self._skip(self._expect(":", at))
            self._note((*path, key), at)
            at = self._skip(self._value(into, key, at, (*path, key)))
            if self._sign(at) == "}":
                return at + 1
            at = self._skip(self._expect(",", at))

    def _value(self, into: dict[str, Any], key: str, at: int, path: tuple[str, ...]) -> int:
        if self._sign(at) == "{" and len(path) < self._deep:
            into[key] = {}
            return self._fill(into[key], at + 1, path)
        value, end = _DECODER.raw_decode(self._text, at)
        if end >= len(self._text):  # 12 of 128, perhaps
            raise json.JSONDecodeError("cut", self._text, end)
        into[key] = value
        return end

    def _key(self, at: int) -> tuple[str, int]:
        if self._sign(at) != '"':
            raise json.JSONDecodeError("no name", self._text, at)
        key, end = _DECODER.raw_decode(self._text, at)
        return str(key), self._skip(end)

    def _expect(self, sign: str, at: int) -> int:
        if self._sign(at) != sign:
            raise json.JSONDecodeError(f"no {sign}", self._text, at)
        return at + 1

    def _note(self, path: tuple[str, ...], at: int) -> None:
        if len(self.places) >= _MANY:
            raise json.JSONDecodeError("too many names", self._text, at)
        self.places[path] = at

    def _sign(self, at: int) -> str:
        return self._text[at : at + 1]

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return at if found is None else found.end()


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
