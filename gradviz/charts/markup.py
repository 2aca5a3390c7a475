"""The small markup of all visible words: ``h_t``, ``W_{hh}``, ``10^{−5}``, in three scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Literal

Script = Literal["", "_", "^"]
"""On the line, below it, or above it."""

_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\w|−))")
_SUPERSCRIPTS = str.maketrans("0123456789−-+nT⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺ⁿᵀᵀ")
_SUBSCRIPTS = str.maketrans("0123456789−-+thknx", "₀₁₂₃₄₅₆₇₈₉₋₋₊ₜₕₖₙₓ")


def runs(text: str) -> Iterator[tuple[str, Script]]:
    """Yield the text piece by piece, for a painter that sets every piece itself."""
    end = 0
    for match in _SCRIPT.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], ""
        yield (match[2] if match[2] is not None else match[3]), "_" if match[1] == "_" else "^"
        end = match.end()
    if end < len(text):
        yield text[end:], ""


def to_html(text: str) -> str:
    """Return the text as the rich text of a Qt label."""
    tags = {"_": "sub", "^": "sup"}
    return _convert(html.escape(text, quote=False), lambda kind, inner: f"<{tags[kind]}>{inner}</{tags[kind]}>")


def to_mathtext(text: str) -> str:
    """Return the text with its scripts in matplotlib's mathtext."""
    return _convert(text.replace("$", r"\$"), lambda kind, inner: f"${kind}{{\\mathregular{{{inner}}}}}$")


def to_plain(text: str) -> str:
    """Return the text in plain Unicode, for a screen reader, a tooltip or a terminal."""

    def plain(kind: str, inner: str) -> str:
        table = _SUPERSCRIPTS if kind == "^" else _SUBSCRIPTS
        if all(ord(character) in table for character in inner):
            return inner.translate(table)
        return f"{kind}{inner}" if len(inner) == 1 else f"{kind}({inner})"

    return _convert(text, plain)


def _convert(text: str, script: Callable[[str, str], str]) -> str:
    return _SCRIPT.sub(lambda match: script(match[1], match[2] if match[2] is not None else match[3]), text)
