"""What ``gradviz cells`` is asked about: the model, the text, the labels and the units, each refused in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from gradviz.cli.parser import RequestError
from gradviz.errors import did_you_mean

if TYPE_CHECKING:
    from gradviz.language.interventions import Level
    from gradviz.language.labels import Label
    from gradviz.language.unit import Unit
    from gradviz.models import Checkpoint


class Tests(NamedTuple):
    """What is asked of a unit besides its score: whether it remembers a mark, and at what level it is held."""

    hold: bool
    level: Level | None


def tests_of(hold: bool, clamp: str | None, label: Label | None, path: Path) -> Tests:
    """Return what is asked besides; what the label or the format has no room for is refused."""
    if (hold or clamp is not None) and path.suffix.lower() != ".json":
        raise RequestError(f"--hold and --clamp are answered in numbers: give -o FILE.json, not {path.name}.")
    level = _level(clamp)
    if hold and label is not None:
        from gradviz.language.proofs import MARKS

        if label.name not in MARKS:
            raise RequestError(f"{label.name} begins at no mark of its own: --hold is for {' and '.join(MARKS)}.")
    if level and label is not None and label.kind == "quantity":
        raise RequestError(f"{label.name} is a quantity, neither off nor on: --clamp is for yes/no labels.")
    return Tests(hold, level)


def _level(clamp: str | None) -> Level | None:
    if clamp not in (None, "off", "on"):
        raise RequestError(f"--clamp must be off or on, not {clamp or 'nothing'}.")
    return cast("Level | None", clamp)


def label_of(name: str | None) -> Label | None:
    """Return the label of that name; None: none was asked for."""
    from gradviz.language.labels import LABELS

    if name is None:
        return None
    key = name.replace("-", "_")
    if key not in LABELS:
        hint = did_you_mean(key, LABELS) or f"; the labels are {', '.join(LABELS)}."
        raise RequestError(f"there is no label {name}{hint}")
    return LABELS[key]


def model_of(name: str | None, alphabet: str | None, text: Path) -> Checkpoint:
    """Return the model that is named, or the bundled one that fits: code for a .py file, else prose."""
    from gradviz.models import checkpoints, load_checkpoint

    if name is None:
        known = [bundled for bundled, _ in checkpoints()]
        name = "code" if text.suffix == ".py" else "prose"
        if name not in known:
            raise RequestError(f"this gradviz has no model {name}: give one with --model FILE; gradviz train makes it.")
    return load_checkpoint(name, alphabet)


def unit_of(checkpoint: Checkpoint, number: str | None, layer: str | None, state: str | None) -> Unit | None:
    """Return the unit that is named, by default of the top layer and of the cell state; None: none was."""
    from gradviz.language.unit import units_of

    if number is None:
        if layer is not None or state is not None:
            raise RequestError("--layer and --state say where --unit is: give --unit, too.")
        return None
    known = units_of(checkpoint)
    kinds = {unit.state for unit in known}
    if state is not None and state not in kinds:
        raise RequestError(f"--state must be {' or '.join(sorted(kinds))} for {checkpoint.cell}, not {state}.")
    kind = state or ("cell" if "cell" in kinds else "hidden")
    index = _below("--unit", number, checkpoint.hidden_size, "a unit")
    place = checkpoint.layers - 1 if layer is None else _below("--layer", layer, checkpoint.layers, "a layer")
    return next(unit for unit in known if (unit.layer, unit.index, unit.state) == (place, index, kind))


def note_strangers(checkpoint: Checkpoint, text: str) -> None:
    """Say on standard error which characters the model doesn't know, how often they come, and what it reads there."""
    from gradviz.models import encode

    found = encode(checkpoint, text)
    if len(found.unknown):
        signs = sorted({text[place] for place in found.unknown})
        print(f"gradviz: {_counted(len(found.unknown))} not in the alphabet of {checkpoint.name} and read as "
              f"{found.stand_in!r}: {_listed(signs)}.", file=sys.stderr)  # fmt: skip


def _counted(number: int) -> str:
    return "1 character is" if number == 1 else f"{number} characters are"


def _listed(signs: Sequence[str], most: int = 10) -> str:
    more = f" and {len(signs) - most} others" if len(signs) > most else ""
    return ", ".join(repr(sign) for sign in signs[:most]) + more


def _below(flag: str, words: str, end: int, what: str) -> int:
    number = int(words) if words.isdecimal() else -1
    if not 0 <= number < end:
        raise RequestError(f"{flag} must be {what} of this model, 0 … {end - 1}, not {words}.")
    return number
