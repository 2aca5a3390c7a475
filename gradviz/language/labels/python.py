"""The strings and comments of Python, of broken Python too.

These are the lexical rules that ``tokenize`` follows, and the tests hold the two to each other on the standard library.
``tokenize`` itself ends at the first error since Python 3.12, takes the f-strings of one version only, and needs
18 s for a line of 80,000 characters in Python 3.12.1; this is one pass whatever the text and the version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from gradviz.language.labels.fstring import end_of_fstring

_STATEMENT = re.compile(
    r"""^[ \t]*(?:(?:async[ ])?def[ ]\w+[ ]?\(.*|class[ ]\w.*|import[ ]\w[\w., ]*|from[ ][\w.]+[ ]import[ ].*
    |(?:if|elif|while|with|for|except)\b[^;{\n]*:|(?:else|try|finally|except):|pass|break|continue
    |(?:return|raise|assert|del|yield)\b[^;{\n]*|@\w[\w.]*(?:\(.*)?|\w[\w.]*\([^;{\n]*
    |\w+(?:[.]\w+|\[[^\]\n]*\])*[ ]?[-+*/|&]?=[ ][^;\n]*)[ \t]*\r?$""",
    re.MULTILINE | re.VERBOSE,
)
_BRACKET = re.compile(r"[(\[{}\])]")
_LINE = re.compile(r"^[ \t]*\S", re.MULTILINE)
_LOOKED_AT = 50_000
_SHARE = 0.3
"""How many lines must be statements of Python: 99 % of the standard library's files have more, of C headers none."""

_OPENING = re.compile(r"""\#[^\r\n]*+|(?P<prefix>\b[rbuft]{1,2})?(?P<mark>\"\"\"|'''|"|')""", re.IGNORECASE)
_BODY = {
    mark: re.compile(
        rf"(?:[^{mark[0]}\\]++|\\(?:\r\n|[\s\S])|{mark[0]}(?!{mark[1:]}))*+" if len(mark) == 3
        else rf"(?:[^{mark}\\\r\n]++|\\(?:\r\n|[\s\S]))*+"
    )
    for mark in ('"""', "'''", '"', "'")
}  # fmt: skip

Sort = Literal["quote", "apostrophe", "triple", "comment"]


def looks_like(text: str) -> bool:
    """Whether enough of its lines are statements of Python, what is in strings, comments and brackets aside."""
    head, code, at = text[:_LOOKED_AT], [], 0
    for _, begin, _, _, end in scan(head):
        code.append(head[at:begin])
        at = end
    bare = _without_brackets("".join([*code, head[at:]]))
    return sum(1 for _ in _STATEMENT.finditer(bare)) > _SHARE * sum(1 for _ in _LINE.finditer(bare))


def _without_brackets(code: str) -> str:
    """Return the code with nothing in its outermost brackets, so that a long call is one line."""
    kept, depth, at = [], 0, 0
    for found in _BRACKET.finditer(code):
        if found[0] in "([{":
            if depth == 0:
                kept.append(code[at : found.end()])
            depth += 1
        elif depth:
            depth -= 1
            at = found.start()
    return "".join(kept if depth else [*kept, code[at:]])


def scan(text: str) -> Iterator[tuple[Sort, int, int, int, int]]:
    """Yield each string and comment as (sort, begin, first inside, beyond the last inside, end)."""
    at = 0
    while found := _OPENING.search(text, at):
        mark = found["mark"]
        if mark is None:
            at = found.end()
            yield "comment", found.start(), found.start(), at, at
            continue
        last, at = end_of_string(text, found.end(), mark, found["prefix"] or "")
        yield sort_of(mark), found.start(), found.end() - 1, last, at


def sort_of(mark: str) -> Sort:
    """Return what a string between these marks is."""
    return "triple" if len(mark) == 3 else "quote" if mark == '"' else "apostrophe"


def end_of_string(text: str, at: int, mark: str, prefix: str) -> tuple[int, int]:
    """Return where a string that begins at ``at``, after its mark, is no longer inside, and where it has ended.

    Without a closing mark both are the end of the line, or of the text where three marks opened it.
    """
    formatted = not {"f", "t"}.isdisjoint(prefix.lower())
    end = end_of_fstring(text, at, mark) if formatted else _end_of_plain(text, at, mark)
    closed = text.startswith(mark, end)
    return (end + len(mark) - 1, end + len(mark)) if closed else (end, end)


def _end_of_plain(text: str, at: int, mark: str) -> int:
    body = _BODY[mark].match(text, at)
    assert body is not None  # it may be empty
    return body.end()
