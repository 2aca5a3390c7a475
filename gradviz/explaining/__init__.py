"""Everything that gradviz shows, explained: one entry for each thing, made from what is declared of it once.

No Qt, no torch: the window's reference, ``gradviz explain`` and docs/reference.md say the same.
"""

from __future__ import annotations

from gradviz.explaining.entry import Entry, Kind
from gradviz.explaining.reference import Reference, reference

__all__ = ["Entry", "Kind", "Reference", "reference"]
