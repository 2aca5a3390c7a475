"""Names of a package that are imported when they are first used, so that what only passes by need not wait."""

from __future__ import annotations

import importlib
import sys

TYPE_CHECKING = False  # what type checkers take for true, without typing's ten milliseconds
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def importing(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a package's ``__getattr__``: each name comes from its home, which is imported then; "" is a module.

    Parameters
    ----------
    package
        The package's ``__name__``.
    homes
        For every name the module that it lives in, or "" where the name is a module of the package itself.
    """

    def attribute(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if not homes[name]:
            return importlib.import_module(f"{package}.{name}")
        value = getattr(importlib.import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return attribute
