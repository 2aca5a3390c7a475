"""Reading as one looks on: the part around the view first, on at every call, again from an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch

from gradviz.control import Control
from gradviz.engine.threads import sized_for
from gradviz.language.layers import Kept, gates_of, tensors_of
from gradviz.language.passage import Held, Page, Passage
from gradviz.language.reading import read
from gradviz.language.readout import log_probabilities
from gradviz.language.state import Floats, State, start_of
from gradviz.language.stepping import Stepper
from gradviz.language.unit import units_of
from gradviz.models import Checkpoint, encode

PAGE = 512
"""Characters of a full page; a state belongs to every character, so that reading can go on anywhere."""
MEMORY = 2**28
"""Bytes that the states of a passage may take."""
LONGEST = 131_072
WARM = 4096
"""So many characters before a passage within a longer text are read for what is remembered at its beginning."""
_OFTEN = 64


def room(checkpoint: Checkpoint) -> int:
    """Return how many characters a passage may have."""
    return max(PAGE, min(LONGEST, MEMORY // (4 * len(units_of(checkpoint)))))


def opened(checkpoint: Checkpoint, text: str, view: int = 0, control: Control | None = None) -> Passage:
    """Return the passage of a text around a place, nothing of it read yet.

    A text that memory can hold is one passage. Of a longer one it begins half a passage before ``view``; the network
    then has read the `WARM` characters before it, and not what comes before them.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    longest = room(checkpoint)
    first = 0 if len(text) <= longest else min(max(0, view - longest // 2), len(text) - longest)
    start = start_of(checkpoint)
    if first:
        start = read(checkpoint, text[max(0, first - WARM) : first], control=control).state
    last = first + longest
    around = (text[:first], text[last:])
    return Passage(checkpoint, text[first:last], first, start, first <= WARM, around=around)


def advanced(passage: Passage, most: int, control: Control | None = None) -> Passage:
    """Return the passage with up to ``most`` more characters read.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    count = passage.count
    words = passage.text[count : min(count + most, _next_turn(passage, count))]
    if not words:
        return passage
    values, known = (_held if _is_held(passage, count) else _as_it_is)(passage, words, control)
    pages = list(passage.pages)
    if pages and pages[-1].values.shape[1] < PAGE:  # typing would leave a page for every key
        last = pages.pop()
        values, known = np.concatenate([last.values, values], axis=1), np.concatenate([last.known, known])
    return replace(passage, pages=(*pages, *_pages(values, known)))


def edited(passage: Passage, place: int, removed: int, inserted: str) -> Passage:
    """Return the passage in which characters gave way to others; what was read before the place is kept."""
    text = passage.text[:place] + inserted + passage.text[place + removed :]
    what = None if passage.held is None else passage.held.spliced(place, removed, len(inserted))
    return replace(passage, text=text, held=what, pages=_pages_before(passage, place))


def held(passage: Passage, what: Held | None) -> Passage:
    """Return the passage for a network with a unit held, or as it is; what was read before anything changes is kept."""
    starts = [each.first for each in (passage.held, what) if each is not None]
    return replace(passage, held=what, pages=_pages_before(passage, min(starts, default=len(passage.text))))


def gates(passage: Passage, first: int, last: int) -> Mapping[str, Floats]:
    """Return the gates of the characters ``first … last − 1``, (layers, n, H) each, of a passage read so far.

    They follow from the states that were read, so a unit that was held there was held for them, too.

    Raises
    ------
    IndexError
        When it has not been read up to ``first``.
    """
    checkpoint, rows = passage.checkpoint, passage.block(first, last)
    steps = rows.shape[1]
    kept = Kept.of(checkpoint, steps, passage.state(first))
    kept.hidden[:, 1:] = rows.reshape(checkpoint.layers, -1, checkpoint.hidden_size, steps)[:, -1].transpose(0, 2, 1)
    indices = torch.from_numpy(encode(checkpoint, passage.text[first : first + steps]).indices)
    with sized_for(0), torch.inference_mode():
        return gates_of(checkpoint.cell, tensors_of(checkpoint), indices, kept)


def freed(passage: Passage, count: int, control: Control | None = None) -> Passage:
    """Return the passage for the network as it is, nothing held, read up to ``count`` characters at least.

    Raises
    ------
    Cancelled
        When ``control`` asked for a stop.
    """
    free = passage if passage.held is None else held(passage, None)
    return free if free.count >= count else advanced(free, count - free.count, control)


def _pages_before(passage: Passage, place: int) -> tuple[Page, ...]:
    kept, begin = [], 0
    for page in passage.pages:
        width = min(page.values.shape[1], place - begin)
        if width <= 0:
            break
        kept.append(Page(*(array[..., :width] for array in page)))
        begin += width
    return tuple(kept)


def _is_held(passage: Passage, place: int) -> bool:
    what = passage.held
    return what is not None and what.first <= place and (what.last is None or place < what.last)


def _next_turn(passage: Passage, place: int) -> int:
    """Return where a unit begins or ceases to be held."""
    what = passage.held
    turns = [] if what is None else [turn for turn in (what.first, what.last) if turn is not None and turn > place]
    return min(turns, default=len(passage.text))


def _as_it_is(passage: Passage, words: str, control: Control | None) -> tuple[Floats, Floats]:
    before = passage.state(passage.count)
    found = read(passage.checkpoint, words, state=before, control=control)
    layers = zip(*([found.hidden] if found.cell_state is None else [found.cell_state, found.hidden]), strict=True)
    values = np.concatenate([states[1:].T for kinds in layers for states in kinds])
    return values, _known(passage.checkpoint, found.hidden[-1, :-1], words)


def _held(passage: Passage, words: str, control: Control | None) -> tuple[Floats, Floats]:
    """Read step by step, the unit held after every one."""
    assert passage.held is not None
    stepper = Stepper(passage.checkpoint)
    states = [passage.state(passage.count)]
    for number, index in enumerate(encode(passage.checkpoint, words).indices):
        if control is not None and number % _OFTEN == 0:
            control.advance(number / len(words))
        states.append(stepper.advance(states[-1], int(index), passage.held))
    values = np.stack([_column(state) for state in states[1:]], axis=1)
    return values, _known(passage.checkpoint, np.stack([state.hidden[-1] for state in states[:-1]]), words)


def _column(state: State) -> Floats:
    kinds = [state.hidden] if state.cell_state is None else [state.cell_state, state.hidden]
    return np.stack(kinds, axis=1).reshape(-1)


def _known(checkpoint: Checkpoint, before: Floats, words: str) -> Floats:
    """Return the log probability of each character, (n,), from the top layer's h before it, (n, H)."""
    if not checkpoint.has_readout:
        return np.full(len(words), np.nan, np.float32)
    said = log_probabilities(checkpoint, before)
    return np.asarray(said[np.arange(len(words)), encode(checkpoint, words).indices])


def _pages(values: Floats, known: Floats) -> list[Page]:
    places = range(0, values.shape[1], PAGE)
    return [Page(values[:, place : place + PAGE].copy(), known[place : place + PAGE].copy()) for place in places]
