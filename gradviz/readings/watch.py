"""What is asked of a network that reads: who reads what, which unit is watched, whether it is held, from where on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from gradviz.cells import CELLS
from gradviz.errors import ExperimentError, did_you_mean
from gradviz.language.labels import LABELS
from gradviz.modelled import header_of
from gradviz.readings.named import model_of
from gradviz.readings.samples import SAMPLES, sample_of

if TYPE_CHECKING:
    from gradviz.models import Header

LONGEST = 20_000
"""Characters of a text that is written out."""
LEAST = 100
"""Characters of a text on which the best unit of a label is looked for."""
SPEEDS = (1, 3, 10, 30, 60, 100, 300, 1000)
"""Characters a second."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """One question about a network that reads; it is to the page of cells what an Experiment is to the laboratory.

    Attributes
    ----------
    model
        A bundled model's name, a model's file, or one of them behind "untrained ".
    sample, text
        A key of `gradviz.readings.samples.SAMPLES`, or the text itself: one of the two.
    characters
        How many of the sample are read, from its beginning; 0: all of them.
    unit
        Its number in its layer; or a label: the unit that follows it best on this text.
    layer
        Of a unit that is numbered, from 0.
    shows
        What is coloured: ``c``, ``h``, or a gate's name; "": the state that the cell carries on.
    held
        "" for the network as it is, else the unit is held ``off`` or ``on`` in all of the text.
    at
        How many characters the cursor has before it.
    speed
        Characters a second while it is read live: one of `SPEEDS`.
    extra
        What a file said besides and this gradviz does not know; it is kept.

    Raises
    ------
    ExperimentError
        When something of it cannot be; ``field`` says what.
    """

    model: str = "prose"
    sample: str = ""
    text: str = ""
    characters: int = 0
    unit: int | str = "quote"
    layer: int = 0
    shows: str = ""
    held: Literal["", "off", "on"] = ""
    at: int = 0
    speed: int = 60
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "extra", MappingProxyType(dict(self.extra)))
        self._check_text()
        if not isinstance(self.model, str) or not self.model:
            raise ExperimentError("model must be the name of a model, or its file", "model")
        self._check_unit(self.header)
        if self.held not in ("", "off", "on"):
            raise ExperimentError(f'held must be "off" or "on", not {self.held!r}', "held")
        _check_whole("at", self.at, len(self.whole), "the text's length")
        if self.speed not in SPEEDS or isinstance(self.speed, bool):
            raise ExperimentError(f"speed must be one of {', '.join(map(str, SPEEDS))}, not {self.speed!r}", "speed")

    @property
    def whole(self) -> str:
        """The text that is read."""
        return self.text or sample_of(self.sample).made()[: self.characters or None]

    @property
    def essence(self) -> Watch:
        """What is read and watched: not where the cursor stands, nor how fast it goes, nor what is coloured."""
        return replace(self, at=0, speed=60, shows="", extra={})

    @property
    def name(self) -> str:
        """What the text is called."""
        return sample_of(self.sample).name if self.sample else "A text of the lesson"

    @property
    def header(self) -> Header:
        """What the model says of its network."""
        found = header_of(model_of(self.model))
        assert found is not None
        return found

    @property
    def label(self) -> str:
        """The label whose best unit is watched; "": the unit is numbered."""
        return self.unit if isinstance(self.unit, str) else ""

    def _check_text(self) -> None:
        if not isinstance(self.text, str) or not isinstance(self.sample, str) or bool(self.text) == bool(self.sample):
            known = ", ".join(sample.key for sample in SAMPLES)
            raise ExperimentError(f"what is read is either text, or sample: one of {known}", "text")
        if self.sample:
            _check_whole("characters", self.characters, len(sample_of(self.sample).made()), "all of the sample")
        elif self.characters:
            raise ExperimentError("characters is about a sample: a text is as long as it is", "characters")
        if len(self.text) > LONGEST:
            raise ExperimentError(f"text has {len(self.text)} characters: {LONGEST} are the most", "text")
        if any("\ud800" <= sign <= "\udfff" for sign in self.text):
            raise ExperimentError("text holds a lone surrogate, which is not a character", "text")

    def _check_unit(self, header: Header) -> None:
        if header.alphabet is None:
            raise ExperimentError(f"the model {self.model} does not say its alphabet, so it cannot read", "model")
        if isinstance(self.unit, str):
            if self.unit not in LABELS:
                hint = did_you_mean(self.unit, LABELS) or f"; the labels are {', '.join(LABELS)}"
                raise ExperimentError(f"unit is a number, or a label; there is no label {self.unit}{hint}", "unit")
            if len(self.whole) < LEAST:
                words = f"a text of {len(self.whole)} characters is too short to look for the best unit: say its number"
                raise ExperimentError(words, "unit")
        else:
            _check_whole("unit", self.unit, header.hidden_size - 1, "the last one of this model")
        _check_whole("layer", self.layer, header.layers - 1, "the top one of this model")
        known = (*(("c",) if CELLS[header.cell].has_cell_state else ()), "h", *CELLS[header.cell].gates)
        if self.shows and self.shows not in known:
            raise ExperimentError(
                f"shows must be one of {', '.join(known)} for {header.cell}; not {self.shows}", "shows"
            )


def _check_whole(name: str, value: object, most: int, what: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ExperimentError(f"{name} must be a whole number between 0 and {most}, {what}; not {value!r}", name)
