"""The end of a line, which a network must foresee to break it there."""

from __future__ import annotations

import numpy as np

from gradviz.language.labels.label import Array, Label, line_ends


def of(text: str) -> Array:
    r"""Return where the next character is a line end; between ``\r`` and ``\n`` it is not, they are one."""
    ends = line_ends(text)
    following = np.append(ends[1:], False)
    pair = text.find("\r\n")
    while pair >= 0:
        following[pair] = False
        pair = text.find("\r\n", pair + 2)
    return following[: len(text)]


LABEL = Label("end_of_line", "the last character before a line end", "the end of the line", "yes/no", 80, of)
