"""Charts on paper and in tables: PNG, SVG, PDF and CSV, without a display and in any thread.

Matplotlib is imported by the first picture, not by this package.
"""

from __future__ import annotations

from gradviz.paper.export import export, png_bytes, suffixes
from gradviz.paper.look import Look
from gradviz.paper.records import export_run, run_suffixes

__all__ = ["Look", "export", "export_run", "png_bytes", "run_suffixes", "suffixes"]
