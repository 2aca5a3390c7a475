"""Where a formatted string ends: its fields may hold strings of their own, with the same marks (PEP 701)."""

from __future__ import annotations

import re

_MARKS = ('"""', "'''", '"', "'")
_STRING = r"""(?P<prefix>\b[rbuft]{1,2})?(?P<mark>\"\"\"|'''|"|')"""
_INSIDE = {
    mark: re.compile(rf"\\N\{{[^}}\r\n]*\}}|\\(?:\r\n|[^{{}}])|\{{\{{|\}}\}}|\{{|{mark}|[\r\n]") for mark in _MARKS
} | {
    "{": re.compile(rf"[(\[{{}}\])]|:|[\r\n]|{_STRING}", re.IGNORECASE),
    "(": re.compile(rf"[(\[{{}}\])]|[\r\n]|{_STRING}", re.IGNORECASE),
    ":": re.compile(r"[{}]|[\r\n]|" + "|".join(_MARKS)),
}  # fmt: skip
"""What opens or ends something in a literal (its mark), a field (``{``), a bracket (``(``), a format spec (``:``)."""
_PLAIN = {mark: re.compile(rf"(?:[^{mark[0]}\\\r\n]++|\\[^\r\n])*+{mark}") for mark in _MARKS}


def end_of_fstring(text: str, at: int, mark: str) -> int:
    """Return where the closing mark of a formatted string is that began before ``at``, or where it breaks off."""
    frames = [mark]
    while frames:
        found = _INSIDE[frames[-1]].search(text, at)
        if found is None:
            return len(text)
        begin, at = found.start(), found.end()
        if found[0] in "\r\n" and not {'"', "'"}.isdisjoint(frames):
            return begin
        if frames[-1] in _MARKS:
            _in_literal(frames, found[0])
        elif found[0][-1] in "\"'":
            at = _at_mark(frames, found, text)
        else:
            _in_field(frames, found[0])
    return begin


def _in_literal(frames: list[str], sign: str) -> None:
    if sign == frames[-1]:
        frames.pop()
    elif sign == "{":
        frames.append(sign)


def _in_field(frames: list[str], sign: str) -> None:
    """Open or close a bracket, a field or its format spec."""
    if sign in "([{":
        frames.append("{" if frames[-1] == ":" else "(")
    elif sign == ":":
        frames.append(sign)
    elif frames[-1] == "(":
        frames.pop()
    elif sign == "}":
        del frames[-2 if frames[-1] == ":" else -1 :]


def _at_mark(frames: list[str], found: re.Match[str], text: str) -> int:
    """Return where to go on after a mark outside a literal: it opens a string, or ends one whose field breaks off."""
    mark = found[0].lstrip("rbuftRBUFT")
    prefix = found[0].removesuffix(mark).lower()
    if frames[-1] != ":":
        if "f" in prefix or "t" in prefix:
            frames.append(mark)
            return found.end()
        if plain := _PLAIN[mark].match(text, found.end()):
            return plain.end()
    literal = max(place for place, frame in enumerate(frames) if frame in _MARKS)
    if mark == frames[literal]:
        del frames[literal:]
    return found.end()
