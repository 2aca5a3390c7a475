"""What comes of a `Watch`: the network has read the text, the unit is found, and what can be measured of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gradviz.control import Control
from gradviz.errors import ExperimentError
from gradviz.language.following import advanced, held, opened
from gradviz.language.labels import LABELS, Label
from gradviz.language.longer import longer
from gradviz.language.on_record import recorded_scores
from gradviz.language.passage import Held, Passage
from gradviz.language.proofs import MARKS, Proof, remembers, used
from gradviz.language.scores import Score, scores
from gradviz.language.unit import units_of
from gradviz.readings.chosen import Chosen
from gradviz.readings.named import UNTRAINED, model_of
from gradviz.readings.networks import network
from gradviz.readings.watch import Watch

if TYPE_CHECKING:
    from gradviz.language.interventions import Level
    from gradviz.models import Checkpoint


def chosen(watch: Watch, checkpoint: Checkpoint, control: Control | None = None) -> Chosen:
    """Return the unit that is numbered, or the one that follows the label best on the text (`gradviz.language.scores`).

    Raises
    ------
    ExperimentError
        When the text has nothing that a unit could follow.
    """
    if isinstance(watch.unit, int):
        known = (unit for unit in units_of(checkpoint) if (unit.layer, unit.index) == (watch.layer, watch.unit))
        return Chosen(next(known))  # c where there is one
    (score,) = scores(checkpoint, watch.whole, [LABELS[watch.unit]], control=control)
    if score.unit is None:
        raise ExperimentError(f"this text has nothing that a unit could follow as {score.label.phrase}", "unit")
    return Chosen(score.unit, score.sign, score)


class Told:
    """A `Watch` that was carried out; what is asked of it is measured at the first time.

    Attributes
    ----------
    checkpoint
        Who reads.
    text
        What is read.
    unit, sign
        Which unit is watched, and −1 where "on" is its low end.
    """

    def __init__(self, watch: Watch, control: Control | None = None) -> None:
        self.watch, self.checkpoint, self.text = watch, network(watch.model), watch.whole
        self._control = control
        found = chosen(watch, self.checkpoint, control)
        self.unit, self.sign, self._own = found.unit, found.sign, found.score
        self._scores: dict[str, Score] = {}
        self._proofs: dict[Level, Proof] = {}
        self._held: dict[tuple[int, int], tuple[float, float]] = {}

    @cached_property
    def free(self) -> Passage:
        """The text as the network reads it, nothing held."""
        return advanced(opened(self.checkpoint, self.text), len(self.text), self._control)

    @cached_property
    def passage(self) -> Passage:
        """The same with the unit held, where it is: at its median where its label holds (on) or does not (off)."""
        if not self.watch.held:
            return self.free
        holds = self.label.of(self.text).astype(bool)
        if not holds.any() or holds.all():
            raise ExperimentError(f"{self.label.phrase} neither begins nor ends in this text", "held")
        values = self.free.of(self.unit)
        value = float(np.median(values[holds if self.watch.held == "on" else ~holds]))
        passage = held(self.free, Held(self.unit, value))
        while not passage.done:
            passage = advanced(passage, len(self.text), self._control)
        return passage

    @property
    def label(self) -> Label:
        """The label that the unit is watched for; the quote where it is numbered or follows a quantity."""
        own = LABELS.get(self.watch.label)
        return own if own is not None and (not self.watch.held or own.kind == "yes/no") else LABELS["quote"]

    def score(self, label: str) -> Score:
        """Return how well the unit follows a label, chance and an untrained network beside it.

        Raises
        ------
        ExperimentError
            When the text has nothing that could be followed, or is too short.
        """
        if self._own is not None and label == self.watch.label:
            return self._own
        if label not in self._scores:
            among = [self.unit]
            (found,) = scores(self.checkpoint, self.text, [LABELS[label]], among=among, control=self._control)
            self._scores[label] = found
        return self._scores[label]

    def recorded(self, label: str) -> Score:
        """Return the same on the 100,000 characters of which the model's file keeps the scores.

        Raises
        ------
        ExperimentError
            When it has none for the label, or they are those of another unit.
        """
        found = next((each for each in recorded_scores(self.checkpoint) if each.label.name == label), None)
        if found is None or found.unit != self.unit:
            raise ExperimentError(f"the model's file records no score of this unit for {label}", "unit")
        return found

    def proof(self, level: Level) -> Proof:
        """Return what holding the unit does to the character that ends the label, and what holding others does.

        Raises
        ------
        ExperimentError
            When its label is no yes/no label, or the text has none of it.
        """
        if level not in self._proofs:
            found = used(self.checkpoint, self.text, self.score(self.label.name), level, self._control)
            if found is None:
                raise ExperimentError(f"{self.label.phrase} is neither off nor on: nothing can be held", "held")
            self._proofs[level] = found
        return self._proofs[level]

    def on_after(self, distance: int, count: int) -> tuple[float, float]:
        """Return in which share of cases the unit is on so many characters behind an opening mark, and without one.

        It is what the page of cells measures, there in 100 cases. They are made of the text, or of a longer one of its
        kind where it is short (`gradviz.language.longer`).

        Raises
        ------
        ExperimentError
            When its label begins at no mark of its own.
        """
        if self.label.name not in MARKS:
            raise ExperimentError(f"{self.label.phrase} begins at no mark of its own", "unit")
        if (distance, count) not in self._held:
            text, _ = longer(self.checkpoint, self.text)
            found = remembers(self.checkpoint, text, self.unit, self.sign, self.label,
                              distances=(distance,), count=count, control=self._control)  # fmt: skip
            self._held[distance, count] = found.marked[0], found.unmarked[0]
        return self._held[distance, count]

    @property
    def bits(self) -> float:
        """Bits per character: the mean −log₂ p of each character but the first, as the text is read."""
        known = self.passage.known()[1:]
        if not known.size or not np.isfinite(known).all():
            raise ExperimentError("this model predicts nothing", "model")
        return float(-known.mean(dtype=float) / np.log(2))

    def bits_with(self, trained: bool) -> float:
        """Return the same for the trained network, or for one of its size with fresh weights, nothing held."""
        own = model_of(self.watch.model)
        return Told(replace(self.watch, model=own if trained else f"{UNTRAINED}{own}", held="", unit=0)).bits
