"""The whole reference as a page: ``python -m tests.explained`` writes docs/reference.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gradviz.explaining import Entry, Reference, reference
from gradviz.explaining.kinds import KINDS
from gradviz.explaining.spelling import page

PAGE = Path(__file__).parents[1] / "docs" / "reference.md"


def written() -> str:
    """Return the page."""
    known = reference()
    lines = [
        "# The reference", "",
        "Made by `python -m tests.explained`. The window shows the same (Shift+F1), `gradviz explain TERM` an entry.",
        "",
    ]  # fmt: skip
    for kind in KINDS:
        lines += [f"## {kind.heading}", ""]
        for entry in known.entries.values():
            if entry.kind == kind.name:
                lines += _entry(entry, known)
    return "\n".join(lines)


def _entry(entry: Entry, known: Reference) -> Iterator[str]:
    yield from (f'<a id="{_anchor(entry)}"></a>', "")
    yield from (f"### {page(entry.title)}{f' *{page(entry.symbol)}*' if entry.symbol else ''}", "")
    for paragraph in entry.text:
        yield from (page(paragraph), "")
    for formula in entry.formulas:
        yield from (f"&emsp;{page(formula)}", "")
    yield from (f"* {page(name)}: {page(words)}" for name, words in entry.facts)
    if entry.facts:
        yield ""
    if entry.source:
        yield from (f"Source: {page(entry.source)}.", "")
    if also := known.also(entry):
        links = ", ".join(f"[{page(other.title)}](#{_anchor(other)})" for other in also)
        yield from (f"See also: {links}", "")


def _anchor(entry: Entry) -> str:
    return "".join(sign if sign.isalnum() else "-" for sign in entry.key.lower())


if __name__ == "__main__":
    PAGE.write_text(written(), encoding="utf-8")
