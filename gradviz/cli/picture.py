"""Which picture of which networks: the flags that `gradviz render` and `gradviz movie` share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NamedTuple

from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import ExperimentError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gradviz.charts.chart import Chart
    from gradviz.charts.kind import ChartKind, Grid
    from gradviz.experiment import Experiment
    from gradviz.result import Result
    from gradviz.sweeps import Sweep


def add_picture(parser: Parser) -> Any:
    """Add the flags to a command; return their group."""
    group = parser.add_argument_group("the picture")
    group.add_argument("--against", metavar="FIELD=VALUE,…", action="append", default=[],
                       help="network B: A with these fields changed, such as cell=lstm,forget_bias=3")  # fmt: skip
    group.add_argument("--chart", metavar="NAME[,NAME]", action="append", default=[],
                       help="gradviz list charts (default lecture); with commas beside each other, "
                       "each --chart below the one before")  # fmt: skip
    group.add_argument("--arrangement", metavar="NAME",
                       help="pictures as they stand together in the window: why, spectrum, phase, video, …"
                       )  # fmt: skip
    group.add_argument("--option", metavar="NAME=VALUE", action="append", default=[],
                       help="a choice within the pictures, once for each: gradviz list charts")  # fmt: skip
    group.add_argument("--at", metavar="T", help="the step that pictures of one step show (default: the loss)")
    return group


class Asked(NamedTuple):
    """Pictures that can be computed: row by row their kinds, their options and step, and the networks.

    Each of the ``others`` comes with what gave way in it.
    """

    rows: Sequence[Sequence[ChartKind]]
    options: Mapping[str, Mapping[str, Any]]
    at: int | None
    first: Experiment
    others: list[tuple[Experiment, tuple[str, ...]]]


def asked(given: argparse.Namespace) -> Asked:
    """Return what the flags ask for.

    Raises
    ------
    GradvizError
        When a flag is wrong; nothing has been computed then.
    """
    from gradviz.cli.fields import against, experiment_of
    from gradviz.cli.options import options_of_each

    rows = _rows(given)
    options = options_of_each([kind for row in rows for kind in row], given.option)
    first = experiment_of(given)
    at = _step(given.at, first.steps)
    if len(given.against) > 1:
        raise RequestError("a picture compares two networks, A and B: give --against once, its fields with commas.")
    return Asked(rows, options, at, first, [against(first, words) for words in given.against])


def computed(wanted: Asked, given: argparse.Namespace) -> Chart:
    """Compute the networks and draw the picture, or the pictures as they stand together."""
    from gradviz.charts.arranged import arranged

    drawn = iter(pictures(wanted, runs(wanted.first, wanted.others, given)))
    return arranged([arranged([next(drawn) for _ in row], beside=True) for row in wanted.rows])


def runs(
    first: Experiment, others: Sequence[tuple[Experiment, tuple[str, ...]]], given: argparse.Namespace
) -> list[Result]:
    """Compute network A with the arrays that were given, and every other one with their inputs; say what gave way."""
    from gradviz.cli.arrays import inputs_of, weights_of
    from gradviz.cli.compute import compute, note

    inputs = inputs_of(given.inputs, first.batch_size)
    results = [compute(first, weights=weights_of(given.weights), inputs=inputs)]
    for other, notes in others:
        note(notes)
        results.append(compute(other, inputs=inputs))
    return results


def pictures(wanted: Asked, results: Sequence[Result]) -> list[Chart]:
    """Draw every picture of networks that are computed; a sweep that some are drawn from is computed once before."""
    from gradviz.cli.compute import swept

    experiments = [result.experiment for result in results]
    known: dict[Grid, Sweep] = {}
    found = []
    for kind in (kind for row in wanted.rows for kind in row):
        options = wanted.options[kind.name]
        grid = kind.asks(*experiments, **options)
        if grid is not None and grid not in known:
            known[grid] = swept(grid)
        found.append(kind(*results, at=wanted.at, sweep=None if grid is None else known[grid], **options))
    return found


def whole(name: str, words: str) -> int:
    """Return a whole number of a flag.

    Raises
    ------
    ExperimentError
        When the words are none.
    """
    try:
        return int(words)
    except ValueError:
        raise ExperimentError(f"{name} must be a whole number; you gave {words!r}.", name) from None


def number(name: str, words: str) -> float:
    """Return a number of a flag.

    Raises
    ------
    ExperimentError
        When the words are none.
    """
    try:
        return float(words)
    except ValueError:
        raise ExperimentError(f"{name} must be a number; you gave {words!r}.", name) from None


def _step(words: str | None, steps: int) -> int | None:
    at = None if words is None else whole("at", words)
    if at is not None and not 0 <= at <= steps:
        raise ExperimentError(f"at must be a step, 0 … {steps}; you gave {at}.", "at")
    return at


def _rows(given: argparse.Namespace) -> list[list[ChartKind]]:
    """Return the kinds of pictures that are asked for, row by row."""
    from gradviz.charts import CHARTS

    if given.arrangement and given.chart:
        raise RequestError("--arrangement has its pictures: leave out --chart, or give --chart for each of your own.")
    rows = _arrangement(given.arrangement) if given.arrangement else [words.split(",") for words in given.chart]
    rows = [[name.strip() for name in row] for row in rows] or [["lecture"]]
    names = [name for row in rows for name in row]
    for name in names:
        if name not in CHARTS:
            hint = did_you_mean(name, CHARTS) or f"; the charts are {', '.join(CHARTS)}."
            raise RequestError(f"there is no chart {name}{hint}")
        if names.count(name) > 1:
            raise RequestError(f"--chart {name} is given twice: once is enough.")
    return [[CHARTS[name] for name in row] for row in rows]


def _arrangement(words: str) -> Sequence[Sequence[str]]:
    from gradviz.arrangements import ARRANGEMENTS

    known = {found.name.lower(): found.rows for found in ARRANGEMENTS}
    if words.lower() in known:
        return known[words.lower()]
    hint = did_you_mean(words.lower(), known) or f"; there are {', '.join(known)}."
    raise RequestError(f"there is no arrangement {words}{hint}")
