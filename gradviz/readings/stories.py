"""The pictures of a passage: one unit over the characters, all units over them, and the text coloured by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from gradviz.charts.chart import Chart
from gradviz.charts.coloured import PERCENTILES
from gradviz.charts.terms import Array
from gradviz.readings.quantity import STATES

if TYPE_CHECKING:
    from gradviz.charts.texts.unit_story import Backflow
    from gradviz.language.labels import Label
    from gradviz.language.passage import Passage
    from gradviz.language.scores import Score
    from gradviz.language.unit import Unit


@dataclass(frozen=True, eq=False)
class Wanted:
    """What a picture is made of: the characters ``first … last − 1`` of a passage, and what is looked at."""

    passage: Passage
    unit: Unit
    quantity: str
    raw: bool
    sign: int
    symbol: str
    label: Label | None
    holds: Array | None
    score: Score | None
    backflow: Backflow | None
    first: int
    last: int
    kind: str

    @property
    def count(self) -> int:
        """How many of the characters have been read."""
        return max(0, min(self.last, self.passage.count) - self.first)

    def padded(self, found: Array) -> Array:
        """Return values of the characters that have been read, and NaN for the others."""
        whole = np.full(self.last - self.first, np.nan)
        whole[: len(found)] = found
        return whole

    def followed(self) -> Array | None:
        """Return where the label holds, or its quantity, at the characters that are shown; None: not known."""
        return None if self.holds is None else self.holds[self.first : self.last]


def drawn(wanted: Wanted) -> Chart:
    """Return the picture."""
    return _all(wanted) if wanted.kind == "all" else _one(wanted)


def title(unit: Unit) -> str:
    """Return how the picture calls a unit: ``Unit 101, memory cell c``."""
    where = f" of layer {unit.layer}" if unit.layer else ""
    return f"Unit {unit.index}{where}, {'memory cell c' if unit.state == 'cell' else 'hidden state h'}"


def _one(wanted: Wanted) -> Chart:
    from gradviz.charts.texts.unit_story import UnitWindow, unit_story

    gates = _gates(wanted)
    shown = gates if wanted.quantity not in STATES else None
    holds = wanted.followed()
    label = None if wanted.label is None or holds is None else (wanted.label.phrase, holds)
    return unit_story(
        UnitWindow(
            text=wanted.passage.text[wanted.first : wanted.last],
            first=wanted.passage.first + wanted.first,
            title=title(_shown(wanted)),
            subtitle="",
            values=wanted.padded(_values(wanted, gates)),
            symbol=wanted.symbol,
            label=label,
            gates=shown,
            gradient=_flow(wanted),
        )
    )


def _flow(wanted: Wanted) -> Backflow | None:
    """Return the gradient with its places counted from the beginning of the whole text."""
    flow, passage = wanted.backflow, wanted.passage
    if flow is None:
        return None
    about = "" if passage.held is None else "of the network as it is, nothing held"
    return replace(flow, at=passage.first + flow.at, first=passage.first + flow.first, about=about)


def _values(wanted: Wanted, gates: dict[str, Array]) -> Array:
    if wanted.quantity not in STATES:
        return gates.get(wanted.quantity, np.empty(0))[: wanted.count]
    unit = replace(wanted.unit, state=STATES[wanted.quantity])
    found = wanted.passage.stretch(unit, wanted.first, wanted.last)
    return np.tanh(found) if wanted.raw and wanted.quantity == "c" else found


def _gates(wanted: Wanted) -> dict[str, Array]:
    from gradviz.language.following import gates

    if wanted.quantity in STATES or not wanted.count:
        return {}
    found, unit = gates(wanted.passage, wanted.first, wanted.first + wanted.count), wanted.unit
    return {name: wanted.padded(rows[unit.layer, :, unit.index]) for name, rows in found.items()}


def _all(wanted: Wanted) -> Chart:
    from gradviz.charts.texts.all_units import all_units

    passage, state = wanted.passage, wanted.unit.state
    rows = [row for row, unit in enumerate(passage.names) if unit.state == state]
    block = passage.block(wanted.first, wanted.last)[rows]
    if wanted.raw:
        shown = np.tanh(block) if state == "cell" else block
    else:
        shown = _within(block, passage.sampled(_MOST)[rows])
    whole = np.full((len(rows), wanted.last - wanted.first), np.nan)
    whole[:, : shown.shape[1]] = shown
    names = [f"unit {passage.names[row].index}" for row in rows]
    place = next((k for k, row in enumerate(rows) if passage.names[row] == wanted.unit), None)
    text = passage.text[wanted.first : wanted.last]
    return all_units(text, passage.first + wanted.first, whole, names, place, f"All {len(rows)} units", wanted.raw)


_MOST = 16_000
"""The percentiles of all units at once are those of so many characters at most, evenly spread over the text."""


def _within(values: Array, everywhere: Array) -> Array:
    """Return values, (units, n), from the unit's 2nd to its 98th percentile over the text as −1 … 1.

    One that hardly ever moves has its whole range, one that never does is 0.
    """
    if not everywhere.size:
        return values
    low, high = np.percentile(everywhere, PERCENTILES, axis=1)
    still = ~(low < high)
    low[still], high[still] = everywhere[still].min(axis=1), everywhere[still].max(axis=1)
    span = np.where(low < high, high - low, np.inf)
    return np.where(low < high, np.clip((values.T - low) / span * 2 - 1, -1, 1), 0.0).T


def coloured(wanted: Wanted, shade: Array, weight: Array | None) -> Chart:
    """Return the text that is shown as a picture, coloured as on the screen."""
    from gradviz.charts.texts.unit_text import unit_text
    from gradviz.language.verdicts import sentence

    part = slice(wanted.first, wanted.first + wanted.count)
    text = wanted.passage.text[part]
    values = wanted.padded(_values(wanted, _gates(wanted)))[: wanted.count]
    label, followed = wanted.label, wanted.followed()
    holds = np.zeros(len(text), bool) if followed is None else followed[: wanted.count]
    said = "" if wanted.score is None else sentence(wanted.score)
    said = f"{said[:1].upper()}{said[1:]}"
    marked = label is not None and holds.dtype == bool
    return unit_text(
        f"{title(_shown(wanted))} of {wanted.passage.checkpoint.name}", text, values,
        ("label" if label is None else label.name, holds), wanted.sign, said, len(text),
        under=None if weight is None else weight[part], focus=_focus(wanted, len(text)),
        marks=holds if marked else None, shade=wanted.padded(shade[part])[: wanted.count],
    )  # fmt: skip


def _focus(wanted: Wanted, count: int) -> int | None:
    """Return which of the characters that are shown is the one whose loss runs back."""
    place = -1 if wanted.backflow is None else wanted.backflow.at - wanted.first
    return place if 0 <= place < count else None


def _shown(wanted: Wanted) -> Unit:
    """Return the unit with the state that is shown; a gate belongs to the state that is carried on."""
    return replace(wanted.unit, state=STATES.get(wanted.quantity, wanted.unit.state))
