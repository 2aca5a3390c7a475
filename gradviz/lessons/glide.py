"""What plays in a scene beside the story: one field that is moved slowly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gradviz.errors import ExperimentError, LessonError, did_you_mean
from gradviz.experiment import FIELDS
from gradviz.lessons.claim import Slot


@dataclass(frozen=True)
class Glide:
    """One field that goes slowly from one value to another while the scene plays.

    ``of`` says whose; a field that both networks share moves both.
    """

    field: str
    begin: float
    end: float
    of: Slot = "a"
    seconds: float = 8.0

    def __post_init__(self) -> None:
        known = [name for name, entry in FIELDS.items() if entry.kind in ("int", "float") and name != "seed"]
        if self.field not in known:
            hint = did_you_mean(str(self.field), known) or f"; there are {', '.join(known)}"
            raise LessonError(f"no field {self.field!r} can be moved{hint}", "plays", "field")
        if self.of not in ("a", "b"):
            raise LessonError(f'of must be "a" or "b", not {self.of!r}', "plays", "of")
        for name, key in (("begin", "from"), ("end", "to")):
            value = _checked(self.field, getattr(self, name), "plays", key)
            if value is None:
                raise LessonError(f"{key} must be a number", "plays", key)
            object.__setattr__(self, name, value)
        object.__setattr__(self, "seconds", _seconds(self.seconds))


def _checked(name: str, value: Any, *key: str) -> Any:
    try:
        return FIELDS[name].check(value)
    except ExperimentError as error:
        raise LessonError(str(error).rstrip("."), *key) from error


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)) or not 1 <= value <= 120:
        raise LessonError("seconds must be a number between 1 and 120", "plays", "seconds")
    return float(value)
