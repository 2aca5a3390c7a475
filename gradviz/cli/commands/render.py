"""``gradviz render``: compute one or two networks and write a picture."""

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

    add_target(parser, ".png, .svg, .pdf or .csv")
    group = add_picture(parser)
    group.add_argument("--width", metavar="N", default="1600", help="pixels (200 to 10000; default 1600)")
    group.add_argument("--dpi", metavar="X", help="pixels per inch (default: 8 inches in all, whatever the width)")
    group.add_argument("--theme", metavar="NAME", default="light", help="light or dark (default light)")
    add_arrays(parser)
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute and draw."""
    from gradviz.cli.compute import announce
    from gradviz.cli.picture import asked, computed, number, whole
    from gradviz.cli.target import target_of
    from gradviz.paper import Look, export, suffixes

    path = target_of(given.output, given.force, suffixes(), "gradviz render")
    wanted = asked(given)
    dpi = None if given.dpi is None else number("dpi", given.dpi)
    look = Look(whole("width", given.width), dpi, given.theme)
    chart = computed(wanted, given)
    written = export(chart, path, width=look.width, dpi=look.dpi, theme=look.theme)
    announce([written], [words for _, words in chart.sentences])
    return 0


COMMAND = Command(
    "render", "compute one or two networks and write a picture", 20, configure, run,
    "example: gradviz render --against cell=lstm,forget_bias=3 -o lecture.png",
)  # fmt: skip
