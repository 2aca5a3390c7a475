"""How the words of entries are spelled: as markup, as plain text, as rich text, and as what a search compares."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from gradviz.charts.markup import to_html, to_plain

_NAME = re.compile(r"(?<![\w`])(\w)_(\w{2,})")
_RAISED = re.compile(r"(?<![\w`])(\w)_\(([^()]*)\)")
_GREEK = {"rho": "ρ", "sigma": "σ", "theta": "θ", "delta": "δ", "chi": "χ", "phi": "φ", "lambda": "λ"}
_BREAKS = re.compile(r"[^\w∂‖√⊙Σ∏∞/]+")


def marked(words: str) -> str:
    """Return words that were written for a terminal as markup: ``W_hh`` and ``h_(t-1)`` get their braces."""
    found = _RAISED.sub(lambda match: f"{match[1]}_{{{match[2].replace('-', '−')}}}", words)
    return _NAME.sub(r"\1_{\2}", found)


def sentence(words: str) -> str:
    """Return words as a sentence: a capital, unless they begin with a symbol, and a full stop."""
    words = words.strip()
    begins = len(words) > 1 and words[0].islower() and (words[1].isalpha() or words[1] == " ")
    words = words[0].upper() + words[1:] if begins else words
    return words if words.endswith((".", "?", "…", ":")) else f"{words}."


def plain(words: str) -> str:
    """Return an entry's words for a terminal or a screen reader."""
    return _by_piece(words, to_plain, str)


def rich(words: str) -> str:
    """Return an entry's words as rich text."""
    return _by_piece(words, to_html, lambda typed: f"<code>{html.escape(typed)}</code>")


def page(words: str) -> str:
    """Return an entry's words for a page in Markdown; scripts are HTML there."""
    return _by_piece(words, lambda text: re.sub(r"([*|_])", r"\\\1", to_html(text)), lambda typed: f"`{typed}`")


def folded(words: str) -> str:
    """Return words as a search compares them: no case, no scripts, no marks, one form of a plural."""
    bare = _BREAKS.sub(" ", re.sub(r"[_^{}`]", "", words).replace("’", "").casefold())
    return " ".join(_singular(_GREEK.get(word, word)) for word in bare.split())


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _by_piece(words: str, said: Callable[[str], str], typed: Callable[[str], str]) -> str:
    pieces = words.split("`")
    return "".join(typed(piece) if number % 2 else said(piece) for number, piece in enumerate(pieces))
