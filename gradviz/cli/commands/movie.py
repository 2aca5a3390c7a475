"""``gradviz movie``: compute one or two networks and write the story of a picture."""

from __future__ import annotations

import argparse

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError


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
    group.add_argument("--seconds", metavar="X", help="how long it takes (1 to 300; default 10)")
    group.add_argument("--speed", metavar="X", help="instead of --seconds: 1 plays as the window does at 1×, 2 twice "
                       "as fast")  # fmt: skip
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
    from gradviz.paper.movie import Film, film_of, movie, movie_suffixes, seconds_at, size_of, within_speeds

    path = target_of(given.output, given.force, movie_suffixes(), "gradviz movie")
    if given.seconds is not None and given.speed is not None:
        raise RequestError("--seconds and --speed say the same in two ways: leave one of them out.")
    size, fps = size_of(given.size), number("fps", given.fps)
    seconds = Film.seconds if given.seconds is None else number("seconds", given.seconds)
    film_of(path, size=size, seconds=seconds, fps=fps, theme=given.theme)
    speed = None if given.speed is None else within_speeds(number("speed", given.speed))
    wanted = asked(given)
    chart = computed(wanted, given)
    seconds = seconds if speed is None else seconds_at(chart, speed)
    watched(lambda hand: movie(chart, path, size=size, seconds=seconds, fps=fps, theme=given.theme, control=hand))
    announce([path], [words for _, words in chart.sentences])
    return 0


COMMAND = Command(
    "movie", "compute one or two networks and write the story of a picture", 25, configure, run,
    "example: gradviz movie --against cell=lstm,forget_bias=3 -o lecture.gif",
)  # fmt: skip
