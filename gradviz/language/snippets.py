"""Lines that look like Python, with strings of a word to 300 characters: what real code has too few of.

A network that has only seen short strings learns that a quote closes soon, and one that has seen few does not learn to
remember it. Here comments and strings hold the same sentences, and a string ends after any word, so that the mark alone
says where it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random
from typing import TypeVar

from gradviz.language.prose import sentence

_T = TypeVar("_T")
Line = Callable[[Random], str]

_NAMES = (
    "count", "name", "lines", "result", "path", "value", "items", "found", "text", "options", "self.state", "index",
    "message", "total", "self.names", "key",
)  # fmt: skip
_CALLS = ("open", "find", "split", "format", "append", "write", "update", "check", "load", "join")
_ERRORS = ("ValueError", "TypeError", "RuntimeError", "KeyError")
_SHORTEST, _LONGEST = 3, 300


def code_like(seed: int, characters: int) -> str:
    """Return about ``characters`` of functions; the same seed gives the same text on every machine."""
    random, parts, written = Random(seed), list[str](), 0
    while written < characters:
        parts.append("\n".join(_function(random)) + "\n\n\n")
        written += len(parts[-1])
    return "".join(parts)


def _function(random: Random) -> Iterator[str]:
    arguments = ", ".join(_pick(_NAMES, random).removeprefix("self.") for _ in range(1 + int(random.random() * 3)))
    yield f"def {_pick(_CALLS, random)}_{_pick(_NAMES, random).removeprefix('self.')}({arguments}):"
    if random.random() < 0.4:
        yield f'    """{sentence(random)}"""'
    yield from _block(random, 1)
    yield f"    return {_pick(_NAMES, random)}"


def _block(random: Random, depth: int) -> Iterator[str]:
    indent = 4 * depth * " "
    for _ in range(1 + int(random.random() * 4)):
        if random.random() < 0.15:
            yield f"{indent}# {_text(random)}"
        yield indent + _pick(_STATEMENTS, random)(random)
        if depth < 3 and random.random() < 0.3:
            yield indent + _pick(_HEADS, random)(random)
            yield from _block(random, depth + 1)


def _text(random: Random) -> str:
    """Return words of 3 to 300 characters, short ones more often (log-uniform), that end anywhere between two words."""
    wanted = int(math.exp(math.log(_SHORTEST) + random.random() * math.log(_LONGEST / _SHORTEST)))
    words = _phrase(random)
    while len(words) <= wanted:
        words = f"{words} {_phrase(random)}"
    end = words.rfind(" ", 1, wanted + 1)
    return words[: end if end > 0 else (words.find(" ", wanted) + 1 or len(words) + 1) - 1]


def _phrase(random: Random) -> str:
    """Return a sentence, or code as it stands in comments and messages."""
    if random.random() < 0.7:
        return sentence(random)
    return f"{_name(random)} = {_call(random)}({_name(random)}, {int(random.random() * 10)})"


def _comparison(random: Random) -> str:
    if random.random() < 0.3:
        return f'{_pick(_NAMES, random)} == "{_text(random)}"'
    sign = _pick(("<", ">", "==", "!=", "is not", "in"), random)
    return f"{_pick(_NAMES, random)} {sign} {_pick(_NAMES, random)}"


def _pick(choices: tuple[_T, ...], random: Random) -> _T:
    return choices[int(random.random() * len(choices))]


def _name(random: Random) -> str:
    return _pick(_NAMES, random)


def _call(random: Random) -> str:
    return f"{_name(random)}.{_pick(_CALLS, random)}"


_STATEMENTS: tuple[Line, ...] = (
    lambda random: f'{_name(random)} = "{_text(random)}"',
    lambda random: f'{_call(random)}("{_text(random)}", {_name(random)})',
    lambda random: f'raise {_pick(_ERRORS, random)}("{_text(random)}")',
    lambda random: f'print("{_text(random)}", "{_text(random)}")',
    lambda random: f'{_name(random)}["{_text(random)}"] = {int(random.random() * 100)}',
    lambda random: f"{_name(random)} = {_call(random)}({_name(random)}, {int(random.random() * 10)})",
    lambda random: f"{_name(random)} = [{_name(random)}, {_name(random)}]",
    lambda random: f"{_call(random)}({_name(random)})  # {_text(random)}",
)
_HEADS: tuple[Line, ...] = (
    lambda random: f"if {_comparison(random)}:",
    lambda random: f"if not {_name(random)} and {_comparison(random)}:",
    lambda random: f"while {_comparison(random)}:",
    lambda random: f"for {_name(random)} in {_call(random)}({_name(random)}):",
)
