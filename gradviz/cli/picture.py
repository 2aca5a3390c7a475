"""Which picture of which networks: the flags that `gradviz render` and `gradviz movie` share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, NamedTuple

from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import ExperimentError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gradviz.charts.chart import Chart
    from gradviz.charts.kind import ChartKind
    from gradviz.experiment import Experiment
    from gradviz.result import Result


def add_picture(parser: Parser) -> Any:
    """Add the flags to a command; return their group."""
    group = parser.add_argument_group("the picture")
    group.add_argument("--against", metavar="FIELD=VALUE,…", action="append", default=[],
                       help="network B: A with these fields changed, such as cell=lstm,forget_bias=3")  # fmt: skip
    group.add_argument("--chart", metavar="NAME", default="lecture", help="gradviz list charts (default lecture)")
    group.add_argument("--option", metavar="NAME=VALUE", action="append", default=[],
                       help="a choice within the picture, once for each: gradviz list charts")  # fmt: skip
    group.add_argument("--at", metavar="T", help="the step that pictures of one step show (default: the loss)")
    return group


class Asked(NamedTuple):
    """A picture that can be computed: its kind and options, its step, and the networks with what gave way in them."""

    kind: ChartKind
    options: Mapping[str, Any]
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
    from gradviz.charts import CHARTS
    from gradviz.cli.fields import against, experiment_of
    from gradviz.cli.options import options_of

    if given.chart not in CHARTS:
        hint = did_you_mean(given.chart, CHARTS) or f"; the charts are {', '.join(CHARTS)}."
        raise RequestError(f"there is no chart {given.chart}{hint}")
    options = options_of(CHARTS[given.chart], given.option)
    first = experiment_of(given)
    at = _step(given.at, first.steps)
    if len(given.against) > 1:
        raise RequestError("a picture compares two networks, A and B: give --against once, its fields with commas.")
    return Asked(CHARTS[given.chart], options, at, first, [against(first, words) for words in given.against])


def computed(wanted: Asked, given: argparse.Namespace) -> Chart:
    """Compute the networks and draw the picture."""
    return drawn(wanted, runs(wanted.first, wanted.others, given))


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


def drawn(wanted: Asked, results: Sequence[Result]) -> Chart:
    """Draw the picture of networks that are computed; a sweep that it is drawn from is computed first."""
    from gradviz.cli.compute import swept

    grid = wanted.kind.asks(*(result.experiment for result in results), **wanted.options)
    return wanted.kind(*results, at=wanted.at, sweep=None if grid is None else swept(grid), **wanted.options)


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
