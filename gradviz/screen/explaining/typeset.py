"""An entry as rich text: what a panel and a popover show of it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from urllib.parse import quote, unquote

from gradviz.explaining import Entry
from gradviz.explaining.spelling import rich
from gradviz.screen.look.theme import Look
from gradviz.screen.readout.words import typeset

_SERIF = '"STIX Two Text", "Latin Modern Roman", "Cambria", "Times New Roman", "DejaVu Serif"'


def brief(entry: Entry, look: Look) -> str:
    """Return the first paragraph and the formulas: as much as one reads beside the thing itself."""
    return "".join((_paragraph(entry.text[0]), *_formulas(entry, look)))


def whole(entry: Entry, also: Sequence[Entry], heading: str, look: Look) -> str:
    """Return the entry with its title, its kind and links to what belongs to it."""
    symbol = f"&nbsp; <span style='font-family:{_SERIF}'>{typeset(entry.symbol)}</span>" if entry.symbol else ""
    large = f"font-size:{look.px(16)}px"
    return "".join(
        (
            f"<p style='color:{look.theme.secondary}; margin:0'>{html.escape(heading)}</p>",
            f"<p style='{large}; font-weight:600; margin:2px 0 8px 0'>{rich(entry.title)}{symbol}</p>",
            *map(_paragraph, entry.text),
            *_formulas(entry, look),
            *_facts(entry, look),
            *_source(entry, look),
            *_also(also, look),
        )
    )


def _paragraph(words: str) -> str:
    return f"<p style='margin:0 0 8px 0; line-height:130%'>{rich(words)}</p>"


def _formulas(entry: Entry, look: Look) -> Iterator[str]:
    if entry.formulas:
        lines = "<br>".join(typeset(formula) for formula in entry.formulas)
        style = f"font-family:{_SERIF}; font-size:{look.px(15)}px; margin:4px 0 10px 12px; line-height:140%"
        yield f"<p style='{style}'>{lines}</p>"


def _facts(entry: Entry, look: Look) -> Iterator[str]:
    style, quiet = "margin:0 0 5px 0; line-height:125%", f"color:{look.theme.secondary}"
    for name, words in entry.facts:
        yield f"<p style='{style}'><span style='{quiet}'>{rich(name)}</span><br>{rich(words)}</p>"


def _source(entry: Entry, look: Look) -> Iterator[str]:
    if entry.source:
        yield f"<p style='color:{look.theme.secondary}; margin:8px 0 0 0'>Source: {rich(entry.source)}.</p>"


def _also(also: Sequence[Entry], look: Look) -> Iterator[str]:
    if also:
        links = "<br>".join(link(entry.key, rich(entry.title), look) for entry in also)
        yield f"<p style='margin:10px 0 0 0; line-height:140%'><b>See also</b><br>{links}</p>"


def link(key: str, words: str, look: Look) -> str:
    """Return words that open an entry."""
    return f"<a href='{quote(key)}' style='color:{look.theme.a}; text-decoration:none'>{words}</a>"


def key_of(href: str) -> str:
    """Return the key of the entry that a link opens."""
    return unquote(href)
