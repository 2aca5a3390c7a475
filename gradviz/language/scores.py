"""Which unit follows which label: chosen on one half of a text, scored on the other, beside chance and no training.

The halves are interleaved blocks of 2,000 characters (an eighth of a shorter text), so that both hold all of its parts
and next to no character of one is a neighbour of the other. On the first half every unit of every layer is ranked
against the label, and the best, with its sign, is scored on the second. The same is done with the label shifted
around the text by 20 random distances, which keeps its own rhythm and breaks its tie to the text: ``shuffled`` is the
largest score of these. And the same with an untrained network of the same cell and size, whose states know the last
characters, too. The metric is AUC for yes/no labels and Spearman's ρ for quantities (`gradviz.language.ranking`).

Units that track quotes, comments, conditions and the position in the line: Karpathy, Johnson & Fei-Fei (2015),
"Visualizing and Understanding Recurrent Networks", arXiv:1506.02078.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gradviz.control import Control
from gradviz.engine.threads import sized_for
from gradviz.errors import ExperimentError
from gradviz.language.abreast import watched_abreast
from gradviz.language.choosing import Pick, picks
from gradviz.language.halving import Halved
from gradviz.language.labels import LABELS, Label
from gradviz.language.model import untrained
from gradviz.language.probes import probes
from gradviz.language.ranking import Metric
from gradviz.language.unit import Unit
from gradviz.language.units import part, watched
from gradviz.models import Checkpoint

MOST = 100_000
"""So many characters, from the beginning of a text, are read for its scores."""
LEAST = 100
"""A text of fewer characters is not scored."""
_SHIFTS = 20


@dataclass(frozen=True)
class Score:
    """How well the best unit follows one label; the unit and the numbers are None where there is nothing to follow.

    Attributes
    ----------
    label
        What is followed.
    unit
        The best one.
    score
        On the second half, ``sign`` applied: AUC, or Spearman's ρ.
    sign
        1, or −1 where the unit is low when the label holds.
    shuffled, untrained, probe
        What shifted labels, an untrained network, and a linear probe on all units reach there.
    share
        Of the characters, how many have the label; of a quantity, how many have a value.
    characters
        How many were read, both halves.
    considered
        How many units there were to choose from.
    """

    label: Label
    unit: Unit | None
    score: float | None
    sign: int
    shuffled: float | None
    untrained: float | None
    probe: float | None
    share: float
    characters: int
    considered: int

    @property
    def metric(self) -> Metric:
        """``auc`` (½ is chance) for a yes/no label, ``spearman`` (0 is chance) for a quantity."""
        return "auc" if self.label.kind == "yes/no" else "spearman"


def scores(
    checkpoint: Checkpoint,
    text: str,
    labels: Sequence[Label] = tuple(LABELS.values()),
    *,
    among: Sequence[Unit] | None = None,
    control: Control | None = None,
) -> list[Score]:
    """Return for each label the unit that follows it best.

    Parameters
    ----------
    text
        Its first `MOST` characters are read.
    among
        The units to choose from; None: all.
    control
        Told about progress, and asked whether to stop.

    Raises
    ------
    ExperimentError
        When the text is too short to be divided.
    Cancelled
        When ``control`` asked for a stop.
    """
    if len(text) < LEAST:
        raise ExperimentError(f"units are scored on {LEAST} characters or more; this text has {len(text)}.", "text")
    text = text[:MOST]
    halved = [Halved.of(label.of(text), _SHIFTS) for label in labels]
    units = watched(checkpoint, text, part(control, 0.0, 0.2))
    allowed = [row for row, unit in enumerate(units.names) if among is None or unit in among]
    names = units.names
    with sized_for(0):
        found = picks(units.values, halved, allowed, part(control, 0.2, 0.5))
        ceilings = probes(units.values, halved, part(control, 0.5, 0.65))
        del units  # the states of two networks at once would take twice the memory
        beside = _untrained(checkpoint, text, halved, part(control, 0.65, 1.0))
    rows = zip(labels, halved, found, beside, ceilings, strict=True)
    return [_score(label, each, names, own, bare, ceiling, len(allowed)) for label, each, own, bare, ceiling in rows]


def _untrained(checkpoint: Checkpoint, text: str, labels: list[Halved], control: Control | None) -> list[float | None]:
    """Return what an untrained network of the same cell and size reaches, the best of all its units."""
    units = watched_abreast(untrained(checkpoint), text, part(control, 0.0, 0.5))
    bare = [Halved(label.defined, label.rows[:1]) for label in labels]
    found = picks(units.values, bare, range(len(units.names)), part(control, 0.5, 1.0))
    return [own[0].score if own else None for own in found]


def _score(
    label: Label,
    halved: Halved,
    names: Sequence[Unit],
    found: list[Pick],
    bare: float | None,
    ceiling: float | None,
    considered: int,
) -> Score:
    size = len(halved.defined)
    share = float(np.mean(halved.rows[0])) if label.kind == "yes/no" else float(np.mean(halved.defined))
    if not found:
        return Score(label, None, None, 1, None, None, None, share, size, considered)
    own, *shifted = found
    chance = max(pick.score for pick in shifted)
    return Score(label, names[own.unit], own.score, own.sign, chance, bare, ceiling, share, size, considered)
