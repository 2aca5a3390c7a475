"""The pictures of a network that reads, for paper: the text around the cursor, coloured, and the unit's story there."""

from __future__ import annotations

from dataclasses import replace

from gradviz.cells import CELLS
from gradviz.charts.chart import Chart
from gradviz.charts.terms import Array
from gradviz.charts.words import count
from gradviz.language.following import gates
from gradviz.language.proofs import proof_sentence
from gradviz.language.verdicts import named
from gradviz.readings import stories
from gradviz.readings.named import is_untrained, model_of
from gradviz.readings.quantity import STATES, SYMBOLS, quantities_of, shade_of
from gradviz.readings.stories import Wanted
from gradviz.readings.told import Told

_TEXT, _STORY = 620, 110
"""So many characters are coloured, and so many have the unit's curve under them."""
_LINE = 100
_BEFORE = 0.7
"""The share of them that stands before the cursor."""


def pictures(told: Told) -> list[Chart]:
    """Return the coloured text, and the story of the unit; a unit that is held is shown as it is without that."""
    text, story = _in_lines(_wanted(told, _TEXT)), _wanted(told, _STORY)
    return [stories.coloured(text, _shade(text), None), stories.drawn(story)]


def settings(told: Told) -> list[tuple[str, str]]:
    """Return who reads what, and what is watched, as rows."""
    watch, checkpoint = told.watch, told.checkpoint
    deep = f" in each of {checkpoint.layers} layers" if checkpoint.layers > 1 else ""
    own = model_of(watch.model).rpartition("/")[2]
    rows = [
        ("Model", f"untrained, of the size of {own}" if is_untrained(watch.model) else own),
        ("Network", f"{CELLS[checkpoint.cell].label}, {count(checkpoint.hidden_size, 'hidden unit')}{deep}"),
        ("Text", f"{watch.name}, {len(told.text)} characters"),
        ("Unit", f"{named(told.unit)}{f', the best for {told.label.phrase}' if watch.label else ''}"),
        ("Colour", f"{_symbol(told)}{', nothing held' if watch.held else ''}"),
    ]
    return [*rows, ("Held", f"{watch.held}, in all of the text")] if watch.held else rows


def measured(told: Told) -> list[str]:
    """Return what was measured beside what the pictures say, a sentence each."""
    watch = told.watch
    if not told.checkpoint.has_readout:  # it predicts nothing that could cost anything, or change
        return []
    found = [f"The text costs {told.bits:.2f} bits a character{' with the unit held' if watch.held else ''}."]
    if watch.held:
        found.append(_capital(proof_sentence(told.proof(watch.held), told.score(told.label.name), watch.held)))
    return found


def _wanted(told: Told, span: int) -> Wanted:
    watch, whole, quantity = told.watch, len(told.text), _quantity(told)
    first = max(0, min(watch.at - round(_BEFORE * span), whole - span))
    label, score = (told.label, told.score(watch.label)) if watch.label else (None, None)
    holds = None if label is None else label.of(told.text)
    return Wanted(
        told.free, told.unit, quantity, False, told.sign, _symbol(told), label, holds, score, None,
        first, min(whole, first + span), "unit",
    )  # fmt: skip


def _in_lines(wanted: Wanted) -> Wanted:
    """Return the same from the beginning of a line to the end of one, where they are near."""
    text = wanted.passage.text
    begin = text.rfind("\n", max(0, wanted.first - _LINE), wanted.first) + 1
    end = text.find("\n", wanted.last, wanted.last + _LINE) + 1
    return replace(wanted, first=begin or wanted.first, last=end or wanted.last)


def _shade(wanted: Wanted) -> Array:
    """Return the colours of the whole text, as the page has them."""
    passage, unit, quantity = wanted.passage, wanted.unit, wanted.quantity
    if quantity in STATES:
        values = passage.of(replace(unit, state=STATES[quantity]))
    else:
        values = gates(passage, 0, passage.count)[quantity][unit.layer, :, unit.index]
    return shade_of(values, quantity, wanted.raw, wanted.sign)


def _quantity(told: Told) -> str:
    return told.watch.shows or SYMBOLS[told.unit.state]


def _symbol(told: Told) -> str:
    return dict(quantities_of(told.checkpoint.cell))[_quantity(told)]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
