"""Opening a lesson's file: what is wrong in it is named with its line, and the rest is opened where it can be."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from gradviz.errors import FileError, LessonError
from gradviz.lessons.lesson import VERSION, Lesson, Unread
from gradviz.lessons.parsing import Note, parsed
from gradviz.lessons.places import line_of, places
from gradviz.lessons.scene import Scene, text_of
from gradviz.lessons.tables import LESSON_KEYS, scene_of
from gradviz.textfile import read_text

__all__ = ["LARGEST", "MIGRATIONS", "MOST_SCENES", "Note", "lesson_from", "open_lesson"]

LARGEST = 1_000_000
"""Bytes of a lesson."""

MOST_LINES = 20_000
MOST_SCENES = 200
MOST_NOTES = 20
LONGEST_NOTE = 400

MIGRATIONS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = ()
"""Each makes a table of version 1, 2, … into one of the next version."""


def open_lesson(path: str | os.PathLike[str]) -> tuple[Lesson, tuple[Note, ...]]:
    """Return a file's lesson, and what is to be said about the file; nothing in it can run code.

    Raises
    ------
    FileError
        When the file is missing, larger than 1 MB, longer than 20 000 lines, no text, or holds no scene that can be
        opened; the sentence names the line.
    """
    return lesson_from(read_text(path, LARGEST), Path(path))


def lesson_from(text: str, path: Path) -> tuple[Lesson, tuple[Note, ...]]:
    """Return the lesson that a text says, as the file at ``path`` would, and what is to be said about it.

    Raises
    ------
    FileError
        As `open_lesson` does, but for what is wrong with the file itself.
    """
    return _Opening(path, text).lesson()


class _Opening:
    """One file while it is opened."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        if self._text.count("\n") > MOST_LINES:
            raise FileError(f"{path}, {Note(MOST_LINES + 1, f'a lesson has at most {MOST_LINES} lines')}")
        found = parsed(self._text)
        self._table, self._notes = dict(found.table), list(found.notes)
        self._in_part = bool(found.notes)

    def lesson(self) -> tuple[Lesson, tuple[Note, ...]]:
        """Return the lesson and the notes."""
        version = self._migrated()
        scenes, unread = self._scenes(self._tables())
        if not scenes:
            lost = [note for note in self._notes if note.lost]
            none = Note(1, "this is no lesson: a lesson has one [[scene]] or more")
            first = min(lost, key=lambda note: note.line, default=none)
            raise FileError(f"{self._path}, {first}")
        self._strange(self._table, LESSON_KEYS, "")
        lesson = Lesson(
            title=self._words("title") or self._path.stem,
            about=self._words("about"),
            scenes=scenes,
            version=version,
            extra={key: value for key, value in self._table.items() if key not in LESSON_KEYS},
            unread=unread,
            path=self._path,
            in_part=self._in_part,
        )
        return lesson, self._said()

    def _said(self) -> tuple[Note, ...]:
        notes = sorted(self._notes, key=lambda note: note.line)
        more = len(notes) - MOST_NOTES
        if more <= 0:
            return tuple(notes)
        lost = any(note.lost for note in notes[MOST_NOTES:])
        return (*notes[:MOST_NOTES], Note(notes[MOST_NOTES].line, f"and {more} more from here on", lost))

    @cached_property
    def _places(self) -> Mapping[tuple[str | int, ...], int]:
        return places(self._text)

    def _note(self, words: str, *key: str | int, lost: bool = True) -> None:
        short = words if len(words) <= LONGEST_NOTE else f"{words[:LONGEST_NOTE]}…"
        self._notes.append(Note(line_of(self._places, key), short, lost))

    def _strange(self, keys: Mapping[str, Any], known: tuple[str, ...], whose: str, *path: str | int) -> None:
        for key in keys:
            if key not in known:
                self._note(f"this gradviz knows no {key}{whose}; it is kept", *path, key, lost=False)

    def _migrated(self) -> int:
        """Bring the table to this version; return the version to write, which is never less than the file's own."""
        version = self._table.get("version")
        if version is None and self._in_part:
            return VERSION
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            said = "it says no version" if version is None else f"version must be a whole number, not {version!r}"
            self._note(f"{said}; it is read as version {VERSION}", "version", lost=False)
            return VERSION
        if version > VERSION:
            words = f"it was written by a newer gradviz (version {version}): what is new in it is kept, and not shown"
            self._note(words, "version", lost=False)
        for migrate in MIGRATIONS[version - 1 :]:
            self._table = migrate(self._table)
        return max(version, VERSION)

    def _tables(self) -> list[Any]:
        tables = self._table.get("scene", [])
        if not isinstance(tables, list) or not all(each is None or isinstance(each, Mapping) for each in tables):
            self._note("scene must be a list of tables: [[scene]]", "scene")
            return []
        if len(tables) > MOST_SCENES:
            self._note(f"a lesson has at most {MOST_SCENES} scenes; this is one more", "scene", MOST_SCENES)
            self._in_part = True
        return tables[:MOST_SCENES]

    def _scenes(self, tables: list[Any]) -> tuple[tuple[Scene, ...], tuple[Unread, ...]]:
        scenes: list[Scene] = []
        unread: list[Unread] = []
        for place, table in enumerate(tables):
            found = None if table is None else self._scene(place, table)
            if found is not None:
                scenes.append(found)
            elif table is not None:
                unread.append(Unread(len(scenes), table))
        return tuple(scenes), tuple(unread)

    def _scene(self, place: int, table: Mapping[str, Any]) -> Scene | None:
        """Return a scene, or None and a note where it cannot be."""
        refused: list[LessonError] = []
        try:
            scene = scene_of(table, self._path.parent, refused.append)
        except LessonError as error:
            self._note(f"scene {place + 1} is left out: {error}", "scene", place, *error.key)
            return None
        for each in refused:
            self._note(f"a claim is left out: {each}", "scene", place, *each.key)
        self._strange(scene.extra, ("claims",), " of a scene", "scene", place)
        if scene.reading is not None:
            self._strange(scene.reading.extra, (), " of a reading", "scene", place, "reading")
        for number, claim in enumerate(scene.claims):
            self._strange(claim.extra, (), " of a claim", "scene", place, "claims", number)
        return scene

    def _words(self, key: str) -> str:
        if key not in self._table:
            return ""
        try:
            return text_of(key, self._table[key])
        except LessonError as error:
            self._note(str(error), key)
            self._in_part = True
            return ""
