"""What a label is: something that is true of, or counted at, every character of a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

Kind = Literal["yes/no", "quantity"]


@dataclass(frozen=True)
class Label:
    """A property of every character, computed from the text alone.

    Entry t − 1 is what a reader knows once it has read character t, so it belongs to the state h_t, c_t. What lies
    between two marks is inside from the last character of the opening mark (it is complete now) until the last
    character of the closing one (which is outside again): in ``a "b" c`` the characters ``"b`` are quoted.

    Attributes
    ----------
    name, description
        How a command line and a list call it.
    phrase
        What a unit follows, in a sentence: "the quote".
    kind
        ``yes/no``: of bools; ``quantity``: of floats, NaN where it is not defined.
    order
        Its place in a list of labels.
    of
        Takes a text of T characters, returns shape (T,).
    """

    name: str
    description: str
    phrase: str
    kind: Kind
    order: int
    of: Callable[[str], Array]


def within(label: Label, whole: str, first: int) -> Label:
    """Return a label as it is in the part of a text that begins at its character ``first``.

    A part may begin within a string or in the middle of a line: what holds there is known of the whole text alone.
    """

    def of(part: str) -> Array:
        return label.of(whole)[first : first + len(part)]

    return replace(label, of=of)


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """Return the code point of every character, shape (T,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def by_character(text: str, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """Return what holds of each character by itself, shape (T,); it is asked once for each different one."""
    different, places = np.unique(code_points(text), return_inverse=True)
    return np.array([holds(chr(code)) for code in different], bool)[places]


def line_ends(text: str) -> npt.NDArray[np.bool_]:
    r"""Return where the characters of line ends are (``\n``, ``\r\n``, ``\r``), shape (T,)."""
    codes = code_points(text)
    return np.isin(codes, [ord("\n"), ord("\r")])


def since(resets: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Return how many characters lie behind the last reset, or behind the beginning of the text, shape (T,)."""
    here = np.arange(1, len(resets) + 1)
    return here - np.maximum.accumulate(np.where(resets, here, 0), axis=0)
