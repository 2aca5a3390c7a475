"""``--option name=value``: what may be chosen in a picture, and the sweep that it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gradviz.errors import ExperimentError

if TYPE_CHECKING:
    from gradviz.charts.kind import ChartKind, Option

_SWITCH = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def options_of(kind: ChartKind, given: Sequence[str]) -> Mapping[str, Any]:
    """Return a value for every option of a picture, of ``name=value`` pairs.

    Raises
    ------
    ExperimentError
        When the words are no pair, or name no option, or a value that it cannot have.
    """
    known, values = {option.name: option for option in kind.options}, {}
    for words in given:
        name, equals, value = (piece.strip() for piece in words.partition("="))
        name = name.replace("-", "_")
        if not equals:
            raise ExperimentError(f"--option takes name=value, such as network=b, not {words!r}.")
        values[name] = value_of(known[name], value) if name in known else value
    return kind.chosen(values)


def options_of_each(kinds: Sequence[ChartKind], given: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return a value for every option of several pictures, by their names; a pair is for those that have its option.

    Raises
    ------
    ExperimentError
        As `options_of` does; also when no picture has the option.
    """
    names = {words: words.partition("=")[0].strip().replace("-", "_") for words in given}
    all_known, found = {option.name for kind in kinds for option in kind.options}, {}
    for kind in kinds:
        elsewhere = all_known - {option.name for option in kind.options}
        found[kind.name] = options_of(kind, [words for words in given if names[words] not in elsewhere])
    return found


def value_of(option: Option, words: str) -> Any:
    """Return what the words mean as a value of an option, unchanged where they mean nothing."""
    if isinstance(option.default, bool):
        return _SWITCH.get(words.lower(), words)
    if isinstance(option.default, int) and words.isdecimal():
        return int(words)
    return words


def described(option: Option) -> dict[str, Any]:
    """Return what a list says about an option."""
    about: dict[str, Any] = {"name": option.name, "description": option.help, "default": option.default}
    if option.choices:
        about["choices"] = dict(option.choices)
    return about
