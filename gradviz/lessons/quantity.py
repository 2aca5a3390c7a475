"""What can be claimed: a number of a Result or of a network that reads, its words, and what it takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from gradviz.errors import LessonError, did_you_mean
from gradviz.experiment import Experiment
from gradviz.result import Result

if TYPE_CHECKING:
    from gradviz.readings.told import Told

FARTHEST = 100_000
"""Decades from 1: no number of a claim is larger or smaller."""


@dataclass(frozen=True)
class Argument:
    """Something that a quantity takes: a whole number of at least ``least``, a positive number, or one of ``choices``.

    ``default`` None: it may be left out, and then is not there. ``said``: how a caption says it, ``#`` the number, as
    regular expressions; beside no such words a number is not this one (`gradviz.lessons.proof`).
    """

    default: Any = None
    whole: bool = True
    choices: tuple[str, ...] = ()
    least: int = 0
    most: float = math.inf
    said: tuple[str, ...] = ()

    def check(self, name: str, value: Any) -> Any:
        """Return the value.

        Raises
        ------
        LessonError
            When it is none of the possible ones.
        """
        if self.choices:
            if value not in self.choices:
                raise LessonError(f"{name} must be one of {', '.join(self.choices)}, not {value!r}", name)
            return value
        number = decimal_of(value)
        if number is None or not number.is_finite() or not self._fits(value, number):
            raise LessonError(f"{name} must be {self.range_words()}, not {value}", name)
        return value if self.whole else number

    def _fits(self, value: Any, number: Decimal) -> bool:
        return isinstance(value, int) and self.least <= value <= self.most if self.whole else number > 0

    def range_words(self) -> str:
        """Return which numbers it takes, in words."""
        if not self.whole:
            return "a number above 0"
        most = "" if self.most == math.inf else f" and at most {self.most}"
        return f"a whole number of at least {self.least}{most}"


@dataclass(frozen=True)
class Quantity:
    """A number that can be computed of a network.

    Attributes
    ----------
    name, words
        As a claim names it, and what it is.
    measure
        Its number, of what it is about and the arguments by name.
    arguments
        What it takes.
    about
        ``network``: it is given a Result; ``draws``: about many draws of a question, it is given the Experiment;
        ``reading``: about a network that reads, it is given what that told (`gradviz.readings.told.Told`).
    """

    name: str
    words: str
    measure: Callable[..., Decimal]
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    about: Literal["network", "draws", "reading"] = "network"

    def chosen(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments that are given, checked, and the defaults of the others.

        Raises
        ------
        LessonError
            When an argument is unknown or has an impossible value.
        """
        for name in given:
            if name not in self.arguments:
                hint = did_you_mean(name, self.arguments) or f"; it takes {', '.join(self.arguments) or 'nothing'}"
                raise LessonError(f"{self.name} does not take {name}{hint}", name)
        values = {name: given.get(name, argument.default) for name, argument in self.arguments.items()}
        return {name: self.arguments[name].check(name, value) for name, value in values.items() if value is not None}

    def of(self, asked: Result | Experiment | Told, arguments: Mapping[str, Any]) -> Decimal:
        """Return the number.

        Raises
        ------
        GradvizError
            When there is none for this network.
        """
        return self.measure(asked, **arguments)


def decimal_of(value: Any) -> Decimal | None:
    """Return a number with the digits it is written with; None if it is none, or beyond all that can be claimed."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = Decimal(str(value))
    return None if number.is_nan() or (number.is_finite() and abs(number.adjusted()) > FARTHEST) else number


def from_log10(log10: float) -> Decimal:
    """Return 10 ** log10 far beyond any float; 0 of −inf."""
    if math.isnan(log10) or log10 == math.inf:
        return Decimal(log10)
    return Decimal(0) if log10 == -math.inf else Decimal(10) ** Decimal(log10)


def plain(value: float) -> Decimal:
    """Return a float as it is."""
    return Decimal(float(value))
