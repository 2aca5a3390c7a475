"""Lessons: scenes to be shown one after the other, each a question, its pictures, a caption, and what proves it.

A lesson is a file that a person can read (TOML), opened by `open_lesson`, written by `Lesson.save`; nothing in it can
run code or reach outside its own folder. What a caption says in numbers is claimed (`Claim`) and can be computed
(`checked`). No Qt, and no torch before something is computed.
"""

from gradviz.lessons.checking import Outcome, checked
from gradviz.lessons.claim import Claim
from gradviz.lessons.glide import Glide
from gradviz.lessons.lesson import Lesson
from gradviz.lessons.library import find_lesson, heading, lessons
from gradviz.lessons.opening import Note, open_lesson
from gradviz.lessons.proof import Unproven, unproven
from gradviz.lessons.scene import Scene

__all__ = [
    "Claim",
    "Glide",
    "Lesson",
    "Note",
    "Outcome",
    "Scene",
    "Unproven",
    "checked",
    "find_lesson",
    "heading",
    "lessons",
    "open_lesson",
    "unproven",
]
