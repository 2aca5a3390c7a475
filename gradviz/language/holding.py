"""Whether a unit still knows of the quote long after its mark: on with it, off without, far beyond the training length.

A score says how well a unit tells inside from outside, but most strings are short: it may be high for a unit that
forgets after fifty characters. So an opening mark is put before a word outside of any string, and no closing one
follows; the same text without the mark is the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.language.labels import LABELS
from gradviz.language.labels.label import line_ends
from gradviz.language.labels.parts import parts
from gradviz.language.reading import read
from gradviz.language.unit import Unit
from gradviz.language.units import values_of
from gradviz.models import Checkpoint

Array = npt.NDArray[Any]

DISTANCES = (2, 25, 50, 100, 250, 500)
"""After how many characters behind the mark it is looked at."""
CASES = 100
_BEFORE = 200
"""So many characters at least are read before the mark, from the beginning of a line."""
_MARKS = str.maketrans({'"': "'", "“": "'", "”": "'"})
_NO_MARKS = str.maketrans("", "", '"“”')
_SENTENCE_ENDS = tuple(".!?")
_ENDS = str.maketrans("\r\n", "  ")


@dataclass(frozen=True)
class Case:
    """A text that is outside of any string, and what follows the mark (or comes without it): no mark is in it."""

    before: str
    after: str


@dataclass(frozen=True)
class Holding:
    """The share of cases in which a unit is on, at each distance, with the mark and without it.

    Attributes
    ----------
    threshold
        The unit is on where ``sign`` times its value is above ``sign`` times this.
    cases
        How many there were.
    """

    unit: Unit
    sign: int
    threshold: float
    distances: tuple[int, ...]
    marked: tuple[float, ...]
    unmarked: tuple[float, ...]
    cases: int


def cases(text: str, count: int = CASES, reach: int = max(DISTANCES), prose: bool = False, seed: int = 0) -> list[Case]:
    """Return cases made of a text, spread evenly over it up to a random start.

    Parameters
    ----------
    reach
        How many characters follow the mark.
    prose
        In prose a quote begins with a sentence and goes on over the ends of lines: the mark is put where a sentence
        begins (before any word where there are too few of them), line ends stay, and other marks are taken out.
        Elsewhere it is put before any word, line ends are spaces, and other marks are single ones.

    Raises
    ------
    ExperimentError
        When the text has too few places that are outside of strings and far enough from its ends.
    """
    code = parts(text).code()
    places = np.flatnonzero(LABELS["word_start"].of(text) & code & _after(code))
    needed = 2 * reach if prose else reach  # marks are taken out
    places = places[(places >= _BEFORE) & (places <= len(text) - needed)]
    if prose:
        begins = [text[max(0, place - 3) : place].rstrip()[-1:] in _SENTENCE_ENDS for place in places.tolist()]
        places = places[begins] if sum(begins) >= count else places
    if len(places) < count:
        raise ExperimentError(f"{count} cases need a longer text: it has {len(places)} places for a mark.", "text")
    first = np.random.default_rng(seed).random()
    picked = places[((np.arange(count) + first) * len(places) / count).astype(int)]
    lines = np.append(0, np.flatnonzero(code & _after(line_ends(text))))  # lines that do not begin within a string
    starts = lines[np.searchsorted(lines, picked - _BEFORE, "right") - 1]
    return [
        Case(text[start:at], _unmarked(text[at : at + needed], prose)[:reach])
        for start, at in zip(starts, picked, strict=True)
    ]


def _after(holds: Array) -> Array:
    """Return where something holds of the character before."""
    return np.insert(holds, 0, False)[: len(holds)]


def _unmarked(text: str, prose: bool) -> str:
    return text.translate(_NO_MARKS) if prose else text.translate(_MARKS).translate(_ENDS)


def threshold(values: Array, label: Array, sign: int = 1) -> float:
    """Return the value that tells best where a label holds: it maximises Youden's J (1950) = TPR − FPR.

    Parameters
    ----------
    values : (T,)
        What the unit did.
    label : (T,)
        Bools.
    sign
        −1 where the unit is low when the label holds.
    """
    order = np.argsort(-sign * values)
    ranked, held = values[order], label[order]
    gain = np.cumsum(held) / max(1, held.sum()) - np.cumsum(~held) / max(1, (~held).sum())
    ends = np.append(ranked[1:] != ranked[:-1], False)  # between equal values nothing can be told apart
    if not ends.any():
        raise ExperimentError("this unit has one value all over the text: nothing tells on from off.", "text")
    best = int(np.argmax(np.where(ends, gain, -np.inf)))
    return float((ranked[best] + ranked[best + 1]) / 2)


def holding(
    checkpoint: Checkpoint,
    unit: Unit,
    sign: int,
    threshold: float,
    cases: Sequence[Case],
    *,
    mark: str = '"',
    distances: Sequence[int] = DISTANCES,
    control: Control | None = None,
) -> Holding:
    """Return how often a unit is on at each distance behind an opening mark, and without one.

    At distance d the network has read d characters after the mark; without a mark, d after the same place.
    """
    on = np.zeros((2, len(cases), len(distances)), bool)
    for number, case in enumerate(cases):
        if control is not None:
            control.advance(number / len(cases))
        state = read(checkpoint, case.before).state
        after = case.after[: max(distances)]
        for row, words in enumerate((mark + after, after)):
            values = values_of(read(checkpoint, words, state=state), unit)
            at = np.array(distances) - 1 + (len(mark) if row == 0 else 0)
            on[row, number] = sign * values[at] > sign * threshold
    marked, unmarked = (tuple(map(float, each.mean(axis=0))) for each in on)
    return Holding(unit, sign, threshold, tuple(distances), marked, unmarked, len(cases))
