"""Errors that carry one clear sentence for the user, and the place it belongs to."""

from __future__ import annotations

from collections.abc import Iterable


class GradvizError(Exception):
    """Any failure that gradviz explains; ``str(error)`` is one sentence that a user can act on."""


class ExperimentError(GradvizError, ValueError):
    """The question cannot be asked like this.

    Parameters
    ----------
    message
        One sentence: what is wrong and what would be right.
    field
        The Experiment field (or the argument of `run`) it concerns, so that a form can show the
        sentence under that control.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class LessonError(GradvizError, ValueError):
    """A lesson cannot be like this.

    Parameters
    ----------
    message
        One sentence: what is wrong and what would be right.
    key
        Where it stands, as names and numbers from the outside in: ``("claims", 2, "quantity")``; a file finds its
        line by it.
    """

    def __init__(self, message: str, *key: str | int) -> None:
        super().__init__(message)
        self.key = key


class FileError(GradvizError, OSError):
    """A file cannot be read or written; the sentence names the path and the reason."""


class Cancelled(GradvizError):  # noqa: N818 - it is an outcome, not an error
    """The computation was stopped on request; nothing was produced."""


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the known name that is the most like a wrong one; None where none is like it."""
    import difflib  # only a mistake pays for it

    return next(iter(difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.5)), None)


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean X?"`` for the nearest known name, or an empty string."""
    near = nearest(wrong, known)
    return "" if near is None else f"; did you mean {near}?"
