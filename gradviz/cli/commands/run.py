"""``gradviz run``: compute one network and write its numbers."""

from __future__ import annotations

import argparse

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.arrays import add_arrays
    from gradviz.cli.fields import add_fields
    from gradviz.cli.target import add_target

    add_target(parser, ".npz, .csv or .json")
    add_arrays(parser)
    parser.add_argument("--check", action="store_true", help="repeat the gradient by autograd and say the difference")
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute and write."""
    from gradviz.charts.reading import verdict
    from gradviz.cli.arrays import inputs_of, weights_of
    from gradviz.cli.compute import announce, check, compute
    from gradviz.cli.fields import experiment_of
    from gradviz.cli.target import target_of
    from gradviz.paper import export_run, run_suffixes

    path = target_of(given.output, given.force, run_suffixes(), "gradviz run")
    experiment = experiment_of(given)
    weights, inputs = weights_of(given.weights), inputs_of(given.inputs, experiment.batch_size)
    result = compute(experiment, weights=weights, inputs=inputs)
    announce([export_run(result, path)], [verdict(result)])
    return 0 if not given.check or check(result) else 1


COMMAND = Command(
    "run", "compute one network and write its gradient norms", 10, configure, run,
    "example: gradviz run --cell lstm --forget-bias 3 -o lstm.csv",
)  # fmt: skip
