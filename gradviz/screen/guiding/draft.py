"""A lesson that its file does not say: what is kept of it for a crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from gradviz.errors import FileError
from gradviz.lessons import Lesson
from gradviz.lessons.opening import lesson_from
from gradviz.lessons.tabled import table_of
from gradviz.lessons.writing import written

_ROOT = Path(Path.home().anchor)
"""A lesson reaches models in its own folder; one that may have none yet is kept as if it lay here."""


class Draft(NamedTuple):
    """A lesson, and which of its scenes is shown."""

    lesson: Lesson
    place: int

    def values(self) -> dict[str, Any]:
        """Return it as JSON.

        Raises
        ------
        LessonError
            When the model of a scene lies on another drive.
        """
        lesson = self.lesson
        text = written(table_of(lesson, _ROOT))
        path = "" if lesson.path is None else str(lesson.path)
        return {"text": text, "path": path, "in_part": lesson.in_part, "place": self.place}

    @classmethod
    def of(cls, values: Any) -> Draft:
        """Return what is written.

        Raises
        ------
        GradvizError, TypeError, KeyError, ValueError
            When it is damaged.
        """
        path, place = str(values["path"]), int(values["place"])
        lesson, notes = lesson_from(str(values["text"]), _ROOT / "lesson.toml")
        if lesson.in_part or not 0 <= place < len(lesson.scenes):
            raise FileError("; ".join(map(str, notes)) or f"there is no scene {place + 1}")
        kept = replace(lesson, path=Path(path) if path else None, in_part=bool(values["in_part"]))
        return cls(kept, place)
