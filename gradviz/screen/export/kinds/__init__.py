"""The kinds of export, one family a file, found by this folder.

A module here that defines a ``FAMILY`` adds its kinds to the list of the dialog.
"""

from __future__ import annotations

from collections.abc import Sequence

from gradviz.discover import discovered
from gradviz.screen.export.kinds.kind import Family, Kind

__all__ = ["KINDS", "Family", "Kind", "of_suffix"]


KINDS: tuple[Kind, ...] = tuple(kind for family in discovered(__name__, __path__, "FAMILY") for kind in family.kinds)
"""Every kind, in the order in which the list shows them."""


def of_suffix(suffix: str, kinds: Sequence[Kind], now: Kind | None = None) -> Kind | None:
    """Return the kind whose files end so, if there is one: the one that is chosen ``now``, else the first."""
    found = [kind for kind in kinds if kind.suffix == suffix.lower()]
    return now if now in found else next(iter(found), None)
