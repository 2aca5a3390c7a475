"""The quotes and comments of prose and of languages other than Python.

Quotes between “…”, "…", ‘…’ and '…' may run over line ends, as in dialogue, but not over an empty line. A single mark
opens one only before a character that is no space, and not within or after a word, and it closes one only at the end
of a word: the apostrophes of ``don't`` and ``'tis`` are none. Comments are ``/* … */``, ``//`` (not in ``http://``),
and ``#`` before a space, ``!`` or the line's end: ``#include`` and ``#1`` are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Sort = Literal["quote", "apostrophe", "triple", "comment"]

_OPENING = re.compile(
    r"(?P<line>(?<!:)//[^\r\n]*+|(?<!\S)\#(?=[ \t!#\r\n]|\Z)[^\r\n]*+)|(?P<block>/\*)"
    r"|(?P<mark>\"\"\"|'''|[\"“]|(?<!\w)['‘](?=\S))"
)
_CLOSING = {'"""': '"""', "'''": "'''", '"': '"', "“": "”", "'": "'(?!\\w)", "‘": "’(?!\\w)"}
_ESCAPE = r"\\(?:\r\n|[\s\S])"
_NEXT_LINE = r"(?:\r\n|[\r\n])(?![ \t]*(?:[\r\n]|\Z))"


def _body(closing: str) -> re.Pattern[str]:
    """Return what is inside, up to the closing mark, or else to the end of the paragraph."""
    if len(closing) == 3 and closing[0] in "\"'":
        return re.compile(rf"(?:[^{closing[0]}\\]++|{_ESCAPE}|(?!{closing}){closing[0]})*+")
    return re.compile(rf"(?:[^{closing[0]}\\\r\n]++|{_ESCAPE}|{_NEXT_LINE}|(?!{closing}){closing[0]})*+")


_BODY = {mark: _body(closing) for mark, closing in _CLOSING.items()}


def scan(text: str) -> Iterator[tuple[Sort, int, int, int, int]]:
    """Yield each quote and comment as (sort, begin, first inside, beyond the last inside, end)."""
    at = hopeless = 0
    while found := _OPENING.search(text, at):
        begin, at, mark = found.start(), found.end(), found["mark"]
        if mark is None:
            last, at = (at, at) if found["line"] else _end_of_block(text, at)
            yield "comment", begin, found.end() - 1 if found["block"] else begin + len(_sign(found[0])) - 1, last, at
            continue
        if mark in "'‘" and begin < hopeless:
            continue
        last, end = _end_of_quote(text, at, mark)
        if mark in "'‘" and last == end:
            hopeless = end  # what does not close this one closes none after it
            continue
        yield _sort_of(mark), begin, at - 1, last, end
        at = end


def _sign(comment: str) -> str:
    return "//" if comment.startswith("//") else "#"


def _end_of_block(text: str, at: int) -> tuple[int, int]:
    end = text.find("*/", at)
    return (end + 1, end + 2) if end >= 0 else (len(text), len(text))


def _end_of_quote(text: str, at: int, mark: str) -> tuple[int, int]:
    """Return where it is no longer inside, and where it has ended; both are the same without a closing mark."""
    body = _BODY[mark].match(text, at)
    assert body is not None  # it may be empty
    wide = len(mark)
    closed = body.end() < len(text) and text[body.end()] == _CLOSING[mark][0]
    return (body.end() + wide - 1, body.end() + wide) if closed else (body.end(), body.end())


def _sort_of(mark: str) -> Sort:
    return "triple" if len(mark) == 3 else "quote" if mark in '"“' else "apostrophe"
