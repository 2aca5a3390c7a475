"""A lesson: scenes in order, with a title; written as one file, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gradviz.errors import FileError, LessonError
from gradviz.files import written_whole
from gradviz.lessons.scene import Scene, text_of

VERSION = 1
"""The version of the file that this gradviz writes."""


@dataclass(frozen=True)
class Unread:
    """A scene that could not be read, as its file says it, and before which scene it stands; it is kept."""

    place: int
    table: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A title and scenes.

    Attributes
    ----------
    title, about
        What it is called, and one sentence on what it shows.
    scenes
        In the order in which they are stepped through.
    version
        Of the file it came from, where that is newer than `VERSION`.
    extra, unread
        What its file said besides and this gradviz cannot read; it is written again.
    path
        The file it came from; None: none.
    in_part
        Whether its file held something that cannot even be kept: it is not written over that file.

    Raises
    ------
    LessonError
        When it has no title or no scene.
    """

    title: str
    about: str = ""
    scenes: tuple[Scene, ...] = ()
    version: int = VERSION
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    unread: tuple[Unread, ...] = ()
    path: Path | None = field(default=None, compare=False)
    in_part: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        for name in ("title", "about"):
            object.__setattr__(self, name, text_of(name, getattr(self, name)))
        if not self.title:
            raise LessonError("a lesson has a title", "title")
        if not self.scenes:
            raise LessonError("a lesson has one [[scene]] or more", "scene")
        object.__setattr__(self, "extra", MappingProxyType(dict(self.extra)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it as one file that a person can read, whole or not at all; `open_lesson` brings it back.

        Comments of a file that it came from are not kept.

        Raises
        ------
        FileError
            When the place cannot be written to, or holds what this lesson was read from in part.
        LessonError
            When the model of a scene lies outside of the file's folder, where no lesson can reach it.
        """
        from gradviz.lessons.tabled import table_of
        from gradviz.lessons.writing import written

        place = Path(path)
        if self.in_part and self.path is not None and place.resolve() == self.path.resolve():
            raise FileError(f"{place} was not read as a whole: save under another name, so that nothing of it is lost.")
        text = written(table_of(self, place.parent))
        with written_whole(place) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
