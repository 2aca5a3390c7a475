"""Charts on paper, in tables, in notebooks and as scripts, without a display and in any thread.

Matplotlib is imported by the first picture, not by this package.
"""

from __future__ import annotations

from gradviz.paper.export import export, png_bytes, suffixes
from gradviz.paper.handouts import handout
from gradviz.paper.look import Look
from gradviz.paper.picture import Picture, show
from gradviz.paper.records import export_run, run_suffixes
from gradviz.paper.scripts import export_script

__all__ = [
    "Look", "Picture", "export", "export_run", "export_script", "handout", "png_bytes", "run_suffixes", "show",
    "suffixes",
]  # fmt: skip
