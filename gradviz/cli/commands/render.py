"""``gradviz render``: compute one or two networks and write a picture."""

from __future__ import annotations

import argparse

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import ExperimentError, did_you_mean


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.arrays import add_arrays
    from gradviz.cli.fields import add_fields
    from gradviz.cli.target import add_target

    add_target(parser, ".png, .svg, .pdf or .csv")
    group = parser.add_argument_group("the picture")
    group.add_argument("--against", metavar="FIELD=VALUE,…", action="append", default=[],
                       help="network B: A with these fields changed, such as cell=lstm,forget_bias=3")  # fmt: skip
    group.add_argument("--chart", metavar="NAME", default="lecture", help="gradviz list charts (default lecture)")
    group.add_argument("--option", metavar="NAME=VALUE", action="append", default=[],
                       help="a choice within the picture, once for each: gradviz list charts")  # fmt: skip
    group.add_argument("--at", metavar="T", help="the step that pictures of one step show (default: the loss)")
    group.add_argument("--width", metavar="N", default="1600", help="pixels (200 to 10000; default 1600)")
    group.add_argument("--dpi", metavar="X", help="pixels per inch (default: 8 inches in all, whatever the width)")
    group.add_argument("--theme", metavar="NAME", default="light", help="light or dark (default light)")
    add_arrays(parser)
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute and draw."""
    from gradviz.charts import CHARTS
    from gradviz.cli.arrays import inputs_of, weights_of
    from gradviz.cli.compute import announce, compute, note, swept
    from gradviz.cli.fields import against, experiment_of
    from gradviz.cli.options import options_of
    from gradviz.cli.target import target_of
    from gradviz.paper import Look, export, suffixes

    path = target_of(given.output, given.force, suffixes(), "gradviz render")
    if given.chart not in CHARTS:
        hint = did_you_mean(given.chart, CHARTS) or f"; the charts are {', '.join(CHARTS)}."
        raise RequestError(f"there is no chart {given.chart}{hint}")
    kind = CHARTS[given.chart]
    options = options_of(kind, given.option)
    look = Look(_whole("width", given.width), _number("dpi", given.dpi), given.theme)
    first = experiment_of(given)
    at = _step(given.at, first.steps)
    if len(given.against) > 1:
        raise RequestError("a picture compares two networks, A and B: give --against once, its fields with commas.")
    others = [against(first, words) for words in given.against]
    inputs = inputs_of(given.inputs, first.batch_size)
    results = [compute(first, weights=weights_of(given.weights), inputs=inputs)]
    for other, notes in others:
        note(notes)
        results.append(compute(other, inputs=inputs))
    grid = kind.asks(*(result.experiment for result in results), **options)
    chart = kind(*results, at=at, sweep=None if grid is None else swept(grid), **options)
    written = export(chart, path, width=look.width, dpi=look.dpi, theme=look.theme)
    announce([written], [words for _, words in chart.sentences])
    return 0


def _whole(name: str, words: str) -> int:
    try:
        return int(words)
    except ValueError:
        raise ExperimentError(f"{name} must be a whole number; you gave {words!r}.", name) from None


def _step(words: str | None, steps: int) -> int | None:
    at = None if words is None else _whole("at", words)
    if at is not None and not 0 <= at <= steps:
        raise ExperimentError(f"at must be a step, 0 … {steps}; you gave {at}.", "at")
    return at


def _number(name: str, words: str | None) -> float | None:
    try:
        return None if words is None else float(words)
    except ValueError:
        raise ExperimentError(f"{name} must be a number; you gave {words!r}.", name) from None


COMMAND = Command(
    "render", "compute one or two networks and write a picture", 20, configure, run,
    "example: gradviz render --against cell=lstm,forget_bias=3 -o lecture.png",
)  # fmt: skip
