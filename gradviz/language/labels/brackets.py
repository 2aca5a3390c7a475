"""How deep a text is in brackets, and which bracket closes which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.language.labels.label import code_points
from gradviz.language.labels.parts import parts

_OPEN, _CLOSE = "([{", ")]}"
_STATEMENT = re.compile(
    r"^[ \t]*(?:def|class|return|import|while|try|elif|except|finally|raise|with|pass|break|continue|assert|del)\b",
    re.MULTILINE,
)
"""No bracket of Python goes on over a line that begins so: one that is still open was never closed."""


@dataclass(frozen=True, eq=False)
class Brackets:
    """The depth after each character, shape (T,), never below 0; each bracket's closing one; where statements begin."""

    depth: npt.NDArray[np.int64]
    closing: dict[int, int]
    statements: npt.NDArray[np.int64]


@lru_cache(maxsize=2)
def brackets(text: str) -> Brackets:
    """Return the brackets of a text, outside its strings and comments."""
    codes, code = code_points(text), parts(text).code()
    places = np.flatnonzero(code & np.isin(codes, [ord(sign) for sign in _OPEN + _CLOSE]))
    events = [(int(place), text[place]) for place in places]
    found = _STATEMENT.finditer(text) if parts(text).python else ()
    statements = [match.start() for match in found if code[match.end() - 1]]
    events = sorted([*events, *((place, "") for place in statements)])
    levels, closing = _walk(events)
    depth = np.zeros(len(text), np.int64)
    at = np.array([place for place, _ in events], np.int64)
    if len(at):
        lengths: Any = np.diff(np.append(at, len(text)))
        depth[at[0] :] = np.repeat(levels, lengths)
    return Brackets(depth, closing, np.array(statements, np.int64))


def _walk(events: list[tuple[int, str]]) -> tuple[list[int], dict[int, int]]:
    """Return the depth after every event, and what closes what; an event without a sign closes everything."""
    opened: list[int] = []
    levels, closing = [], {}
    for place, sign in events:
        if not sign:
            opened.clear()
        elif sign in _OPEN:
            opened.append(place)
        elif opened:
            closing[opened.pop()] = place
        levels.append(len(opened))
    return levels, closing
