"""The question as one line of text, for a chat or a slide: ``gradviz:1:`` and letters; and back again."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from dataclasses import replace
from typing import Any

from gradviz.charts.moment import Moment
from gradviz.screen.asking.question import Question, agreed
from gradviz.screen.sessions.elsewhere import drop_models
from gradviz.screen.sessions.laboratory import Laboratory, without_texts
from gradviz.screen.sessions.migrations import VERSION
from gradviz.screen.sessions.parts import SessionError
from gradviz.screen.sessions.state import KIND, Opened, State, opened_from

PREFIX = "gradviz"
LONGEST_TEXT = 2000
"""Characters of a text that still goes into a link."""
LARGEST = 10_000_000
"""Bytes of what a link holds, unpacked."""
LONGEST = 5_000_000
"""Characters of a line that is looked at at all."""
_LETTERS = re.compile(r"[A-Za-z0-9_-]+\Z")
_ASKED = ("a", "b", "pictures", "options", "pins", "moment")
_FILES = "A model that is a file of its own cannot be in a link: without it, the network has drawn weights."
_CUT = "This link to an experiment is damaged or cut short: copy it again as a whole."


def is_link(words: str) -> bool:
    """Return whether words mean to be a link."""
    return words.lstrip().startswith(f"{PREFIX}:")


def link_of(question: Question, moment: Moment) -> tuple[str, tuple[str, ...]]:
    """Return the link to a question, and what is not in it, in sentences."""
    asked, long = without_texts(question, LONGEST_TEXT)
    asked, files = _without_files(asked)
    lab = Laboratory(asked, moment).values()
    values: dict[str, Any] = {"kind": KIND, "version": VERSION, "laboratory": {name: lab[name] for name in _ASKED}}
    if long:
        values["text_left_out"] = long
    packed = zlib.compress(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    line = f"{PREFIX}:{VERSION}:{base64.urlsafe_b64encode(packed).decode('ascii').rstrip('=')}"
    return line, (*([_left_out(long)] if long else []), *files)


def from_link(line: str) -> Opened:
    """Return the question that a link holds; line breaks and blanks in it do nothing.

    Raises
    ------
    SessionError
        When it is no link, is damaged, or holds more than `LARGEST` bytes.
    """
    if len(line) > LONGEST:
        raise SessionError("This is too long for a link to an experiment: it is no link.")
    prefix, _, rest = "".join(line.split()).partition(":")
    version, _, packed = rest.partition(":")
    if prefix != PREFIX or not version.isascii() or not version.isdigit():
        raise SessionError("This is no link to an experiment: one begins with gradviz:1: and is a single line.")
    if version != str(VERSION):
        raise SessionError(f"This link is of version {version[:9]}, which this gradviz does not know.")
    values = _values(_unpacked(packed))
    told = [_left_out(values["text_left_out"])] if type(values.get("text_left_out")) is int else []
    told += [_FILES] if drop_models(values, lambda _: False) else []
    opened = opened_from(values)
    return Opened(State(laboratory=opened.state.laboratory), (*told, *opened.notes))


def _unpacked(letters: str) -> bytes:
    """Return what is packed; it is never unpacked further than `LARGEST`."""
    letters = letters.rstrip("=")
    if not _LETTERS.match(letters):
        raise SessionError(_CUT)
    unpacking = zlib.decompressobj()
    try:
        raw = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        found = unpacking.decompress(raw, LARGEST + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise SessionError(_CUT) from None
    if len(found) > LARGEST:
        raise SessionError("This link holds more than 10 MB: no experiment is that large, and it was not opened.")
    if not unpacking.eof or unpacking.unused_data:
        raise SessionError(_CUT)
    return found


def _values(found: bytes) -> dict[str, Any]:
    try:
        values = json.loads(found.decode("utf-8"))
    except (ValueError, RecursionError):
        raise SessionError(_CUT) from None
    if not isinstance(values, dict) or not isinstance(values.get("laboratory"), dict):
        raise SessionError("This link holds no experiment.")
    lab = {name: value for name, value in values["laboratory"].items() if name in _ASKED}
    return {"version": values.get("version"), "text_left_out": values.get("text_left_out"), "laboratory": lab}


def _without_files(question: Question) -> tuple[Question, tuple[str, ...]]:
    """Return a question without models that are files: a link reaches nothing on another machine."""
    networks = (*question.experiments(), *question.pins)
    if all(each.model is None or each.model in _bundled() for each in networks):
        return question, ()
    a, *others = (each if each.model in _bundled() else each.adapt(model=None)[0] for each in question.experiments())
    pins = tuple(dict.fromkeys(pin for pin in question.pins if pin.model is None or pin.model in _bundled()))
    b = None
    if others:
        a, b, _ = agreed(a, others[0], "network B")
    return replace(question, a=a, b=b, pins=pins), (_FILES,)


def _bundled() -> tuple[str, ...]:
    from gradviz.models import bundled  # with the first link, not with the window

    return bundled()


def _left_out(length: int) -> str:
    return f"The text of {length:,} characters is too long for a link: the networks read noise.".replace(",", " ")
