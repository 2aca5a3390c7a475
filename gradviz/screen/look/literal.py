"""Words of others in a tooltip: Qt takes what looks like HTML for HTML, links and pictures included."""

from __future__ import annotations

from html import escape


def literal(words: str) -> str:
    """Return words so that a tooltip shows them as they are written; `label` needs no such care."""
    suspect = "<" in words or "&" in words
    return f"<p style='white-space:pre-wrap'>{escape(words)}</p>" if suspect else words
