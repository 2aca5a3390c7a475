"""The commands of gradviz, one a file, found by this folder.

A module here that defines a ``COMMAND`` is a command: it appears in the help and can be run.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.cli.commands.command import Command
from gradviz.discover import discovered

__all__ = ["COMMANDS", "Command"]


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {found.name: found for found in discovered(__name__, __path__, "COMMAND")}
)
"""Every command by its name, in the order in which the help shows them."""
