"""What stands in a cell for a character that cannot simply be drawn there."""

from __future__ import annotations

import unicodedata

_OWN = {"\n": "↵", "\t": "→", "\r": "␍", "\x7f": "␡", "\u2028": "↵", "\u2029": "¶"}
_PICTURES = 0x2400
"""Unicode's pictures of the control characters begin here, in their order."""
_BOX = "▯"
_CARRIER = "◌"
_SPOKEN = {"\n": "a line end", "\t": "a tab", " ": "a space", "\r": "a carriage return", "\0": "NUL"}
CONTINUED = "↪"


def sign(character: str) -> tuple[str, bool]:
    """Return what is drawn for a character, and whether it is a quiet sign that only stands for it."""
    kind = unicodedata.category(character)
    if character in _OWN:
        return _OWN[character], True
    if character < " ":
        return chr(_PICTURES + ord(character)), True
    if kind[0] == "M":
        return _CARRIER + character, False
    if kind == "Zs":
        return ("" if character == " " else "␣"), True
    return (_BOX, True) if kind[0] == "C" else (character, False)


def spoken(character: str) -> str:
    """Return what a character is called aloud."""
    return _SPOKEN.get(character) or (f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}")
