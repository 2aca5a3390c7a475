"""The commands of gradviz, one a file, found by this folder.

A module here that defines a ``COMMAND`` is a command: it appears in the help and can be run.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from types import MappingProxyType

from gradviz.cli.commands.command import Command

__all__ = ["COMMANDS", "Command"]


def _discover() -> dict[str, Command]:
    # pkgutil would import inspect and typing, which takes as long as the rest of the help
    files = (name.partition(".") for folder in __path__ for name in os.listdir(folder))
    names = sorted({stem for stem, _, suffix in files if suffix in ("py", "pyc") and not stem.startswith("_")})
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    commands = [module.COMMAND for module in modules if hasattr(module, "COMMAND")]
    return {command.name: command for command in sorted(commands, key=lambda command: command.order)}


COMMANDS: Mapping[str, Command] = MappingProxyType(_discover())
"""Every command by its name, in the order in which the help shows them."""
