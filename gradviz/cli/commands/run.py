"""``gradviz run``: compute one network and write its numbers, or a script that computes them again."""

from __future__ import annotations

import argparse
from pathlib import Path

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser, RequestError
from gradviz.errors import FileError


def configure(parser: Parser) -> None:
    """Add the flags."""
    from gradviz.cli.arrays import add_arrays
    from gradviz.cli.fields import add_fields
    from gradviz.cli.target import add_target

    add_target(parser, ".npz, .csv, .json or .py")
    group = parser.add_argument_group("a script (.py) that recomputes the gradient of every step")
    group.add_argument("--with", dest="using", metavar="NAME", help="what it needs: torch (default) or gradviz")
    group.add_argument("--against", metavar="FIELD=VALUE,…", action="append", default=[],
                       help="network B: A with these fields changed, such as cell=lstm,forget_bias=3")  # fmt: skip
    add_arrays(parser)
    parser.add_argument("--check", action="store_true", help="repeat the gradient by autograd and say the difference")
    add_fields(parser)


def run(given: argparse.Namespace) -> int:
    """Compute and write."""
    from gradviz.charts.reading import verdict
    from gradviz.cli.compute import announce, check
    from gradviz.cli.fields import against, experiment_of
    from gradviz.cli.picture import runs
    from gradviz.cli.target import target_of
    from gradviz.paper import export_run, export_script, run_suffixes

    path = target_of(given.output, given.force, run_suffixes(), "gradviz run")
    is_script = path.suffix.lower() == ".py"
    _refuse(given, path, is_script)
    first = experiment_of(given)
    results = runs(first, [against(first, words) for words in given.against], given)
    if is_script:
        written = export_script(*results, path=path, using=given.using or "torch")
    else:
        written = [export_run(results[0], path)]
    announce(written, [verdict(result) for result in results])
    agreed = [check(result) for result in results] if given.check else []
    return 0 if all(agreed) else 1


def _refuse(given: argparse.Namespace, path: Path, is_script: bool) -> None:
    """Refuse what only a script can do where none is asked for, and a second file that is there already."""
    from gradviz.paper.scripts import companion, kind_of

    for flag, value in (("--with", given.using), ("--against", given.against)):
        if value and not is_script:
            raise RequestError(f"{flag} is for a script: give -o FILE.py. (gradviz render compares pictures.)")
    if len(given.against) > 1:
        raise RequestError("a script compares two networks, A and B: give --against once, its fields with commas.")
    if is_script:
        kind_of(given.using or "torch")
        if companion(path).exists() and not given.force:
            words = f"{companion(path)} exists already, and arrays of the script may go there"
            raise FileError(f"{words}: give --force to replace it, or another name.")


COMMAND = Command(
    "run", "compute one network and write its gradient norms", 10, configure, run,
    "example: gradviz run --cell lstm --forget-bias 3 -o lstm.csv",
)  # fmt: skip
