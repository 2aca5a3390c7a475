"""A claim: one number that a caption states, and what it must be when it is computed. Data only, never an expression.

A claim names a quantity of `gradviz.lessons.quantities` and what is wanted of it. ``is = 0.31`` means: rounds to it,
with as many digits as are written; ``is = 0`` is a true zero; ``within`` leaves room around ``is``, and the caption
then says "about". With ``seeds = 20, at_least = 18`` the claim must hold for the scene as written and for at least 18
of the seeds 0 … 19, so that a new draw does not contradict the caption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, Literal

from gradviz.errors import ExperimentError, LessonError, did_you_mean
from gradviz.experiment import FIELDS, Experiment
from gradviz.lessons.quantities import QUANTITIES
from gradviz.lessons.quantity import decimal_of

Slot = Literal["a", "b"]

MOST_SEEDS = 256

_BOUNDS = ("equals", "within", "below", "above")
_KEYS = {"equals": "is", "changed": "with"}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One number and what is wanted of it.

    Attributes
    ----------
    quantity
        A name of `gradviz.lessons.quantities.QUANTITIES`.
    of
        Of which network of the scene.
    arguments
        What the quantity takes, such as ``share``; those left out have their defaults.
    changed
        Fields of that network that are another way than in the scene: what it says of a slider that is moved.
    equals, within, below, above
        What is wanted: ``equals`` (in the file ``is``), or at least one of ``below`` and ``above``, or all.
    seeds, at_least
        For how many of the seeds 0 … seeds − 1 it holds; 1: for the scene's own seed only.
    extra
        What a file said besides and this gradviz does not know; it is kept.

    Raises
    ------
    LessonError
        When the quantity, an argument or a bound cannot be; it names which.
    """

    quantity: str
    of: Slot = "a"
    arguments: Mapping[str, Any] = field(default_factory=dict, hash=False)
    changed: Mapping[str, Any] = field(default_factory=dict, hash=False)
    equals: Decimal | None = None
    within: Decimal | None = None
    below: Decimal | None = None
    above: Decimal | None = None
    seeds: int = 1
    at_least: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.quantity, str) or self.quantity not in QUANTITIES:
            raise LessonError(f"there is no quantity {self.quantity!r}{_hint(self.quantity)}", "quantity")
        if self.of not in ("a", "b"):
            raise LessonError(f'of must be "a" or "b", not {self.of!r}', "of")
        self._settle("arguments", QUANTITIES[self.quantity].chosen(self.arguments))
        self._settle("changed", {name: _changed(name, value) for name, value in self.changed.items()})
        self._settle("extra", dict(self.extra))
        for name in _BOUNDS:
            object.__setattr__(self, name, _decimal(name, getattr(self, name)))
        self._settle_bounds()
        self._settle_seeds()

    def _settle(self, name: str, value: dict[str, Any]) -> None:
        object.__setattr__(self, name, MappingProxyType(value))

    def _settle_bounds(self) -> None:
        if self.equals is None and self.below is None and self.above is None:
            raise LessonError("a claim says what is wanted: is, below or above", "quantity")
        if self.within is not None and (self.equals is None or self.within < 0):
            raise LessonError("within is how far from is it may be: a number of at least 0, beside is", "within")

    def _settle_seeds(self) -> None:
        if not _is_whole(self.seeds) or not 1 <= self.seeds <= MOST_SEEDS:
            raise LessonError(f"seeds must be a whole number between 1 and {MOST_SEEDS}, not {self.seeds!r}", "seeds")
        if not _is_whole(self.at_least) or not 0 <= self.at_least <= self.seeds:
            raise LessonError(f"at_least must be a whole number of at most seeds = {self.seeds}", "at_least")
        object.__setattr__(self, "at_least", self.at_least or self.seeds)

    def holds(self, found: Decimal) -> bool:
        """Return whether a number that was found is what is wanted; NaN never is."""
        if found.is_nan():
            return False
        if self.below is not None and not found < self.below:
            return False
        if self.above is not None and not found > self.above:
            return False
        return self.equals is None or self._is(found, self.equals)

    def _is(self, found: Decimal, wanted: Decimal) -> bool:
        if self.within is not None:
            return abs(found - wanted) <= self.within
        return found == wanted if wanted == 0 or not wanted.is_finite() else rounded(found, wanted) == wanted

    @property
    def of_reading(self) -> bool:
        """Whether it is about a network that reads a text."""
        return QUANTITIES[self.quantity].about == "reading"

    def check_reading(self) -> None:
        """Refuse what cannot be said of a network that reads.

        Raises
        ------
        LessonError
            When it is a claim about a network of the laboratory, or speaks of draws, of changed fields or of B.
        """
        if not self.of_reading:
            raise LessonError(
                f"{self.quantity} is about a network of the laboratory, and the scene has a reading", "quantity"
            )
        for key, given in (("with", self.changed), ("seeds", self.seeds > 1), ("of", self.of != "a")):
            if given:
                raise LessonError(f"a claim about a reading has no {key}", key)

    def asked(self, experiments: tuple[Experiment, ...]) -> Experiment:
        """Return the network of a scene that the claim is about, with what it changes.

        Raises
        ------
        LessonError
            When the scene has no such network, or it cannot be changed so.
        """
        if self.of_reading:
            raise LessonError(f"{self.quantity} is about a reading, and the scene has none", "quantity")
        place = "ab".index(self.of)
        if place >= len(experiments):
            raise LessonError("the scene has no network B", "of")
        try:
            return experiments[place].replace(**self.changed)
        except ExperimentError as error:
            raise LessonError(_clause(error), "with", error.field) from error

    def wanted(self) -> str:
        """Return what is wanted, in words: ``below 0.001``, ``9 ± 1``."""
        about = "" if self.within is None else f" ± {self.within}"
        parts = [f"{self.equals}{about}"] if self.equals is not None else []
        bounds = (("below", self.below), ("above", self.above))
        return ", ".join([*parts, *(f"{name} {value}" for name, value in bounds if value is not None)])

    def words(self) -> str:
        """Return what is claimed of whom, without the number: ``A steps_until (share = 0.001)``."""
        said = {**self.arguments, **self.changed}
        inside = ", ".join(f"{name} = {FIELDS[name].none if value is None else value}" for name, value in said.items())
        whose = "" if self.of_reading else f"{self.of.upper()} "
        return f"{whose}{self.quantity}{f' ({inside})' if inside else ''}"


def rounded(found: Decimal, like: Decimal) -> Decimal:
    """Return a number with the digits that another one is written with; NaN where there are too many."""
    if not found.is_finite():
        return found
    try:
        return found.quantize(Decimal((0, (1,), int(like.as_tuple().exponent))))
    except InvalidOperation:
        return Decimal("NaN")


def _hint(name: object) -> str:
    return (did_you_mean(name, QUANTITIES) if isinstance(name, str) else "") or f"; there are {', '.join(QUANTITIES)}"


def _changed(name: str, value: Any) -> Any:
    if name not in FIELDS:
        raise LessonError(f"with: there is no field named {name}{did_you_mean(name, FIELDS)}", "with", name)
    try:
        return FIELDS[name].check(value)
    except ExperimentError as error:
        raise LessonError(_clause(error), "with", name) from error


def _clause(error: Exception) -> str:
    return str(error).rstrip(".")


def _decimal(name: str, value: Any) -> Decimal | None:
    if value is None:
        return None
    if (number := decimal_of(value)) is None:
        raise LessonError(f"{_KEYS.get(name, name)} must be a number, not {value!r}", _KEYS.get(name, name))
    return number


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
