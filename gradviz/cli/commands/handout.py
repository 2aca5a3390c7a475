"""``gradviz handout``: compute one or two networks and write a page to be printed."""

from __future__ import annotations

import argparse

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.arrays import add_arrays
    from gradviz.cli.fields import add_fields
    from gradviz.cli.picture import add_picture
    from gradviz.cli.target import add_target

    add_target(parser, ".pdf")
    add_picture(parser)
    group = parser.add_argument_group("the page")
    group.add_argument("--title", metavar="WORDS", default="", help="above everything (default: the networks)")
    group.add_argument("--caption", metavar="WORDS", default="", help="below the title; h_t and 10^{-5} are typeset")
    group.add_argument("--theme", metavar="NAME", default="light", help="light (black on white) or dark (for a screen)")
    add_arrays(parser)
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute, check and write."""
    import gradviz
    from gradviz.cli.compute import announce, watched
    from gradviz.cli.picture import asked, pictures, runs
    from gradviz.cli.target import target_of
    from gradviz.paper import Look, handout

    path = target_of(given.output, given.force, (".pdf",), "gradviz handout")
    Look(theme=given.theme)
    wanted = asked(given)
    results = runs(wanted.first, wanted.others, given)
    charts = pictures(wanted, results)
    checks = watched(lambda control: [gradviz.check(result, control) for result in results])
    words = {"title": given.title, "caption": given.caption, "theme": given.theme}
    handout(path, *results, charts=charts, checks=checks, **words)
    announce([path], [words for _, words in charts[0].sentences])
    return 0


COMMAND = Command(
    "handout", "compute one or two networks and write an A4 page about them", 27, configure, run,
    "example: gradviz handout --against cell=lstm,forget_bias=3 -o lecture.pdf",
)  # fmt: skip
