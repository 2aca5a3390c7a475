"""What ``gradviz cells --hold`` and ``--clamp`` add to a label's answer, in numbers and in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradviz.cli.asked_cells import Tests
    from gradviz.language.holding import Holding
    from gradviz.language.proofs import Proof
    from gradviz.language.scores import Score
    from gradviz.models import Checkpoint

_DIGITS = 6


def proven(checkpoint: Checkpoint, text: str, score: Score, tests: Tests) -> tuple[dict[str, Any], list[str]]:
    """Return what is added to the entry of a score, null where it has no meaning for the label, and its sentences."""
    from gradviz.cli.compute import watched
    from gradviz.language.proofs import hold_sentence, proof_sentence, remembered, used

    entry, said, level = dict[str, Any](), list[str](), tests.level
    if tests.hold:
        held = watched(lambda control: remembered(checkpoint, text, score, control))
        entry["hold"] = held and _held(held)
        said += [hold_sentence(held)] if held else []
    if level is not None:
        proof = watched(lambda control: used(checkpoint, text, score, level, control))
        entry["effect"] = proof and {"held": level, **_effect(proof)}
        said += [proof_sentence(proof, score, level)] if proof else []
    return entry, said


def _held(found: Holding) -> dict[str, Any]:
    numbers = {name: list(getattr(found, name)) for name in ("distances", "marked", "unmarked")}
    return {**numbers, "cases": found.cases, "threshold": round(found.threshold, _DIGITS)}


def _effect(found: Proof) -> dict[str, Any]:
    pairs = {name: list(map(_rounded, getattr(found.effect, name))) for name in ("closing", "inside", "outside")}
    others = None if found.others is None else _rounded(found.others)
    return {
        "value": _rounded(found.effect.clamp.value), **pairs,
        "cut": _rounded(found.effect.cut), "controls": others, "controlled": len(found.cuts),
    }  # fmt: skip


def _rounded(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
