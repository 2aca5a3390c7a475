"""The whole state of the window as one value: JSON out of it, and JSON into it as far as that is right."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gradviz.screen.look.modes import MODES, Mode
from gradviz.screen.sessions.broken import line_of, read
from gradviz.screen.sessions.cells import Cells
from gradviz.screen.sessions.elsewhere import drop_models
from gradviz.screen.sessions.elsewhere import said as said_of
from gradviz.screen.sessions.laboratory import Laboratory
from gradviz.screen.sessions.migrations import VERSION, migrated
from gradviz.screen.sessions.parts import Part, SessionError, number, one_of

KIND = "gradviz session"
PAGES = ("lab", "cells")
_MOST_NOTES = 3


@dataclass(frozen=True)
class State:
    """What the window shows.

    Attributes
    ----------
    cells
        The page of cells on text; None: nothing is known of it.
    unknown
        What another version wrote and this one knows nothing of, where it stood; it is written again.
    """

    page: str = "lab"
    laboratory: Laboratory = field(default_factory=Laboratory)
    cells: Cells | None = None
    mode: Mode = "system"
    scale: float = 1.0
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def essence(self) -> State:
        """What was made by hand: without the cursor, and without how one looks at it."""
        return State(laboratory=Laboratory(self.laboratory.question), cells=self.cells and self.cells.essence)

    def values(self) -> dict[str, Any]:
        """Return it as JSON."""
        known = {
            "kind": KIND,
            "version": VERSION,
            "page": self.page,
            "look": {"theme": self.mode, "scale": self.scale},
            "laboratory": self.laboratory.values(),
            "cells": None if self.cells is None else self.cells.values(),
        }
        return _merged(known, self.unknown)

    def to_json(self) -> str:
        """Return it as the text of a file."""
        return json.dumps(self.values(), ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def from_json(text: str, stays: Callable[[str], bool] = lambda _: True) -> Opened:
        """Return what a text says, as far as it is right.

        Parameters
        ----------
        stays
            Whether a model that is a file may be read.

        Raises
        ------
        SessionError
            When it is no session at all.
        """
        values, broken = read(text)
        if not isinstance(values, dict) or values.get("kind") != KIND:
            where = f": line {broken} is not JSON" if broken is not None else ""
            raise SessionError(f"it is no session of gradviz{where}")
        opened = opened_from(values, text, stays)
        if broken is None:
            return opened
        cut = f"It breaks off: from line {broken} on nothing could be read, and is as it is at first."
        return replace(opened, notes=(cut, *opened.notes))


@dataclass(frozen=True)
class Opened:
    """A state that was read, and a sentence for everything that was wrong with it.

    Attributes
    ----------
    elsewhere
        The models that were left out, for they lie outside the session's folder.
    """

    state: State
    notes: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def opened_from(found: dict[str, Any], text: str = "", stays: Callable[[str], bool] = lambda _: True) -> Opened:
    """Return the state in a session's JSON.

    Parameters
    ----------
    text
        Where it was read: notes name the line there.
    stays
        Whether a model that is a file may be read; without one that may not, its networks have drawn weights.

    Raises
    ------
    SessionError
        When it does not say its version.
    """
    values, newer = migrated(found)
    left = drop_models(values, stays)
    part = Part(values)
    look, cells = part.part("look"), None
    if values.get("cells") is not None:
        cells = Cells.of(part.part("cells"))
    state = State(
        page=part.take("page", one_of(*PAGES), "lab"),
        laboratory=Laboratory.of(part.part("laboratory")),
        cells=cells,
        mode=look.take("theme", one_of(*MODES), "system"),
        scale=look.take("scale", number(0.5, 4), 1.0),
    )
    state = replace(state, unknown=_unknown(values, state.values()))
    told = [_sentence(text, note.path, note.words) for note in part.notes]
    if newer:
        told.insert(0, "A newer gradviz wrote it: what this one knows was opened.")
    return Opened(_at_home(state), tuple(dict.fromkeys((*said_of(left), *told))), left)


def said(notes: tuple[str, ...]) -> str:
    """Return notes as one paragraph; of many the first."""
    more = len(notes) - _MOST_NOTES
    return " ".join(notes[:_MOST_NOTES]) + (f" And {more} more." if more > 0 else "")


def _at_home(state: State) -> State:
    """Return the state with the page that is there: without a text there are no cells to watch."""
    return replace(state, page="lab") if state.cells is None else state


def _sentence(text: str, path: tuple[str, ...], words: str) -> str:
    names = [name for name in path if name]
    where = f" (line {line_of(text, tuple(names))})" if text else ""
    return f"“{' ▸ '.join(names)}”{where}: {words}."


def _unknown(found: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is found beside what is known, down through the objects that both have."""
    left: dict[str, Any] = {}
    for name, value in found.items():
        if name not in known:
            left[name] = value
        elif isinstance(value, dict) and isinstance(known[name], dict) and (below := _unknown(value, known[name])):
            left[name] = below
    return left


def _merged(known: dict[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(known)
    for name, value in more.items():
        if name not in whole:
            whole[name] = value
        elif isinstance(value, dict) and isinstance(whole[name], dict):
            whole[name] = _merged(whole[name], value)
    return whole
