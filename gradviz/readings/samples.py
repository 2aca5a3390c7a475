"""The texts that are at hand without a file, and the model that reads each best."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gradviz.errors import ExperimentError, did_you_mean

_LENGTH = 6000
_SEED = 99_001
"""Of dialogue that no bundled model was trained on."""


@dataclass(frozen=True)
class Sample:
    """A text at hand: its key in a file, its name, the bundled model that suits it, and how it is made."""

    key: str
    name: str
    model: str
    made: Callable[[], str]


def _dialogue(width: int) -> Callable[[], str]:
    @cache
    def made() -> str:
        from gradviz.language.prose import dialogue

        return dialogue(_SEED, _LENGTH, width)

    return made


@cache
def _python() -> str:
    from gradviz.resources import resource

    return resource("texts/python.txt").read_text(encoding="utf-8")


SAMPLES = (
    Sample("dialogue", "Dialogue, lines of 40", "prose", _dialogue(40)),
    Sample("dialogue72", "Dialogue, lines of 72", "prose72", _dialogue(72)),
    Sample("python", "A page of Python", "code", _python),
)


def samples() -> list[Sample]:
    """Return the texts whose model is there."""
    from gradviz.models import checkpoints

    known = {name for name, _ in checkpoints()}
    return [sample for sample in SAMPLES if sample.model in known]


def sample_of(key: str) -> Sample:
    """Return the text of that key.

    Raises
    ------
    ExperimentError
        When there is none.
    """
    known = {sample.key: sample for sample in SAMPLES}
    if key not in known:
        hint = did_you_mean(str(key), known) or f"; there are {', '.join(known)}"
        raise ExperimentError(f"there is no sample {key}{hint}", "sample")
    return known[key]
