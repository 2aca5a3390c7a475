"""Where something stands in a file of TOML: the line of every key, by its path, and of each table in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]

_NAME = r"""[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
_DOTTED = rf"(?:{_NAME})(?:[ \t]*\.[ \t]*(?:{_NAME}))*"
_STATEMENT = re.compile(rf"[ \t]*(?:(?P<open>\[\[?)[ \t]*(?P<header>{_DOTTED})|(?P<key>{_DOTTED})[ \t]*=)")
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' r"|'''(?:[^']|'(?!''))*'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'|#[^\n]*|.",
    re.DOTALL,
)


def places(text: str) -> dict[Path, int]:
    """Return the line, from 1, of every key of a text that is TOML."""
    return dict(_places(text))


def line_of(found: Mapping[Path, int], path: Path) -> int:
    """Return the line of a path, or of the nearest thing around it; 1 where nothing is known."""
    return next((found[path[:end]] for end in range(len(path), 0, -1) if path[:end] in found), 1)


def _places(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    counts: dict[Path, int] = {}
    position, line = 0, 1
    while position < len(text):
        match = _STATEMENT.match(text, position)
        if match is not None and match["open"]:
            table = _table(match, counts)
            yield table, line
        path = (*table, *_names(match["key"])) if match is not None and match["key"] else ()
        if path:
            yield path, line
        position = match.end() if match is not None else position
        end, entries = _statement(text, position)
        yield from (((*path, place), line + text.count("\n", position, at)) for place, at in enumerate(entries) if path)
        line, position = line + text.count("\n", position, end), end


def _statement(text: str, position: int) -> tuple[int, list[int]]:
    """Return where a statement ends, behind its line end, and where the tables of its list begin."""
    depth, entries = 0, []
    while position < len(text):
        token = _TOKEN.match(text, position)
        assert token is not None  # one sign matches always
        if token[0] == "{" and depth == 1:
            entries.append(position)
        depth += (token[0] in ("[", "{")) - (token[0] in ("]", "}"))
        position = token.end()
        if token[0] == "\n" and depth <= 0:
            break
    return position, entries


def _table(match: re.Match[str], counts: dict[Path, int]) -> Path:
    """Return the path of a header, with the number of the newest entry where a name is a list of tables."""
    path: Path = ()
    names = _names(match["header"])
    for place, name in enumerate(names):
        path = (*path, name)
        if place == len(names) - 1 and match["open"] == "[[":
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _names(dotted: str) -> list[str]:
    return [name[1:-1] if name[0] in "\"'" else name for name in re.findall(_NAME, dotted)]
