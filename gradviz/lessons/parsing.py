"""The text of a lesson as tables: all of it, or what can be read of it, scene by scene."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_SCENE = re.compile(r"^[ \t]*\[\[[ \t]*scene[ \t]*\]\]", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_BROKEN = (ValueError, ArithmeticError, RecursionError)
"""What tomllib and Decimal make of a text that is not TOML."""


@dataclass(frozen=True)
class Note:
    """Something to be said about a file that was opened: in which line, and whether something was left out for it."""

    line: int
    words: str
    lost: bool = True

    def __str__(self) -> str:
        return f"line {self.line}: {self.words}{'' if self.words.endswith('?') else '.'}"


@dataclass(frozen=True)
class Parsed:
    """The table of a file; a scene that is no TOML is None in its list. ``notes`` say what is no TOML."""

    table: Mapping[str, Any]
    notes: tuple[Note, ...] = ()


def parsed(text: str) -> Parsed:
    """Return what a text says; numbers with a point are Decimals, with the digits they are written with."""
    try:
        return Parsed(tomllib.loads(text, parse_float=Decimal))
    except _BROKEN:
        return _salvaged(text)


def _salvaged(text: str) -> Parsed:
    starts = [0, *(match.start() for match in _SCENE.finditer(text)), len(text)]
    table: dict[str, Any] = {}
    scenes: list[Any] = []
    notes: list[Note] = []
    line = 1
    for begin, end in itertools.pairwise(starts):
        piece = text[begin:end]
        found, wrong = _piece(piece, line, is_last=end == len(text))
        line += piece.count("\n")
        notes += wrong
        if found is None:
            scenes += [None] if _SCENE.match(piece) else []
        elif begin == 0 and not _SCENE.match(piece):
            table = found
        else:
            scenes += found["scene"]
    return Parsed({**table, "scene": scenes}, tuple(notes))


def _piece(text: str, line: int, is_last: bool) -> tuple[dict[str, Any] | None, list[Note]]:
    """Return what a piece of the text says; the last one may have ended early, and is read without its last line."""
    try:
        return tomllib.loads(text, parse_float=Decimal), []
    except RecursionError:
        return None, [Note(line, "this is not TOML that can be read: it is nested too deeply")]
    except _BROKEN as error:
        note = _refused(str(error), text, line)
    head = text.rstrip("\n").rpartition("\n")[0] if is_last else ""
    try:
        return (tomllib.loads(head, parse_float=Decimal) if head else None), [note]
    except _BROKEN:
        return None, [note]


def _refused(said: str, text: str, line: int) -> Note:
    """Return a note with the line at which a text is not TOML, and what is wrong there."""
    match = _PLACE.search(said)
    if match is None:
        return Note(line, "this is not TOML: a number in it cannot be read")
    within = int(match[1]) if match[1] else text.rstrip("\n").count("\n") + 1
    words = said[: match.start()]
    return Note(line + within - 1, f"this is not TOML: {words[:1].lower()}{words[1:]}")
