"""What a command is."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from gradviz.cli.parser import Parser


class Command:
    """A command: its name, what it does, its place in the help, its flags, and how it is run.

    A plain class, because dataclasses and named tuples take longer to import than help may take.

    Parameters
    ----------
    name, help, order
        How it is called, what the help says of it, and where.
    configure
        Adds its flags to a parser.
    run
        Does it and returns the exit status.
    example
        A line that ends its help.
    """

    def __init__(
        self,
        name: str,
        help: str,
        order: int,
        configure: Callable[[Parser], None],
        run: Callable[[argparse.Namespace], int],
        example: str = "",
    ) -> None:
        self.name, self.help, self.order = name, help, order
        self.configure, self.run, self.example = configure, run, example
