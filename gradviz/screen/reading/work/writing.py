"""A network goes on writing, and why it repeats itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from gradviz.control import Control

if TYPE_CHECKING:
    from gradviz.language.passage import Passage

_LONGEST_LOOP = 400
_ROUNDS = 3


def writer(passage: Passage, at: int, temperature: float, greedy: bool, seed: int) -> Iterator[Any]:
    """Return what a network writes after ``at`` characters, without end; a unit that is held there stays held."""
    from gradviz.language.replaying import held
    from gradviz.language.sampling import writing

    what = passage.held
    inside = what is not None and what.first <= at and (what.last is None or at <= what.last)
    change = held(what.unit, what.value) if what is not None and inside else None
    return writing(
        passage.checkpoint, "", temperature=temperature, greedy=greedy, seed=seed, state=passage.state(at),
        change=change,
    )  # fmt: skip


def written(writer: Iterator[Any], count: int, control: Control) -> str:
    """Return the next characters."""
    signs = []
    for sign, _ in islice(writer, count):
        control.advance(0.0)
        signs.append(sign)
    return "".join(signs)


def loop_words(passage: Passage, at: int, written: int) -> str:
    """Return why the most likely characters go round in a circle, once they do so three times; else nothing."""
    text = passage.text[at - written : at]
    period = _period(text)
    if not period or passage.count < at:
        return ""
    now, before = passage.state(at).hidden, passage.state(at - period).hidden
    apart = float(np.linalg.norm(now - before) / max(float(np.linalg.norm(now)), 1e-30))
    return (
        f"It repeats itself every {period} characters: h comes back to where it was (within {apart:.1g} of its size), "
        "and from the same state the most likely character is always the same."
    )


def _period(text: str) -> int:
    """Return after how many characters the end of a text has repeated itself three times; 0: it has not."""
    for period in range(1, min(_LONGEST_LOOP, len(text) // _ROUNDS) + 1):
        end = text[-_ROUNDS * period :]
        if end == end[:period] * _ROUNDS:
            return period
    return 0
