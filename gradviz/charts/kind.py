"""What a kind of picture is: its words, what a reader may choose in it, and what it is drawn from."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from gradviz.charts.chart import Chart
from gradviz.charts.question import question
from gradviz.control import Control
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.experiment import Experiment
from gradviz.result import Result
from gradviz.sweeps import Sweep

Value = bool | int | str

Draw = Callable[..., Chart]

Need = Literal["at", "pinned", "control"]
"""What a picture may ask for beside Results and options: the step at the cursor, the runs that were pinned, and
a hand on a long drawing."""


@dataclass(frozen=True)
class Option:
    """Something that a reader chooses in a picture.

    The type of ``default`` says what it is: a bool is a switch, an int is a whole number of at least 0, a str is
    one of ``choices`` (value, words).
    """

    name: str
    label: str
    help: str
    default: Value
    choices: tuple[tuple[str, str], ...] = ()

    def check(self, value: Any) -> Value:
        """Return ``value`` as it is drawn with.

        Raises
        ------
        ExperimentError
            When it is none of the possible ones; it names the option.
        """
        if isinstance(self.default, bool):
            if isinstance(value, bool):
                return value
            raise self._wrong("true or false", value)
        if isinstance(self.default, int):
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                return value
            raise self._wrong("a whole number of at least 0", value)
        values = [name for name, _ in self.choices]
        if isinstance(value, str) and value in values:
            return value
        raise self._wrong(f"one of {', '.join(values)}", value)

    def _wrong(self, should: str, value: Any) -> ExperimentError:
        return ExperimentError(f"{self.name} must be {should}; you gave {value!r}.", self.name)


@dataclass(frozen=True)
class Grid:
    """The sweep that a picture is drawn from: one question, the values of its fields, and how many seeds."""

    experiment: Experiment
    fields: tuple[tuple[str, tuple[Any, ...]], ...]
    seeds: int


@dataclass(frozen=True)
class ChartKind:
    """A kind of picture: its name, what it tells a reader, and the pure function that makes it.

    ``draw`` is called with one or two Results (A, then B) and, by name, with a value for each of ``options``, with
    each of ``needs``, and with ``sweep`` where there is a ``grid`` (of the networks and the options): a Sweep,
    perhaps half done, or None when nothing of it is known yet.
    """

    name: str
    title: str
    help: str
    order: int
    draw: Draw
    options: tuple[Option, ...] = ()
    needs: frozenset[Need] = field(default_factory=frozenset)
    grid: Callable[..., Grid | None] | None = None

    def __call__(
        self,
        *results: Result,
        at: int | None = None,
        pinned: tuple[Result, ...] = (),
        sweep: Sweep | None = None,
        control: Control | None = None,
        **options: Any,
    ) -> Chart:
        """Return the Chart of one or two Results (A, then B).

        Parameters
        ----------
        at
            The step at the cursor; None: where the picture thinks it best.
        pinned
            Earlier runs that stay in the picture.
        sweep
            What is known of the sweep that `grid` asks for.
        control
            Told about progress, and asked whether to stop.
        **options
            Values of some of ``options``; the others have their defaults.

        Raises
        ------
        ExperimentError
            When an option is unknown or has an impossible value.
        """
        found: dict[str, Any] = {"at": at, "pinned": pinned, "control": control}
        given = {name: found[name] for name in self.needs} | dict(self.chosen(options))
        if self.grid is not None:
            given["sweep"] = sweep
        return dataclasses.replace(self.draw(*results, **given), question=question(*results))

    def chosen(self, options: Mapping[str, Any]) -> Mapping[str, Value]:
        """Return a value for every option: those that are given, checked, and the defaults.

        Raises
        ------
        ExperimentError
            When an option is unknown or has an impossible value.
        """
        names = [option.name for option in self.options]
        for name in options:
            if name not in names:
                hint = did_you_mean(name, names) or (f"; it has {', '.join(names)}." if names else "; it has none.")
                raise ExperimentError(f"the picture {self.name} has no option {name}{hint}", name)
        return MappingProxyType(
            {option.name: option.check(options.get(option.name, option.default)) for option in self.options}
        )

    def asks(self, *experiments: Experiment, **options: Any) -> Grid | None:
        """Return the sweep that this picture of these networks is drawn from, or None."""
        return None if self.grid is None else self.grid(*experiments, **self.chosen(options))


def help_text(text: str | None) -> str:
    """Return a docstring as the words behind the ``?`` button: one line a paragraph, no indentation."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in (text or "").strip().split("\n\n"))
