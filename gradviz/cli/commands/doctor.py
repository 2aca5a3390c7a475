"""``gradviz doctor``: what this machine has, what is missing, and the command that installs it."""

from __future__ import annotations

import argparse

from gradviz.cli.commands.command import Command
from gradviz.cli.parser import Parser


def configure(_parser: Parser) -> None:
    """There are no flags."""


def run(_given: argparse.Namespace) -> int:
    """Print one line a finding; the status is 1 when something needed is missing."""
    from gradviz.cli.machine import findings

    healthy = True
    for finding in findings():
        healthy &= finding.fine or not finding.needed
        mark = "OK" if finding.fine else "missing" if finding.needed else "none"
        print(f"{mark:9}{finding.name:18}{finding.words}", flush=True)
        if finding.remedy and not finding.fine:
            print(f"{'':9}{'':18}{finding.remedy}", flush=True)
    return 0 if healthy else 1


COMMAND = Command("doctor", "say what this machine has and what is missing", 40, configure, run)
