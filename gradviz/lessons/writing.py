"""TOML as a person would write it: short tables on one line, long texts in lines, one claim a line; always the same."""

from __future__ import annotations

import datetime
import re
import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

_WIDTH = 110
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SIGNS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_FOLDED = ("caption", "question", "about")
"""Texts whose line breaks say nothing."""


def written(table: Mapping[str, Any]) -> str:
    """Return the text of a file that says a table; `tomllib` reads the same table from it."""
    return "\n".join(_lines(table, ())) + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield what a table says, its own keys before the tables within it."""
    for key, value in table.items():
        if not _is_section(value, path):
            yield from _entry(key, value)
    for key, value in table.items():
        if _is_section(value, path):
            inner = (*path, key)
            for each in value if isinstance(value, list) else [value]:
                name = ".".join(map(_key, inner))
                yield from ("", f"[[{name}]]" if isinstance(value, list) else f"[{name}]", *_lines(each, inner))


def _is_section(value: Any, path: tuple[str, ...]) -> bool:
    """Return whether a value stands under a header of its own: a list of tables in the outermost one."""
    return not path and isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def _entry(key: str, value: Any) -> Iterator[str]:
    one_line = f"{_key(key)} = {_value(value)}"
    if isinstance(value, str) and _stands_in_lines(key, value, one_line):
        folded = textwrap.wrap(value, _WIDTH, break_long_words=False, break_on_hyphens=False)
        lines = folded if key in _FOLDED else value.split("\n")
        yield f'{_key(key)} = """'
        yield from map(_escaped, lines[:-1])
        yield f'{_escaped(lines[-1])}"""'
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        yield from (f"{_key(key)} = [", *(f"  {_value(each)}," for each in value), "]")
    else:
        yield one_line


def _stands_in_lines(key: str, value: str, one_line: str) -> bool:
    return "\n" in value or (key in _FOLDED and len(one_line) > _WIDTH and value == " ".join(value.split()))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else f'"{_escaped(key)}"'


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{_escaped(value)}"' if "\n" not in value else f'"""\n{_lines_of(value)}"""'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float, Decimal)):
        return str(value).replace("Infinity", "inf").replace("NaN", "nan")
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _lines_of(text: str) -> str:
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(text: str) -> str:
    return "".join(map(_sign, text))


def _sign(sign: str) -> str:
    return _SIGNS.get(sign) or (f"\\u{ord(sign):04x}" if sign < " " or sign == "\x7f" else sign)
