"""The kinds of things that are explained, one a file, found by this folder.

A module here that defines a ``KIND`` is a kind: it is listed in the window, on the command line and
in docs/reference.md.
"""

from __future__ import annotations

from gradviz.discover import discovered
from gradviz.explaining.entry import Kind

__all__ = ["KINDS"]

KINDS: tuple[Kind, ...] = tuple(discovered(__name__, __path__, "KIND"))
"""Every kind, in the order in which a list shows them."""
