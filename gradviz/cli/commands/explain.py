"""``gradviz explain TERM``: what a field, a picture, a cell, a number or a word of the field means."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError

if TYPE_CHECKING:
    from gradviz.explaining import Entry

_MOST = 12


def configure(parser: Parser) -> None:
    """Add the words."""
    parser.add_argument("term", nargs="*", metavar="TERM", help="what is to be explained; without it, all there is")


def run(given: argparse.Namespace) -> int:
    """Print the entry that is called so, or what speaks of it."""
    from gradviz.explaining import reference

    known, term = reference(), " ".join(given.term)
    if not term.strip():
        _list()
        return 0
    named, found = known.named(term), known.find(term)
    if not found:
        from gradviz.explaining.spelling import plain

        near = known.nearest(term)
        hint = f"; did you mean “{plain(near.title)}”?" if near is not None else "; gradviz explain lists what is."
        raise RequestError(f"nothing here is called {term!r}{hint}")
    if named:
        from gradviz.explaining.telling import told

        print(told(named[0], known.also(named[0])))
    _others("Also called so" if named else f"These speak of {term}", named[1:] or (() if named else found))
    return 0


def _others(heading: str, entries: Sequence[Entry]) -> None:
    from gradviz.explaining.spelling import plain

    if entries:
        titles = [f"{plain(entry.title)} ({entry.kind})" for entry in entries[:_MOST]]
        print(f"{heading}: {', '.join(titles)}{', …' if len(entries) > _MOST else ''}")


def _list() -> None:
    """Print all titles, kind by kind."""
    import textwrap

    from gradviz.explaining import reference
    from gradviz.explaining.kinds import KINDS
    from gradviz.explaining.spelling import plain

    for kind in KINDS:
        titles = (plain(entry.title) for entry in reference().entries.values() if entry.kind == kind.name)
        print(kind.heading)
        print(textwrap.fill(" · ".join(titles), 100, initial_indent="    ", subsequent_indent="    "))


COMMAND = Command(
    "explain", "say what a field, a picture, a cell or a term means", 35, configure, run,
    "example: gradviz explain forget bias",
)  # fmt: skip
