"""The labels of a text, one a file, found by this folder.

A module here that defines a ``LABEL`` is a label: ``gradviz cells`` scores it, ``gradviz list labels`` names it, and
every test that runs over all labels takes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gradviz.discover import discovered
from gradviz.language.labels.label import Label

__all__ = ["LABELS", "Label"]


LABELS: Mapping[str, Label] = MappingProxyType({found.name: found for found in discovered(__name__, __path__, "LABEL")})
"""Every label by its name, in the order in which a list shows them."""
