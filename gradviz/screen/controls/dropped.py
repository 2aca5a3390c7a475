"""The file in what was dropped or pasted."""

from __future__ import annotations

from PyQt6.QtCore import QMimeData


def file_in(source: QMimeData) -> str:
    """Return the path of the first local file in what is dropped or pasted, or an empty string."""
    return next((url.toLocalFile() for url in source.urls() if url.isLocalFile()), "")
