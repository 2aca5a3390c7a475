"""What one field of an Experiment is: its words, its range, and how a value is checked.

The form, the command line, the help and the error sentences are all generated from this.
"""

from __future__ import annotations

import dataclasses
import math
import operator
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from gradviz.errors import ExperimentError, did_you_mean

Kind = Literal["choice", "int", "float", "text", "device", "model"]
Group = Literal["main", "network", "input", "loss", "machine"]

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")


@dataclass(frozen=True)
class Choice:
    """One value of a choice field, its words, and a sentence on what it does."""

    value: str
    label: str
    help: str


@dataclass(frozen=True)
class Field:
    """The description of one Experiment field.

    ``symbol`` is the textbook's symbol, with ``_`` before a subscript (``"b_f"``); ``unit`` is
    the unit of a value. ``none`` is what the value None means (an empty string: None is not
    allowed). ``drag`` is the range of a slider (None: typed only), ``log`` makes it logarithmic,
    ``mark`` is the value with a tick. ``shared`` fields are the same for both networks of a
    comparison. ``cells`` are the cells the field applies to (empty: all), ``when`` is the
    ``(field, values)`` for which this one matters (no values: any but None). ``of_model`` is what stands in the
    field's place when there is a model: its sizes always, its weights when they are used as trained.
    """

    label: str
    help: str
    kind: Kind
    symbol: str = ""
    unit: str = ""
    group: Group = "network"
    shared: bool = False
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    none: str = ""
    choices: tuple[Choice, ...] = ()
    drag: tuple[float, float] | None = None
    log: bool = False
    mark: float | None = None
    cells: tuple[str, ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    of_model: Literal["", "sizes", "weights"] = ""
    name: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values of a choice field."""
        return tuple(choice.value for choice in self.choices)

    def matters(self, values: Mapping[str, Any]) -> bool:
        """Return whether the field says anything about a question that has these values."""
        if self.cells and values["cell"] not in self.cells:
            return False
        if self.of_model and values["model"] is not None:
            return self.of_model == "weights" and values["model_weights"] != "trained"
        if self.when is None:
            return True
        value, wanted = values[self.when[0]], self.when[1]
        return value in wanted if wanted else value is not None

    def check(self, value: Any) -> Any:
        """Return ``value`` as this field stores it.

        Raises
        ------
        ExperimentError
            When the value has the wrong type, is not finite, or is out of range.
        """
        if value is None and self.none:
            return None
        if self.kind == "choice":
            return self._choice(value)
        if self.kind == "text":
            return self._text(value)
        if self.kind == "device":
            return self._device(value)
        if self.kind == "model":
            return self._model(value)
        return self._number(value)

    def _wrong(self, should: str, value: Any) -> ExperimentError:
        shown = repr(value) if isinstance(value, str) else str(value)
        shown = shown if len(shown) <= 40 else shown[:37] + "…"
        return ExperimentError(f"{self.name} must be {should}; you gave {shown}.", self.name)

    def _choice(self, value: Any) -> str:
        if isinstance(value, str) and value in self.values:
            return value
        wrong = self._wrong(f"one of {', '.join(self.values)}", value)
        hint = did_you_mean(value, self.values) if isinstance(value, str) else ""
        raise ExperimentError(f"{str(wrong).rstrip('.')}{hint}" if hint else str(wrong), self.name)

    def _text(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self._wrong("text", value)
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise ExperimentError(
                f"{self.name} holds a lone surrogate, which is not a character; give valid Unicode text.", self.name
            ) from None
        return str(value)

    def _device(self, value: Any) -> str:
        if isinstance(value, str) and _DEVICE.fullmatch(value):
            return value
        raise self._wrong("auto, cpu, cuda, cuda:N or mps", value)

    def _model(self, value: Any) -> str:
        name = os.fspath(value) if isinstance(value, os.PathLike) else value
        if not isinstance(name, str) or not name.strip() or "\0" in name:
            raise self._wrong("the name of a bundled model or the path of a file" + self._or_none(), value)
        return name

    def _number(self, value: Any) -> int | float:
        number = self._whole(value) if self.kind == "int" else self._real(value)
        low, high = self.minimum, self.maximum
        if (
            (low is not None and number < low)
            or (high is not None and number > high)
            or (self.above is not None and number <= self.above)
        ):
            raise self._wrong(self.range_words(), value)
        return number

    def _whole(self, value: Any) -> int:
        if isinstance(value, bool):
            raise self._wrong("a whole number", value)
        try:
            return operator.index(value)
        except TypeError:
            raise self._wrong("a whole number" + self._or_none(), value) from None

    def _real(self, value: Any) -> float:
        if isinstance(value, (bool, str, bytes, complex)) or not hasattr(type(value), "__float__"):
            raise self._wrong("a number" + self._or_none(), value)
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise self._wrong("a number" + self._or_none(), value) from None
        if not math.isfinite(number):
            raise self._wrong("a finite number" + self._or_none(), value)
        return number

    def _or_none(self) -> str:
        return f", or None ({self.none})" if self.none else ""

    def said(self, value: Any) -> str:
        """Return a value as a reader sees it: the words of a choice, or of None."""
        if value is None:
            return self.none
        words = {choice.value: choice.label for choice in self.choices}
        return words.get(value, f"{value:g}" if isinstance(value, float) else str(value))

    def range_words(self) -> str:
        """Return the allowed range in words, such as ``between 1 and 100 000``."""
        if self.above is not None:
            words = f"more than {spaced(self.above)}"
        elif self.minimum is not None and self.maximum is not None:
            words = f"between {spaced(self.minimum)} and {spaced(self.maximum)}"
        elif self.minimum is not None:
            words = f"{spaced(self.minimum)} or more"
        else:
            words = "a number"
        return words + self._or_none()


def spaced(number: float) -> str:
    """Return a number with a gap between thousands: ``100 000``."""
    written = f"{number:,}" if isinstance(number, int) else f"{number:,.10g}"
    return written.replace(",", " " if abs(number) >= 10_000 else "")


def declare(default: Any, field: Field) -> Any:
    """Declare a dataclass field with its default and its description."""
    return dataclasses.field(default=default, metadata={"field": field})
