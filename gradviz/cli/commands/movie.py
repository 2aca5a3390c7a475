"""``gradviz movie``: compute one or two networks and write the story of a picture."""

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

    add_target(parser, ".gif, or .mp4 (pip install 'gradviz[movie]')")
    add_picture(parser)
    group = parser.add_argument_group("the movie")
    group.add_argument("--size", metavar="WxH", default="1280x720", help="pixels (200x120 to 3840x2160; 1280x720)")
    group.add_argument("--seconds", metavar="X", default="10", help="how long it takes (1 to 300; default 10)")
    rates = "pictures a second: 100 divided by 2, 3, 4, … in a .gif, 1 to 120 in an .mp4; default 25"
    group.add_argument("--fps", metavar="X", default="25", help=rates)
    group.add_argument("--theme", metavar="NAME", default="light", help="light or dark (default light)")
    add_arrays(parser)
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute, draw and write."""
    from gradviz.cli.compute import announce, watched
    from gradviz.cli.picture import asked, computed, number
    from gradviz.cli.target import target_of
    from gradviz.paper.movie import film_of, movie, movie_suffixes, size_of

    path = target_of(given.output, given.force, movie_suffixes(), "gradviz movie")
    size, seconds, fps = size_of(given.size), number("seconds", given.seconds), number("fps", given.fps)
    film_of(path, size=size, seconds=seconds, fps=fps, theme=given.theme)
    wanted = asked(given)
    chart = computed(wanted, given)
    watched(lambda hand: movie(chart, path, size=size, seconds=seconds, fps=fps, theme=given.theme, control=hand))
    announce([path], [words for _, words in chart.sentences])
    return 0


COMMAND = Command(
    "movie", "compute one or two networks and write the story of a picture", 25, configure, run,
    "example: gradviz movie --against cell=lstm,forget_bias=3 -o lecture.gif",
)  # fmt: skip
