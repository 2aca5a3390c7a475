"""Where the keys of an editor take its cursor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gradviz.screen.reading.text.lines import Lines

_ON = re.compile(r"(?:\w+|[^\w\s]+)?\s*")
_BACK = re.compile(r"\s*(?:\w+|[^\w\s]+)?")
_RUN = re.compile(r"\w+|[^\w\s]+|\s+")
_FAR = 4096
"""How far back the beginning of a word is looked for."""


def word_on(text: str, place: int) -> int:
    """Return where the next word begins."""
    found = _ON.match(text, place)
    return max(found.end() if found else 0, min(place + 1, len(text)))


def word_back(text: str, place: int) -> int:
    """Return where the word before a place begins."""
    found = _BACK.match(text[max(0, place - _FAR) : place][::-1])
    return max(0, place - max(1, found.end() if found else 0))


def word_at(text: str, place: int) -> tuple[int, int]:
    """Return where the word begins and ends to which a character belongs."""
    whole = _RUN.match(text, place)
    before = text[max(0, place - _FAR) : place + 1][::-1]
    back = _RUN.match(before)
    return (place + 1 - back.end() if back else place), (whole.end() if whole else place)


class Mover:
    """Moves the cursor; up and down it keeps to a column, also across shorter lines."""

    def __init__(self) -> None:
        self._column, self._place = 0, -1

    def place(self, name: str, at: int, text: str, lines: Lines, page: int) -> int:
        """Return where a key takes the cursor from ``at``; ``page`` lines are a page."""
        rows = {"up": -1, "down": 1, "page up": -page, "page down": page}.get(name)
        return self._vertical(rows, at, lines) if rows else _MOVES[name](at, text, lines)

    def _vertical(self, rows: int, at: int, lines: Lines) -> int:
        if at != self._place:
            self._column = lines.column(at)
        self._place = lines.place(lines.line(at) + rows, self._column)
        return self._place


def _home(at: int, _text: str, lines: Lines) -> int:
    return int(lines.starts[lines.line(at)])


def _end(at: int, _text: str, lines: Lines) -> int:
    return lines.last(lines.line(at))


_MOVES: Mapping[str, Callable[[int, str, Lines], int]] = {
    "left": lambda at, _text, _lines: max(0, at - 1),
    "right": lambda at, text, _lines: min(len(text), at + 1),
    "word back": lambda at, text, _lines: word_back(text, at),
    "word on": lambda at, text, _lines: word_on(text, at),
    "home": _home,
    "end": _end,
    "top": lambda _at, _text, _lines: 0,
    "bottom": lambda _at, text, _lines: len(text),
}
