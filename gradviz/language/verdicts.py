"""Whether a unit follows a label, by one rule, in one sentence.

**Found** means all three: the score is at least 0.8 (AUC) or 0.7 (Spearman); it is at least 0.1 above what shifted
labels reach; and it makes up at least half of what an untrained network's best unit lacks to a perfect score. The last
one matters: a state knows the last few characters without any training, so a digit or a capital is in it anyway.
"""

from __future__ import annotations

from typing import Literal

from gradviz.language.scores import Score
from gradviz.language.unit import Unit

Verdict = Literal["found", "not found"]

_ENOUGH = {"auc": 0.8, "spearman": 0.7}
_ABOVE_CHANCE = 0.1
_MADE_UP = 0.5
_NAMES = {"auc": "AUC", "spearman": "Spearman"}
_STATES = {"cell": "c", "hidden": "h"}


def verdict(score: Score) -> Verdict:
    """Return whether a unit follows the label; where the text has nothing to follow, none was found."""
    return "found" if score.score is not None and not _lacking(score) else "not found"


def sentence(score: Score) -> str:
    """Return the verdict in words: ``unit 101 (c) follows the quote: AUC 0.98; chance finds 0.52, …``."""
    if score.unit is None:
        return _nothing(score)
    phrase = score.label.phrase
    if verdict(score) == "found":
        return f"{named(score.unit)} follows {phrase}: {_value(score)}; {_beside(score)}."
    why = " beyond what an untrained network does" if _lacking(score) == ["untrained"] else ""
    if score.considered == 1:
        return f"{named(score.unit)} does not follow {phrase} here{why}: {_value(score)}; {_beside(score)}."
    best = f"the best, {named(score.unit)}, reaches {_value(score)}"
    return f"no unit follows {phrase} here{why}: {best}; {_beside(score)}."


def named(unit: Unit) -> str:
    """Return how a unit is called: ``unit 101 (c)``, ``unit 7 of layer 1 (h)``."""
    where = f" of layer {unit.layer}" if unit.layer else ""
    return f"unit {unit.index}{where} ({_STATES[unit.state]})"


def _lacking(score: Score) -> list[str]:
    """Return which parts of the rule do not hold."""
    assert score.score is not None
    assert score.shuffled is not None
    assert score.untrained is not None
    holds = {
        "enough": score.score >= _ENOUGH[score.metric],
        "chance": score.score >= score.shuffled + _ABOVE_CHANCE,
        "untrained": 1 - score.score <= _MADE_UP * (1 - score.untrained),
    }
    return [name for name, held in holds.items() if not held]


def _value(score: Score) -> str:
    return f"{_NAMES[score.metric]} {score.score:.2f}"


def _beside(score: Score) -> str:
    known = f"chance finds {score.shuffled:.2f}, an untrained network {score.untrained:.2f}"
    return f"{known}, a linear probe on all units {score.probe:.2f}".replace("-", "−")


def _nothing(score: Score) -> str:
    """Return why there is no score."""
    if score.label.kind == "quantity":
        return f"{score.label.name}: it is the same all over this text, so no unit can be said to follow it."
    how = {0.0: "no character of this text has it", 1.0: "every character of this text has it"}
    words = how.get(score.share, "too few characters of this text have it, or lack it")
    return f"{score.label.name}: {words}, so no unit can be said to follow it."
